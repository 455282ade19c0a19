//! XML in and out of [`Value`](crate::value::Value)s.

mod read;
mod reader;
mod write;

pub use read::decode_xml;
pub use write::to_xml;

pub(crate) use read::read;

#[cfg(test)]
mod tests;
