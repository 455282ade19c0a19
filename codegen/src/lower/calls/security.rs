//! The whole service, and how callers prove who they are.

use std::collections::HashMap;

use super::naming::Scope;
use crate::ir::{SecurityKind, SecurityScheme, Service};
use crate::load::{Documents, Location, Node, listed, nearest};
use crate::lower::{Lowering, names};

/// Methods that the type of credentials has besides one for each scheme.
const RESERVED: &[&str] = &["new", "clone", "build", "builder"];

/// The header that a scheme's credentials are, in lower case.
fn header_of(kind: &SecurityKind) -> Option<String> {
    Some(match kind {
        SecurityKind::ApiKeyHeader(name) => name.to_ascii_lowercase(),
        SecurityKind::Basic | SecurityKind::Bearer | SecurityKind::Http(_) => {
            "authorization".to_owned()
        }
        SecurityKind::ApiKeyQuery(_) | SecurityKind::ApiKeyCookie(_) | SecurityKind::MutualTls => {
            return None;
        }
    })
}

impl<'a> Lowering<'a> {
    pub(in crate::lower) fn described_service(
        &mut self,
        root: &Node<'a>,
        service: Service,
    ) -> Service {
        if let Some(webhooks) = root.get("webhooks") {
            let message = "webhooks are requests of the service, which a client does not make";
            let help = "nothing is generated for them";
            self.note_once("webhooks", webhooks.at().key(), message, help);
        }
        Service {
            servers: self.servers(root),
            schemes: self.schemes(root),
            ..service
        }
    }

    fn schemes(&mut self, root: &Node<'a>) -> Vec<SecurityScheme> {
        let Some(components) = root.get("components") else {
            return Vec::new();
        };
        let mut scope = Scope::new(RESERVED);
        let mut schemes = Vec::new();
        for (name, node) in components.map("securitySchemes") {
            let Some(node) = node.followed() else {
                continue;
            };
            self.calls.schemes.push(name.clone());
            let Some(kind) = self.scheme_kind(&node) else {
                continue;
            };
            if let Some(header) = header_of(&kind) {
                self.calls.scheme_headers.insert(name.clone(), header);
            }
            schemes.push(SecurityScheme {
                rust_name: scope.take(&names::snake(&name)),
                name,
                kind,
                description: node.text("description").map(str::to_owned),
            });
        }
        schemes
    }

    fn scheme_kind(&mut self, node: &Node<'a>) -> Option<SecurityKind> {
        let mut needed = |key: &str| {
            let text = node.text(key);
            if text.is_none() {
                let ty = node.text("type").unwrap_or_default();
                let message = format!("a security scheme of type `{ty}` without `{key}`");
                self.invalid(node.at().key(), message, &format!("add `{key}`"));
            }
            text.map(str::to_owned)
        };
        match node.text("type")? {
            "apiKey" => {
                let (place, name) = (needed("in"), needed("name"));
                let name = name?;
                Some(match place?.as_str() {
                    "query" => SecurityKind::ApiKeyQuery(name),
                    "cookie" => SecurityKind::ApiKeyCookie(name),
                    _ => SecurityKind::ApiKeyHeader(name),
                })
            }
            "http" => Some(match needed("scheme")?.to_ascii_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer,
                other => SecurityKind::Http(other.to_owned()),
            }),
            "openIdConnect" => needed("openIdConnectUrl").map(|_| SecurityKind::Bearer),
            "oauth2" if node.has("flows") => Some(SecurityKind::Bearer),
            "oauth2" => needed("flows").map(|_| SecurityKind::Bearer),
            "mutualTLS" => Some(SecurityKind::MutualTls),
            _ => None,
        }
    }

    /// The alternatives of an operation, or of the whole API where it says nothing of its own.
    pub(super) fn security_of(&mut self, node: &Node<'a>) -> Vec<Vec<String>> {
        let root = Node::new(self.documents, Location::root(Documents::ENTRY));
        let Some(list) = node.get("security").or_else(|| root?.get("security")) else {
            return Vec::new();
        };
        let requirements = list.items();
        let known = requirements.filter_map(|requirement| self.known_schemes(&requirement));
        known.collect()
    }

    /// The names of an alternative; `None` where it has one that is not declared, since no call can meet it.
    fn known_schemes(&mut self, requirement: &Node<'a>) -> Option<Vec<String>> {
        let mut names = Vec::new();
        let mut complete = true;
        for (name, node) in requirement.members() {
            if self.calls.schemes.contains(&name) {
                names.push(name);
            } else {
                complete = false;
                self.note_unknown_scheme(&name, &node);
            }
        }
        self.note_shared_headers(&names, requirement);
        complete.then_some(names)
    }

    /// Says which schemes of an alternative want the same header, which a request has once.
    fn note_shared_headers(&mut self, names: &[String], requirement: &Node<'a>) {
        let mut seen = HashMap::new();
        for name in names {
            let Some(header) = self.calls.scheme_headers.get(name).cloned() else {
                continue;
            };
            if let Some(first) = seen.insert(header.clone(), name) {
                let message = format!("`{first}` and `{name}` are both the header `{header}`");
                let help = "a request has it once, and the credential of the last of them goes out";
                let at = requirement.at().child(name);
                self.note(at.key(), message, "the same header", help);
            }
        }
    }

    fn note_unknown_scheme(&mut self, name: &str, node: &Node<'a>) {
        let known: Vec<_> = self.calls.schemes.iter().map(String::as_str).collect();
        let help = match nearest(name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "declare it in `components.securitySchemes`".to_owned(),
            None => format!("there are {}", listed(&known)),
        };
        let message = format!("there is no security scheme `{name}`, so calls cannot use it");
        self.note(node.at().key(), message, "not declared", &help);
    }
}
