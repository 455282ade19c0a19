//! Names and tags of a union's variants, and alternatives that are values rather than types.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Lowering;
use super::enums::Known;
use super::facts::Facts;
use super::keywords::determines_type;
use super::kinds::Kinds;
use super::properties::counting;
use super::unions::Alternative;
use super::want::Want;
use crate::ir::{FloatWidth, Shape, TextFormat, Type, Variant};
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
    fn own_values(&self, end: &Node<'a>, member: &str) -> Vec<String> {
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

    /// The member for which each object that is written in place has another value, so that it can be named by it.
    pub(super) fn naming_member(&self, variants: &[Node<'a>]) -> Option<&'a str> {
        let is_inline = |node: &&Node<'a>| node.has("properties") && !node.has("$ref");
        let inline: Vec<_> = variants.iter().filter(is_inline).collect();
        // One object among texts and numbers is named by its kind.
        let (first, others) = inline.split_first()?;
        let in_place = variants.iter().filter(|node| !node.has("$ref"));
        if others.is_empty() && in_place.count() > 1 {
            return None;
        }
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

    /// The kind of each alternative, where no other one is of it, so that it can be named by it.
    pub(super) fn naming_kinds(&mut self, variants: &[Node<'a>]) -> Vec<Option<Kinds>> {
        let kinds = variants.iter().map(|node| {
            let pieces = self.flat(&Want::of(node.clone()))?;
            let facts = Facts::of(pieces, Kinds::ALL);
            let mut values = facts.values.iter().flatten();
            let is_text = !facts.typed && facts.values.is_some();
            let kinds = if is_text && values.all(|(value, _)| value.is_string()) {
                Kinds::TEXT
            } else {
                facts.kinds
            };
            (kinds.each().count() == 1).then_some(kinds)
        });
        let kinds: Vec<_> = kinds.collect();
        let meets = |one: Kinds| {
            let mut others = kinds.iter().flatten().filter(|kind| kind.has(one));
            others.nth(1).is_some()
        };
        let single = |kind: Option<Kinds>| kind.filter(|kind| !meets(*kind));
        kinds.iter().map(|kind| single(*kind)).collect()
    }

    /// The names that alternatives in place say themselves: their titles, or the one schema that they extend. Only those
    /// count that no other alternative has.
    pub(super) fn naming_words(&self, variants: &[Node<'a>]) -> Vec<Option<String>> {
        let ends: Vec<_> = variants.iter().map(Node::followed).collect();
        let shared = |end: &Node<'a>| self.schema_name(end.at());
        let words: Vec<_> = ends
            .iter()
            .flatten()
            .map(|end| match shared(end) {
                Some(name) => Some(names::type_name(&name)),
                None => title(end).or_else(|| self.extended(end)),
            })
            .collect();
        let is_own = |word: &String| {
            let mut same = words.iter().flatten().filter(|it| *it == word);
            same.nth(1).is_none()
        };
        let mut own = words.iter().map(|word| word.clone().filter(is_own));
        let given = ends.iter().map(|end| match end {
            Some(end) => own.next().flatten().filter(|_| shared(end).is_none()),
            None => None,
        });
        given.collect()
    }

    /// The name of the one schema that an alternative adds to.
    fn extended(&self, end: &Node<'a>) -> Option<String> {
        let parts = end.list("allOf");
        let mut names = parts.filter_map(|part| self.schema_name(part.followed()?.at()));
        let name = names.next()?;
        names.next().is_none().then(|| names::type_name(&name))
    }

    /// The name of a variant that has a type with a name.
    pub(super) fn alternative_name(
        &self,
        end: &Node<'a>,
        tag: Option<&String>,
        (word, kind): (Option<&String>, Option<Kinds>),
        index: usize,
    ) -> String {
        match (self.schema_name(end.at()), tag, word, kind) {
            (Some(name), ..) => names::type_name(&name),
            (None, Some(tag), ..) => names::value(tag),
            (None, None, Some(word), _) => word.clone(),
            (None, None, None, Some(kind)) => kind.name().to_owned(),
            (None, None, None, None) => format!("Variant{}", index + 1),
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

/// A title that is short enough to be a name.
fn title(node: &Node<'_>) -> Option<String> {
    const LONGEST: usize = 40;
    let title = node.text("title")?;
    let fits = title.len() <= LONGEST && title.contains(char::is_alphabetic);
    fits.then(|| names::type_name(title))
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
    match value.json()? {
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

impl<'a> Lowering<'a> {
    /// Alternatives that are nothing but values, written in place, as the values of one enum; `kinds` are those that the
    /// schema around them allows. A text of any value among texts adds nothing: enums keep values that they do not know.
    pub(super) fn joined_values(&self, variants: &[Node<'a>], kinds: Kinds) -> Option<Vec<Known>> {
        let mut known = Vec::new();
        let mut any_text = false;
        for variant in variants {
            let keys = variant.keys();
            let deciding: Vec<_> = keys.filter(|key| determines_type(key)).collect();
            if deciding == ["type"] && variant.text("type") == Some("string") {
                any_text = true;
                continue;
            }
            let is_values = |key: &&str| matches!(*key, "type" | "enum" | "const");
            if !deciding.iter().all(is_values) {
                return None;
            }
            let values = self.listed(variant, kinds)?;
            if values.is_empty() {
                return None;
            }
            known.extend(values);
        }
        let scalar = |known: &Known| !known.value.is_array() && !known.value.is_object();
        let text = |known: &Known| known.value.is_string();
        let fits = known.iter().all(if any_text { text } else { scalar });
        (fits && !known.is_empty()).then_some(known)
    }

    /// The values of one alternative; what it says of them names and documents them.
    fn listed(&self, variant: &Node<'a>, kinds: Kinds) -> Option<Vec<Known>> {
        let kinds = Kinds::of_type(variant).map_or(kinds, |own| own.and(kinds));
        let text = |key: &str| variant.text(key).map(str::to_owned);
        let values: Vec<_> = variant.list("enum").chain(variant.get("const")).collect();
        let is_single = values.len() == 1;
        let known = values.into_iter().map(|value| {
            Some(Known {
                value: self.meant(&value.json()?, kinds, value.at()),
                title: text("title").filter(|_| is_single),
                description: text("description"),
                deprecated: variant.flag("deprecated"),
                at: value.at().clone(),
            })
        });
        known.collect()
    }
}
