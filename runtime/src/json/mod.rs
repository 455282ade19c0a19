//! JSON in and out of [`Value`]s.

mod read;
mod write;

pub use read::{decode_json, decode_json_strictly};
pub use write::{to_json, to_request_json};

#[cfg(feature = "alibaba")]
pub(crate) use read::read;
pub(crate) use read::text;

#[cfg(test)]
mod tests;
