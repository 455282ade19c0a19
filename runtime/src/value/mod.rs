//! The types of replies and bodies, seen through one object-safe trait.
//!
//! A generated type only says which member has which name. Everything else (walking JSON and XML, being lenient
//! about spelling, naming the place of an error) is written once in this crate and compiled once, whatever the
//! number of types. There is no tree in between: the readers of `serde_json` and `quick-xml` write straight into
//! the slots that [`Object::member`] and [`List::push`] hand out.

mod base64_bytes;
mod collections;
mod date_time;
mod decimal_number;
mod discard;
pub(crate) mod enums;
pub(crate) mod facts;
mod json_text;
mod macros;
mod mismatch;
mod null;
mod nullable;
mod offset_date_time;
mod plain_macros;
mod scalars;
mod secret_text;
mod serde_bridge;
mod serde_write;
mod strict;
mod text;
mod texts;
mod timestamp;
mod tree;
pub(crate) mod tuple;
pub(crate) mod union;

use std::borrow::Cow;

pub use base64_bytes::Base64;
pub use date_time::DateTime;
pub use decimal_number::DecimalNumber;
pub use enums::{read_integer, read_text};
pub use facts::{MemberFacts, ObjectFacts, XmlForm};
pub use json_text::JsonText;
pub use mismatch::{Mismatch, Problem, ReadError};
pub use null::Null;
pub use nullable::Nullable;
pub use offset_date_time::OffsetDateTime;
pub use secret_text::SecretText;
pub use serde_bridge::{deserialize, deserialize_strictly};
pub use serde_write::{serialize, serialize_strictly};
pub use strict::Notation;
pub use text::{parse_text, to_text};
pub use texts::{Date, Decimal, Uuid};
pub use timestamp::Timestamp;
pub use tree::read_tree;
pub use union::{Union, UnionFacts, VariantFacts};

pub(crate) use discard::Discard;
pub(crate) use facts::Progress;
pub(crate) use scalars::is_absent;
pub(crate) use serde_bridge::emptied_list;
pub(crate) use serde_bridge::{Seed, Trail, Watch};
pub(crate) use serde_write::{Writing, Written};
pub(crate) use tree::set as set_graded;
pub(crate) use tuple::complete;
pub(crate) use union::{Document, Grade, Reading, choose};

/// A value of which the description does not say what it holds.
pub type Any = serde_json::Value;

/// The items of a text that holds a list, without the blanks around them and without empty ones.
pub fn items(text: Option<&str>, separator: char) -> impl Iterator<Item = &str> {
    let items = text.unwrap_or_default().split(separator);
    items.map(str::trim).filter(|item| !item.is_empty())
}

/// The reply of an operation that answers without a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Empty {}

crate::object!(Empty {});

impl Response for Empty {
    const XML_NAME: &'static str = "Response";
}

/// What a slot holds, known without looking at its content.
///
/// The XML reader needs this, because an element does not say whether it is a text, an object or a list's item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text; the empty text is a value of its own.
    Text,
    /// A whole or fractional number.
    Number,
    /// A truth value.
    Flag,
    /// Named members.
    Object,
    /// Items in order.
    List,
    /// Whatever comes: the slot follows the content.
    Any,
}

impl Shape {
    /// How an error message calls it.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::Object => "an object",
            Self::List => "a list",
            Self::Any => "any value",
        }
    }

    /// Whether the empty text says "no value" in such a slot.
    #[must_use]
    pub(crate) fn empty_text_is_absent(self) -> bool {
        !matches!(self, Self::Text | Self::Any)
    }
}

/// A scalar as it comes out of a reader.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// JSON's `null`, XML's `xsi:nil="true"`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits into 64 bits with a sign.
    Integer(i64),
    /// A whole number that fits into 64 bits without a sign.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    /// A text; in XML every scalar is one.
    Text(&'a str),
}

