//! The values of a discriminator that mean each of a union's types.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Lowering;
use super::properties::counting;
use super::unions::Alternative;
use crate::load::{Location, Node};

/// How many unions inside one another are asked for the values that mean them.
const DEEPEST: usize = 8;

impl<'a> Lowering<'a> {
    /// The values of the discriminator that mean a variant: those of its mapping, else the one value that the variant
    /// itself allows, and the name of its schema. `end` is what the variant finally refers to.
    pub(super) fn tags(
        &self,
        end: &Node<'a>,
        discriminator: Option<&Discriminator<'a>>,
    ) -> Vec<String> {
        let Some(discriminator) = discriminator else {
            return Vec::new();
        };
        if discriminator.mapping.contains_key(end.at()) {
            return self.own_tags(end, discriminator);
        }
        let mut tags = self.nested_tags(end, discriminator.member, 0);
        for (place, tag) in self.own_tags(end, discriminator).into_iter().enumerate() {
            if tags.contains(&tag) {
                continue;
            }
            // The name of a schema comes last: nobody means it who has other values.
            let is_name = self.schema_name(end.at()).as_ref() == Some(&tag);
            let place = if is_name { tags.len() } else { place };
            tags.insert(place, tag);
        }
        tags
    }

    /// The same for the schema alone, without the alternatives and heirs that it has.
    pub(super) fn own_tags(
        &self,
        end: &Node<'a>,
        discriminator: &Discriminator<'a>,
    ) -> Vec<String> {
        let mut tags = match discriminator.mapping.get(end.at()) {
            Some(tags) => tags.clone(),
            None => Vec::from_iter(self.own_tag(end, discriminator.member)),
        };
        // The name of a schema means it beside a mapping, too, unless the mapping gives the name to another.
        let name = self.schema_name(end.at());
        let name = name.filter(|name| !tags.contains(name) && !discriminator.maps(name));
        tags.extend(name);
        tags
    }

    /// Lets values mean the only alternative that allows them, and takes from alternatives the names of their schemas that
    /// are values of others, which say themselves what they are.
    pub(super) fn settle_tags(
        &self,
        alternatives: &mut [Alternative<'a>],
        discriminator: &Discriminator<'a>,
    ) {
        let own_values = alternatives.iter().map(|it| {
            let is_mapped = discriminator.mapping.contains_key(it.node.at());
            let values = self.own_values(&it.node, discriminator.member);
            if is_mapped { Vec::new() } else { values }
        });
        let own_values: Vec<_> = own_values.collect();
        let names: Vec<_> = alternatives
            .iter()
            .map(|it| self.schema_name(it.node.at()))
            .collect();
        let said: Vec<HashSet<String>> = alternatives
            .iter()
            .zip(&names)
            .zip(&own_values)
            .map(|((it, name), values)| {
                let tags = it.tags.iter().filter(|tag| Some(*tag) != name.as_ref());
                tags.chain(values).cloned().collect()
            })
            .collect();
        for (index, alternative) in alternatives.iter_mut().enumerate() {
            let is_others = |value: &String| {
                let mut others = said.iter().enumerate();
                others.any(|(other, said)| other != index && said.contains(value))
            };
            let values = &own_values[index];
            if !values.iter().any(is_others) {
                let known = std::mem::take(&mut alternative.tags);
                let known: Vec<_> = known
                    .into_iter()
                    .filter(|it| !values.contains(it))
                    .collect();
                alternative.tags = values.iter().cloned().chain(known).collect();
            }
            if let Some(name) = names[index].as_ref().filter(|name| is_others(name))
                && alternative.tags.len() > 1
            {
                alternative.tags.retain(|tag| tag != name);
            }
        }
    }

    /// The values that mean an alternative of an alternative: they mean the alternative, too.
    fn nested_tags(&self, end: &Node<'a>, member: &str, depth: usize) -> Vec<String> {
        if depth == DEEPEST {
            return Vec::new();
        }
        let own = end.get("discriminator");
        let own = own.as_ref().and_then(Discriminator::of);
        let own = own.filter(|discriminator| discriminator.member == member);
        let variants = end.list("oneOf").chain(end.list("anyOf"));
        let variants: Vec<_> = variants.filter_map(|variant| variant.followed()).collect();
        let heirs = own.iter().flat_map(|_| self.heirs_at(end.at()));
        let mut tags = Vec::new();
        for inner in variants.into_iter().chain(heirs) {
            let mapped = own.as_ref();
            let mapped = mapped.filter(|it| it.mapping.contains_key(inner.at()));
            if let Some(own) = mapped {
                tags.extend(self.own_tags(&inner, own));
                continue;
            }
            tags.extend(self.own_tag(&inner, member));
            tags.extend(self.nested_tags(&inner, member, depth + 1));
            tags.extend(self.schema_name(inner.at()));
        }
        tags
    }

    /// The one value that a schema allows for its discriminator.
    pub(super) fn own_tag(&self, end: &Node<'a>, member: &str) -> Option<String> {
        let mut values = self.own_values(end, member).into_iter();
        let first = values.next()?;
        values.next().is_none().then_some(first)
    }

    /// The values that a schema allows for a member: those that all its parts list.
    pub(super) fn own_values(&self, end: &Node<'a>, member: &str) -> Vec<String> {
        let mut values: Option<Vec<String>> = None;
        let said = self.said(end);
        let members = said
            .iter()
            .filter_map(|node| node.get("properties")?.get(member));
        for property in members {
            let said = self.said(&property);
            for node in counting(&said) {
                let listed = node.get("const").map(|value| vec![value]);
                let listed = listed.or_else(|| Some(node.get("enum")?.items().collect()));
                let Some(listed) = listed else { continue };
                let listed: Vec<_> = listed.iter().filter_map(tag_text).collect();
                values = Some(match values {
                    Some(known) => known.into_iter().filter(|it| listed.contains(it)).collect(),
                    None => listed,
                });
            }
        }
        values.unwrap_or_default()
    }
}

/// The member that tells alternatives apart.
pub(super) struct Discriminator<'a> {
    pub(super) member: &'a str,
    /// The values that mean a schema, by its place.
    pub(super) mapping: HashMap<Location, Vec<String>>,
}

impl Discriminator<'_> {
    /// Whether the mapping says which schema a value means.
    fn maps(&self, value: &String) -> bool {
        self.mapping.values().any(|tags| tags.contains(value))
    }
}

impl<'a> Discriminator<'a> {
    /// `None` without the name of a member, which loading has reported.
    pub(super) fn of(node: &Node<'a>) -> Option<Self> {
        let mut mapping: HashMap<Location, Vec<String>> = HashMap::new();
        for (tag, target) in node.map("mapping") {
            let text = target.value().as_str().unwrap_or_default();
            if let Some(target) = mapped(text, node) {
                mapping.entry(target.at().clone()).or_default().push(tag);
            }
        }
        Some(Self {
            member: node.text("propertyName")?,
            mapping,
        })
    }
}

/// A value as a discriminator has it.
fn tag_text(value: &Node<'_>) -> Option<String> {
    match value.json() {
        Value::String(text) => Some(text),
        value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
        _ => None,
    }
}

/// The schema that a mapping names, by reference or by its name.
fn mapped<'a>(text: &str, from: &Node<'a>) -> Option<Node<'a>> {
    let escaped = text.replace('~', "~0").replace('/', "~1");
    let by_name = from.named(&format!("#/components/schemas/{escaped}"));
    let found = by_name.or_else(|| from.named(text))?;
    found.followed()
}
