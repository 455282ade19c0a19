//! Replies of plain clients that come in pieces, for loops on a thread that may wait.

use super::Iter;
use crate::rest::{Download, Events};
use crate::value::Value;

impl Download {
    /// The same as an iterator, whose `next` waits on this thread; see [`blocking`](crate::blocking).
    #[must_use]
    pub fn iter_blocking(self) -> Iter<Self> {
        Iter::new(self)
    }
}

impl<T: Value> Events<T> {
    /// The same as an iterator, whose `next` waits on this thread; see [`blocking`](crate::blocking). It ends with the
    /// first error.
    #[must_use]
    pub fn iter_blocking(self) -> Iter<Self> {
        Iter::new(self)
    }
}
