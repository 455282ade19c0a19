//! Enums: the values that are known, to which the service may add.

use std::collections::HashSet;

use serde_json::Value;

use super::facts::Facts;
use super::keywords::determines_type;
use super::kinds::Kinds;
use super::want::Want;
use super::{Lowering, words};
use crate::ir::{Docs, EnumBase, EnumValue, Shape, Type};
use crate::load::{Location, Node};
use crate::lower::names;

/// A value on its way into an enum.
pub(super) struct Known {
    pub(super) value: Value,
    /// What it is called, where the description has a name for it.
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
    pub(super) at: Location,
}

impl<'a> Lowering<'a> {
    /// The type of a value that is one of those listed; `None` where they are not scalars, and the list limits only.
    pub(super) fn enum_of(
        &mut self,
        want: &Want<'a>,
        facts: &Facts<'a>,
        hint: &str,
    ) -> Option<Type> {
        let values = facts.values.as_ref()?;
        let known = values.iter().map(|(value, at)| Known {
            value: self.meant(value, facts.kinds, at),
            title: None,
            description: None,
            deprecated: false,
            at: at.clone(),
        });
        let kinds = facts.typed.then_some(facts.kinds);
        let ty = self.enum_of_values(want, known.collect(), kinds, hint)?;
        for piece in &facts.pieces {
            self.name_values(&ty, &piece.node);
        }
        Some(ty)
    }

    /// The value that the author means, by the kinds that its `type` allows.
    pub(super) fn meant(&self, value: &Value, kinds: Kinds, at: &Location) -> Value {
        match self.written(value, kinds, at) {
            Some(text) => Value::String(text),
            None => fitted(value, kinds),
        }
    }

    /// A number or truth value among texts by the letters of the description: `1.10` and `True` are what the author means.
    fn written(&self, value: &Value, kinds: Kinds, at: &Location) -> Option<String> {
        if kinds != Kinds::TEXT || !(value.is_number() || value.is_boolean()) {
            return None;
        }
        let text = &self.documents.get(at.document).text;
        let written = text.get(self.documents.range(&at.into()))?.trim();
        // An anchor or a tag may stand before the value.
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "+-._".contains(letter);
        let fits = !written.is_empty() && written.chars().all(is_plain);
        fits.then(|| written.to_owned())
    }

    /// `None` where a value is no scalar, or there is none. `kinds` says what values that are not listed can be.
    pub(super) fn enum_of_values(
        &mut self,
        want: &Want<'a>,
        mut known: Vec<Known>,
        kinds: Option<Kinds>,
        hint: &str,
    ) -> Option<Type> {
        known.retain(|known| !known.value.is_null());
        let scalars = known
            .iter()
            .all(|known| !known.value.is_array() && !known.value.is_object());
        if known.is_empty() || !scalars {
            return None;
        }
        let base = base(&known, kinds);
        let titled = has_titles(&known);
        let mut seen = HashSet::new();
        let values = known.into_iter().filter_map(|known| {
            let wire_value = match &known.value {
                Value::String(text) if base == EnumBase::Text => text.clone(),
                other => other.to_string(),
            };
            let rust_name = match (&known.value, &known.title) {
                (_, Some(title)) if titled => names::value(title),
                (Value::String(text), _) => names::value(text),
                (other, _) => names::value(&other.to_string()),
            };
            seen.insert(wire_value.clone()).then(|| EnumValue {
                wire_value,
                rust_name,
                docs: Docs {
                    description: known.description.or(known.title),
                    deprecated: known.deprecated,
                    ..Docs::default()
                },
                origin: known.at,
            })
        });
        let shape = Shape::Enum {
            base,
            values: values.collect(),
        };
        let docs = words::of_schema(&want.origin);
        Some(Type::Named(self.define_wanted(want, shape, docs, hint)))
    }

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
            let values = self.listed(variant, kinds);
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
    fn listed(&self, variant: &Node<'a>, kinds: Kinds) -> Vec<Known> {
        let kinds = Kinds::of_type(variant).map_or(kinds, |own| own.and(kinds));
        let text = |key: &str| variant.text(key).map(str::to_owned);
        let values: Vec<_> = variant.list("enum").chain(variant.get("const")).collect();
        let is_single = values.len() == 1;
        let known = values.into_iter().map(|value| Known {
            value: self.meant(&value.json(), kinds, value.at()),
            title: text("title").filter(|_| is_single),
            description: text("description"),
            deprecated: variant.flag("deprecated"),
            at: value.at().clone(),
        });
        known.collect()
    }
}

/// Whether titles name the values: those that there are make names that differ.
fn has_titles(known: &[Known]) -> bool {
    let titles = known.iter().filter_map(|known| known.title.as_deref());
    let mut seen = HashSet::new();
    titles.into_iter().all(|title| {
        let name = names::value(title);
        title.chars().any(char::is_alphanumeric) && seen.insert(name)
    })
}

/// What the values are, and those that are not listed: among numbers that are whole, one with a fraction may come.
fn base(known: &[Known], kinds: Option<Kinds>) -> EnumBase {
    let all = |is: fn(&Value) -> bool| known.iter().all(|known| is(&known.value));
    let others_than = |kind: Kinds| kinds.is_some_and(|it| it.has(kind) && it != kind);
    if all(Value::is_string) && !others_than(Kinds::TEXT) {
        EnumBase::Text
    } else if all(Value::is_i64) && !others_than(Kinds::INTEGER) {
        EnumBase::Integer
    } else {
        EnumBase::Mixed
    }
}

/// A value as its `type` has it: YAML reads `1` and `true` in a list of texts as other things than the author meant.
fn fitted(value: &Value, kinds: Kinds) -> Value {
    match value {
        Value::Number(_) | Value::Bool(_) if kinds == Kinds::TEXT => {
            Value::String(value.to_string())
        }
        // `1.0` and `1` are one number.
        Value::Number(number) if number.is_f64() => {
            let whole = number
                .as_f64()
                .filter(|it| it.fract() == 0.0 && it.abs() < 9e15);
            #[allow(clippy::cast_possible_truncation, reason = "checked above")]
            whole.map_or_else(|| value.clone(), |whole| (whole as i64).into())
        }
        Value::String(text) if kinds == Kinds::INTEGER => {
            let signed = text.parse::<i64>().map(Value::from);
            let number = signed.or_else(|_| text.parse::<u64>().map(Value::from));
            number.unwrap_or_else(|_| value.clone())
        }
        other => other.clone(),
    }
}
