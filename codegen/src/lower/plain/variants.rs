//! Names and tags of a union's variants, and alternatives that are values rather than types.

use super::Lowering;
use super::enums::Known;
use super::keywords::determines_type;
use crate::ir::{FloatWidth, TextFormat, Type};
use crate::load::Node;
use crate::lower::names;

impl<'a> Lowering<'a> {
    /// The values of the discriminator that mean a variant: those of its mapping, else the one value that the variant
    /// itself allows, and the name of its schema. `end` is what the variant finally refers to.
    pub(super) fn tags(
        &self,
        variant: &Node<'a>,
        end: &Node<'a>,
        discriminator: Option<&Node<'a>>,
    ) -> Vec<String> {
        let Some(discriminator) = discriminator else {
            return Vec::new();
        };
        let Some(member) = discriminator.text("propertyName") else {
            return Vec::new();
        };
        let mut tags = Vec::new();
        for (tag, target) in discriminator.map("mapping") {
            let text = target.value().as_str().unwrap_or_default();
            let target = mapped(text, discriminator);
            let is_meant = |node: &Node<'a>| node.at() == end.at() || node.at() == variant.at();
            if target.is_some_and(|target| is_meant(&target)) {
                tags.push(tag);
            }
        }
        if tags.is_empty() {
            tags.extend(self.own_tag(end, member));
            let own = self.schema_name(end.at());
            tags.extend(
                own.filter(|name| !tags.contains(name))
                    .into_iter()
                    .collect::<Vec<_>>(),
            );
        }
        tags
    }

    /// The one value that a schema allows for its discriminator.
    fn own_tag(&self, end: &Node<'a>, member: &str) -> Option<String> {
        let said = self.said(end);
        let property = said
            .iter()
            .find_map(|node| node.get("properties")?.object(member))?;
        let single = property.get("enum").and_then(|list| {
            let mut items = list.items();
            let first = items.next()?;
            items.next().is_none().then_some(first)
        });
        let value = property.get("const").or(single)?;
        value.value().as_str().map(str::to_owned)
    }

    /// The name of a variant that has a type with a name.
    pub(super) fn alternative_name(&self, end: &Node<'a>, tags: &[String], index: usize) -> String {
        match (self.schema_name(end.at()), tags.first()) {
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
            Type::Text(TextFormat::Decimal) => "Decimal".to_owned(),
            Type::Text(TextFormat::Base64) => "Bytes".to_owned(),
            Type::Text(_) => "Text".to_owned(),
            Type::List(item) if **item == Type::Any => "List".to_owned(),
            Type::Map(item) if **item == Type::Any => "Map".to_owned(),
            Type::List(item) => format!("{}List", self.variant_name(item)),
            Type::Map(item) => format!("{}Map", self.variant_name(item)),
            Type::Nullable(inner) => self.variant_name(inner),
            Type::Any => "Any".to_owned(),
            Type::Named(id) => self.types[id.0].rust_name.clone(),
        }
    }
}

/// The schema that a mapping names, by reference or by its name.
pub(super) fn mapped<'a>(text: &str, from: &Node<'a>) -> Option<Node<'a>> {
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
