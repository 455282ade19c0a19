//! Why a call failed.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use super::cases::retry_after;
use super::reply::Reply;
use crate::error::{Error, is_passing, text};

/// Why a call failed: the service's own answer, typed as it is described, or anything else.
///
/// `Display` is one line and does not repeat `source`.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E> {
    /// The service answered with a failure that its description knows.
    Reply(Box<Reply<E>>),
    /// The request never left, the connection broke, the reply is not described or could not be read.
    Other(Error),
}

/// The failures of an operation that describes none: there is no value of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    clippy::exhaustive_enums,
    reason = "it has no variants, and will have none"
)]
pub enum Undocumented {}

impl<E> CallError<E> {
    /// The service's answer.
    #[must_use]
    pub fn as_reply(&self) -> Option<&Reply<E>> {
        match self {
            Self::Reply(reply) => Some(reply),
            Self::Other(_) => None,
        }
    }

    /// The HTTP status of the reply, if one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Reply(reply) => Some(reply.status().as_u16()),
            Self::Other(error) => error.status(),
        }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Reply(reply) => Some(reply.operation),
            Self::Other(error) => error.operation(),
        }
    }

    /// How long the service asks to wait before the next attempt.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Reply(reply) => retry_after(reply.headers(), SystemTime::now()),
            Self::Other(error) => error.retry_after(),
        }
    }

    /// Whether the service had too much to do: HTTP 429.
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        self.status() == Some(429)
    }

    /// Whether the thing asked for does not exist: HTTP 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether the service does not know the caller or does not allow the call: HTTP 401 or 403.
    #[must_use]
    pub fn is_access_denied(&self) -> bool {
        matches!(self.status(), Some(401 | 403))
    }

    /// Whether a time limit ran out on this side.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Other(error) if error.is_timeout())
    }

    /// Whether the same request could succeed later: throttling, a failing server, a broken connection, a time limit.
    ///
    /// This says nothing about whether a second request does harm; see
    /// [`may_have_reached_service`](Self::may_have_reached_service).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Reply(reply) => is_passing(reply.status().as_u16()),
            Self::Other(error) => error.is_retryable(),
        }
    }

    /// Whether the service may have seen, and carried out, the request. `false` only when it certainly has not.
    #[must_use]
    pub fn may_have_reached_service(&self) -> bool {
        match self {
            Self::Reply(_) => true,
            Self::Other(error) => error.may_have_reached_service(),
        }
    }
}

impl<E> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(reply) => {
                write!(f, "{}: the service refused", text::escaped(reply.operation))?;
                // The excerpt is escaped already.
                if !reply.excerpt.is_empty() {
                    write!(f, ": {}", reply.excerpt)?;
                }
                write!(f, " (HTTP {})", reply.status().as_u16())
            }
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for CallError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Reply(_) => None,
            Self::Other(error) => error.source(),
        }
    }
}

impl<E> From<Error> for CallError<E> {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}
