//! Urlencoded forms: written for requests, read from replies.

use super::api::{FormField, Style};
use super::style::{Escape, Written, pairs};
use super::values;
use crate::value::{Any, Value, View};

/// The form of an object's members.
///
/// A member with a field is written in that field's style. Others are written so that a scalar is one pair, a list of
/// scalars a pair for each item, and anything deeper JSON text, which is what OpenAPI 3.0.3 says ("Encoding Object").
pub(super) fn encode(value: &dyn Value, fields: &[FormField]) -> Result<String, String> {
    let View::Object(object) = value.view() else {
        return Err("the body is to be a form, but its value has no members".to_owned());
    };
    let mut written = Vec::new();
    let mut problem = None;
    values::members(
        object,
        &mut |name, value| match member(name, value, fields) {
            Ok(pairs) => written.extend(pairs),
            Err(error) => problem = Some(format!("the field {name} of the body: {error}")),
        },
    );
    if let Some(problem) = problem {
        return Err(problem);
    }
    let raw: Vec<_> = written.into_iter().map(|pair| pair.raw).collect();
    Ok(raw.join("&"))
}

fn member(
    name: &str,
    value: &dyn Value,
    fields: &[FormField],
) -> Result<Vec<Written>, &'static str> {
    if let Some(field) = fields.iter().find(|field| field.name == name) {
        let escape = if field.reserved {
            Escape::Reserved
        } else {
            Escape::Form
        };
        return pairs(name, value, field.style, field.explode, escape);
    }
    let json = |value: &dyn Value| {
        vec![Written::plain(
            name,
            &values::write_json(value),
            Escape::Form,
        )]
    };
    match value.view() {
        View::Object(_) => Ok(json(value)),
        View::List(list) => {
            let items = || (0..list.len()).filter_map(|index| list.get(index));
            let deep = |item: &dyn Value| matches!(item.view(), View::Object(_) | View::List(_));
            if items().any(deep) {
                return Ok(json(value));
            }
            pairs(name, value, Style::Form, true, Escape::Form)
        }
        _ => pairs(name, value, Style::Form, true, Escape::Form),
    }
}

/// The pairs of a form as a tree of texts; a name that comes several times has a list.
pub(super) fn decode(text: &str) -> Any {
    let mut members = serde_json::Map::new();
    for (name, value) in crate::parameters::urldecode(text.trim().as_bytes()) {
        let value = Any::String(value);
        match members.get_mut(&name) {
            None => drop(members.insert(name, value)),
            Some(Any::Array(items)) => items.push(value),
            Some(first) => {
                let first_value = first.take();
                *first = Any::Array(vec![first_value, value]);
            }
        }
    }
    Any::Object(members)
}
