//! What to write instead of what people write often: keys of Swagger 2.0 or of the other version of OpenAPI, types of
//! programming languages, values of another shape.

use super::grammar::{Object, PATH_ITEM, Shape, Version};
use super::value::Value;
use super::words::is_status;

/// The help for a key that an object does not have.
pub(super) fn on_key(rule: &Object, key: &str, version: Version) -> Option<String> {
    let other = match version {
        Version::V30 => Version::V31,
        Version::V31 => Version::V30,
    };
    if rule.field(key, other).is_some() {
        return Some(on_version(key, version));
    }
    let place = match (rule.name, key) {
        ("OpenAPI", "host" | "basePath" | "schemes") | ("Operation", "schemes") => "in `servers`",
        ("OpenAPI", "definitions") => "in `components.schemas`",
        ("OpenAPI", "parameters") => "in `components.parameters`",
        ("OpenAPI", "responses") => "in `components.responses`",
        ("OpenAPI", "securityDefinitions") => "in `components.securitySchemes`",
        ("OpenAPI" | "Operation", "consumes") => "as media types below `requestBody.content`",
        ("OpenAPI" | "Operation", "produces") => "as media types below the `content` of responses",
        ("Parameter" | "Header", "collectionFormat") => "as `style` and `explode`",
        (
            "Parameter" | "Header",
            "type" | "format" | "items" | "enum" | "default" | "minimum" | "maximum" | "minLength"
            | "maxLength" | "pattern",
        ) => "below `schema:`",
        ("Response" | "Request Body", "schema") => "below a media type in `content`",
        _ => return None,
    };
    Some(format!("since OpenAPI 3.0 this stands {place}"))
}

fn on_version(key: &str, version: Version) -> String {
    let (this, other) = match version {
        Version::V30 => ("3.0", "3.1"),
        Version::V31 => ("3.1", "3.0"),
    };
    let instead = match key {
        "const" => "; write `enum` with one value",
        "examples" => "; write `example`",
        _ => "",
    };
    format!("it is a key of OpenAPI {other}, and this document is {this}{instead}")
}

/// What a key of the author's choice that breaks its rule is.
pub(super) enum Name {
    /// A key of another object, with the help.
    Misplaced(&'static str),
    /// Nearly this key.
    Meant(String),
    Other,
}

pub(super) fn on_name(shape: &Shape, name: &str) -> Name {
    let is_operation = || PATH_ITEM.field(name, Version::V31).is_some();
    let upper = name.to_ascii_uppercase();
    match shape {
        Shape::Paths(_) if is_operation() => {
            Name::Misplaced("it belongs to a path: indent it more than the path")
        }
        Shape::Paths(_) => Name::Meant(format!("/{name}")),
        Shape::Statuses(_) if is_status(&upper) => Name::Meant(upper),
        Shape::Statuses(_) if upper == "DEFAULT" => Name::Meant("default".to_owned()),
        Shape::Statuses(_) if ["description", "content", "headers"].contains(&name) => {
            Name::Misplaced("it belongs to a reply: indent it more than the status code")
        }
        _ => Name::Other,
    }
}

/// The help for what is no name of a type.
pub(super) fn on_type(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "date" => "write `type: string` with `format: date`",
        "datetime" | "date-time" | "timestamp" => "write `type: string` with `format: date-time`",
        "uuid" => "write `type: string` with `format: uuid`",
        "file" | "binary" => "write `type: string` with `format: binary`",
        "float" => "write `type: number` with `format: float`",
        "double" => "write `type: number` with `format: double`",
        "int32" => "write `type: integer` with `format: int32`",
        "long" | "int64" => "write `type: integer` with `format: int64`",
        "map" | "dict" | "hash" => "write `type: object` with `additionalProperties`",
        "basic" => "write `type: http` with `scheme: basic`",
        "bearer" | "jwt" => "write `type: http` with `scheme: bearer`",
        "any" => "leave `type` out: any value fits then",
        "null" => "in OpenAPI 3.0, `nullable: true` allows it beside another type",
        _ => return None,
    })
}

/// The help for a value of another shape than `expected`.
pub(super) fn on_value(key: &str, value: &Value, expected: &str) -> Option<&'static str> {
    match (key, value) {
        ("type", Value::Sequence(_)) => Some(
            "lists of types are of OpenAPI 3.1; write one type, and `nullable: true` for `null`",
        ),
        ("exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) => {
            Some("numbers here are of OpenAPI 3.1; write it as the limit, with `true` here")
        }
        ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) => {
            Some("`true` here is of OpenAPI 3.0; write the limit itself")
        }
        ("required", Value::Bool(_)) if expected == "a list" => {
            Some("beside `properties`, `required: [...]` lists the names of those that are")
        }
        (_, Value::Null) if ["a text", "a number"].contains(&expected) => None,
        (_, Value::Null) => Some("what belongs to it is indented more than it is"),
        (_, Value::Number(_) | Value::Bool(_)) if expected == "a text" => Some("put it in quotes"),
        (_, Value::String(text)) if is_in_quotes(text, expected) => Some("write it without quotes"),
        _ => None,
    }
}

/// Whether a text says what is expected.
fn is_in_quotes(text: &str, expected: &str) -> bool {
    expected.contains("number") && text.parse::<f64>().is_ok()
        || expected.contains("`true`") && text.parse::<bool>().is_ok()
}
