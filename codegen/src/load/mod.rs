//! From files to checked documents: reading, `$ref`, the grammar of OpenAPI and source positions.
//!
//! After [`load`] each object that the entry document reaches is known to have the shape that OpenAPI asks for at its
//! place, and each reference is known to lead to one. Later stages read objects by [`Node`] and name places by [`Location`];
//! lines and columns are looked up only when a diagnostic is drawn.

mod advice;
mod anchors;
mod bundle;
mod check;
mod consistency;
mod document;
mod files;
mod foreign;
mod grammar;
mod locate;
mod node;
mod numbers;
mod parse;
mod pointer;
mod read;
mod reference;
mod resolve;
mod suggest;
mod syntax;
#[cfg(test)]
mod tests;
mod text;
mod value;
mod words;

pub(crate) use bundle::bundle;
pub(crate) use document::Format;
pub use document::{Document, DocumentId, Documents};
pub use files::{Disk, Files, Memory};
pub(crate) use node::Node;
pub use pointer::{Location, Place, Pointer, Target};
pub(crate) use reference::path_from;
pub(crate) use suggest::{instead, listed, nearest, one_of};
pub(crate) use value::{Mapping, Value};

use crate::diagnostic::Diagnostics;

/// What a description is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// OpenAPI 3.0 and 3.1, as their authors mean them.
    OpenApi,
    /// OpenAPI 3.0 with the `x-acs-` keys of this project, each of which is checked.
    Alibaba,
}

/// Reads the entry document and everything that it refers to, and checks it.
///
/// All that is wrong goes to `diagnostics`; the documents come back in any case, since a diagnostic points into them.
pub fn load(
    entry: &str,
    files: &dyn Files,
    rules: Rules,
    diagnostics: &mut Diagnostics,
) -> Documents {
    let mut documents = Documents::default();
    check::Checker::new(&mut documents, files, rules, diagnostics).run(entry);
    documents
}
