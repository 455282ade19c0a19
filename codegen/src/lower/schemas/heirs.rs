//! Schemas that refer to another by `allOf`, whose discriminator tells them apart.

use std::collections::{HashMap, HashSet};

use super::facts::Facts;
use super::tags::Discriminator;
use super::unions::Alternative;
use super::want::{Key, Parts, Want};
use super::{Lowering, names};
use crate::ir::Type;
use crate::load::{Documents, Location, Node};
use crate::lower::names::suffixed;

/// How many heirs all schemas may have together; only a chain of discriminators has more.
const MOST: usize = 1_000_000;

/// Who inherits from whom among the components.
#[derive(Debug, Default)]
pub(super) struct Heirs {
    /// Of schemas with a discriminator, in the order of the description.
    of: HashMap<Location, Vec<Location>>,
    /// All schemas that inherit from one.
    all: HashSet<Location>,
    /// The schema at which there were too many.
    beyond: Option<Location>,
}

impl Heirs {
    fn find(documents: &Documents) -> Self {
        let mut heirs = Self::default();
        let Some(root) = Node::new(documents, Location::root(Documents::ENTRY)) else {
            return heirs;
        };
        let schemas = root
            .get("components")
            .and_then(|components| components.get("schemas"));
        let schemas: Vec<_> = schemas
            .into_iter()
            .flat_map(|node| node.members())
            .collect();
        let mut children: HashMap<Location, Vec<Location>> = HashMap::new();
        let mut told_apart = Vec::new();
        for (_, schema) in &schemas {
            if schema.has("discriminator") && !schema.has("oneOf") && !schema.has("anyOf") {
                told_apart.push(schema.at().clone());
            }
            for parent in schema.list("allOf").filter(|part| part.has("$ref")) {
                let Some(parent) = parent.followed() else {
                    continue;
                };
                children
                    .entry(parent.at().clone())
                    .or_default()
                    .push(schema.at().clone());
            }
        }
        let mut count = 0;
        for parent in told_apart {
            if count > MOST {
                heirs.beyond = Some(parent);
                break;
            }
            let mut found: Vec<Location> = Vec::new();
            let mut seen = HashSet::from([parent.clone()]);
            let mut open = children.get(&parent).cloned().unwrap_or_default();
            open.reverse();
            while let Some(child) = open.pop() {
                if !seen.insert(child.clone()) {
                    continue;
                }
                open.extend(children.get(&child).into_iter().flatten().rev().cloned());
                found.push(child);
            }
            count += found.len();
            if !found.is_empty() {
                heirs.all.extend(found.iter().cloned());
                heirs.of.insert(parent, found);
            }
        }
        heirs
    }
}

impl<'a> Lowering<'a> {
    fn heirs(&self) -> &Heirs {
        self.schemas
            .heirs
            .get_or_init(|| Heirs::find(self.documents))
    }

    /// The schema at which there were too many heirs.
    pub(super) fn beyond_heirs(&self) -> Option<Location> {
        self.heirs().beyond.clone()
    }

    /// Whether a schema inherits from one with a discriminator.
    pub(super) fn is_heir(&self, at: &Location) -> bool {
        self.heirs().all.contains(at)
    }

    /// The schemas that inherit from the one at this place, whose discriminator tells them apart.
    pub(super) fn heirs_at(&self, at: &Location) -> Vec<Node<'a>> {
        let heirs = self.heirs().of.get(at).into_iter().flatten();
        heirs
            .filter_map(|at| Node::new(self.documents, at.clone()))
            .collect()
    }

    /// The heirs of what is wanted, if it is one schema whose discriminator tells them apart.
    pub(super) fn heirs_of(&self, want: &Want<'a>, facts: &Facts<'a>) -> Option<Vec<Location>> {
        let [piece] = &want.pieces[..] else {
            return None;
        };
        let counts = want.whole && !piece.without.has(Parts::HEIRS) && facts.unions.is_empty();
        counts
            .then(|| self.heirs().of.get(want.origin.at()).cloned())
            .flatten()
    }

    /// The union of a schema's heirs, and of the schema itself where its discriminator can name it.
    pub(super) fn union_of_heirs(
        &mut self,
        want: &Want<'a>,
        key: &Key,
        heirs: Vec<Location>,
        hint: &str,
    ) -> Option<Type> {
        let discriminator = Discriminator::of(&want.origin.get("discriminator")?)?;
        let own_tags = self.own_tags(&want.origin, &discriminator);
        let mut alternatives = Vec::new();
        for at in heirs {
            let Some(node) = Node::new(self.documents, at) else {
                continue;
            };
            alternatives.push(self.heir(node, &discriminator)?);
        }
        let mapping = &discriminator.mapping;
        let names_itself = mapping.is_empty() || mapping.contains_key(want.origin.at());
        if names_itself && !own_tags.is_empty() {
            let itself = Want::without(want.origin.clone(), Parts::HEIRS);
            let base = suffixed(hint, "Base");
            let ty = self.wanted_as(itself, &base)?;
            alternatives.push(Alternative {
                node: want.origin.clone(),
                ty,
                name: "Base".to_owned(),
                title: None,
                tags: own_tags,
                joint: false,
            });
        }
        self.define_union(want, key, alternatives, Some(&discriminator), hint)
    }

    fn heir(
        &mut self,
        node: Node<'a>,
        discriminator: &Discriminator<'a>,
    ) -> Option<Alternative<'a>> {
        let name = self.schema_name(node.at()).unwrap_or_default();
        let tags = self.own_tags(&node, discriminator);
        // An heir with heirs of its own stands for itself; they are variants themselves.
        let has_heirs = self.heirs().of.contains_key(node.at());
        let without = if has_heirs {
            Parts::HEIRS
        } else {
            Parts::default()
        };
        let ty = self.wanted_as(
            Want::without(node.clone(), without),
            &names::type_name(&name),
        )?;
        Some(Alternative {
            node,
            ty,
            name: names::type_name(&name),
            title: None,
            tags,
            joint: false,
        })
    }
}