/// A value as a writer sees it.
#[allow(
    missing_debug_implementations,
    reason = "holds trait objects without a Debug of their own"
)]
pub enum View<'a> {
    /// No value: an object leaves the member out, a list holds `null` in its place.
    Absent,
    /// An explicit `null`. An object that reads leniently leaves the member out, too.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number with a sign.
    Integer(i64),
    /// A whole number without a sign.
    Unsigned(u64),
    /// A number with a fraction.
    Float(f64),
    /// A number by its digits, as JSON writes it.
    Digits(Cow<'a, str>),
    /// A text.
    Text(Cow<'a, str>),
    /// Named members.
    Object(&'a dyn Object),
    /// Items in order.
    List(&'a dyn List),
}

/// A slot that can be read into and written from.
///
/// Implemented for the scalars, `Option`, `Box`, `Vec`, `BTreeMap<String, T>` and `serde_json::Value`; generated
/// types get it from [`object!`](crate::object) or [`plain_object!`](crate::plain_object),
/// [`open_enum!`](crate::open_enum) and [`union!`](crate::union).
pub trait Value {
    /// A value to read into, before anything was read.
    fn blank() -> Self
    where
        Self: Sized;

    /// What this slot holds.
    fn shape(&self) -> Shape;

    /// The value, for writing.
    fn view(&self) -> View<'_>;

    /// Takes a scalar. A null, and an empty text where a text would be no value, say "absent".
    ///
    /// # Errors
    /// [`Mismatch`] when the scalar is of another kind, out of range, or not a number where one is needed.
    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch>;

    /// Takes a scalar of the slot's own kind: a text is no number and the other way round, unless the document states
    /// all scalars as texts, and a null is taken only where one belongs.
    ///
    /// # Errors
    /// [`Mismatch`] when the scalar is of another kind, or when [`set`](Self::set) refuses it.
    fn set_strictly(&mut self, scalar: Scalar<'_>, notation: Notation) -> Result<(), Mismatch> {
        strict::check(self.shape(), scalar, notation)?;
        self.set(scalar)
    }

    /// Whether a null is a value of this type.
    #[must_use]
    fn nullable() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Whether this is a [`Union`], or something around one.
    #[must_use]
    fn is_union() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Whether the value is one that its type does not know but keeps.
    #[must_use]
    fn is_unknown(&self) -> bool {
        false
    }

    /// Whether the type holds a number by its digits, so that a reader must not round it.
    #[must_use]
    fn is_digits() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// The same of a slot.
    #[must_use]
    fn takes_digits(&self) -> bool {
        false
    }

    /// Opens the slot for a value of one of several types; `None` unless it holds a [`Union`].
    fn as_union(&mut self) -> Option<&mut dyn Union> {
        None
    }

    /// Opens the slot for named members.
    ///
    /// # Errors
    /// [`Mismatch`] unless the slot holds an object.
    fn as_object(&mut self) -> Result<&mut dyn Object, Mismatch> {
        Err(Mismatch::new(self.shape().describe(), "an object"))
    }

    /// Opens the slot for items.
    ///
    /// # Errors
    /// [`Mismatch`] unless the slot holds a list.
    fn as_list(&mut self) -> Result<&mut dyn List, Mismatch> {
        Err(Mismatch::new(self.shape().describe(), "a list"))
    }
}

/// Named members.
pub trait Object {
    /// The slot of a member by its name on the wire; `None` for a name that the type does not know, which the
    /// readers then skip.
    fn member(&mut self, name: &str) -> Option<&mut dyn Value>;

    /// Shows each member with its name on the wire, in the order of declaration.
    fn members(&self, visit: &mut dyn FnMut(&str, &dyn Value));

    /// What the description says about the members; with it, reading is strict here and below.
    fn facts(&self) -> Option<&'static ObjectFacts> {
        None
    }
}

/// Items in order.
pub trait List {
    /// Appends a blank item and hands out its slot.
    fn push(&mut self) -> &mut dyn Value;

    /// The slot of the last item.
    fn last(&mut self) -> Option<&mut dyn Value>;

    /// How many items there are.
    fn len(&self) -> usize;

    /// The item at this place, counted from 0.
    fn get(&self, index: usize) -> Option<&dyn Value>;

    /// The slot of the item at this place, for a reader that meets the items in order; `None` for one that the type does not
    /// take, which readers then skip.
    fn item(&mut self, place: usize) -> Option<&mut dyn Value> {
        let _ = place;
        Some(self.push())
    }

    /// How many first items have types of their own.
    fn first_items(&self) -> usize {
        0
    }

    /// The first item that must be there, with what it holds, when this many came.
    fn missing(&self, count: usize) -> Option<(usize, Shape)> {
        let _ = count;
        None
    }

    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A whole reply.
pub trait Response: Object + Value + Default + Send {
    /// The name of the root element when the reply is written as XML.
    const XML_NAME: &'static str;

    /// Where the reply keeps its request id, so that the one of the `x-acs-request-id` header can stand in when
    /// the body has none. `None` for a reply without such a member.
    fn request_id_mut(&mut self) -> Option<&mut Option<String>> {
        None
    }
}

#[cfg(test)]
mod plain_properties;
#[cfg(test)]
mod plain_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod union_tests;
