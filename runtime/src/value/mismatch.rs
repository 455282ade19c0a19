//! What can be wrong with a document, and where.

use std::error::Error as StdError;
use std::fmt;

use super::Scalar;
use crate::error::text::quoted;

/// A value of one kind where the type holds another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    expected: &'static str,
    found: Box<str>,
}

/// How much of a wrong scalar an error shows, in bytes.
const SHOWN: usize = 40;

impl Mismatch {
    /// States what the slot holds ("an integer") and what came ("an object").
    #[must_use]
    pub fn new(expected: &'static str, found: impl Into<Box<str>>) -> Self {
        Self {
            expected,
            found: found.into(),
        }
    }

    /// States what the slot holds and shows the beginning of the scalar that came.
    #[must_use]
    pub fn scalar(expected: &'static str, found: Scalar<'_>) -> Self {
        let found = match found {
            Scalar::Null => "null".to_owned(),
            Scalar::Bool(flag) => flag.to_string(),
            Scalar::Integer(number) => format!("the number {number}"),
            Scalar::Unsigned(number) => format!("the number {number}"),
            Scalar::Float(number) => format!("the number {number:?}"),
            Scalar::Text(text) => format!("the text {}", quoted(text, SHOWN)),
        };
        Self::new(expected, found)
    }

    /// States what the slot holds and shows the beginning of the text that came.
    #[must_use]
    pub(crate) fn text(expected: &'static str, found: &str) -> Self {
        Self::scalar(expected, Scalar::Text(found))
    }

    /// What the type holds at this place.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.expected
    }

    /// What the document holds there.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

impl StdError for Mismatch {}

/// The kinds of trouble with a document.
#[derive(Debug)]
#[non_exhaustive]
pub enum Problem {
    /// The document has no content at all.
    Empty,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The document holds something else than the type at [`ReadError::path`].
    Mismatch(Mismatch),
    /// The text is not JSON; the cause says where.
    Json(serde_json::Error),
    /// The text is not XML; the cause says why.
    Xml(quick_xml::Error),
    /// The text is XML that this reader refuses: too deep, cut off, or with entities of its own.
    RefusedXml(&'static str),
}

/// A document that could not be read into a type.
#[derive(Debug)]
pub struct ReadError {
    path: String,
    problem: Problem,
}

impl ReadError {
    pub(crate) fn new(path: String, problem: Problem) -> Self {
        Self { path, problem }
    }

    /// The same of a document that is a part of a larger one.
    pub(crate) fn inside(mut self, whole: &str) -> Self {
        self.path = match self.path.as_str() {
            "" => whole.to_owned(),
            path => format!("{whole}: {path}"),
        };
        self
    }

    /// Where in the document, as `Data.List[2].Id`; empty for the document as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", crate::error::text::escaped(&self.path))?;
        }
        match &self.problem {
            Problem::Empty => f.write_str("the document is empty"),
            Problem::NotUtf8 => f.write_str("the document is not UTF-8"),
            Problem::Mismatch(mismatch) => mismatch.fmt(f),
            Problem::Json(_) => f.write_str("the document is not valid JSON"),
            Problem::Xml(_) => f.write_str("the document is not valid XML"),
            Problem::RefusedXml(why) => f.write_str(why),
        }
    }
}

impl StdError for ReadError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.problem {
            Problem::Json(error) => Some(error),
            Problem::Xml(error) => Some(error),
            Problem::Empty | Problem::NotUtf8 | Problem::Mismatch(_) | Problem::RefusedXml(_) => {
                None
            }
        }
    }
}
