//! Paths and operations.

use std::collections::HashMap;

use openapiv3::{OpenAPI, Operation as Source, PathItem};

use super::{Lowering, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, Effect, Group, Method, Operation, ParameterPlace, Replies};
use crate::load::{Location, listed, nearest};

impl Lowering<'_> {
    pub(super) fn operations(
        &mut self,
        openapi: &OpenAPI,
        groups: &[Group],
        at: &Location,
    ) -> Vec<Operation> {
        let at = at.child("paths");
        let mut operations = Vec::new();
        let mut ids: HashMap<String, Location> = HashMap::new();
        for (path, item) in &openapi.paths.paths {
            let Some(at) = self.documents.follow(item, &at.child(path)) else {
                continue;
            };
            let Some(item) = self.read::<PathItem>(&at) else {
                continue;
            };
            if !item.servers.is_empty() {
                self.unsupported(
                    at.child("servers").key(),
                    "a server for one path",
                    "name the servers of the whole API",
                );
            }
            for (method, name, source) in methods(&item) {
                let at = at.child(name);
                let operation = self.operation(path, method, source, &item, groups, &at);
                if let Some(operation) =
                    operation.filter(|operation| self.is_new(operation, &mut ids))
                {
                    operations.push(operation);
                }
            }
        }
        operations
    }

    fn is_new(&mut self, operation: &Operation, ids: &mut HashMap<String, Location>) -> bool {
        let place = operation.origin.child("operationId");
        if let Some(first) = ids.get(&operation.wire_name) {
            let message = format!("two operations are called `{}`", operation.wire_name);
            self.diagnostics.push(
                Diagnostic::error(Code::DuplicateOperationId, &place, message, "second use")
                    .related(first, "first use")
                    .help("give each operation an `operationId` of its own"),
            );
            false
        } else {
            ids.insert(operation.wire_name.clone(), place);
            true
        }
    }

    fn operation(
        &mut self,
        path: &str,
        method: Method,
        source: &Source,
        item: &PathItem,
        groups: &[Group],
        at: &Location,
    ) -> Option<Operation> {
        self.refuse_parts(source, at);
        let wire_name = self.operation_id(source, method, path, at)?;
        let type_name = names::camel(
            &self
                .text(at, "x-acs-name")
                .unwrap_or_else(|| wire_name.clone()),
        );
        let group = self.group(source, groups, at);
        let (body, form) = self.body(source, &type_name, at);
        let mut parameters = self.parameters(source, item, &type_name, at);
        parameters.extend(form);
        self.check_path(path, &parameters, at);
        let reply = self.reply(source, &type_name, at);
        Some(Operation {
            method_name: names::snake(&type_name),
            effect: self.effect(at),
            docs: docs(source),
            origin: at.clone(),
            path: path.to_owned(),
            group: group?,
            reply: reply?,
            replies: Replies::default(),
            security: Vec::new(),
            servers: Vec::new(),
            paging: None,
            wait: None,
            starts: None,
            wire_name,
            type_name,
            method,
            parameters,
            body,
        })
    }

    fn operation_id(
        &mut self,
        source: &Source,
        method: Method,
        path: &str,
        at: &Location,
    ) -> Option<String> {
        let id = source
            .operation_id
            .clone()
            .filter(|id| !id.trim().is_empty());
        if id.is_none() {
            let message = format!("{} {path} has no `operationId`", method.name());
            self.diagnostics.push(
                Diagnostic::error(Code::MissingOperationId, at.key(), message, "this operation")
                    .help("add `operationId:` with the name that Alibaba's documentation gives the operation"),
            );
        }
        id
    }

    fn refuse_parts(&mut self, source: &Source, at: &Location) {
        if !source.callbacks.is_empty() {
            self.unsupported(at.child("callbacks").key(), "a callback", "remove it");
        }
        if !source.servers.is_empty() {
            self.unsupported(
                at.child("servers").key(),
                "a server for one operation",
                "name the servers of the whole API",
            );
        }
        if source.security.is_some() {
            self.unsupported(
                at.child("security").key(),
                "security for one operation",
                "all calls are signed alike",
            );
        }
    }

    fn group(&mut self, source: &Source, groups: &[Group], at: &Location) -> Option<usize> {
        let [tag] = source.tags.as_slice() else {
            let message = format!(
                "an operation has one tag, its group; here are {}",
                source.tags.len()
            );
            let place = if source.tags.is_empty() {
                at.key()
            } else {
                at.child("tags").key()
            };
            self.invalid(
                place,
                message,
                "write `tags: [GROUP]` with one of the root's tags",
            );
            return None;
        };
        let found = groups.iter().position(|group| group.name == *tag);
        if found.is_none() {
            let known: Vec<_> = groups.iter().map(|group| group.name.as_str()).collect();
            let help = match nearest(tag, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the root declares {}", listed(&known)),
            };
            self.invalid(
                at.child("tags").index(0),
                format!("the root declares no tag `{tag}`"),
                &help,
            );
        }
        found
    }

    /// The least that is safe to assume where nothing is said: a repetition may do harm.
    fn effect(&self, at: &Location) -> Effect {
        match self.text(at, "x-acs-effect").as_deref() {
            Some("read") => Effect::Read,
            Some("idempotent") => Effect::Idempotent,
            _ => Effect::Write,
        }
    }

    fn check_path(&mut self, path: &str, parameters: &[crate::ir::Parameter], at: &Location) {
        let in_path = |name: &str| {
            parameters.iter().any(|parameter| {
                parameter.place == ParameterPlace::Path && parameter.wire_name == name
            })
        };
        let Some(templates) = templates(path) else {
            self.invalid(
                at.key(),
                format!("the braces of the path `{path}` do not match"),
                "write `{name}`",
            );
            return;
        };
        for name in templates.iter().filter(|name| !in_path(name)) {
            let message = format!("the path has `{{{name}}}`, but there is no such path parameter");
            self.invalid(
                at.key(),
                message,
                "add a parameter with `in: path` and `required: true`",
            );
        }
        for parameter in parameters
            .iter()
            .filter(|parameter| parameter.place == ParameterPlace::Path)
        {
            if !templates.contains(&parameter.wire_name.as_str()) {
                let message = format!("the path {path} has no `{{{}}}`", parameter.wire_name);
                self.invalid(
                    parameter.origin.key(),
                    message,
                    "name the parameter as the path does",
                );
            }
        }
    }
}

