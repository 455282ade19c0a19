//! What the mock knows of each operation. All of it is read from the description, which is compiled in.

mod parameter;
mod read;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value;

pub(crate) use parameter::{Kind, Parameter};

/// The description as one OpenAPI document.
pub(crate) const DOCUMENT: &str = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));

/// All operations.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) version: String,
    pub(crate) operations: Vec<Operation>,
    by_path: HashMap<String, Vec<usize>>,
}

/// One operation: what it takes, and a sample of what it answers.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) parameters: Vec<Parameter>,
    /// The sample reply.
    pub(crate) sample: Value,
    /// The name of the reply's root element in XML.
    pub(crate) root: String,
    /// How its list comes page by page, if it does (`x-acs-paging`).
    pub(crate) paging: Option<Paging>,
}

/// A list that comes page by page.
#[derive(Debug)]
pub(crate) struct Paging {
    /// The parameter that says which page is asked for.
    pub(crate) page: String,
    /// The number of the first page.
    pub(crate) first: i64,
    /// Where the list is in the reply, as a JSON pointer.
    pub(crate) items: String,
}

impl Description {
    /// The description, which is read once in a process.
    pub(crate) fn get() -> &'static Self {
        static DESCRIPTION: LazyLock<Description> =
            LazyLock::new(|| read::read(DOCUMENT).expect("`build.rs` has checked the description"));
        &DESCRIPTION
    }

    /// The operation at this address.
    pub(crate) fn find(&self, method: &str, path: &str) -> Option<&Operation> {
        let here = self.by_path.get(path)?;
        here.iter()
            .map(|place| &self.operations[*place])
            .find(|operation| operation.method == method)
    }

    /// The operation of this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Operation> {
        let mut all = self.operations.iter();
        all.find(|operation| operation.name == name)
    }
}

#[cfg(test)]
mod tests;
