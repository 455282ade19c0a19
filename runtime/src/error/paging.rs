//! A list that does not end.

use std::error::Error as StdError;
use std::fmt;

/// A list whose pages do not come to an end, as far as can be told. The items of the pages before are fine.
#[derive(Debug)]
pub struct PagingError {
    pub(crate) operation: &'static str,
    pub(crate) page: u64,
    pub(crate) what: &'static str,
}

impl PagingError {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The number of the page that is wrong.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.page
    }
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: page {} {}, so the list does not seem to end",
            self.operation, self.page, self.what
        )
    }
}

impl StdError for PagingError {}
