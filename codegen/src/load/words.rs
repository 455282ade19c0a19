//! Shapes and values in words, and texts of a form that the specification asks for.

use super::grammar::Shape;
use super::value::Value;

impl Shape {
    /// In words that fit after "expected".
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Any => "anything",
            Self::Text | Self::Word(_) | Self::Types => "a text",
            Self::SampleFile => "the path of a file",
            Self::Bool | Self::BoolOr(_) => "`true` or `false`",
            Self::Integer => "a whole number",
            Self::Count => "a whole number from 0 on",
            Self::Number => "a number",
            Self::List(_) => "a list",
            Self::Map(_)
            | Self::Components(_)
            | Self::Paths(_)
            | Self::Statuses(_)
            | Self::Object(_)
            | Self::Schema
            | Self::Reference(_) => "a mapping",
        }
    }

    /// What an editor might write after the key.
    pub(super) fn placeholder(&self) -> &'static str {
        match self {
            Self::List(_) => "[...]",
            Self::Map(_)
            | Self::Components(_)
            | Self::Paths(_)
            | Self::Statuses(_)
            | Self::Object(_)
            | Self::Schema
            | Self::Reference(_) => "{...}",
            _ => "...",
        }
    }
}

pub(super) fn is_status(text: &str) -> bool {
    text == "default"
        || matches!(text.as_bytes(), [b'1'..=b'5', rest @ ..] if rest.len() == 2
            && (rest.iter().all(u8::is_ascii_digit) || rest == b"XX"))
}

/// Whether the specification allows a component to be called so.
pub(super) fn is_component_name(text: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
    !text.is_empty() && text.chars().all(allowed)
}

pub(super) fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(true) => "`true`",
        Value::Bool(false) => "`false`",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
    }
}

pub(super) fn article(name: &str) -> String {
    let vowel = name.starts_with(['A', 'E', 'I', 'O', 'U', 'x']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}
