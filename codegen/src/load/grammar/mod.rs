//! The objects of OpenAPI 3.0 and 3.1 as tables: which keys each has, and the shape of their values.
//!
//! Readers of YAML and JSON skip keys that they do not know, and their errors carry no place. These tables are what makes
//! a typing error visible. They follow the specification's section "Schema", object by object. What only one of the
//! versions has says so in its entry.

mod extensions;
mod openapi;
mod schema;

pub(super) use openapi::{
    CALLBACK, EXAMPLE, HEADER, LINK, OPENAPI, PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE,
    SECURITY_SCHEME,
};
pub(super) use schema::SCHEMA;

pub(super) static PATH_ITEM_OR_REFERENCE: Shape = Shape::Reference(&PATH_ITEM);
pub(super) static SCHEMA_OR_REFERENCE: Shape = Shape::Reference(&SCHEMA);

/// The sections of components, and what they hold.
pub(super) static SECTIONS: &[(&str, &Object)] = &[
    ("schemas", &SCHEMA),
    ("responses", &RESPONSE),
    ("parameters", &PARAMETER),
    ("examples", &EXAMPLE),
    ("requestBodies", &REQUEST_BODY),
    ("headers", &HEADER),
    ("securitySchemes", &SECURITY_SCHEME),
    ("links", &LINK),
];

/// The shape of a value.
#[derive(Debug)]
pub(super) enum Shape {
    /// Anything: samples, defaults.
    Any,
    /// A text.
    Text,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// The name of a type, or in 3.1 a list of them.
    Types,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A whole number that is not negative; `3.0` is one.
    Count,
    /// A number.
    Number,
    /// A list of one shape.
    List(&'static Shape),
    /// An object with keys of the author's choice.
    Map(&'static Shape),
    /// The same, whose keys are names of components.
    Components(&'static Shape),
    /// A map whose keys begin with `/`.
    Paths(&'static Shape),
    /// A map whose keys are status codes, ranges of them (`4XX`) or `default`.
    Statuses(&'static Shape),
    /// `true`, `false` or the other shape.
    BoolOr(&'static Shape),
    /// An object of the specification.
    Object(&'static Object),
    /// The same, or a reference to one.
    Reference(&'static Object),
    /// A schema or a reference to one; in 3.1 also `true` and `false`, and keys beside the reference count.
    Schema,
    /// The name of a file with a sample.
    SampleFile,
}

/// A version of the specification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Version {
    /// 3.0.x.
    #[default]
    V30,
    /// 3.1.x.
    V31,
}

impl Version {
    /// The version that a document says it is written in.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.starts_with("3.0.") || text == "3.0" {
            Some(Self::V30)
        } else if text.starts_with("3.1.") || text == "3.1" {
            Some(Self::V31)
        } else {
            None
        }
    }
}

/// An object of the specification.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) name: &'static str,
    /// The versions in which it may have keys that are not in the table.
    pub(super) open: Open,
    pub(super) fields: &'static [Field],
}

/// Whether an object may have keys that are not in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// Never, `x-` keys aside.
    No,
    /// In 3.1.
    Since31,
    /// In both versions.
    Always,
}

impl Object {
    /// Whether keys that are not in the table are allowed.
    pub(super) fn is_open(&self, version: Version) -> bool {
        match self.open {
            Open::No => false,
            Open::Since31 => version == Version::V31,
            Open::Always => true,
        }
    }

    /// The entry of a key.
    pub(super) fn field(&self, key: &str, version: Version) -> Option<&'static Field> {
        self.fields
            .iter()
            .find(|field| field.key == key && field.is_in(version))
    }
}

/// A key of an object.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) shape: Shape,
    /// The only version that has it.
    only: Option<Version>,
    /// Whether 3.0 and 3.1 ask for it.
    required: [bool; 2],
}

impl Field {
    pub(super) fn is_in(&self, version: Version) -> bool {
        self.only.is_none_or(|only| only == version)
    }

    pub(super) fn is_required(&self, version: Version) -> bool {
        self.is_in(version) && self.required[usize::from(version == Version::V31)]
    }

    const fn only(self, version: Version) -> Self {
        Self {
            only: Some(version),
            ..self
        }
    }
}

const fn closed(name: &'static str, fields: &'static [Field]) -> Object {
    Object {
        name,
        open: Open::No,
        fields,
    }
}

const fn required(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        only: None,
        required: [true, true],
    }
}

/// A key that 3.0 asks for and 3.1 does not.
const fn once_required(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        only: None,
        required: [true, false],
    }
}

const fn optional(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        only: None,
        required: [false, false],
    }
}

/// A key of 3.0 that 3.1 has not, or has otherwise.
const fn until30(key: &'static str, shape: Shape) -> Field {
    optional(key, shape).only(Version::V30)
}

/// A key of 3.1 that 3.0 has not, or has otherwise.
const fn since31(key: &'static str, shape: Shape) -> Field {
    optional(key, shape).only(Version::V31)
}
