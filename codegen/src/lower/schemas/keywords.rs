//! Which keywords of a schema do what.

use super::kinds::Kinds;
use crate::load::{Node, Value};

/// Whether the keyword can decide on the type of a value.
pub(super) fn determines_type(key: &str) -> bool {
    matches!(
        key,
        "$ref"
            | "$dynamicRef"
            | "type"
            | "allOf"
            | "oneOf"
            | "anyOf"
            | "enum"
            | "const"
            | "properties"
            | "additionalProperties"
            | "patternProperties"
            | "unevaluatedProperties"
            | "items"
            | "prefixItems"
            | "format"
            | "contentEncoding"
            | "contentMediaType"
            | "if"
            | "dependentSchemas"
    )
}

/// Whether what a schema itself says is enough to know its type.
pub(super) fn is_typed(node: &Node<'_>) -> bool {
    node.keys().any(determines_type)
}

/// Whether the keyword only allows fewer values of a type.
pub(super) fn only_limits(key: &str) -> bool {
    matches!(
        key,
        "required"
            | "not"
            | "multipleOf"
            | "maximum"
            | "exclusiveMaximum"
            | "minimum"
            | "exclusiveMinimum"
            | "maxLength"
            | "minLength"
            | "pattern"
            | "maxItems"
            | "minItems"
            | "uniqueItems"
            | "contains"
            | "minContains"
            | "maxContains"
            | "maxProperties"
            | "minProperties"
            | "propertyNames"
            | "dependentRequired"
            | "unevaluatedItems"
            | "contentSchema"
    )
}

/// Whether a schema that refers to `parent` says nothing that would change the parent's type.
pub(super) fn adds_nothing(node: &Node<'_>, parent: &Node<'_>) -> bool {
    let end = parent.followed();
    let typed = end.is_some_and(|end| is_typed(&end));
    let itself = node.at() == parent.at();
    let mut members = node.value().as_mapping().into_iter().flatten();
    members.all(|(key, value)| match key {
        "$ref" | "allOf" if !itself => true,
        "required" | "properties" => is_empty(value),
        "type" if !itself => typed && value.is_string(),
        "type" => value.as_str() == Some("object"),
        "additionalProperties" if !itself => value.as_bool() == Some(false),
        key => !determines_type(key),
    })
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(members) => members.is_empty(),
        _ => false,
    }
}

/// Whether a schema only limits values, so that it needs another one to give them a type.
pub(super) fn is_limit(node: &Node<'_>, depth: usize) -> bool {
    if depth == 8 {
        return false;
    }
    let mut limits = false;
    for key in node.keys() {
        let nested = matches!(key, "allOf" | "oneOf" | "anyOf")
            && node.list(key).all(|part| is_limit(&part, depth + 1));
        if nested || only_limits(key) {
            limits = true;
        } else if determines_type(key) {
            return false;
        }
    }
    limits
}

/// Whether `null` is the only value of a schema.
pub(super) fn is_null(node: &Node<'_>) -> bool {
    let Some(node) = node.followed() else {
        return false;
    };
    if let Some(kinds) = Kinds::of_type(&node) {
        let kinds = if node.flag("nullable") {
            kinds.or(Kinds::NULL)
        } else {
            kinds
        };
        if kinds == Kinds::NULL {
            return true;
        }
    }
    let only_null = |list: Node<'_>| {
        let mut items = list.items();
        items.next().is_some_and(|item| item.value().is_null()) && items.next().is_none()
    };
    let by_value = node.get("enum").is_some_and(only_null)
        || node
            .get("const")
            .is_some_and(|value| value.value().is_null());
    let bare = node.flag("nullable") && !node.keys().any(determines_type);
    by_value || bare
}
