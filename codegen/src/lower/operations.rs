//! Paths and operations.

use std::collections::HashMap;

use super::service::Groups;
use super::{Lowering, calls, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{
    Body, Docs, Method, Operation, Parameter, ParameterPlace, Profile, Replies, Reply, Server,
};
use crate::load::{Location, Node, nearest};

/// An operation on its way.
pub(super) struct Draft<'n, 'a> {
    pub(super) method: Method,
    /// The path item.
    pub(super) item: &'n Node<'a>,
    /// The operation object.
    pub(super) node: &'n Node<'a>,
    pub(super) type_name: &'n str,
}

/// What a call takes and gives.
pub(super) struct Parts {
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) reply: Reply,
    pub(super) replies: Replies,
    pub(super) security: Vec<Vec<String>>,
    pub(super) servers: Vec<Server>,
}

impl<'a> Lowering<'a> {
    pub(super) fn operations(&mut self, root: &Node<'a>, groups: &Groups) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut ids: HashMap<String, Location> = HashMap::new();
        for (path, item) in paths(root) {
            self.check_path_item(&item);
            for (method, node) in methods(&item) {
                let operation = self.operation(&path, method, &item, &node, groups);
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
        if self.documents.value(&place).is_none() {
            return true;
        }
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
        item: &Node<'a>,
        node: &Node<'a>,
        groups: &Groups,
    ) -> Option<Operation> {
        let at = node.at();
        let wire_name = self.operation_id(node, method, path)?;
        let own_name = self.own_name(node);
        let name = own_name.unwrap_or(&wire_name);
        let type_name = match names::camel(name) {
            name if name.ends_with('_') => names::suffixed(&name, "Call"),
            name => name,
        };
        let group = self.group(node, groups);
        let draft = Draft {
            method,
            item,
            node,
            type_name: &type_name,
        };
        let parts = match self.profile {
            Profile::Alibaba => self.enveloped_parts(&draft),
            Profile::Plain => Some(self.described_parts(&draft)),
        };
        let parts = parts?;
        let path = calls::sent_path(path, &parts.parameters);
        self.check_path(&path, &parts.parameters, &draft);
        Some(Operation {
            docs: self.operation_docs(node),
            origin: at.clone(),
            path,
            group: group?,
            body: parts.body,
            reply: parts.reply,
            replies: parts.replies,
            security: parts.security,
            servers: parts.servers,
            paging: None,
            wait: None,
            starts: None,
            method_name: names::field(name),
            effect: self
                .stated_effect(node)
                .unwrap_or_else(|| calls::effect(method)),
            wire_name,
            type_name,
            method,
            parameters: parts.parameters,
        })
    }

    fn operation_id(&mut self, node: &Node<'a>, method: Method, path: &str) -> Option<String> {
        let id = node.text("operationId").filter(|id| !id.trim().is_empty());
        if id.is_none() && self.profile.derives_names() {
            if node.has("operationId") {
                let message = "a blank `operationId`; a name is made of method and path";
                let place = node.at().child("operationId").key();
                self.note(
                    place,
                    message,
                    "blank",
                    "give the operation a name of its own",
                );
            }
            return Some(calls::derived_id(method, path));
        }
        if id.is_none() {
            let message = format!("{} {path} has no `operationId`", method.name());
            self.diagnostics.push(
                Diagnostic::error(Code::MissingOperationId, node.at().key(), message, "this operation")
                    .help("add `operationId:` with the name that Alibaba's documentation gives the operation"),
            );
        }
        id.map(str::to_owned)
    }

    fn group(&mut self, node: &Node<'a>, groups: &Groups) -> Option<usize> {
        match self.profile {
            Profile::Alibaba => self.declared_group(node, groups),
            Profile::Plain => groups.of_tag(first_tag(node)),
        }
    }

    /// Holds the names between a path's braces against the parameters.
    fn check_path(&mut self, path: &str, parameters: &[Parameter], draft: &Draft<'_, 'a>) {
        let at = draft.node.at();
        let in_path = || {
            let parameters = parameters.iter();
            parameters.filter(|parameter| parameter.place == ParameterPlace::Path)
        };
        let Some(templates) = templates(path) else {
            let message = format!("the braces of the path `{path}` do not match");
            self.invalid(at.key(), message, "write `{name}`");
            return;
        };
        let is_declared = |name: &&str| in_path().any(|it| it.wire_name == **name);
        let mut missing: Vec<_> = templates
            .iter()
            .copied()
            .filter(|it| !is_declared(it))
            .collect();
        for parameter in in_path() {
            let name = parameter.wire_name.as_str();
            if templates.contains(&name) {
                continue;
            }
            let message = format!("the path {path} has no `{{{name}}}`");
            let help = match nearest(name, &missing) {
                Some(near) => {
                    // Of one slip, one error.
                    missing.retain(|it| *it != near);
                    format!("did you mean `{near}`?")
                }
                None => "name the parameter as the path does".to_owned(),
            };
            self.invalid(parameter.origin.child("name"), message, &help);
        }
        for name in missing {
            if !self.is_wrong_elsewhere(name, draft) {
                let message =
                    format!("the path has `{{{name}}}`, but there is no such path parameter");
                let help = "add a parameter with `in: path` and `required: true`";
                self.invalid(at.key(), message, help);
            }
        }
    }

    /// Whether a parameter of this name, or one whose name is not known, was refused.
    fn is_wrong_elsewhere(&self, name: &str, draft: &Draft<'_, 'a>) -> bool {
        let owners = [draft.item, draft.node].into_iter();
        let mut items = owners.flat_map(|owner| owner.list("parameters"));
        items.any(|item| {
            let Some(named) = item.followed() else {
                return true;
            };
            let is_meant = named.text("name").is_none_or(|it| it == name);
            is_meant && self.diagnostics.covers(&named.at().into())
        })
    }

    fn operation_docs(&mut self, node: &Node<'a>) -> Docs {
        let text = |key: &str| node.text(key).map(str::to_owned);
        let docs = Docs {
            summary: text("summary"),
            description: text("description"),
            source: node
                .get("externalDocs")
                .and_then(|docs| docs.text("url").map(str::to_owned)),
            deprecated: node.flag("deprecated"),
            ..Docs::default()
        };
        if self.profile.leaves_out() {
            self.with_left_out(node, docs)
        } else {
            docs
        }
    }
}

/// The paths of a description with their items.
pub(super) fn paths<'a>(root: &Node<'a>) -> impl Iterator<Item = (String, Node<'a>)> + use<'a> {
    root.map("paths")
        .filter(|(path, _)| !path.starts_with("x-"))
        .filter_map(|(path, item)| Some((path, item.followed()?)))
}

/// The operations of a path.
pub(super) fn methods<'a>(item: &Node<'a>) -> impl Iterator<Item = (Method, Node<'a>)> + use<'a> {
    let item = item.clone();
    [
        (Method::Get, "get"),
        (Method::Put, "put"),
        (Method::Post, "post"),
        (Method::Delete, "delete"),
        (Method::Options, "options"),
        (Method::Head, "head"),
        (Method::Patch, "patch"),
        (Method::Trace, "trace"),
    ]
    .into_iter()
    .filter_map(move |(method, name)| {
        let node = item.get(name)?;
        node.value().is_mapping().then_some((method, node))
    })
}

/// The tag that says which group an operation is in.
pub(super) fn first_tag<'a>(node: &Node<'a>) -> Option<&'a str> {
    node.list("tags").next()?.value().as_str()
}

/// The names between braces; `None` when the braces do not match.
pub(super) fn templates(path: &str) -> Option<Vec<&str>> {
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
