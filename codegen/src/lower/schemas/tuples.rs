//! Lists: of one type, or with first items of types of their own.

use super::facts::Facts;
use super::want::Want;
use super::{Lowering, properties, scalars, words};
use crate::ir::{Field, Shape, Type};
use crate::load::Node;
use crate::lower::names::suffixed;

impl<'a> Lowering<'a> {
    /// The type of a list; one whose items are of several types gets a name.
    pub(super) fn list_of(
        &mut self,
        want: &Want<'a>,
        facts: &Facts<'a>,
        hint: &str,
    ) -> Option<Type> {
        let item = suffixed(hint, "Item");
        let others = self.further_items(facts, &item)?;
        let first = self.first_items(facts, &item)?;
        // Where nothing is said of further items, authors mean that there are none, or more of the same type.
        let said = others
            .as_ref()
            .filter(|_| first.is_empty() || !facts.items.is_empty());
        let mut types = first.iter().chain(said);
        let one = types.next().cloned().unwrap_or(Type::Any);
        if types.all(|other| *other == one) {
            return Some(Type::List(Box::new(self.roomy(one, facts))));
        }
        Some(self.tuple(want, facts, (first, others), hint))
    }

    /// The type of items or members, which holds those that the whole is stated with, too.
    pub(super) fn roomy(&self, item: Type, whole: &Facts<'a>) -> Type {
        if self.profile.has_exact_scalars() {
            scalars::with_room(item, whole)
        } else {
            item
        }
    }

    /// What items have for which no place is described; `None` inside where there are none.
    #[expect(
        clippy::option_option,
        reason = "the outer one is that of a type that is refused"
    )]
    fn further_items(&mut self, facts: &Facts<'a>, hint: &str) -> Option<Option<Type>> {
        let is_true = |node: &&Node<'a>| node.value().as_bool() == Some(true);
        let others: Vec<_> = facts.items.iter().filter(|it| !is_true(it)).collect();
        let closed = others.iter().any(|it| it.value().as_bool() == Some(false)) || facts.no_more;
        match (closed, others.is_empty()) {
            (true, _) => Some(None),
            (false, true) => Some(Some(Type::Any)),
            (false, false) => {
                let nodes = others.into_iter().cloned().collect();
                self.all_of_nodes(nodes, hint).map(Some)
            }
        }
    }

    /// The types of the items whose places are described.
    fn first_items(&mut self, facts: &Facts<'a>, hint: &str) -> Option<Vec<Type>> {
        let places = facts.first_items.iter().enumerate();
        let types = places.map(|(place, nodes)| {
            let hint = if facts.first_items.len() == 1 {
                hint.to_owned()
            } else {
                format!("{hint}{}", place + 1)
            };
            self.all_of_nodes(nodes.clone(), &hint)
        });
        types.collect()
    }

    /// Defines a list of items of these types and others.
    fn tuple(
        &mut self,
        want: &Want<'a>,
        facts: &Facts<'a>,
        (first, rest): (Vec<Type>, Option<Type>),
        hint: &str,
    ) -> Type {
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
            rest,
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
        Type::Named(id)
    }
}
