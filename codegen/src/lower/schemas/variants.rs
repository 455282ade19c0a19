//! Names of a union's variants.

use std::collections::HashSet;

use super::Lowering;
use super::facts::Facts;
use super::kinds::Kinds;
use super::want::Want;
use crate::ir::{FloatWidth, TextFormat, Type};
use crate::load::Node;
use crate::lower::names;

/// What alternatives can be called that have no name of their own, each by its place.
pub(super) struct Naming<'a> {
    /// The member whose value names objects.
    member: Option<&'a str>,
    words: Vec<Option<String>>,
    kinds: Vec<Option<Kinds>>,
}

impl<'a> Lowering<'a> {
    pub(super) fn naming(&mut self, variants: &[Node<'a>]) -> Naming<'a> {
        Naming {
            member: self.naming_member(variants),
            words: self.naming_words(variants),
            kinds: self.naming_kinds(variants),
        }
    }

    /// The member for which each object that is written in place has another value, so that it can be named by it.
    fn naming_member(&self, variants: &[Node<'a>]) -> Option<&'a str> {
        let is_inline = |node: &&Node<'a>| node.has("properties") && !node.has("$ref");
        let inline: Vec<_> = variants.iter().filter(is_inline).collect();
        // One object among texts and numbers is named by its kind.
        let (first, others) = inline.split_first()?;
        let in_place = variants.iter().filter(|node| !node.has("$ref"));
        if others.is_empty() && in_place.count() > 1 {
            return None;
        }
        let mut names = first.member("properties")?.as_mapping()?.keys();
        names.find(|name| {
            let tags: HashSet<_> = inline
                .iter()
                .filter_map(|node| self.own_tag(node, name))
                .collect();
            tags.len() == inline.len()
        })
    }

    /// The kind of each alternative, where no other one is of it, so that it can be named by it.
    fn naming_kinds(&mut self, variants: &[Node<'a>]) -> Vec<Option<Kinds>> {
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

    /// The names that alternatives say themselves: their own, else their titles, or the one schema that they extend. Only
    /// those count that no other alternative has.
    fn naming_words(&self, variants: &[Node<'a>]) -> Vec<Option<String>> {
        let words = variants.iter().map(|variant| {
            let end = variant.followed()?;
            let own = self.schema_name(end.at());
            let own = own.map(|name| names::type_name(&name));
            own.or_else(|| title(&end)).or_else(|| self.extended(&end))
        });
        let words: Vec<_> = words.collect();
        let is_own = |word: &String| words.iter().flatten().filter(|it| *it == word).count() == 1;
        words
            .iter()
            .map(|word| word.clone().filter(is_own))
            .collect()
    }

    /// The name of the one schema that an alternative adds to.
    fn extended(&self, end: &Node<'a>) -> Option<String> {
        let parts = end.list("allOf");
        let mut names = parts.filter_map(|part| self.schema_name(part.followed()?.at()));
        let name = names.next()?;
        names.next().is_none().then(|| names::type_name(&name))
    }

    /// The title of an alternative in place, where no other one has it.
    pub(super) fn own_title(
        &self,
        end: &Node<'a>,
        naming: &Naming<'a>,
        index: usize,
    ) -> Option<String> {
        let is_in_place = self.schema_name(end.at()).is_none();
        title(end).filter(|title| is_in_place && naming.words[index].as_ref() == Some(title))
    }

    /// The name of a variant that has a type with a name.
    pub(super) fn alternative_name(
        &self,
        end: &Node<'a>,
        tags: &[String],
        naming: &Naming<'a>,
        index: usize,
    ) -> String {
        if let Some(name) = self.schema_name(end.at()) {
            return names::type_name(&name);
        }
        let tag = || self.own_tag(end, naming.member?);
        if let Some(tag) = tags.first().cloned().or_else(tag) {
            return names::value(&tag);
        }
        let kind = naming.kinds[index].map(|kind| kind.name().to_owned());
        let word = naming.words[index].clone().or(kind);
        word.unwrap_or_else(|| format!("Variant{}", index + 1))
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
