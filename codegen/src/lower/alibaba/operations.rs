//! Operations that are signed calls, each with one kind of reply.

use crate::ir::{Effect, Replies};
use crate::load::{Node, listed, nearest};
use crate::lower::Lowering;
use crate::lower::operations::{Draft, Parts};
use crate::lower::service::Groups;

impl<'a> Lowering<'a> {
    /// What a call takes and gives.
    pub(in crate::lower) fn enveloped_parts(&mut self, draft: &Draft<'_, 'a>) -> Option<Parts> {
        self.refuse_parts(draft.node);
        let body = self.request_body(draft);
        let form = self.form_parameters(draft);
        let mut parameters = self.parameters(draft);
        parameters.extend(form);
        Some(Parts {
            parameters,
            body,
            reply: self.envelope_reply(draft)?,
            replies: Replies::default(),
            security: Vec::new(),
            servers: Vec::new(),
        })
    }

    /// Refuses what is said of all operations of a path and would not count.
    pub(in crate::lower) fn check_path_item(&mut self, item: &Node<'a>) {
        if self.is_alibaba() && item.list("servers").next().is_some() {
            let place = item.at().child("servers").key();
            let help = "name the servers of the whole API";
            self.unsupported(place, "a server for one path", help);
        }
    }

    fn refuse_parts(&mut self, node: &Node<'a>) {
        let at = |key: &str| node.at().child(key).key();
        if node.map("callbacks").next().is_some() {
            self.unsupported(at("callbacks"), "a callback", "remove it");
        }
        if node.list("servers").next().is_some() {
            let help = "name the servers of the whole API";
            self.unsupported(at("servers"), "a server for one operation", help);
        }
        if node.has("security") {
            let help = "all calls are signed alike";
            self.unsupported(at("security"), "security for one operation", help);
        }
    }

    /// The group of an operation, which its one tag names.
    pub(in crate::lower) fn declared_group(
        &mut self,
        node: &Node<'a>,
        groups: &Groups,
    ) -> Option<usize> {
        let tags: Vec<_> = node.list("tags").collect();
        let [tag] = &tags[..] else {
            let message = format!(
                "an operation has one tag, its group; here are {}",
                tags.len()
            );
            let place = if tags.is_empty() {
                node.at().key()
            } else {
                node.at().child("tags").key()
            };
            let help = "write `tags: [GROUP]` with one of the root's tags";
            self.invalid(place, message, help);
            return None;
        };
        let name = tag.value().as_str()?;
        let found = groups.of_tag(Some(name));
        if found.is_none() {
            let known: Vec<_> = groups.list.iter().map(|group| &*group.name).collect();
            let help = match nearest(name, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the root declares {}", listed(&known)),
            };
            let message = format!("the root declares no tag `{name}`");
            self.invalid(tag.at(), message, &help);
        }
        found
    }

    /// What `x-acs-effect` says; where nothing is said, the least that is safe to assume: a repetition may do harm.
    pub(in crate::lower) fn stated_effect(&self, node: &Node<'_>) -> Option<Effect> {
        self.is_alibaba().then(|| match node.text("x-acs-effect") {
            Some("read") => Effect::Read,
            Some("idempotent") => Effect::Idempotent,
            _ => Effect::Write,
        })
    }
}
