//! Objects and maps.

use std::collections::HashSet;

use super::facts::{Facts, Others};
use super::want::Want;
use super::{Lowering, Pending, words};
use crate::ir::{Field, Shape, Type, TypeId};
use crate::load::Node;
use crate::lower::names::suffixed;

impl<'a> Lowering<'a> {
    /// An object with fields gets a name now and the fields later; one with none is a map, unless it is closed.
    pub(super) fn object_of(&mut self, want: &Want<'a>, facts: Facts<'a>, hint: &str) -> Type {
        let has_members = !facts.properties.is_empty() || !facts.required.is_empty();
        if !has_members && (facts.others != Others::None || facts.takes_others()) {
            let value = self.others(&facts, hint).unwrap_or(Type::Any);
            return Type::Map(Box::new(self.roomy(value, &facts)));
        }
        let shape = Shape::Object {
            fields: Vec::new(),
            additional: None,
        };
        let docs = words::of_schema(&want.origin);
        let id = self.define_wanted(want, shape, docs, hint);
        let facts = Box::new(facts);
        self.schemas
            .pending
            .push_back(Pending::Object { id, facts });
        Type::Named(id)
    }

    pub(super) fn finish_object(&mut self, id: TypeId, facts: &Facts<'a>) {
        let owner = self.types[id.0].rust_name.clone();
        let (fields, additional) = self.members(facts, &owner);
        self.types[id.0].shape = Shape::Object { fields, additional };
    }

    /// The members of an object: those with a name, and the type of all others.
    pub(super) fn members(&mut self, facts: &Facts<'a>, owner: &str) -> (Vec<Field>, Option<Type>) {
        let mut fields: Vec<Field> = Vec::new();
        let required = facts.required.iter().map(|(name, _)| name.as_str());
        let required: HashSet<&str> = required.collect();
        for (name, schemas) in &facts.properties {
            let is_never = |node: &Node<'a>| {
                let end = node.followed();
                end.is_some_and(|end| end.value().as_bool() == Some(false))
            };
            let never = schemas.iter().any(is_never);
            if never {
                continue;
            }
            let required = required.contains(name.as_str());
            let varied = facts.varied.contains(name);
            fields.extend(self.field_of(name, schemas, required, varied, owner));
        }
        let additional = self.others(facts, owner);
        // A member that must be there and has no schema can be anything.
        let mut seen = HashSet::new();
        for (name, at) in &facts.required {
            if !seen.insert(name) || facts.has_property(name) {
                continue;
            }
            if self.profile.has_undescribed_members() {
                let ty = additional.clone().unwrap_or(Type::Any);
                fields.push(super::properties::bare(name, ty, at.clone()));
            } else if additional.is_none() {
                self.report_no_property(name, at, &fields);
            }
        }
        (fields, additional)
    }

    /// The type of members without a field: `None` where there are none.
    fn others(&mut self, facts: &Facts<'a>, hint: &str) -> Option<Type> {
        let mut found = (facts.others == Others::Any).then_some(Type::Any);
        let hint = suffixed(hint, "Value");
        let additional = facts.additional.clone();
        let mut groups: Vec<Vec<_>> = facts
            .patterns
            .iter()
            .map(|node| vec![node.clone()])
            .collect();
        if !additional.is_empty() {
            groups.push(additional);
        }
        for nodes in groups {
            if nodes
                .iter()
                .any(|node| node.value().as_bool() == Some(false))
            {
                continue;
            }
            let ty = self.all_of_nodes(nodes, &hint).unwrap_or(Type::Any);
            found = Some(match found {
                Some(known) if known != ty => Type::Any,
                _ => ty,
            });
        }
        found
    }
}
