//! An operation and its reply as YAML, with empty descriptions to be filled in.

use std::fmt::Write;

use super::facts::{Facts, Field, Kind, Parameter};

/// The operation, as the value of its method in a path item.
pub(super) fn operation(facts: &Facts, group: &str) -> String {
    let name = &facts.name;
    let mut text = format!(
        "{}:\n  operationId: {name}\n  tags: [{group}]\n  summary: \"\"\n  externalDocs:\n    \
         url: https://www.alibabacloud.com/help/en/edas/developer-reference/api-edas-2017-08-01-{}\n  \
         # read, idempotent or write\n  x-acs-effect: write\n",
        facts.method.to_lowercase(),
        name.to_lowercase()
    );
    if facts.request_body.as_deref() == Some("form") {
        text += &indented(&form(&facts.parameters), 2);
    } else if !facts.parameters.is_empty() {
        text += "  parameters:\n";
        for parameter in &facts.parameters {
            text += &indented(&query_parameter(parameter), 4);
        }
    }
    text += "  responses:\n    \"200\":\n      description: The call succeeded.\n      content:\n";
    for (media, extension, summary) in [
        ("json", "json", "A call that succeeded."),
        ("xml", "xml", "The same reply as XML."),
    ] {
        let _ = write!(
            text,
            "        application/{media}:\n          schema:\n            \
             $ref: ../schemas/{group}.yaml#/{name}Response\n          examples:\n            success:\n              \
             summary: {summary}\n              externalValue: ../samples/{group}/{name}.{extension}\n"
        );
    }
    text + "    default:\n      $ref: ../schemas/error.yaml#/ErrorReply\n"
}

fn query_parameter(parameter: &Parameter) -> String {
    let mut text = format!("- name: {}\n  in: query\n", scalar(&parameter.name));
    if parameter.required {
        text += "  required: true\n";
    }
    text += "  description: \"\"\n";
    if parameter.kind == Kind::Map {
        return text + "  content:\n    application/json:\n      schema: {}\n";
    }
    text += &format!("  schema:\n{}", indented(&simple(parameter.kind), 4));
    if let Some(example) = example(parameter.kind, parameter.example.as_deref()) {
        text += &format!("  example: {example}\n");
    }
    text
}

fn form(parameters: &[Parameter]) -> String {
    let mut text = "requestBody:\n  required: true\n  content:\n    application/x-www-form-urlencoded:\n      \
        schema:\n        type: object\n        properties:\n"
        .to_owned();
    for parameter in parameters {
        let _ = writeln!(text, "          {}:", scalar(&parameter.name));
        if parameter.kind != Kind::Map {
            text += &indented(&simple(parameter.kind), 12);
        }
        text += "            description: \"\"\n";
        if let Some(example) = example(parameter.kind, parameter.example.as_deref()) {
            let _ = writeln!(text, "            example: {example}");
        }
    }
    let required = parameters.iter().filter(|it| it.required);
    let required: Vec<_> = required.map(|it| scalar(&it.name)).collect();
    if !required.is_empty() {
        let _ = writeln!(text, "        required: [{}]", required.join(", "));
    }
    let json: Vec<_> = parameters
        .iter()
        .filter(|it| it.kind == Kind::Map)
        .collect();
    if !json.is_empty() {
        text += "      encoding:\n";
    }
    for parameter in json {
        let name = scalar(&parameter.name);
        let _ = write!(
            text,
            "        {name}:\n          contentType: application/json\n"
        );
    }
    text
}

/// The reply and the types in it, each as a member of a file of schemas.
pub(super) fn schemas(facts: &Facts) -> String {
    let name = format!("{}Response", facts.name);
    let about = format!("Reply to `{}`.", facts.name);
    let mut text = String::new();
    object(&name, &about, &facts.response, &facts.name, &mut text);
    text
}

/// Writes an object, and after it those that it consists of.
fn object(name: &str, about: &str, fields: &[Field], owner: &str, text: &mut String) {
    let _ = write!(
        text,
        "\n{name}:\n  type: object\n  description: {}\n",
        scalar(about)
    );
    let mut inner = String::new();
    if !fields.is_empty() {
        *text += "  properties:\n";
    }
    for field in fields {
        let _ = writeln!(text, "    {}:", scalar(&field.name));
        *text += &indented(&member(field, owner, &mut inner), 6);
    }
    *text += &inner;
}

fn member(field: &Field, owner: &str, inner: &mut String) -> String {
    const ENVELOPE: [&str; 5] = ["Code", "Message", "RequestId", "TraceId", "ErrorCode"];
    if ENVELOPE.contains(&field.name.as_str())
        && (field.name == "Code") == (field.kind == Kind::Int32)
        && matches!(field.kind, Kind::Int32 | Kind::String)
    {
        return format!("$ref: envelope.yaml#/{}\n", field.name);
    }
    let name = format!("{owner}{}", upper_first(&field.name));
    match field.kind {
        Kind::Object => {
            object(&name, "", &field.fields, &name, inner);
            format!("$ref: \"#/{name}\"\n")
        }
        Kind::Array => {
            let item = match &field.items {
                Some(item) if item.kind == Kind::Object => {
                    let name = format!("{name}Item");
                    object(&name, "", &item.fields, &name, inner);
                    format!("$ref: \"#/{name}\"\n")
                }
                Some(item) => simple(item.kind),
                None => simple(Kind::String),
            };
            format!(
                "type: array\ndescription: \"\"\nitems:\n{}",
                indented(&item, 2)
            )
        }
        kind => {
            let mut text = simple(kind) + "description: \"\"\n";
            if let Some(example) = example(kind, field.example.as_deref()) {
                let _ = writeln!(text, "example: {example}");
            }
            text
        }
    }
}

fn simple(kind: Kind) -> String {
    match kind {
        Kind::Int32 => "type: integer\nformat: int32\n",
        Kind::Long => "type: integer\nformat: int64\n",
        Kind::Boolean => "type: boolean\n",
        Kind::Float => "type: number\nformat: double\n",
        Kind::Map | Kind::Object => "type: object\n",
        Kind::String | Kind::Array => "type: string\n",
    }
    .to_owned()
}

/// An example as YAML; `None` when it is no value of the type.
fn example(kind: Kind, text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| !text.is_empty())?;
    let fits = match kind {
        Kind::String => return Some(scalar(text)),
        Kind::Int32 => text.parse::<i32>().is_ok(),
        Kind::Long => text.parse::<i64>().is_ok(),
        Kind::Boolean => text.parse::<bool>().is_ok(),
        Kind::Float => text.parse::<f64>().is_ok_and(f64::is_finite),
        Kind::Map | Kind::Object | Kind::Array => false,
    };
    fits.then(|| text.to_owned())
}

/// A text as YAML: plain where that is surely a text, else in quotes.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "_-./ ".contains(letter))
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&text.to_lowercase().as_str());
    if plain {
        text.to_owned()
    } else {
        // JSON's texts are YAML's.
        serde_json::Value::from(text).to_string()
    }
}

/// Moves each line to the right.
pub(super) fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| {
            if line.is_empty() {
                "\n".to_owned()
            } else {
                format!("{:by$}{line}\n", "")
            }
        })
        .collect()
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}
