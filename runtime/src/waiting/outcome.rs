//! How work of the service ends.

use std::fmt;

use super::Waiter;
use crate::error::{OutcomeError, Result};
use crate::named::to_any;
use crate::value::{Response, Value};

/// How work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum End {
    /// Well.
    Succeeded,
    /// Well in part.
    PartiallySucceeded,
    /// With an error.
    Failed,
    /// Somebody stopped it.
    Aborted,
    /// It has not ended, but goes on only when somebody confirms it.
    NeedsConfirmation,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Succeeded => "succeeded",
            Self::PartiallySucceeded => "succeeded only in part",
            Self::Failed => "failed",
            Self::Aborted => "was aborted",
            Self::NeedsConfirmation => "needs a confirmation",
        })
    }
}

/// Where and why work failed, as far as the service says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// Name of the stage.
    pub stage: Option<String>,
    /// The service's message.
    pub message: Option<String>,
}

/// How work ended, with the reply that said so.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<R> {
    reply: R,
    end: End,
    failure: Failure,
    operation: &'static str,
}

impl<R: Response> Outcome<R> {
    /// The outcome that a reply tells; the reply itself while the work goes on.
    pub(super) fn of(reply: R, waiter: &Waiter) -> std::result::Result<Self, R> {
        let tree = to_any(&reply as &dyn Value);
        let Some(end) = waiter.end(&tree) else {
            return Err(reply);
        };
        let failure = match end {
            End::Failed | End::PartiallySucceeded => waiter.failure(&tree),
            _ => Failure::default(),
        };
        Ok(Self {
            reply,
            end,
            failure,
            operation: waiter.operation.name,
        })
    }
}

impl<R> Outcome<R> {
    /// How it ended.
    #[must_use]
    pub fn end(&self) -> End {
        self.end
    }

    /// Where and why it failed; empty unless it failed, if only in part.
    #[must_use]
    pub fn failure(&self) -> &Failure {
        &self.failure
    }

    /// The reply that told the outcome.
    #[must_use]
    pub fn reply(&self) -> &R {
        &self.reply
    }

    /// The reply that told the outcome.
    #[must_use]
    pub fn into_reply(self) -> R {
        self.reply
    }

    /// The reply of work that succeeded, and an error for any other end.
    ///
    /// # Errors
    /// [`Error::Outcome`](crate::Error::Outcome), which says where and why the work failed.
    pub fn succeeded(self) -> Result<R> {
        if self.end == End::Succeeded {
            return Ok(self.reply);
        }
        let error = OutcomeError {
            operation: self.operation,
            end: self.end,
            failure: self.failure,
        };
        Err(error.into())
    }
}
