//! Documentation of items, from what the description says of them.

use openapiv3::{Schema, SchemaData, SchemaKind, Type};

use crate::ir::Docs;

/// Documentation of a schema: its text, example, limits and default.
pub(super) fn of_schema(schema: &Schema) -> Docs {
    let SchemaData {
        description,
        title,
        example,
        default,
        deprecated,
        external_docs,
        ..
    } = &schema.schema_data;
    let mut limits = limits(&schema.schema_kind);
    if let Some(default) = default {
        limits.push(format!("defaults to `{}`", literal(default)));
    }
    Docs {
        summary: title.clone(),
        description: description.clone(),
        example: example.as_ref().map(literal),
        limits,
        source: external_docs.as_ref().map(|docs| docs.url.clone()),
        deprecated: *deprecated,
    }
}

/// A value as it goes over the wire.
pub(super) fn literal(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn limits(kind: &SchemaKind) -> Vec<String> {
    let mut limits = Vec::new();
    match kind {
        SchemaKind::Type(Type::String(text)) => {
            counted(&mut limits, text.min_length, text.max_length, "character");
            if let Some(pattern) = &text.pattern {
                limits.push(format!("matches `{pattern}`"));
            }
        }
        SchemaKind::Type(Type::Integer(number)) => {
            bounds(
                &mut limits,
                number.minimum,
                number.exclusive_minimum,
                number.maximum,
                number.exclusive_maximum,
            );
            if let Some(step) = number.multiple_of {
                limits.push(format!("a multiple of {step}"));
            }
        }
        SchemaKind::Type(Type::Number(number)) => {
            bounds(
                &mut limits,
                number.minimum,
                number.exclusive_minimum,
                number.maximum,
                number.exclusive_maximum,
            );
            if let Some(step) = number.multiple_of {
                limits.push(format!("a multiple of {step}"));
            }
        }
        SchemaKind::Type(Type::Array(list)) => {
            counted(&mut limits, list.min_items, list.max_items, "item");
            if list.unique_items {
                limits.push("no item twice".to_owned());
            }
        }
        _ => {}
    }
    limits
}

fn counted(limits: &mut Vec<String>, least: Option<usize>, most: Option<usize>, what: &str) {
    let plural = |count| if count == 1 { "" } else { "s" };
    match (least.filter(|&least| least > 0), most) {
        (Some(least), Some(most)) => {
            limits.push(format!("{least} to {most} {what}{}", plural(most)));
        }
        (Some(least), None) => limits.push(format!("at least {least} {what}{}", plural(least))),
        (None, Some(most)) => limits.push(format!("at most {most} {what}{}", plural(most))),
        (None, None) => {}
    }
}

fn bounds<T: std::fmt::Display>(
    limits: &mut Vec<String>,
    least: Option<T>,
    above: bool,
    most: Option<T>,
    below: bool,
) {
    if let Some(least) = least {
        limits.push(format!(
            "{} {least}",
            if above { "greater than" } else { "at least" }
        ));
    }
    if let Some(most) = most {
        limits.push(format!(
            "{} {most}",
            if below { "less than" } else { "at most" }
        ));
    }
}
