//! Work that did not end well.

use std::error::Error as StdError;
use std::fmt;

use super::text::escaped;
use crate::waiting::{End, Failure};

/// Work of the service that was waited for and that ended, but not well. The calls themselves succeeded.
#[derive(Debug)]
pub struct OutcomeError {
    pub(crate) operation: &'static str,
    pub(crate) end: End,
    pub(crate) failure: Failure,
}

impl OutcomeError {
    /// The operation that told the state of the work.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// How the work ended.
    #[must_use]
    pub fn end(&self) -> End {
        self.end
    }

    /// Where and why it failed, as far as the service says.
    #[must_use]
    pub fn failure(&self) -> &Failure {
        &self.failure
    }
}

impl fmt::Display for OutcomeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: what was waited for {}", self.operation, self.end)?;
        if let Some(stage) = &self.failure.stage {
            write!(f, " at stage `{}`", escaped(stage))?;
        }
        if let Some(message) = &self.failure.message {
            write!(f, ": {}", escaped(message))?;
        }
        Ok(())
    }
}

impl StdError for OutcomeError {}
