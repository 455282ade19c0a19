//! Operations and their parameters.

use super::{Docs, Paging, Starts, Type, TypeId, Wait};
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
    /// What comes back when the call succeeds.
    pub reply: Reply,
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
    /// Whether the request carries a form, even an empty one.
    #[must_use]
    pub fn has_form(&self) -> bool {
        matches!(
            self.body,
            Some(Body {
                content: BodyContent::Form,
                ..
            })
        )
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
    /// Whether a call without it is refused.
    pub required: bool,
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

/// How a parameter's value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// A scalar, as it is.
    Plain,
    /// A list, as one pair per item (`style: form, explode: true`).
    Repeated,
    /// A list, as one text with this between the items.
    Joined(char),
    /// An object as `name[key]=value` pairs (`style: deepObject`).
    DeepObject,
    /// Any value as one JSON text (`content: application/json`).
    Json,
}

/// Body of a request.
#[derive(Debug)]
pub struct Body {
    /// What it holds.
    pub content: BodyContent,
    /// Whether a call without it is refused.
    pub required: bool,
    /// The request body object.
    pub origin: Location,
}

/// Content of a body.
#[derive(Debug)]
pub enum BodyContent {
    /// Urlencoded; its members are among the operation's parameters.
    Form,
    /// One JSON value.
    Json(Type),
}

/// What comes back when a call succeeds.
#[derive(Debug)]
pub struct Reply {
    /// The object type of the body; `None` for an empty one.
    pub ty: Option<TypeId>,
    /// Whether the service can also answer in XML.
    pub xml: bool,
    /// The response object.
    pub origin: Location,
}
