//! Everything that can go wrong, by who has to do something about it.

#[cfg(feature = "alibaba")]
mod credentials;
mod decode;
mod local;
#[cfg(feature = "alibaba")]
mod outcome;
#[cfg(feature = "alibaba")]
mod paging;
mod service;
pub(crate) mod text;
mod timeout;
mod transport;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

#[cfg(feature = "alibaba")]
pub use credentials::CredentialsError;
pub use decode::DecodeError;
pub use local::{ConfigError, RequestError};

#[cfg(feature = "alibaba")]
pub use outcome::OutcomeError;
#[cfg(feature = "alibaba")]
pub use paging::PagingError;
pub use service::ServiceError;
pub use timeout::{Limit, TimeoutError};
pub use transport::{TransportError, TransportErrorKind};

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call, or the making of a client, failed.
///
/// `Display` is one line and does not repeat [`source`](StdError::source). Each variant holds a box, so that a
/// `Result` of a small reply stays small.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered that it did not do what was asked, by HTTP status or in the reply's envelope.
    Service(Box<ServiceError>),
    /// The service answered with something that is not a reply of this operation.
    Decode(Box<DecodeError>),
    /// The request or the reply got lost on the way.
    Transport(Box<TransportError>),
    /// One of the time limits ran out.
    Timeout(Box<TimeoutError>),
    /// There are no usable credentials.
    #[cfg(feature = "alibaba")]
    Credentials(Box<CredentialsError>),
    /// The configuration does not make a client.
    Config(Box<ConfigError>),
    /// The arguments do not make a request, an interceptor refused it, or a blocking call is made where nothing may wait; it
    /// was not sent.
    Request(Box<RequestError>),
    /// The pages of a list do not come to an end.
    #[cfg(feature = "alibaba")]
    Paging(Box<PagingError>),
    /// What was waited for did not end well.
    #[cfg(feature = "alibaba")]
    Outcome(Box<OutcomeError>),
}

impl Error {
    /// The operation that was called; `None` when there was no call.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Service(error) => Some(error.operation()),
            Self::Decode(error) => Some(error.operation()),
            Self::Transport(error) => error.operation(),
            Self::Timeout(error) => Some(error.operation()),
            #[cfg(feature = "alibaba")]
            Self::Credentials(error) => error.operation(),
            Self::Config(_) => None,
            Self::Request(error) => Some(error.operation()),
            #[cfg(feature = "alibaba")]
            Self::Paging(error) => Some(error.operation()),
            #[cfg(feature = "alibaba")]
            Self::Outcome(error) => Some(error.operation()),
        }
    }

    /// The service's error code, as `InvalidParameter` or `404`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.as_service().and_then(ServiceError::code)
    }

    /// The HTTP status of the reply, if one came. An error in the envelope has the status 200.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Service(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            _ => None,
        }
    }

    /// The id under which the service's support finds the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Service(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            _ => None,
        }
    }

    /// How long the service asks to wait before the next attempt.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Service(error) => error.retry_after(),
            Self::Decode(error) => error.retry_after(),
            _ => None,
        }
    }

    /// Whether the service had too much to do: HTTP 429, or a code that is or starts with `Throttling`.
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        self.as_service().is_some_and(ServiceError::is_throttling)
    }

    /// Whether the thing asked for does not exist: HTTP 404, or such a code.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.as_service().is_some_and(ServiceError::is_not_found)
    }

    /// Whether the credentials do not allow this call: HTTP 403, or such a code.
    #[must_use]
    pub fn is_access_denied(&self) -> bool {
        self.as_service()
            .is_some_and(ServiceError::is_access_denied)
    }

    /// Whether a time limit ran out on this side.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// Whether the same request could succeed later: throttling, a failing server, a broken connection, a time limit.
    ///
    /// This says nothing about whether a second request does harm. For that,
    /// see [`may_have_reached_service`](Self::may_have_reached_service).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Service(error) => error.is_throttling() || is_passing(error.status()),
            // A gateway answers in words of its own.
            Self::Decode(error) => is_passing(error.status()),
            Self::Transport(error) => error.kind() != TransportErrorKind::TooLarge,
            Self::Timeout(_) => true,
            Self::Config(_) | Self::Request(_) => false,
            #[cfg(feature = "alibaba")]
            Self::Credentials(_) | Self::Paging(_) | Self::Outcome(_) => false,
        }
    }

    /// Whether the service may have seen, and carried out, the request. `false` only when it certainly has not.
    #[must_use]
    pub fn may_have_reached_service(&self) -> bool {
        match self {
            Self::Service(_) | Self::Decode(_) => true,
            #[cfg(feature = "alibaba")]
            Self::Paging(_) | Self::Outcome(_) => true,
            Self::Transport(error) => error.may_have_reached_service(),
            Self::Timeout(error) => error.may_have_reached_service(),
            Self::Request(error) => error.may_have_reached_service(),
            #[cfg(feature = "alibaba")]
            Self::Credentials(error) => error.may_have_reached_service(),
            Self::Config(_) => false,
        }
    }

    /// The same after an attempt of the same call that may have reached the service.
    pub(crate) fn after_sending(mut self, reached: bool) -> Self {
        match &mut self {
            Self::Transport(error) => error.may_have_reached_service |= reached,
            Self::Timeout(error) => error.may_have_reached_service |= reached,
            Self::Request(error) => error.sent_before |= reached,
            #[cfg(feature = "alibaba")]
            Self::Credentials(error) => error.sent_before |= reached,
            // Each of these comes from the service, or before any call.
            Self::Service(_) | Self::Decode(_) | Self::Config(_) => {}
            #[cfg(feature = "alibaba")]
            Self::Paging(_) | Self::Outcome(_) => {}
        }
        self
    }

    /// The service's own words, when it answered with an error.
    #[must_use]
    pub fn as_service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    fn inner(&self) -> &(dyn StdError + 'static) {
        match self {
            Self::Service(error) => &**error,
            Self::Decode(error) => &**error,
            Self::Transport(error) => &**error,
            Self::Timeout(error) => &**error,
            #[cfg(feature = "alibaba")]
            Self::Credentials(error) => &**error,
            Self::Config(error) => &**error,
            Self::Request(error) => &**error,
            #[cfg(feature = "alibaba")]
            Self::Paging(error) => &**error,
            #[cfg(feature = "alibaba")]
            Self::Outcome(error) => &**error,
        }
    }
}

/// Whether a status says that the service cannot answer now.
pub(crate) fn is_passing(status: u16) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.inner(), f)
    }
}

impl StdError for Error {
    /// The cause behind the variant's own error, whose text `Display` already shows.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner().source()
    }
}

macro_rules! boxed {
    ($($variant:ident($error:ty),)+) => {$(
        impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Self::$variant(Box::new(error))
            }
        }
    )+};
}

boxed! {
    Service(ServiceError),
    Decode(DecodeError),
    Transport(TransportError),
    Timeout(TimeoutError),
    Config(ConfigError),
    Request(RequestError),
}

#[cfg(feature = "alibaba")]
boxed! {
    Credentials(CredentialsError),
    Paging(PagingError),
    Outcome(OutcomeError),
}

/// A cause that an error keeps.
pub(crate) type Cause = Box<dyn StdError + Send + Sync>;

/// The cause as [`StdError::source`] hands it out.
pub(crate) fn as_source(cause: Option<&Cause>) -> Option<&(dyn StdError + 'static)> {
    cause.map(|cause| &**cause as &(dyn StdError + 'static))
}

#[cfg(test)]
mod tests;
