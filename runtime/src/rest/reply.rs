//! What a call gives back.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::ReadError;
use crate::error::text;

/// A reply with its status and its headers, made a typed value of.
///
/// It gives way to the value. `Debug` shows the status and the value.
#[derive(Clone)]
pub struct Reply<T> {
    pub(super) operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    /// The beginning of the body.
    pub(super) excerpt: String,
    unreadable: Vec<String>,
    value: T,
}

impl<T> Reply<T> {
    pub(super) fn new(
        operation: &'static str,
        reply: Response<Bytes>,
        value: T,
        unreadable: Vec<String>,
    ) -> Self {
        let (head, body) = reply.into_parts();
        // Shown with errors alone.
        let excerpt = if head.status.is_success() {
            String::new()
        } else {
            text::excerpt(&body)
        };
        Self {
            operation,
            status: head.status,
            headers: head.headers,
            excerpt,
            unreadable,
            value,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers, described or not.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What is wrong with described headers that the reply need not have and that hold something else than described:
    /// a line for each, with its name. They are `None` where their values would be.
    #[must_use]
    pub fn unreadable_headers(&self) -> &[String] {
        &self.unreadable
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Reply<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Reply<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status.as_u16())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// A body with the headers that are described for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    clippy::exhaustive_structs,
    reason = "a pair; callers take it apart, and make it in their tests"
)]
pub struct Headed<B, H> {
    /// The body.
    pub body: B,
    /// The headers.
    pub headers: H,
}

impl<B, H> Headed<B, H> {
    /// A body and its headers, when the body could be read.
    ///
    /// # Errors
    /// That of the body.
    pub fn read(headers: H, body: Result<B, ReadError>) -> Result<Self, ReadError> {
        body.map(|body| Self { body, headers })
    }
}

impl<B, H> Deref for Headed<B, H> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.body
    }
}
