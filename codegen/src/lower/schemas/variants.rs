//! Names and tags of a union's variants, and alternatives that are values rather than types.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Lowering;
use super::enums::Known;
use super::keywords::determines_type;
use crate::ir::{FloatWidth, TextFormat, Type};
use crate::load::{Location, Node};
use crate::lower::names;

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
        if let Some(tags) = discriminator.mapping.get(end.at()) {
            return tags.clone();
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
        if let Some(tags) = discriminator.mapping.get(end.at()) {
            return tags.clone();
        }
        let own = self.own_tag(end, discriminator.member);
        let name = self.schema_name(end.at());
        let name = name.filter(|name| own.as_ref() != Some(name));
        own.into_iter().chain(name).collect()
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
            let mapped = own.as_ref().and_then(|it| it.mapping.get(inner.at()));
            if let Some(mapped) = mapped {
                tags.extend(mapped.iter().cloned());
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
        let said = self.said(end);
        let property = said
            .iter()
            .find_map(|node| node.get("properties")?.object(member))?;
        let single = property.get("enum").and_then(|list| {
            let mut items = list.items();
            let first = items.next()?;
            items.next().is_none().then_some(first)
        });
        match property.get("const").or(single)?.json()? {
            Value::String(text) => Some(text),
            value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
            _ => None,
        }
    }

    /// The member for which each alternative that is written in place has another value, so that it can be named by it.
    pub(super) fn naming_member(&self, variants: &[Node<'a>]) -> Option<&'a str> {
        let inline: Vec<_> = variants.iter().filter(|node| !node.has("$ref")).collect();
        let first = inline.first()?;
        let names = first.member("properties")?.as_mapping()?;
        let mut names = names.keys().filter_map(|key| key.as_str());
        names.find(|name| {
            let tags: HashSet<_> = inline
                .iter()
                .filter_map(|node| self.own_tag(node, name))
                .collect();
            tags.len() == inline.len()
        })
    }

    /// The name of a variant that has a type with a name.
    pub(super) fn alternative_name(
        &self,
        end: &Node<'a>,
        tag: Option<&String>,
        index: usize,
    ) -> String {
        match (self.schema_name(end.at()), tag) {
            (Some(name), _) => names::type_name(&name),
            (None, Some(tag)) => names::value(tag),
            (None, None) => format!("Variant{}", index + 1),
        }
    }

    /// The name of a variant by what it holds.
    pub(super) fn variant_name(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "Bool".to_owned(),
            Type::Integer(_) => "Integer".to_owned(),
            Type::Float(FloatWidth::F32 | FloatWidth::F64) => "Number".to_owned(),
            Type::Text(TextFormat::Date) => "Date".to_owned(),
            Type::Text(TextFormat::DateTime) => "DateTime".to_owned(),
            Type::Text(TextFormat::Uuid) => "Uuid".to_owned(),
            Type::Float(FloatWidth::Decimal) | Type::Text(TextFormat::Decimal) => {
                "Decimal".to_owned()
            }
            Type::Text(TextFormat::Base64) => "Bytes".to_owned(),
            Type::Text(_) => "Text".to_owned(),
            Type::List(item) if **item == Type::Any => "List".to_owned(),
            Type::Map(item) if **item == Type::Any => "Map".to_owned(),
            Type::List(item) => format!("{}List", self.variant_name(item)),
            Type::Map(item) => format!("{}Map", self.variant_name(item)),
            Type::Nullable(inner) => self.variant_name(inner),
            Type::Any => "Any".to_owned(),
            Type::Null => "Null".to_owned(),
            Type::Named(id) => self.types[id.0].rust_name.clone(),
        }
    }
}

/// The member that tells alternatives apart.
pub(super) struct Discriminator<'a> {
    pub(super) member: &'a str,
    /// The values that mean a schema, by its place.
    pub(super) mapping: HashMap<Location, Vec<String>>,
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

/// The schema that a mapping names, by reference or by its name.
fn mapped<'a>(text: &str, from: &Node<'a>) -> Option<Node<'a>> {
    let escaped = text.replace('~', "~0").replace('/', "~1");
    let by_name = from.named(&format!("#/components/schemas/{escaped}"));
    let found = by_name.or_else(|| from.named(text))?;
    found.followed()
}

/// Alternatives that are nothing but values, written in place, as the values of one enum. A text of any value among
/// texts adds nothing: enums keep values that they do not know.
pub(super) fn joined_values(variants: &[Node<'_>]) -> Option<Vec<Known>> {
    let mut known = Vec::new();
    let mut any_text = false;
    for variant in variants {
        let keys = variant.keys();
        let deciding: Vec<_> = keys.filter(|key| determines_type(key)).collect();
        if deciding == ["type"] && variant.text("type") == Some("string") {
            any_text = true;
            continue;
        }
        if !deciding
            .iter()
            .all(|key| matches!(*key, "type" | "enum" | "const"))
        {
            return None;
        }
        let description = variant.text("description").map(str::to_owned);
        let values = variant.list("enum").chain(variant.get("const"));
        let before = known.len();
        for value in values {
            known.push(Known {
                value: value.json()?,
                description: description.clone(),
                at: value.at().clone(),
            });
        }
        if known.len() == before {
            return None;
        }
    }
    let scalar = |known: &Known| !known.value.is_array() && !known.value.is_object();
    let text = |known: &Known| known.value.is_string();
    let fits = known.iter().all(if any_text { text } else { scalar });
    (fits && !known.is_empty()).then_some(known)
}
