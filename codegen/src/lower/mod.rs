//! From checked documents to the intermediate representation.
//!
//! All decisions are made here: which Rust name a thing gets, which schemas become types and where those live, what is
//! optional, what must be boxed, and what is refused. A refusal does not end the run; the part refused is left out and
//! lowering goes on, so that all diagnostics of a description appear at once.

mod alibaba;
mod boxing;
mod calls;
mod constants;
mod homes;
mod inputs;
mod names;
mod operations;
mod policy;
mod schemas;
mod service;
mod unused;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Profile, TypeDefinition, TypeId};
use crate::load::{Documents, Location, Node, Place};

/// Lowers the entry document. The result is whole only if no error was reported.
pub(crate) fn lower(
    documents: &Documents,
    profile: Profile,
    diagnostics: &mut Diagnostics,
) -> Option<Api> {
    let mut lowering = Lowering::new(documents, profile, diagnostics);
    let root = Node::new(documents, Location::root(Documents::ENTRY))?;
    let service = lowering.whole_service(&root)?;
    let groups = lowering.whole_groups(&root);
    let mut operations = lowering.operations(&root, &groups);
    lowering.finish_types();
    lowering.finish_bodies(&mut operations);
    lowering.finish_profile();
    let examples = std::mem::take(&mut lowering.examples);
    let mut api = Api {
        profile,
        service,
        groups: groups.list,
        operations,
        types: lowering.types,
        shadowed: Vec::new(),
    };
    if profile == Profile::Plain {
        unused::remove(&mut api);
        constants::assign(&mut api);
        calls::name_operations(&mut api);
        schemas::settle(&mut api);
        calls::settle(&mut api);
        boxing::loosen(&mut api);
    }
    boxing::assign(&mut api);
    homes::assign(&mut api);
    inputs::mark(&mut api);
    if profile == Profile::Alibaba {
        alibaba::finish(&mut api, &examples, documents, diagnostics);
    }
    Some(api)
}

/// State of a run.
struct Lowering<'a> {
    documents: &'a Documents,
    profile: Profile,
    diagnostics: &'a mut Diagnostics,
    types: Vec<TypeDefinition>,
    /// Values to be held against their types once all types are known.
    examples: Vec<alibaba::Example>,
    /// What lowering of schemas knows.
    schemas: schemas::State<'a>,
    /// What lowering of operations knows.
    calls: calls::State,
}

impl<'a> Lowering<'a> {
    fn new(documents: &'a Documents, profile: Profile, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            documents,
            profile,
            diagnostics,
            types: Vec::new(),
            examples: Vec::new(),
            schemas: schemas::State::default(),
            calls: calls::State::default(),
        }
    }

    /// Reads a node as a type. Where the grammar has found an error, that one is enough.
    fn read<T: DeserializeOwned>(&mut self, at: &Location) -> Option<T> {
        match self.documents.read(at) {
            Ok(node) => Some(node),
            Err(error) => {
                self.report_unreadable(at, &error);
                None
            }
        }
    }

    fn report_unreadable(&mut self, at: &Location, error: &str) {
        if !self.diagnostics.covers(&at.into()) {
            let message = format!("this cannot be read as OpenAPI 3.0: {error}");
            self.diagnostics.push(Diagnostic::error(
                Code::InvalidValue,
                at.key(),
                message,
                "in here",
            ));
        }
    }

    fn unsupported(&mut self, place: impl Into<Place>, what: &str, help: &str) {
        let message = format!("{what} is not supported yet");
        self.diagnostics.push(
            Diagnostic::error(Code::Unsupported, place, message, "not supported")
                .help(help.to_owned()),
        );
    }

    fn invalid(&mut self, place: impl Into<Place>, message: impl Into<String>, help: &str) {
        self.diagnostics.push(
            Diagnostic::error(Code::InvalidValue, place, message, "here").help(help.to_owned()),
        );
    }

    fn define(&mut self, definition: TypeDefinition) -> TypeId {
        self.types.push(definition);
        TypeId(self.types.len() - 1)
    }
}
