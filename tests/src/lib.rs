//! What the tests share: descriptions in memory, the comparison with recordings, how much of the API is covered, and the
//! README's code.

pub mod conformance;
pub mod coverage;
pub mod description;
mod on_the_mock;
pub mod xml;

pub use on_the_mock::on_the_mock;

/// The README's code, so that it compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct ReadMe;
