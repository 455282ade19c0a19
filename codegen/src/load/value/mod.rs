//! What a document says, held in little memory: descriptions have hundreds of thousands of values.
//!
//! The names are those of `serde_yaml`, whose members of objects take three times the memory.

mod mapping;
mod read;

use std::hash::{Hash, Hasher};

pub(crate) use mapping::Mapping;
use serde::ser::{Serialize, Serializer};
use serde_yaml::Number;

/// The key of what YAML 1.1 merges into a mapping.
pub(super) const MERGE: &str = "<<";

/// A value of JSON or YAML. Keys are texts, and tags are gone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    String(Box<str>),
    Sequence(Vec<Value>),
    Mapping(Mapping),
}

impl Value {
    /// A member of the object here.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.as_mapping()?.get(key)
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    pub(crate) fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    pub(crate) fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn as_sequence(&self) -> Option<&[Self]> {
        match self {
            Self::Sequence(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn as_mapping(&self) -> Option<&Mapping> {
        match self {
            Self::Mapping(members) => Some(members),
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    pub(crate) fn is_bool(&self) -> bool {
        matches!(self, Self::Bool(_))
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// Whether it is a whole number.
    pub(crate) fn is_integer(&self) -> bool {
        self.as_i64().is_some() || self.as_u64().is_some()
    }

    pub(crate) fn is_string(&self) -> bool {
        matches!(self, Self::String(_))
    }

    pub(crate) fn is_sequence(&self) -> bool {
        matches!(self, Self::Sequence(_))
    }

    pub(crate) fn is_mapping(&self) -> bool {
        matches!(self, Self::Mapping(_))
    }

    /// The same as JSON; what no number of JSON is, such as infinity, is `null`.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Puts the members of what `<<` names in its place, as YAML 1.1 means it. A member that an object has itself wins
    /// over one that is merged in, and an earlier mapping of a list over a later one.
    ///
    /// # Errors
    ///
    /// `<<` names something other than a mapping or a list of mappings.
    pub(super) fn merged(self) -> Result<Self, NoMapping> {
        match self {
            Self::Sequence(items) => {
                let items = items.into_iter().enumerate();
                let items: Result<_, _> = items
                    .map(|(index, item)| item.merged().map_err(|error| error.inside(&index)))
                    .collect();
                items.map(Self::Sequence)
            }
            Self::Mapping(members) => members.merged().map(Self::Mapping),
            other => Ok(other),
        }
    }
}

/// What `<<` names is no mapping.
#[derive(Debug, Default, PartialEq)]
pub(super) struct NoMapping {
    /// The keys and indices that lead to the `<<`, the innermost first.
    pub(super) way: Vec<String>,
}

impl NoMapping {
    fn inside(mut self, key: &impl ToString) -> Self {
        self.way.push(key.to_string());
        self
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::String(text) => serializer.serialize_str(text),
            Self::Sequence(items) => items.serialize(serializer),
            Self::Mapping(members) => members.serialize(serializer),
        }
    }
}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Bool(value) => value.hash(state),
            Self::Number(number) => number.hash(state),
            Self::String(text) => text.hash(state),
            Self::Sequence(items) => items.hash(state),
            // Equal whatever the order.
            Self::Mapping(members) => members.len().hash(state),
        }
    }
}

impl Eq for Value {}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text.into())
    }
}

impl From<Mapping> for Value {
    fn from(members: Mapping) -> Self {
        Self::Mapping(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(yaml: &str) -> Value {
        serde_yaml::from_str(yaml).expect("a value")
    }

    #[test]
    fn a_value_is_small() {
        assert_eq!(size_of::<Value>(), 24);
    }

    #[test]
    fn what_is_merged_in_gives_way_to_what_is_there() {
        let merged = value("{a: 1, <<: [{a: 2, b: 3}, {b: 4, c: {<<: {d: 5}, e: 6}}], f: 7}")
            .merged()
            .expect("mappings");
        assert_eq!(merged, value("{a: 1, f: 7, b: 3, c: {e: 6, d: 5}}"));
        let error = value("{a: [1, {<<: x}]}").merged();
        let way = ["<<", "1", "a"].map(str::to_owned).into();
        assert_eq!(error, Err(NoMapping { way }));
    }

    #[test]
    fn the_order_of_members_makes_no_difference() {
        let names: Vec<_> = (0..20).map(|number| format!("a{number}: 1")).collect();
        let mut turned = names.clone();
        turned.reverse();
        let [one, other] = [names, turned].map(|names| value(&names.join("\n")));
        assert_eq!(one, other);
        assert_ne!(one, value("{a0: 1}"));
    }
}
