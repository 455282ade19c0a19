//! Lists: of one type, or with first items of types of their own.

use super::facts::Facts;
use super::want::Want;
use super::{Lowering, properties, words};
use crate::ir::{Field, Shape, Type};
use crate::load::Node;

impl<'a> Lowering<'a> {
    /// The type of a list; one whose items are of several types gets a name.
    pub(super) fn list_of(
        &mut self,
        want: &Want<'a>,
        facts: &Facts<'a>,
        hint: &str,
    ) -> Option<Type> {
        let item_hint = format!("{hint}Item");
        let is_true = |node: &&Node<'a>| node.value().as_bool() == Some(true);
        let others: Vec<_> = facts.items.iter().filter(|it| !is_true(it)).collect();
        let closed = others.iter().any(|it| it.value().as_bool() == Some(false)) || facts.no_more;
        let others = match (closed, others.is_empty()) {
            (true, _) => None,
            (false, true) => Some(Type::Any),
            (false, false) => {
                let nodes = others.into_iter().cloned().collect();
                Some(self.all_of_nodes(nodes, &item_hint)?)
            }
        };
        let mut first = Vec::new();
        for (place, nodes) in facts.first_items.iter().enumerate() {
            let hint = if facts.first_items.len() == 1 {
                item_hint.clone()
            } else {
                format!("{item_hint}{}", place + 1)
            };
            first.push(self.all_of_nodes(nodes.clone(), &hint)?);
        }
        // Where nothing is said of further items, authors mean that there are none, or more of the same type.
        let said = others
            .as_ref()
            .filter(|_| first.is_empty() || !facts.items.is_empty());
        let mut types = first.iter().chain(said);
        let one = types.next().cloned().unwrap_or(Type::Any);
        if types.all(|other| *other == one) {
            return Some(Type::List(Box::new(one)));
        }
        let items = first.into_iter().enumerate().map(|(place, ty)| {
            let said: Vec<_> = facts.first_items[place]
                .iter()
                .flat_map(|node| self.said(node))
                .collect();
            let origin = facts.first_items[place].last();
            let origin = origin.map_or(want.origin.at(), Node::at);
            Field {
                required: place < facts.least_items,
                docs: words::of_property(&said),
                ..properties::bare(&place.to_string(), ty, origin.clone())
            }
        });
        let shape = Shape::Tuple {
            items: items.collect(),
            rest: others,
        };
        let docs = words::of_schema(&want.origin);
        // An item may have led back to the list before it was known.
        let known_id = self.schemas.open.get(&want.key()).and_then(|open| open.id);
        let id = match known_id {
            Some(id) => {
                self.types[id.0].shape = shape;
                self.types[id.0].docs = docs;
                id
            }
            None => self.define_wanted(want, shape, docs, hint),
        };
        Some(Type::Named(id))
    }
}
