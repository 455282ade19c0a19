//! The service's own no.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::text::escaped;

/// The service answered that it did not do what was asked.
///
/// The members are those of Alibaba Cloud's error replies; each is `None` when the reply lacks it, and nearly all are of
/// a service that is not Alibaba Cloud's.
#[derive(Debug, Default)]
pub struct ServiceError {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) detail: Option<String>,
    pub(crate) recommend: Option<String>,
    pub(crate) host_id: Option<String>,
    pub(crate) access_denied_detail: BTreeMap<String, String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) redirect_host: Option<String>,
    /// Whether the status is one that the operation's description does not know.
    pub(crate) undescribed: bool,
    /// Only for a reply without a code and a message, where nothing else says what came.
    pub(crate) excerpt: Option<String>,
}

impl ServiceError {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The HTTP status; 200 when the error stands in the envelope of a reply that HTTP calls a success.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The error code, as `InvalidParameter`; a number in the reply becomes its text.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What the service says about it.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The id under which the service's support finds the request, from the body or else from a header.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// A longer explanation.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Further detail; JSON text when the reply holds more than a text.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// The address of a page about the error.
    #[must_use]
    pub fn recommend(&self) -> Option<&str> {
        self.recommend.as_deref()
    }

    /// The host that answered.
    #[must_use]
    pub fn host_id(&self) -> Option<&str> {
        self.host_id.as_deref()
    }

    /// Which permission is missing, by the names of the reply (`AuthAction`, `NoPermissionType`, ...); often empty.
    #[must_use]
    pub fn access_denied_detail(&self) -> &BTreeMap<String, String> {
        &self.access_denied_detail
    }

    /// How long the service asks to wait, from the header `x-acs-retry-after`, or `retry-after` of a
    /// service that is not Alibaba Cloud's.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The beginning of the body, when it holds neither a code nor a message.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        self.excerpt.as_deref()
    }

    pub(crate) fn is_throttling(&self) -> bool {
        self.status == 429
            || self
                .code()
                .is_some_and(|code| code.starts_with("Throttling"))
    }

    pub(crate) fn is_not_found(&self) -> bool {
        let says_so =
            |code: &str| matches!(code, "404" | "NotFound") || code.ends_with(".NotFound");
        self.status == 404 || self.code().is_some_and(says_so)
    }

    pub(crate) fn is_access_denied(&self) -> bool {
        let says_so = |code: &str| {
            matches!(code, "403" | "NoPermission" | "AccessDenied")
                || code.starts_with("Forbidden")
                || code.starts_with("AccessDenied.")
        };
        self.status == 403 || self.code().is_some_and(says_so)
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refused = if self.undescribed {
            "the service answered with a status that is not described"
        } else {
            "the service refused"
        };
        let code = self.code().map_or(Cow::Borrowed(refused), escaped);
        write!(f, "{}: {code}", self.operation)?;
        if let Some(message) = &self.message {
            write!(f, ": {}", escaped(message))?;
        }
        if let Some(host) = &self.redirect_host {
            write!(
                f,
                ": redirects are not followed, this one leads to {}",
                escaped(host)
            )?;
        }
        // The excerpt is escaped already.
        if let Some(excerpt) = self.excerpt.as_deref().filter(|text| !text.is_empty()) {
            write!(f, ": {excerpt}")?;
        }
        write!(f, " (HTTP {}", self.status)?;
        if let Some(id) = &self.request_id {
            write!(f, ", request id {}", escaped(id))?;
        }
        f.write_str(")")
    }
}

impl StdError for ServiceError {}
