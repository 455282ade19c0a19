//! Types of values.

use std::ops::RangeInclusive;

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
    /// `null` alone.
    Null,
    /// A value, or `null`.
    Nullable(Box<Type>),
    /// A type with a definition of its own.
    Named(TypeId),
}

impl Type {
    /// The named type at the bottom of lists, maps and `null`.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::List(item) | Self::Map(item) | Self::Nullable(item) => item.named(),
            _ => None,
        }
    }
}

impl Shape {
    /// The types that a value consists of.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let (fields, additional, variants) = match self {
            Self::Object { fields, additional } => (&fields[..], additional.as_ref(), &[][..]),
            Self::Union { variants, .. } => (&[][..], None, &variants[..]),
            Self::Tuple { items, rest } => (&items[..], rest.as_ref(), &[][..]),
            Self::Enum { .. } => (&[][..], None, &[][..]),
        };
        let fields = fields.iter().map(|field| &field.ty);
        let variants = variants.iter().map(|variant| &variant.ty);
        fields.chain(additional).chain(variants)
    }
}

/// Width of a whole number.
#[allow(missing_docs)] // the names are Rust's
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerWidth {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl IntegerWidth {
    /// The numbers that it holds.
    #[must_use]
    pub fn range(self) -> RangeInclusive<i128> {
        let (bits, has_sign) = match self {
            Self::I8 => (7, true),
            Self::I16 => (15, true),
            Self::I32 => (31, true),
            Self::I64 => (63, true),
            Self::U8 => (8, false),
            Self::U16 => (16, false),
            Self::U32 => (32, false),
            Self::U64 => (64, false),
        };
        let size = 1_i128 << bits;
        (if has_sign { -size } else { 0 })..=size - 1
    }
}

/// Width of a number.
#[allow(missing_docs)] // the names are Rust's
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatWidth {
    F32,
    F64,
    /// All digits that it is stated with (`format: decimal`).
    Decimal,
}

/// What a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// Any text.
    Plain,
    /// A text that must not be shown (`format: password`).
    Secret,
    /// A date (`format: date`).
    Date,
    /// A point in time as RFC 3339 writes it (`format: date-time`).
    DateTime,
    /// A UUID (`format: uuid`).
    Uuid,
    /// A decimal number in a text (`format: decimal`).
    Decimal,
    /// Bytes in base64 (`format: byte`, `contentEncoding: base64`).
    Base64,
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
    /// Namespace of that element.
    pub xml_namespace: Option<String>,
    /// Prefix of that element's name.
    pub xml_prefix: Option<String>,
    /// What it consists of.
    pub shape: Shape,
    /// Where it is defined in the crate.
    pub home: Home,
    /// Whether callers make values of the type.
    pub input: bool,
    /// Whether values of the type come back in replies.
    pub output: bool,
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
    /// A value of one of several types; others may come and are kept.
    Union {
        /// The types, in the order of the description.
        variants: Vec<Variant>,
        /// Name of the member that tells them apart.
        discriminator: Option<String>,
        /// Name of a member for which each object among them has values of its own, where none is said to tell them apart:
        /// an object with another value is of none of them.
        telling: Option<String>,
    },
    /// A list whose first items have types of their own (`prefixItems`).
    Tuple {
        /// The items, each named by its place.
        items: Vec<Field>,
        /// Type of all further items.
        rest: Option<Type>,
    },
}

/// A type of a union.
#[derive(Debug)]
pub struct Variant {
    /// Name of the variant.
    pub rust_name: String,
    /// What it holds.
    pub ty: Type,
    /// Whether it must be boxed, because it leads back to its own union.
    pub boxed: bool,
    /// Values of the discriminator that mean this variant; the first is the one that is written.
    pub tags: Vec<String>,
    /// Whether it holds what fits several of the types before it at once, and nothing else.
    pub joint: bool,
    /// Documentation.
    pub docs: Docs,
    /// The schema of the variant.
    pub origin: Location,
}

/// A member of an object.
#[derive(Debug)]
pub struct Field {
    /// Name on the wire.
    pub wire_name: String,
    /// Name of the Rust field.
    pub rust_name: String,
    /// What it holds; [`Type::Nullable`] when it may be `null`.
    pub ty: Type,
    /// Whether the description promises it in each value.
    pub required: bool,
    /// In which directions it is sent.
    pub direction: Direction,
    /// The one value that it can have (`const`, or an enum of one value), as JSON.
    pub constant: Option<serde_json::Value>,
    /// The value that the service takes when it is absent, as JSON.
    pub default: Option<serde_json::Value>,
    /// How it is written in XML.
    pub xml: XmlForm,
    /// Whether it must be boxed, because it leads back to its own type.
    pub boxed: bool,
    /// How what its scalar stands for is read.
    pub accessor: Option<Accessor>,
    /// Documentation.
    pub docs: Docs,
    /// The property's schema.
    pub origin: Location,
}

/// In which directions a member is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// In requests and in replies.
    #[default]
    Both,
    /// In replies only (`readOnly`): never written into a request, never required there.
    Reply,
    /// In requests only (`writeOnly`): never required in a reply.
    Request,
}

/// How a member is written in XML, where it differs from its name in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlForm {
    /// Name of the element or attribute; of the wrapper for a wrapped list.
    pub name: Option<String>,
    /// An attribute instead of an element.
    pub attribute: bool,
    /// Whether a list has an element around it.
    pub wrapped: bool,
    /// Name of the element of each item of a list.
    pub item: Option<String>,
    /// Namespace of the element of each item of a wrapped list.
    pub item_namespace: Option<String>,
    /// Prefix of the name of that element.
    pub item_prefix: Option<String>,
    /// Namespace of the element.
    pub namespace: Option<String>,
    /// Prefix of the element's name.
    pub prefix: Option<String>,
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
    /// Scalars of several kinds, numbers with fractions or truth values.
    Mixed,
}

/// A value of an enum.
#[derive(Debug)]
pub struct EnumValue {
    /// The value on the wire; a number in decimal; a JSON text in a mixed enum.
    pub wire_value: String,
    /// Name of the variant.
    pub rust_name: String,
    /// Documentation.
    pub docs: Docs,
    /// The value in the description.
    pub origin: Location,
}
