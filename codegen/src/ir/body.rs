//! Bodies of requests.

use super::{Docs, Encoding, Header, Type};
use crate::load::Location;

/// Body of a request.
#[derive(Debug)]
pub struct Body {
    /// What it can be; the first is what is sent where the caller does not choose.
    pub contents: Vec<BodyContent>,
    /// Whether a call without it is refused.
    pub required: bool,
    /// Name of the enum of a body that can be several things.
    pub type_name: String,
    /// Documentation.
    pub docs: Docs,
    /// The request body object.
    pub origin: Location,
}

/// One of the things that a body can be.
#[derive(Debug)]
pub struct BodyContent {
    /// The media type that is sent, as written in the description.
    pub media_type: String,
    /// The description's range of media types, such as `image/*`, where it has one: of bytes, callers say which it is.
    pub range: Option<String>,
    /// Name of the variant, where there are several.
    pub rust_name: String,
    /// What it holds.
    pub kind: BodyKind,
    /// The media type object.
    pub origin: Location,
}

/// What a body holds.
#[derive(Debug)]
pub enum BodyKind {
    /// Urlencoded; its members are among the operation's parameters.
    Parameters,
    /// Urlencoded, from a value with members.
    Form {
        /// The value.
        ty: Type,
        /// How members are written that are not written by the rules for all: by name on the wire.
        encodings: Vec<(String, Encoding)>,
    },
    /// A JSON value.
    Json(Type),
    /// A value as an XML document.
    Xml {
        /// The value.
        ty: Type,
        /// Name of the root element.
        root: String,
        /// Name of the element of each item, where the value is a list.
        item: String,
    },
    /// Parts with names, files among them.
    Multipart(Multipart),
    /// A text, or a scalar written as one.
    Text(Type),
    /// A list whose items are JSON values on a line each.
    Lines(Type),
    /// Bytes, which may be streamed.
    Binary,
}

impl BodyKind {
    /// The type of its value, unless it is made of parts or is bytes.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Form { ty, .. }
            | Self::Json(ty)
            | Self::Xml { ty, .. }
            | Self::Text(ty)
            | Self::Lines(ty) => Some(ty),
            Self::Parameters | Self::Multipart(_) | Self::Binary => None,
        }
    }
}

/// A body of several parts.
#[derive(Debug)]
pub struct Multipart {
    /// Name of the struct that has them.
    pub type_name: String,
    /// The parts; none for a schema without properties, whose parts the caller names.
    pub parts: Vec<Part>,
    /// What parts hold whose names the description leaves to callers.
    pub additional: Option<Box<Part>>,
}

/// A part of a body.
#[derive(Debug)]
pub struct Part {
    /// Name on the wire.
    pub wire_name: String,
    /// Name of the Rust field.
    pub rust_name: String,
    /// Whether it has a name of the caller's instead.
    pub unnamed: bool,
    /// Whether a body without it is refused.
    pub required: bool,
    /// Whether there can be several of the name; `kind` is what each of them holds.
    pub repeated: bool,
    /// What it holds.
    pub kind: PartKind,
    /// Its media type, where the description names one that is not the usual one.
    pub content_type: Option<String>,
    /// Its headers besides those that each part has.
    pub headers: Vec<Header>,
    /// Name of the struct of value and headers, where there are headers.
    pub headed_name: String,
    /// Documentation.
    pub docs: Docs,
    /// The property.
    pub origin: Location,
}

/// What a part of a body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A file, which may be streamed.
    File,
    /// Parts of any kind, which callers put together.
    Any,
    /// A text, or a scalar written as one.
    Text(Type),
    /// A JSON value.
    Json(Type),
    /// A value as an XML document.
    Xml {
        /// The value.
        ty: Type,
        /// Name of the root element.
        root: String,
    },
    /// A value in a style of parameters: one part or several, by its members or items.
    Styled(Type, Encoding),
}

impl Body {
    /// The types of the values that it can hold.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.contents
            .iter()
            .flat_map(|content| match &content.kind {
                BodyKind::Multipart(multipart) => {
                    let parts = multipart
                        .parts
                        .iter()
                        .chain(multipart.additional.as_deref());
                    parts.flat_map(Part::types).collect()
                }
                kind => Vec::from_iter(kind.ty()),
            })
    }
}

impl Part {
    /// The types of its value and of its headers.
    fn types(&self) -> impl Iterator<Item = &Type> {
        let headers = self.headers.iter().map(|header| &header.ty);
        self.kind.ty().into_iter().chain(headers)
    }
}

impl PartKind {
    /// The type of its value, unless it is a file or anything.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::File | Self::Any => None,
            Self::Text(ty) | Self::Json(ty) | Self::Xml { ty, .. } | Self::Styled(ty, _) => {
                Some(ty)
            }
        }
    }
}
