//! JSON in and out of [`Value`]s.

mod read;
mod write;

pub use read::decode_json;
pub use write::to_json;

pub(crate) use read::{read, text};

#[cfg(test)]
mod tests;