fn docs(source: &Source) -> Docs {
    Docs {
        summary: source.summary.clone(),
        description: source.description.clone(),
        source: source.external_docs.as_ref().map(|docs| docs.url.clone()),
        deprecated: source.deprecated,
        ..Docs::default()
    }
}

fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &'static str, &Source)> {
    [
        (Method::Get, "get", &item.get),
        (Method::Put, "put", &item.put),
        (Method::Post, "post", &item.post),
        (Method::Delete, "delete", &item.delete),
        (Method::Options, "options", &item.options),
        (Method::Head, "head", &item.head),
        (Method::Patch, "patch", &item.patch),
        (Method::Trace, "trace", &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, name, source)| Some((method, name, source.as_ref()?)))
}

/// The names between braces; `None` when the braces do not match.
fn templates(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let (_, from) = rest.split_at(at);
        let (name, after) = from.strip_prefix('{')?.split_once('}')?;
        if name.is_empty() || name.contains('{') {
            return None;
        }
        names.push(name);
        rest = after;
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::templates;

    #[test]
    fn braces_name_path_parameters() {
        assert_eq!(templates("/a/{b}/{c}.json"), Some(vec!["b", "c"]));
        assert_eq!(templates("/a"), Some(vec![]));
        for broken in ["/{a", "/a}", "/{}", "/{a{b}}"] {
            assert_eq!(templates(broken), None, "{broken}");
        }
    }
}
