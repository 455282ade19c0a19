//! Whether other tools can read the description: each of its objects must be one that `openapiv3` has a type for.
//!
//! The grammar of `load` finds nearly all that is wrong, and says more of it. This finds the rest, for example a style that
//! no parameter of its place has.

use openapiv3::{
    Example, Header, Link, MediaType, OpenAPI, Operation, Parameter, PathItem, RequestBody,
    Response, Schema, SecurityScheme,
};
use serde::de::DeserializeOwned;

use crate::load::{Documents, Location};
use crate::lower::Lowering;

impl Lowering<'_> {
    /// Reads all that the description consists of; what is read with an object need not be read again.
    pub(in crate::lower) fn check_readable(&mut self) {
        let documents = self.documents;
        let mut last: Option<&Location> = None;
        for (at, kind) in documents.objects() {
            if last.is_some_and(|last| last.contains(at)) {
                continue;
            }
            last = Some(at);
            if read(documents, kind, at).is_err() {
                self.report_innermost(at);
            }
        }
    }

    /// Reports the innermost object that cannot be read; those inside an object come after it.
    fn report_innermost(&mut self, outer: &Location) {
        let documents = self.documents;
        let objects = documents.objects().iter().rev();
        let mut inside = objects.filter(|(at, _)| outer.contains(at));
        let found = inside.find_map(|(at, kind)| Some((at, read(documents, kind, at).err()?)));
        if let Some((at, error)) = found {
            self.report_unreadable(at, &error);
        }
    }
}

/// Reads an object as the type that `openapiv3` has for its kind, if it has one.
fn read(documents: &Documents, kind: &str, at: &Location) -> Result<(), String> {
    fn read_as<T: DeserializeOwned>(documents: &Documents, at: &Location) -> Result<(), String> {
        documents.read::<T>(at).map(drop)
    }
    let read = match kind {
        "OpenAPI" => read_as::<OpenAPI>,
        "Path Item" => read_as::<PathItem>,
        "Operation" => read_as::<Operation>,
        "Parameter" => read_as::<Parameter>,
        "Request Body" => read_as::<RequestBody>,
        "Media Type" => read_as::<MediaType>,
        "Response" => read_as::<Response>,
        "Header" => read_as::<Header>,
        "Example" => read_as::<Example>,
        "Link" => read_as::<Link>,
        "Security Scheme" => read_as::<SecurityScheme>,
        "Schema" => read_as::<Schema>,
        _ => return Ok(()),
    };
    read(documents, at)
}
