//! Sets of the kinds of values that JSON has.

use crate::load::{Node, Value};

/// A set of kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOL: Self = Self(2);
    pub(super) const INTEGER: Self = Self(4);
    /// The bit of its own is that of numbers with fractions.
    pub(super) const NUMBER: Self = Self(4 | 8);
    pub(super) const TEXT: Self = Self(16);
    pub(super) const LIST: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    pub(super) const ALL: Self = Self(127);

    /// What a type of a client is made for, one by one; `null` is none of them.
    const EACH: [Self; 5] = [
        Self::OBJECT,
        Self::LIST,
        Self::TEXT,
        Self::NUMBER,
        Self::BOOL,
    ];

    /// The kind that `type` calls by this word.
    fn of_word(word: &str) -> Self {
        match word {
            "null" => Self::NULL,
            "boolean" => Self::BOOL,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::TEXT,
            "array" => Self::LIST,
            "object" => Self::OBJECT,
            _ => Self::NONE,
        }
    }

    /// What a schema's `type` says, if there is one.
    pub(super) fn of_type(node: &Node<'_>) -> Option<Self> {
        let types = node.member("type")?;
        let word = |value: &Value| value.as_str().map_or(Self::NONE, Self::of_word);
        if types.is_string() {
            return Some(word(types));
        }
        let words = types.as_sequence().into_iter().flatten().map(word);
        Some(words.fold(Self::NONE, Self::or))
    }

    /// What the `type`s of several schemas allow but for `null`, if each has one.
    pub(super) fn of_all(nodes: &[Node<'_>]) -> Option<Self> {
        let kinds: Option<Vec<_>> = nodes.iter().map(Self::of_type).collect();
        let all = kinds?.into_iter().fold(Self::NONE, Self::or);
        Some(all.without(Self::NULL))
    }

    /// What a value is called that has no other name; any value where it can be of several kinds.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::BOOL => "Bool",
            Self::INTEGER => "Integer",
            Self::NUMBER => "Number",
            Self::TEXT => "Text",
            Self::LIST => "List",
            Self::OBJECT => "Object",
            _ => "Value",
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The kinds that need types of their own; whole numbers alone are one, numbers with fractions take whole ones in.
    pub(super) fn each(self) -> impl Iterator<Item = Self> {
        Self::EACH
            .into_iter()
            .map(move |kind| kind.and(self))
            .filter(|kind| *kind != Self::NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_numbers() {
        assert_eq!(Kinds::NUMBER.and(Kinds::INTEGER), Kinds::INTEGER);
        let both = Kinds::INTEGER.or(Kinds::NUMBER).or(Kinds::NULL);
        assert_eq!(both.each().collect::<Vec<_>>(), [Kinds::NUMBER]);
    }
}
