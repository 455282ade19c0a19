//! A sample reply of an operation, made of the examples of its members.

use quick_xml::escape::partial_escape;
use serde_yaml::{Mapping, Value};

use super::facts::{Facts, Field, Kind};

/// The sample as JSON.
pub(super) fn json(facts: &Facts) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&object(&facts.response))? + "\n")
}

/// The same as XML.
pub(super) fn xml(facts: &Facts) -> String {
    let mut text = String::new();
    let root = format!("{}Response", facts.name);
    element(&root, &object(&facts.response), 0, &mut text);
    text
}

/// Unlike a map of `serde_json`, one of `serde_yaml` keeps its order.
fn object(fields: &[Field]) -> Value {
    let members = fields
        .iter()
        .map(|field| (Value::from(field.name.as_str()), value(field)));
    Value::Mapping(members.collect::<Mapping>())
}

/// The example of a member, or a value of its type.
fn value(field: &Field) -> Value {
    let example = field.example.as_deref().filter(|text| !text.is_empty());
    match field.kind {
        Kind::Object | Kind::Map => object(&field.fields),
        Kind::Array => Value::Sequence(vec![field.items.as_deref().map_or("...".into(), value)]),
        Kind::String => example.unwrap_or("...").into(),
        // The envelope's code is what makes a reply a success.
        Kind::Int32 if field.name == "Code" => 200.into(),
        Kind::Int32 => parsed::<i32>(example).unwrap_or(1).into(),
        Kind::Long => parsed::<i64>(example).unwrap_or(1).into(),
        Kind::Boolean => parsed(example).unwrap_or(true).into(),
        Kind::Float => {
            let number = parsed(example).filter(|number: &f64| number.is_finite());
            number.unwrap_or(1.5).into()
        }
    }
}

fn parsed<T: std::str::FromStr>(example: Option<&str>) -> Option<T> {
    example?.parse().ok()
}

fn element(name: &str, value: &Value, depth: usize, text: &mut String) {
    let pad = "  ".repeat(depth);
    match value {
        Value::Mapping(members) => {
            *text += &format!("{pad}<{name}>\n");
            for (name, value) in members {
                element(name.as_str().unwrap_or_default(), value, depth + 1, text);
            }
            *text += &format!("{pad}</{name}>\n");
        }
        // An array has no element of its own; each item is an element with the array's name.
        Value::Sequence(items) => items
            .iter()
            .for_each(|item| element(name, item, depth, text)),
        Value::String(value) => {
            *text += &format!("{pad}<{name}>{}</{name}>\n", partial_escape(value));
        }
        Value::Bool(value) => *text += &format!("{pad}<{name}>{value}</{name}>\n"),
        Value::Number(value) => *text += &format!("{pad}<{name}>{value}</{name}>\n"),
        Value::Null | Value::Tagged(_) => {}
    }
}
