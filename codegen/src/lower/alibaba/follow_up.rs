//! What follows a single call, by the extensions that say so. All types are known by now.

use serde::de::DeserializeOwned;

use super::members;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, MemberPath, Type};
use crate::load::{Documents, Location, instead};

/// Adds to each operation what follows its calls.
pub(super) fn add(api: &mut Api, documents: &Documents, diagnostics: &mut Diagnostics) {
    let all = 0..api.operations.len();
    for operation in all.clone() {
        let mut follow_ups = FollowUps {
            api,
            documents,
            diagnostics,
        };
        let (paging, wait) = (follow_ups.paging(operation), follow_ups.wait(operation));
        api.operations[operation].paging = paging;
        api.operations[operation].wait = wait;
    }
    let waits: Vec<_> = all
        .clone()
        .filter(|index| api.operations[*index].wait.is_some())
        .collect();
    for operation in all {
        let mut follow_ups = FollowUps {
            api,
            documents,
            diagnostics,
        };
        api.operations[operation].starts = follow_ups.starts(operation, &waits);
    }
}

/// What the extensions are held against.
pub(super) struct FollowUps<'a> {
    pub(super) api: &'a Api,
    documents: &'a Documents,
    diagnostics: &'a mut Diagnostics,
}

impl FollowUps<'_> {
    /// An extension of an operation. Where the grammar has found an error, that one is enough.
    pub(super) fn extension<T: DeserializeOwned>(
        &mut self,
        operation: usize,
        key: &str,
    ) -> Option<(T, Location)> {
        let at = self.api.operations[operation].origin.child(key);
        self.documents.value(&at)?;
        match self.documents.read(&at) {
            Ok(extension) => Some((extension, at)),
            Err(error) => {
                if !self.diagnostics.covers(&(&at).into()) {
                    let message = format!("this cannot be read as `{key}`: {error}");
                    let diagnostic =
                        Diagnostic::error(Code::InvalidValue, at.key(), message, "in here");
                    self.diagnostics.push(diagnostic);
                }
                None
            }
        }
    }

    /// The type of an operation's reply.
    pub(super) fn reply(&self, operation: usize) -> Option<Type> {
        self.api.operations[operation].reply.ty.map(Type::Named)
    }

    /// A member of an operation's reply.
    pub(super) fn member(
        &mut self,
        operation: usize,
        path: &str,
        at: &Location,
    ) -> Option<MemberPath> {
        let Some(reply) = self.reply(operation) else {
            self.invalid(at, "the reply has no members", "describe the reply first");
            return None;
        };
        self.member_of(&reply, path, at)
    }

    /// A member below a type.
    pub(super) fn member_of(&mut self, ty: &Type, path: &str, at: &Location) -> Option<MemberPath> {
        members::follow(self.api, ty, path, at, self.diagnostics)
    }

    /// The index of a parameter.
    pub(super) fn parameter(
        &mut self,
        operation: usize,
        name: &str,
        at: &Location,
    ) -> Option<usize> {
        let parameters = &self.api.operations[operation].parameters;
        let found = parameters.iter().position(|it| it.wire_name == name);
        if found.is_none() {
            let known: Vec<_> = parameters.iter().map(|it| it.wire_name.as_str()).collect();
            let help = instead(name, &known, "the operation has no parameters");
            self.invalid(
                at,
                format!("the operation has no parameter `{name}`"),
                &help,
            );
        }
        found
    }

    pub(super) fn invalid(&mut self, at: &Location, message: impl Into<String>, help: &str) {
        let diagnostic = Diagnostic::error(Code::InvalidValue, at, message, "here");
        self.diagnostics.push(diagnostic.help(help.to_owned()));
    }
}
