//! Operations and their parameters.

use super::{Body, BodyKind, Docs, Paging, Server, Starts, Type, TypeId, Wait};
use crate::load::Location;

/// A group of operations: a module and a feature of the crate.
#[derive(Debug)]
pub struct Group {
    /// Name of the feature: `change-order`.
    pub name: String,
    /// Name of the module: `change_order`.
    pub module: String,
    /// Documentation.
    pub docs: Docs,
    /// The tag.
    pub origin: Location,
}

/// A call that a client can make.
#[derive(Debug)]
pub struct Operation {
    /// Name on the wire.
    pub wire_name: String,
    /// Name of the method: `abort_and_rollback_change_order`.
    pub method_name: String,
    /// Name of the type of a call: `AbortAndRollbackChangeOrder`.
    pub type_name: String,
    /// Index of the group.
    pub group: usize,
    /// HTTP method.
    pub method: Method,
    /// Path, with `{name}` for each path parameter.
    pub path: String,
    /// What repeating the call does.
    pub effect: Effect,
    /// Path, query, header and form parameters, in the order of the description.
    pub parameters: Vec<Parameter>,
    /// Body, unless its members are form parameters.
    pub body: Option<Body>,
    /// What comes back when the call succeeds, for a service with an envelope around its replies.
    pub reply: Reply,
    /// What comes back, by status.
    pub replies: Replies,
    /// Alternatives, each a set of security schemes that are needed together; an empty set means that none is needed.
    pub security: Vec<Vec<String>>,
    /// Servers other than those of the whole API.
    pub servers: Vec<Server>,
    /// How it lists things page by page.
    pub paging: Option<Paging>,
    /// How its replies tell the state of some work.
    pub wait: Option<Wait>,
    /// The work that it starts.
    pub starts: Option<Starts>,
    /// Documentation.
    pub docs: Docs,
    /// The operation object.
    pub origin: Location,
}

impl Operation {
    /// The name under which callers pass the body: a parameter may already be called so.
    #[must_use]
    pub fn body_name(&self) -> &'static str {
        let mut parameters = self.parameters.iter();
        if parameters.any(|parameter| parameter.rust_name == "body") {
            "request_body"
        } else {
            "body"
        }
    }

    /// Whether the request carries a form, even an empty one.
    #[must_use]
    pub fn has_form(&self) -> bool {
        self.body.iter().any(|body| {
            let mut contents = body.contents.iter();
            contents.any(|content| matches!(content.kind, BodyKind::Parameters))
        })
    }
}

impl Replies {
    /// All of them.
    pub fn cases(&self) -> impl Iterator<Item = &ReplyCase> {
        self.success.iter().chain(&self.failure)
    }
}

impl ReplyCase {
    /// The types of the values that it holds, in its body and in its headers.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let bodies = self.contents.iter().filter_map(|content| content.kind.ty());
        bodies.chain(self.headers.iter().map(|header| &header.ty))
    }
}

impl ReplyKind {
    /// The type of its value, unless it is bytes.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty)
            | Self::Xml(ty)
            | Self::Form(ty)
            | Self::Text(ty)
            | Self::Events(ty)
            | Self::Lines(ty) => Some(ty),
            Self::Binary => None,
        }
    }
}

/// HTTP method.
#[allow(missing_docs)] // the names are those of HTTP
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The method's name on the wire, in upper case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// What a call does to the state of the service, which decides whether it may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Twice does the same as once.
    Idempotent,
    /// Twice may do more than once.
    Write,
}

/// A value that goes into path, query, header or form.
#[derive(Debug)]
pub struct Parameter {
    /// Name on the wire.
    pub wire_name: String,
    /// Name of the argument or setter.
    pub rust_name: String,
    /// Where it goes.
    pub place: ParameterPlace,
    /// Whether callers must give it.
    pub required: bool,
    /// Whether the one value of its enum is sent unless callers give another.
    pub preset: bool,
    /// What it holds.
    pub ty: Type,
    /// How it becomes text.
    pub encoding: Encoding,
    /// Documentation.
    pub docs: Docs,
    /// The parameter object, or the property of a form.
    pub origin: Location,
}

/// Where a parameter goes.
#[allow(missing_docs)] // the names are OpenAPI's
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    Path,
    Query,
    Header,
    Cookie,
    Form,
}

impl ParameterPlace {
    /// OpenAPI's word for the place.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Form => "form",
        }
    }
}

