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
    /// An operation that needs no credentials, is served where the API is, and has no described replies.
    #[must_use]
    pub const fn new(
        name: &'static str,
        method: Method,
        path: &'static str,
        effect: Effect,
    ) -> Self {
        Self {
            name,
            method,
            path,
            effect,
            security: &[],
            servers: &[],
            success: &[],
            failure: &[],
        }
    }

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

impl Case {
    /// A reply of one status, in JSON.
    #[must_use]
    pub const fn json(status: u16) -> Self {
        Self::new(Status::Code(status), &[Content::JSON])
    }

    /// A reply of one status, without a body.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self::new(Status::Code(status), &[])
    }

    /// A reply of these statuses, with one of these bodies.
    #[must_use]
    pub const fn new(status: Status, contents: &'static [Content]) -> Self {
        Self { status, contents }
    }
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

impl Content {
    /// `application/json`, read as JSON.
    pub const JSON: Self = Self::new("application/json", Kind::Json);

    /// A body of this media type.
    #[must_use]
    pub const fn new(media_type: &'static str, kind: Kind) -> Self {
        Self { media_type, kind }
    }
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
    /// JSON values, one on each line, received one by one.
    Lines,
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

impl Parameter {
    /// A parameter of the path, in the style `simple`.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Place::Path, Style::Simple, false)
    }

    /// A parameter of the query, in the style `form`, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Place::Query, Style::Form, true)
    }

    /// A header, in the style `simple`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Place::Header, Style::Simple, false)
    }

    /// A cookie, in the style `form`, exploded.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Place::Cookie, Style::Form, true)
    }

    const fn new(name: &'static str, place: Place, style: Style, explode: bool) -> Self {
        Self {
            name,
            place,
            style,
            explode,
            reserved: false,
        }
    }

    /// The same in another style.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The same, exploded or not.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// The same with `allowReserved`.
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }
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

/// How a value is written; the names are those of OpenAPI 3.0.4 and 3.1.1, "Style Values".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;name=a,b`
    Matrix,
    /// `.a,b`, or with explode `.a.b`.
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

impl Header {
    /// A header that may be missing, in the style `simple`.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self {
            name,
            required: false,
            style: Style::Simple,
            explode: false,
        }
    }

    /// A header that must be there, in the style `simple`.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self {
            required: true,
            ..Self::optional(name)
        }
    }

    /// The same as JSON text.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.style = Style::Json;
        self
    }

    /// The same with the members of an object as `name=value`.
    #[must_use]
    pub const fn exploded(mut self) -> Self {
        self.explode = true;
        self
    }
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
