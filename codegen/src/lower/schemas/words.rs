//! Documentation of types and fields, from what schemas say of them.

use crate::ir::Docs;
use crate::load::Node;

/// Documentation of a schema: its text, example, limits and default.
pub(in crate::lower) fn of_schema(node: &Node<'_>) -> Docs {
    let text = |key: &str| node.text(key).map(str::to_owned);
    let examples = node.list("examples").next();
    let example = node.get("example").or(examples);
    let mut limits = limits(node);
    if let Some(default) = node.get("default").map(|node| node.json()) {
        limits.push(format!("defaults to `{}`", shortened(&literal(&default))));
    }
    Docs {
        summary: text("title"),
        description: text("description"),
        example: example.map(|node| node.json()).map(|value| literal(&value)),
        limits,
        source: node
            .get("externalDocs")
            .and_then(|docs| docs.text("url").map(str::to_owned)),
        deprecated: node.flag("deprecated"),
    }
}

/// A value as it goes over the wire.
pub(in crate::lower) fn literal(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// What is said of a parameter whose one value callers need not give.
pub(in crate::lower) fn preset(value: &str) -> String {
    format!("sent as `{}` unless it is set", shortened(value))
}

/// Documentation of a field: the nearest words, and all limits.
pub(super) fn of_property(said: &[Node<'_>]) -> Docs {
    let mut docs = Docs::default();
    for node in said {
        let other = of_schema(node);
        docs.description = docs.description.or(other.description);
        docs.example = docs.example.or(other.example);
        docs.source = docs.source.or(other.source);
        docs.deprecated |= other.deprecated;
        for limit in other.limits {
            if !docs.limits.contains(&limit) {
                docs.limits.push(limit);
            }
        }
    }
    docs
}

/// What a schema asks of values besides their type.
fn limits(node: &Node<'_>) -> Vec<String> {
    let mut limits = Vec::new();
    counted(&mut limits, node, ("minLength", "maxLength"), "character");
    if let Some(pattern) = node.text("pattern") {
        limits.push(format!("matches `{}`", shortened(pattern)));
    }
    bounds(&mut limits, node);
    if let Some(step) = node.get("multipleOf").map(|node| node.json()) {
        limits.push(format!("a multiple of {step}"));
    }
    counted(&mut limits, node, ("minItems", "maxItems"), "item");
    if node.flag("uniqueItems") {
        limits.push("no item twice".to_owned());
    }
    counted(
        &mut limits,
        node,
        ("minProperties", "maxProperties"),
        "member",
    );
    for key in ELSEWHERE {
        if let Some(schema) = node.get(key).map(|node| node.json()) {
            limits.push(format!("`{key}`: `{}`", shortened(&schema.to_string())));
        }
    }
    for key in ["oneOf", "anyOf"] {
        let mut variants = node.list(key);
        if variants
            .next()
            .is_some_and(|first| super::keywords::is_limit(&first, 0))
            && let Some(schema) = node.get(key).map(|node| node.json())
        {
            limits.push(format!("`{key}`: `{}`", shortened(&schema.to_string())));
        }
    }
    limits
}

/// Keywords that no type can say, in the words of the schema.
const ELSEWHERE: &[&str] = &[
    "not",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "contentMediaType",
    "contentSchema",
];

fn counted(limits: &mut Vec<String>, node: &Node<'_>, keys: (&str, &str), what: &str) {
    let number = |key: &str| node.member(key).and_then(crate::load::Value::as_u64);
    let plural = |count| if count == 1 { "" } else { "s" };
    match (number(keys.0).filter(|&least| least > 0), number(keys.1)) {
        (Some(least), Some(most)) => {
            limits.push(format!("{least} to {most} {what}{}", plural(most)));
        }
        (Some(least), None) => limits.push(format!("at least {least} {what}{}", plural(least))),
        (None, Some(most)) => limits.push(format!("at most {most} {what}{}", plural(most))),
        (None, None) => {}
    }
}

fn bounds(limits: &mut Vec<String>, node: &Node<'_>) {
    let number = |key: &str| node.get(key).filter(|node| node.value().is_number());
    let shown = |node: &Node<'_>| node.json().to_string();
    let sides = [
        ("minimum", "exclusiveMinimum", "at least", "greater than"),
        ("maximum", "exclusiveMaximum", "at most", "less than"),
    ];
    for (bound, exclusive, with, without) in sides {
        if let Some(number) = number(bound) {
            let word = if node.flag(exclusive) { without } else { with };
            limits.push(format!("{word} {}", shown(&number)));
        }
        if let Some(number) = number(exclusive) {
            limits.push(format!("{without} {}", shown(&number)));
        }
    }
}

/// A text that fits into a line of documentation.
fn shortened(text: &str) -> String {
    const MOST: usize = 160;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
