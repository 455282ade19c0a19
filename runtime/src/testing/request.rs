//! A request that a script was sent.

use std::fmt;

use bytes::Bytes;
use http::Request;

use crate::parameters::urldecode;

/// A request as it was sent, its parameters decoded.
///
/// `Debug` shows operation, method, path and parameters, but no headers, which hold the signature.
#[derive(Clone)]
pub struct SentRequest {
    request: Request<Bytes>,
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
}

impl SentRequest {
    pub(super) fn new(request: Request<Bytes>) -> Self {
        let kind = request.headers().get("content-type");
        let is_form =
            kind.is_some_and(|kind| kind.as_bytes() == b"application/x-www-form-urlencoded");
        Self {
            query: urldecode(request.uri().query().unwrap_or_default().as_bytes()),
            form: if is_form {
                urldecode(request.body())
            } else {
                Vec::new()
            },
            request,
        }
    }

    /// The name of the operation, from the header `x-acs-action`; empty without one.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.header("x-acs-action").unwrap_or_default()
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.request.method().as_str()
    }

    /// The path as it stands on the wire.
    #[must_use]
    pub fn path(&self) -> &str {
        self.request.uri().path()
    }

    /// The value of a parameter, in the query or else in the form, by its name on the wire. Of a list with one pair for
    /// each item, the first.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// All parameters in their order, those of the query first.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query
            .iter()
            .chain(&self.form)
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The parameters of the query.
    #[must_use]
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The parameters of the form; empty for another body.
    #[must_use]
    pub fn form(&self) -> &[(String, String)] {
        &self.form
    }

    /// The text of a header, whichever case its name is written in.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// The body; empty when there is none.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.request.body()
    }

    /// The number of the attempt within its call; 1 is the first.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        let before = self.header("x-acs-retry-attempts");
        before
            .and_then(|text| text.parse::<u32>().ok())
            .map_or(1, |before| before.saturating_add(1))
    }

    /// The request itself. It holds the signature.
    #[must_use]
    pub fn http(&self) -> &Request<Bytes> {
        &self.request
    }
}

impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentRequest")
            .field("operation", &self.operation())
            .field("method", &self.method())
            .field("path", &self.path())
            .field("query", &self.query)
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}
