//! XML in and out of [`Value`](crate::value::Value)s.

mod element;
mod read;
mod reader;
mod strict;
mod write;

pub use read::decode_xml;
pub use strict::decode_xml_strictly;
pub(crate) use write::to_request_xml_list;
pub use write::{to_request_xml, to_xml};

#[cfg(feature = "alibaba")]
pub(crate) use read::read;

#[cfg(test)]
mod strict_tests;
#[cfg(test)]
mod tests;
