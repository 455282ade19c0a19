//! A member whose values tell a union's objects apart where the description says no discriminator.

use std::collections::HashSet;

use super::Lowering;
use super::facts::Facts;
use super::kinds::Kinds;
use super::unions::Alternative;
use super::want::Want;
use crate::ir::{Shape, Type, Variant};

impl<'a> Lowering<'a> {
    /// A member for which each object among the alternatives has values of its own, which then mean it. `None` unless
    /// there are several, and where another alternative may be an object of any kind.
    pub(super) fn telling_member(
        &mut self,
        alternatives: &mut [Alternative<'a>],
    ) -> Option<String> {
        let mut objects = Vec::new();
        for (index, alternative) in alternatives.iter().enumerate() {
            match self.is_object(&alternative.ty) {
                _ if alternative.joint => {}
                Some(true) => objects.push(index),
                Some(false) => {}
                None => return None,
            }
        }
        let (&first, _) = objects
            .split_first()
            .filter(|(_, others)| !others.is_empty())?;
        for member in self.member_names(&alternatives[first])? {
            let values = objects.iter().map(|&index| {
                let values = self.values_at(&alternatives[index], &member);
                (!values.is_empty()).then_some(values)
            });
            let Some(values) = values.collect::<Option<Vec<_>>>() else {
                continue;
            };
            let mut seen = HashSet::new();
            if !values.iter().flatten().all(|value| seen.insert(value)) {
                continue;
            }
            for (&index, values) in objects.iter().zip(values) {
                alternatives[index].tags = values;
            }
            return Some(member);
        }
        None
    }

    /// The members that may tell an alternative from others: for a union, the one that tells its own types apart.
    fn member_names(&mut self, alternative: &Alternative<'a>) -> Option<Vec<String>> {
        if let Some((member, _)) = self.told_apart(&alternative.ty) {
            return Some(vec![member.clone()]);
        }
        let pieces = self.flat(&Want::of(alternative.node.clone()))?;
        let facts = Facts::of(pieces, Kinds::ALL);
        let names = facts.properties.into_iter().map(|(name, _)| name);
        Some(names.collect())
    }

    /// The values that an alternative allows for a member.
    fn values_at(&self, alternative: &Alternative<'a>, member: &str) -> Vec<String> {
        match self.told_apart(&alternative.ty) {
            Some((known, variants)) if known == member => {
                let tags = variants.iter().flat_map(|variant| &variant.tags);
                tags.cloned().collect()
            }
            Some(_) => Vec::new(),
            None => self.own_values(&alternative.node, member),
        }
    }

    /// The member that tells the types of a union apart, and these.
    fn told_apart(&self, ty: &Type) -> Option<(&String, &[Variant])> {
        match ty {
            Type::Nullable(inner) => self.told_apart(inner),
            Type::Named(id) => match &self.types[id.0].shape {
                Shape::Union {
                    variants,
                    discriminator,
                    telling,
                } => {
                    let mut tags = variants.iter().map(|variant| &variant.tags);
                    let is_whole = tags.all(|tags| !tags.is_empty());
                    let stated = discriminator.as_ref().filter(|_| is_whole);
                    Some((stated.or(telling.as_ref())?, variants))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether values of a type are objects with named members; `None` where they may be other objects.
    fn is_object(&self, ty: &Type) -> Option<bool> {
        match ty {
            Type::Any | Type::Map(_) => None,
            Type::Nullable(inner) => self.is_object(inner),
            Type::Named(id) => match &self.types[id.0].shape {
                Shape::Object { .. } => Some(true),
                Shape::Enum { .. } | Shape::Tuple { .. } => Some(false),
                Shape::Union { .. } => self.told_apart(ty).map(|_| true),
            },
            _ => Some(false),
        }
    }
}
