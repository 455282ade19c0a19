//! A reply that is not what the operation answers with.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::text::escaped;
use crate::value::ReadError;

/// A reply that could not be read. The call itself may well have been carried out.
#[derive(Debug)]
pub struct DecodeError {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) excerpt: String,
    pub(crate) cause: ReadError,
}

impl DecodeError {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The HTTP status of the reply.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// What the reply says it is.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The request id out of the reply's header.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How long the service asks to wait, where the reply is a failure of another form than described: the page of a
    /// gateway, for example.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The place in the reply, as `Data.List[2].Id`; empty for the reply as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        self.cause.path()
    }

    /// The beginning of the body, at most 512 bytes, with control characters spelled out.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }

    /// What is wrong with the reply.
    #[must_use]
    pub fn cause(&self) -> &ReadError {
        &self.cause
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: the reply cannot be read (HTTP {}, ",
            self.operation, self.status
        )?;
        match &self.content_type {
            Some(kind) => write!(f, "{}", escaped(kind))?,
            None => f.write_str("no content type")?,
        }
        if let Some(id) = &self.request_id {
            write!(f, ", request id {}", escaped(id))?;
        }
        if self.excerpt.is_empty() {
            return f.write_str(")");
        }
        // The excerpt is escaped already.
        write!(f, "): {}", self.excerpt)
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.cause)
    }
}
