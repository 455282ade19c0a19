//! What the tests share: descriptions in memory, a transport that answers from a script, the comparison with
//! recordings, and how much of the API is covered.

pub mod conformance;
pub mod coverage;
pub mod description;
pub mod scripted;
pub mod xml;

/// The README's code, so that it compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct ReadMe;
