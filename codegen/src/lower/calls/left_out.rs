//! Parts of operations that a client does not have: requests that the service makes, and relations between operations.

use crate::ir::Docs;
use crate::load::Node;
use crate::lower::Lowering;

impl<'a> Lowering<'a> {
    /// Says in an operation's documentation what is described and not generated, with one warning for the description.
    pub(in crate::lower) fn with_left_out(&mut self, node: &Node<'a>, docs: Docs) -> Docs {
        let callbacks: Vec<_> = node.map("callbacks").collect();
        if let Some((_, first)) = callbacks.first() {
            let message = "callbacks are requests of the service, which a client does not make";
            let help = "nothing is generated for them; their operation's documentation names them";
            self.note_once("callbacks", first.at().key(), message, help);
        }
        let responses = node.map("responses");
        let responses = responses.filter_map(|(_, response)| response.followed());
        let links: Vec<_> = responses
            .flat_map(|response| response.map("links"))
            .collect();
        if let Some((_, first)) = links.first() {
            let message = "links between operations are not generated";
            let help = "their operation's documentation names them";
            self.note_once("links", first.at().key(), message, help);
        }
        let said = [("callbacks", callbacks), ("links", links)]
            .into_iter()
            .filter(|(_, nodes)| !nodes.is_empty())
            .map(|(what, nodes)| {
                let mut names: Vec<_> = nodes.into_iter().map(|(name, _)| name).collect();
                names.dedup();
                let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
                format!(
                    "The description has {what} that are no part of this client: {}.",
                    names.join(", ")
                )
            });
        let paragraphs: Vec<_> = docs.description.into_iter().chain(said).collect();
        Docs {
            description: (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n")),
            ..docs
        }
    }
}
