//! What is printed for the plain profile: a client that says on the wire what the description says, to the letter.
//!
//! Types are printed as for any profile; here are operations, the client and the crate around them.

mod arguments;
mod body;
mod client;
mod constructors;
mod defaults;
mod definitions;
mod enumeration;
mod facts;
mod group;
mod literal;
mod manifest;
mod multipart;
mod object;
mod operation;
mod part_headers;
mod readme;
mod replies;
mod reply_headers;
mod sample;
#[cfg(test)]
mod tests;
mod tuple;
mod type_docs;
mod union;

pub(super) use client::file as client;
pub(super) use definitions::definition;
pub(super) use group::{module, root, types};
pub(super) use manifest::text as manifest;
pub(super) use operation::{file as operation, module_name};
pub(super) use readme::text as readme;
