//! A sample reply of an operation, made of the examples of its members.

use std::fmt::Write;

use super::facts::{Facts, Field, Kind};

/// The sample as JSON.
pub(super) fn json(facts: &Facts) -> String {
    let mut text = String::new();
    json_object(&facts.response, 0, &mut text);
    text + "\n"
}

/// The same as XML.
pub(super) fn xml(facts: &Facts) -> String {
    let mut text = String::new();
    let root = format!("{}Response", facts.name);
    xml_object(&root, &facts.response, 0, &mut text);
    text
}

fn json_object(fields: &[Field], depth: usize, text: &mut String) {
    if fields.is_empty() {
        *text += "{}";
        return;
    }
    let pad = "  ".repeat(depth + 1);
    for (index, field) in fields.iter().enumerate() {
        *text += if index == 0 { "{\n" } else { ",\n" };
        let _ = write!(text, "{pad}{}: ", quoted(&field.name));
        json_value(field, depth + 1, text);
    }
    let _ = write!(text, "\n{}}}", "  ".repeat(depth));
}

fn json_value(field: &Field, depth: usize, text: &mut String) {
    match field.kind {
        Kind::Object | Kind::Map => json_object(&field.fields, depth, text),
        Kind::Array => {
            let pad = "  ".repeat(depth);
            let _ = write!(text, "[\n{pad}  ");
            match &field.items {
                Some(item) => json_value(item, depth + 1, text),
                None => *text += "\"...\"",
            }
            let _ = write!(text, "\n{pad}]");
        }
        Kind::String => *text += &quoted(&value(field)),
        _ => *text += &value(field),
    }
}

fn xml_object(name: &str, fields: &[Field], depth: usize, text: &mut String) {
    let pad = "  ".repeat(depth);
    let _ = writeln!(text, "{pad}<{name}>");
    for field in fields {
        xml_value(&field.name, field, depth + 1, text);
    }
    let _ = writeln!(text, "{pad}</{name}>");
}

fn xml_value(name: &str, field: &Field, depth: usize, text: &mut String) {
    match field.kind {
        Kind::Object | Kind::Map => xml_object(name, &field.fields, depth, text),
        // An array has no element of its own; each item is an element with the array's name.
        Kind::Array => match &field.items {
            Some(item) => xml_value(name, item, depth, text),
            None => xml_text(name, "...", depth, text),
        },
        _ => xml_text(name, &value(field), depth, text),
    }
}

fn xml_text(name: &str, value: &str, depth: usize, text: &mut String) {
    let value = value
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let _ = writeln!(text, "{}<{name}>{value}</{name}>", "  ".repeat(depth));
}

/// The example of a scalar, or a value of its type.
fn value(field: &Field) -> String {
    let example = field.example.as_deref().filter(|text| !text.is_empty());
    let checked = |fits: fn(&str) -> bool, other: &str| {
        example
            .filter(|text| fits(text))
            .unwrap_or(other)
            .to_owned()
    };
    match field.kind {
        // The envelope's code is what makes a reply a success.
        Kind::Int32 if field.name == "Code" => "200".to_owned(),
        Kind::Int32 => checked(|text| text.parse::<i32>().is_ok(), "1"),
        Kind::Long => checked(|text| text.parse::<i64>().is_ok(), "1"),
        Kind::Boolean => checked(|text| text.parse::<bool>().is_ok(), "true"),
        Kind::Float => checked(|text| text.parse().is_ok_and(f64::is_finite), "1.5"),
        _ => example.unwrap_or("...").to_owned(),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
