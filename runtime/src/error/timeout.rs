//! A time limit that ran out.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::Error;

/// Which of the time limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// Opening a connection, TLS included.
    Connect,
    /// One exchange: request out, whole reply in.
    Attempt,
    /// The whole call: credentials and all attempts.
    Operation,
    /// The next piece of a reply that is received in pieces.
    Idle,
    /// Waiting for the end of work that a call began.
    Wait,
}

impl Limit {
    fn describe(self) -> &'static str {
        match self {
            Self::Connect => "connecting",
            Self::Attempt => "one attempt",
            Self::Operation => "the whole operation",
            Self::Idle => "the next piece of the reply",
            Self::Wait => "waiting",
        }
    }
}

/// A call that took too long.
#[derive(Debug)]
pub struct TimeoutError {
    pub(crate) operation: &'static str,
    pub(crate) limit: Limit,
    pub(crate) after: Duration,
    pub(crate) may_have_reached_service: bool,
    /// What went wrong with the last of several calls.
    pub(crate) last: Option<Box<Error>>,
}

impl TimeoutError {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Which limit ran out.
    #[must_use]
    pub fn limit(&self) -> Limit {
        self.limit
    }

    /// How long the limit is.
    #[must_use]
    pub fn after(&self) -> Duration {
        self.after
    }

    /// Whether the service may have seen the request.
    #[must_use]
    pub fn may_have_reached_service(&self) -> bool {
        self.may_have_reached_service
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: the limit of {:?} for {} ran out",
            self.operation,
            self.after,
            self.limit.describe()
        )
    }
}

impl StdError for TimeoutError {
    /// What went wrong with the last call, if it was waited for something.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let last = self.last.as_deref()?;
        Some(last)
    }
}
