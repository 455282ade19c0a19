//! Servers with their variables.

use crate::ir::{Server, ServerVariable};
use crate::load::{Node, listed};
use crate::lower::Lowering;
use crate::lower::operations::{Draft, templates};

impl<'a> Lowering<'a> {
    /// The servers of an operation or of its path; none where those of the whole API serve it.
    pub(super) fn servers_of(&mut self, draft: &Draft<'_, 'a>) -> Vec<Server> {
        let own = self.servers(draft.node);
        if own.is_empty() {
            self.servers(draft.item)
        } else {
            own
        }
    }

    /// The servers that an object of the description names.
    pub(super) fn servers(&mut self, node: &Node<'a>) -> Vec<Server> {
        let servers = node.list("servers");
        servers.filter_map(|server| self.server(&server)).collect()
    }

    fn server(&mut self, node: &Node<'a>) -> Option<Server> {
        let url = node.text("url")?;
        let variables: Vec<_> = node
            .map("variables")
            .filter_map(|(name, variable)| self.server_variable(name, &variable))
            .collect();
        let Some(names) = templates(url) else {
            let message = format!("the braces of the address `{url}` do not match");
            self.invalid(node.at().child("url"), message, "write `{name}`");
            return None;
        };
        for name in names {
            if variables.iter().any(|variable| variable.name == name) {
                continue;
            }
            let known: Vec<_> = variables.iter().map(|it| it.name.as_str()).collect();
            let message = format!("the address has `{{{name}}}`, but there is no such variable");
            let help = if known.is_empty() {
                "declare it in `variables`".to_owned()
            } else {
                format!("declare it; there are {}", listed(&known))
            };
            self.invalid(node.at().child("url"), message, &help);
        }
        Some(Server {
            url: url.to_owned(),
            description: node.text("description").map(str::to_owned),
            variables,
        })
    }

    fn server_variable(&mut self, name: String, node: &Node<'a>) -> Option<ServerVariable> {
        let default = node.text("default")?.to_owned();
        let values = node.list("enum").filter_map(|item| item.value().as_str());
        let mut allowed: Vec<_> = values.map(str::to_owned).collect();
        if !allowed.is_empty() && !allowed.contains(&default) {
            let message = format!("the default `{default}` is not among the values of `{name}`");
            let help = "it is taken as one more value";
            self.note(
                node.at().child("default").key(),
                message,
                "not in `enum`",
                help,
            );
            allowed.push(default.clone());
        }
        Some(ServerVariable {
            name,
            default,
            allowed,
            description: node.text("description").map(str::to_owned),
        })
    }
}
