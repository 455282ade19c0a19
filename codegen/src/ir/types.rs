//! Types of values.

use super::Docs;
use crate::load::Location;

/// Index into [`Api::types`](super::Api).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(crate) usize);

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer(IntegerWidth),
    /// A number.
    Float(FloatWidth),
    /// A text.
    Text(TextFormat),
    /// A list of one type.
    List(Box<Type>),
    /// A map from texts to one type.
    Map(Box<Type>),
    /// Any JSON value.
    Any,
    /// A type with a definition of its own.
    Named(TypeId),
}

/// Width of a whole number.
#[allow(missing_docs)] // the names are Rust's
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerWidth {
    I32,
    I64,
}

/// Width of a number.
#[allow(missing_docs)] // the names are Rust's
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatWidth {
    F32,
    F64,
}

/// What a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// Any text.
    Plain,
    /// A text that must not be shown (`format: password`).
    Secret,
    /// A format that the generator has no type for; the value stays a text.
    Other(String),
}

/// A type with a name.
#[derive(Debug)]
pub struct TypeDefinition {
    /// Name of the Rust type.
    pub rust_name: String,
    /// Name of the element when a value of the type is a whole XML document.
    pub xml_name: String,
    /// What it consists of.
    pub shape: Shape,
    /// Where it is defined in the crate.
    pub home: Home,
    /// Whether callers make values of the type.
    pub input: bool,
    /// Documentation.
    pub docs: Docs,
    /// The schema object.
    pub origin: Location,
}

/// Where a type is defined in the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// Beside the one operation that uses it.
    Operation(usize),
    /// In the one group that uses it.
    Group(usize),
    /// In a module for all groups.
    Shared,
}

/// What a named type consists of.
#[derive(Debug)]
pub enum Shape {
    /// Named members.
    Object {
        /// The members, in the order of the description.
        fields: Vec<Field>,
        /// Type of the members that have no field of their own.
        additional: Option<Type>,
    },
    /// One of several values; others may come and are kept.
    Enum {
        /// What the values are on the wire.
        base: EnumBase,
        /// The values known.
        values: Vec<EnumValue>,
    },
    /// A value of one of several types.
    Union {
        /// The types.
        variants: Vec<Type>,
        /// Name of the member that tells them apart.
        discriminator: Option<String>,
    },
}

/// A member of an object.
#[derive(Debug)]
pub struct Field {
    /// Name on the wire.
    pub wire_name: String,
    /// Name of the Rust field.
    pub rust_name: String,
    /// What it holds.
    pub ty: Type,
    /// Whether the description promises it in each value.
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Whether it must be boxed, because it leads back to its own type.
    pub boxed: bool,
    /// How what its scalar stands for is read.
    pub accessor: Option<Accessor>,
    /// Documentation.
    pub docs: Docs,
    /// The property's schema.
    pub origin: Location,
}

/// A method that reads what a field's scalar stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accessor {
    /// Name of the method.
    pub rust_name: String,
    /// What the scalar stands for.
    pub meaning: Meaning,
}

/// What a scalar stands for, beyond its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Milliseconds since 1970.
    Milliseconds,
    /// Seconds since 1970.
    Seconds,
    /// A point in time as RFC 3339 writes it.
    Rfc3339,
    /// A date and a time of day without a time zone.
    Local,
    /// A list with this between its items.
    Separated(char),
}

/// What the values of an enum are on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumBase {
    /// Texts.
    Text,
    /// Whole numbers.
    Integer,
}

/// A value of an enum.
#[derive(Debug)]
pub struct EnumValue {
    /// The value on the wire; a number in decimal.
    pub wire_value: String,
    /// Name of the variant.
    pub rust_name: String,
    /// Documentation.
    pub docs: Docs,
    /// The value in the description.
    pub origin: Location,
}
