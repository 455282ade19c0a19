//! What the tests share: descriptions in memory, and a transport that answers from a script.

pub mod description;
pub mod scripted;

/// The README's code, so that it compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct ReadMe;
