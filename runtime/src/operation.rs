//! What a generated client states about each of its operations.

/// An operation, as its generated client describes it in one `static`.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::exhaustive_structs,
    reason = "written as a literal by generated code"
)]
pub struct Operation {
    /// The operation's name, sent as `x-acs-action`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, with `{name}` where a path parameter goes.
    pub path: &'static str,
    /// What the operation does to the service's state.
    pub effect: Effect,
}

/// The HTTP methods that an API description knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    missing_docs,
    clippy::exhaustive_enums,
    reason = "the variants are the methods' own names"
)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Patch,
    Head,
    Options,
    Trace,
}

impl Method {
    /// The method's name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Patch => "PATCH",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
        }
    }

    pub(crate) fn to_http(self) -> http::Method {
        match self {
            Self::Get => http::Method::GET,
            Self::Put => http::Method::PUT,
            Self::Post => http::Method::POST,
            Self::Delete => http::Method::DELETE,
            Self::Patch => http::Method::PATCH,
            Self::Head => http::Method::HEAD,
            Self::Options => http::Method::OPTIONS,
            Self::Trace => http::Method::TRACE,
        }
    }
}

/// What calling an operation a second time does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums, reason = "written by generated code")]
pub enum Effect {
    /// Nothing: it only reads, whatever its method.
    Read,
    /// The same as the first call did.
    Idempotent,
    /// Possibly a second change.
    Write,
}