/// How a parameter's value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Any value as one JSON text (`content: application/json`).
    Json,
    /// Any value, by the rules of OpenAPI's `style` and `explode`.
    Styled {
        /// The style.
        style: Style,
        /// Whether items and members stand apart.
        explode: bool,
        /// Whether characters with a meaning in URLs stay as they are (`allowReserved`).
        reserved: bool,
    },
    /// A list, as one text with this between the items, where no style has it (`x-acs-separator`).
    Separated(char),
}

impl Parameter {
    /// What stands between the items of a list that is one text; `None` for other values, and for lists whose items stand
    /// apart.
    #[must_use]
    pub fn separator(&self) -> Option<char> {
        let Type::List(_) = self.ty else { return None };
        match self.encoding {
            Encoding::Separated(separator) => Some(separator),
            Encoding::Json => None,
            Encoding::Styled { style, explode, .. } => match style {
                Style::Simple => Some(','),
                _ if explode => None,
                Style::SpaceDelimited => Some(' '),
                Style::PipeDelimited => Some('|'),
                Style::Label => Some('.'),
                Style::Form | Style::Matrix | Style::DeepObject => Some(','),
            },
        }
    }
}

/// OpenAPI's styles of parameters.
#[allow(missing_docs)] // the names are OpenAPI's
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// What comes back when a call of a service with one kind of reply succeeds.
#[derive(Debug)]
pub struct Reply {
    /// The object type of the body; `None` for an empty one.
    pub ty: Option<TypeId>,
    /// Whether the service can also answer in XML.
    pub xml: bool,
    /// The response object.
    pub origin: Location,
}

/// What comes back, by status.
#[derive(Debug, Default)]
pub struct Replies {
    /// Replies that mean success, in the order of their statuses.
    pub success: Vec<ReplyCase>,
    /// All others. A `default` without a reply that means success stands in both lists.
    pub failure: Vec<ReplyCase>,
    /// Name of the enum of what a success can be, where there are several.
    pub success_name: String,
    /// Name of the enum of what a failure can be.
    pub failure_name: String,
}

/// One of the replies of an operation.
#[derive(Debug)]
pub struct ReplyCase {
    /// When it comes.
    pub status: Status,
    /// Name of the variant: `NotFound`, `Status418`, `ClientError`, `Default`.
    pub rust_name: String,
    /// What its body can be; none for an empty one.
    pub contents: Vec<ReplyContent>,
    /// Name of the enum of a body that can be several things of different types.
    pub body_name: String,
    /// Headers that the description names.
    pub headers: Vec<Header>,
    /// Name of the struct of these headers; replies of one operation that have the same headers share it.
    pub headers_name: String,
    /// Documentation.
    pub docs: Docs,
    /// The response object.
    pub origin: Location,
}

/// When a reply comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// With this status.
    Code(u16),
    /// With a status of this hundred: 4 for `4XX`.
    Range(u16),
    /// With any status that no other reply names.
    Default,
}

/// One of the things that the body of a reply can be.
#[derive(Debug)]
pub struct ReplyContent {
    /// The media type as written in the description, a range such as `image/*` included.
    pub media_type: String,
    /// Name of the variant, where there are several.
    pub rust_name: String,
    /// What it holds.
    pub kind: ReplyKind,
    /// The media type object.
    pub origin: Location,
}

/// What the body of a reply holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplyKind {
    /// A JSON value.
    Json(Type),
    /// A value as an XML document.
    Xml(Type),
    /// An urlencoded value.
    Form(Type),
    /// A text, or a scalar written as one.
    Text(Type),
    /// Bytes, as a stream.
    Binary,
    /// Server-sent events, as a stream; each one's data is a value of this type (a plain text is taken as it is).
    Events(Type),
    /// JSON values on a line each, as a stream; each is a value of this type (a plain text may be without quotes).
    Lines(Type),
}

/// A header of a reply, or of a part of a body.
#[derive(Clone, Debug)]
pub struct Header {
    /// Name on the wire.
    pub wire_name: String,
    /// Name of the Rust field.
    pub rust_name: String,
    /// Whether there must be one.
    pub required: bool,
    /// What it holds.
    pub ty: Type,
    /// How the value became text; always of style `simple`, or JSON.
    pub encoding: Encoding,
    /// Documentation.
    pub docs: Docs,
    /// The header object.
    pub origin: Location,
}

impl Header {
    /// Whether two headers are printed alike, wherever they are described.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        self.wire_name == other.wire_name
            && self.required == other.required
            && self.ty == other.ty
            && self.encoding == other.encoding
            && self.docs == other.docs
    }
}
