//! What a generated client states about its API. Everything here is written by generated code as literals.
#![allow(
    clippy::exhaustive_structs,
    clippy::exhaustive_enums,
    reason = "written as literals by generated code"
)]

pub use crate::operation::{Effect, Method};

/// An API, as its description says it is.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The title of the description.
    pub title: &'static str,
    /// The generated client's own name for the header `user-agent`.
    pub user_agent: &'static str,
    /// Where the API is served.
    pub servers: &'static [Server],
    /// Where single operations are served, as far as callers can choose anything of it.
    pub operation_servers: &'static [Server],
    /// Which ways there are to say who calls.
    pub schemes: &'static [SecurityScheme],
}

/// An address of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// The address, with `{name}` where a variable goes.
    pub url: &'static str,
    /// The variables of the address.
    pub variables: &'static [ServerVariable],
}

/// A variable in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name, as it stands in the address.
    pub name: &'static str,
    /// Its value unless the configuration has another.
    pub default: &'static str,
    /// The values that it can have; any when there are none.
    pub allowed: &'static [&'static str],
}

/// A way to say who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name in the description.
    pub name: &'static str,
    /// Where the credential goes.
    pub kind: SecurityKind,
}

/// Where a credential goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// A key in the header of this name.
    ApiKeyHeader(&'static str),
    /// A key in the query parameter of this name.
    ApiKeyQuery(&'static str),
    /// A key in the cookie of this name.
    ApiKeyCookie(&'static str),
    /// User and password in the header `authorization`.
    Basic,
    /// A token in the header `authorization`.
    Bearer,
    /// Another scheme of the header `authorization`.
    Http(&'static str),
    /// A certificate, which a transport of the caller's own presents.
    MutualTls,
}

/// An operation.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The operation's name.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, with `{name}` where a path parameter goes.
    pub path: &'static str,
    /// What calling it a second time does.
    pub effect: Effect,
    /// The alternatives of security, each with the names of all schemes that it needs.
    pub security: &'static [&'static [&'static str]],
    /// Addresses of the operation's own; the first is called.
    pub servers: &'static [Server],
    /// The replies that are a success.
    pub success: &'static [Case],
    /// The replies that are not.
    pub failure: &'static [Case],
}

impl Operation {
    /// What every kind of client knows of an operation.
    pub(crate) fn common(&self) -> crate::Operation {
        crate::Operation {
            name: self.name,
            method: self.method,
            path: self.path,
            effect: self.effect,
        }
    }
}

/// A reply that is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// Which statuses it has.
    pub status: Status,
    /// What its body can be; nothing for a reply without one.
    pub contents: &'static [Content],
}

/// Which statuses a reply has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// This one.
    Code(u16),
    /// All of this hundred: 4 is 400 to 499.
    Range(u16),
    /// All that no other reply has.
    Default,
}

/// What a body can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    /// The media type or a range of them, as `application/json`, `image/*`.
    pub media_type: &'static str,
    /// How it is read.
    pub kind: Kind,
}

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// Urlencoded pairs.
    Form,
    /// The text of a scalar.
    Text,
    /// Bytes, received in pieces.
    Binary,
    /// Server-sent events, received one by one.
    Events,
}

/// A parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub place: Place,
    /// How its value is written.
    pub style: Style,
    /// Whether each item of a list, and each member of an object, stands for itself.
    pub explode: bool,
    /// Whether characters that mean something in an address stay as they are (`allowReserved`).
    pub reserved: bool,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the places' own names")]
pub enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a value is written; the names are those of OpenAPI 3.0.3, "Style Values".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;name=a,b`
    Matrix,
    /// `.a.b`
    Label,
    /// `name=a,b`, or with explode `name=a&name=b`.
    Form,
    /// `a,b`
    Simple,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a%7Cb`
    PipeDelimited,
    /// `name[member]=a`
    DeepObject,
    /// The value as JSON text.
    Json,
}

/// A header of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The name on the wire.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// [`Style::Simple`] or [`Style::Json`].
    pub style: Style,
    /// Whether the members of an object are written as `name=value`.
    pub explode: bool,
}

/// How a field of a form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormField {
    /// The name on the wire.
    pub name: &'static str,
    /// As for parameters of a query.
    pub style: Style,
    /// As for parameters of a query.
    pub explode: bool,
    /// As for parameters of a query.
    pub reserved: bool,
}
