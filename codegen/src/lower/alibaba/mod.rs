//! What the Alibaba profile asks of a description beyond OpenAPI, and what of OpenAPI its calls do not know.
//!
//! Lowering is the same for both profiles. Where this one differs, lowering asks here: the names that `x-acs-name` gives,
//! what other extensions say, and what is refused because a signed call or a lenient reply could not carry it.

mod bodies;
mod collisions;
mod follow_up;
mod meanings;
mod members;
mod operations;
mod paging;
mod parameters;
mod readable;
mod refusals;
mod replies;
mod samples;
mod schemas;
mod service;
#[cfg(test)]
mod tests;
mod waiting;

use super::Lowering;
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Profile, Type};
use crate::load::{Documents, Node};

pub(super) use samples::Example;
pub(super) use schemas::{number, text};

impl Lowering<'_> {
    /// Whether the description is of this profile.
    pub(super) fn is_alibaba(&self) -> bool {
        self.profile == Profile::Alibaba
    }

    /// The name in Rust that the description gives in this profile.
    pub(super) fn own_name<'n>(&self, node: &Node<'n>) -> Option<&'n str> {
        node.text("x-acs-name").filter(|_| self.is_alibaba())
    }

    /// Checks what is to be checked when all types are known.
    pub(super) fn finish_profile(&mut self) {
        if !self.is_alibaba() {
            return;
        }
        self.check_schemas();
        self.check_readable();
        let documents = self.documents;
        for at in documents.objects_called("Schema") {
            let schema = Node::new(documents, at.clone()).filter(|node| node.has("example"));
            if let Some((ty, schema)) = schema.and_then(|it| Some((self.known_type(&it)?, it))) {
                self.note_example(&schema, &ty);
            }
        }
    }

    /// Notes the example of a value, to be held against its type.
    pub(super) fn note_example(&mut self, node: &Node<'_>, ty: &Type) {
        if self.is_alibaba() && node.has("example") {
            self.example(ty, &node.at().child("example"));
        }
    }
}

/// Adds what follows a call, and checks what only a whole API shows.
pub(super) fn finish(
    api: &mut Api,
    examples: &[Example],
    documents: &Documents,
    diagnostics: &mut Diagnostics,
) {
    follow_up::add(api, documents, diagnostics);
    samples::check(api, examples, documents, diagnostics);
    collisions::check(api, diagnostics);
}
