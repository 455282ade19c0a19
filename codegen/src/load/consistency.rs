//! What keys of one object say of each other, which tables of keys cannot say.
//!
//! A contradiction that changes what goes over the wire is an error. One that does not, such as a default of another type,
//! is a warning: many descriptions have it, and a client is right all the same.

use std::collections::{HashMap, HashSet};

use super::Rules;
use super::check::Checker;
use super::grammar::Object;
use super::pointer::Location;
use super::value::{Mapping, Value};
use super::words::{article, describe};
use crate::diagnostic::{Code, Diagnostic};

impl Checker<'_> {
    pub(super) fn consistent(&mut self, rule: &Object, members: &Mapping, at: &Location) {
        match rule.name {
            "Parameter" | "Header" => self.schema_or_content(rule, members, at),
            "Schema" => {
                self.default_of_the_type(members, at);
                self.values_of_the_type(members, at);
                self.repeated(members, at);
                self.empty(members, at);
                self.items_of_an_array(members, at);
            }
            "Discriminator" => self.mapped_schemas(members, at),
            "OpenAPI" => {
                self.anything_described(members, at);
                self.same_tags(members, at);
            }
            "Server Variable" => self.no_values(members, at),
            "Security Scheme" => self.type_of_3_1(members, at),
            _ => {}
        }
    }

    /// What a discriminator maps to a place in this document is there.
    fn mapped_schemas(&mut self, members: &Mapping, at: &Location) {
        let at = at.child("mapping");
        for (value, target) in members
            .get("mapping")
            .and_then(Value::as_mapping)
            .into_iter()
            .flatten()
        {
            let Some(text) = target.as_str() else {
                continue;
            };
            let reference = if text.contains(['#', '/', '.']) {
                text.to_owned()
            } else {
                format!("#/components/schemas/{text}")
            };
            let found = self.documents.target(&reference, &at);
            let is_there = |target| self.documents.value(&target).is_some();
            if !reference.starts_with("#/") || found.is_none_or(is_there) {
                continue;
            }
            let message = format!("`{text}` leads nowhere, so `{value}` means no schema");
            let diagnostic = Diagnostic::warning(
                Code::UnresolvedReference,
                at.child(value),
                message,
                "this reference",
            );
            self.diagnostics
                .push(diagnostic.help("name one of the schemas in `components.schemas`"));
        }
    }

    /// Whether the examples of a schema are written as those of a media type, which no client minds.
    pub(super) fn passes_over_examples(
        &mut self,
        rule: &Object,
        value: &Value,
        at: &Location,
    ) -> bool {
        let passes = rule.name == "Schema"
            && self.documents.is_31()
            && self.rules == Rules::OpenApi
            && value.is_mapping();
        if passes {
            self.warn(
                at,
                "the examples of a schema are a list",
                "they are left out; write a list of values",
            );
        }
        passes
    }

    /// A value is described by `schema` and a style, or by `content`, whose media type has no style.
    fn schema_or_content(&mut self, rule: &Object, members: &Mapping, at: &Location) {
        if !members.contains_key("content") {
            return;
        }
        let excluded = ["schema", "style", "explode", "allowReserved"];
        for key in excluded.iter().filter(|key| members.contains_key(key)) {
            let message = format!(
                "{} with `content` cannot have `{key}`",
                article(&rule.name.to_ascii_lowercase())
            );
            let place = at.child(key).key();
            self.diagnostics.push(
                Diagnostic::error(Code::InvalidValue, place, message, "this key")
                    .related(at.child("content").key(), "described here")
                    .help("keep one of the two: the media type says how the value is written"),
            );
        }
    }

    fn default_of_the_type(&mut self, members: &Mapping, at: &Location) {
        let Some(default) = members.get("default") else {
            return;
        };
        let types = types(members);
        if types.is_empty() {
            return;
        }
        let nullable = members.get("nullable").and_then(Value::as_bool) == Some(true);
        let message = if !types.iter().any(|ty| is_of(default, ty)) {
            if default.is_null() && nullable {
                return;
            }
            let (found, expected) = (describe(default), types.join("` or `"));
            format!("the default is {found}, and the type is `{expected}`")
        } else if is_unlisted(default, members) {
            "the default is none of the values of `enum`".to_owned()
        } else {
            return;
        };
        self.warn(
            &at.child("default"),
            &message,
            "never sent: a client leaves defaults to the service",
        );
    }

    /// A number or truth value among texts is taken by its letters, and `null` where it is no type as a value that may be
    /// missing; other values that the type excludes are a slip.
    fn values_of_the_type(&mut self, members: &Mapping, at: &Location) {
        let Some(values) = members.get("enum").and_then(Value::as_sequence) else {
            return;
        };
        let types = types(members);
        let fits = |value: &Value| {
            let scalar = value.is_null() || value.is_number() || value.is_bool();
            scalar && types.contains(&"string")
                || value.is_null()
                || types.iter().any(|ty| is_of(value, ty))
                || is_number_in_quotes(value, &types)
        };
        let misfit = values.iter().position(|value| !fits(value));
        let Some(index) = misfit.filter(|_| !types.is_empty()) else {
            return;
        };
        let (found, expected) = (describe(&values[index]), types.join("` or `"));
        let message = format!("this value is {found}, and the type is `{expected}`");
        self.warn(
            &at.child("enum").index(index),
            &message,
            "the values are taken as they are; make the type agree",
        );
    }

    fn repeated(&mut self, members: &Mapping, at: &Location) {
        let list = |key: &str| members.get(key).and_then(Value::as_sequence);
        for key in ["enum", "required"] {
            let items = list(key).unwrap_or_default();
            let mut seen = HashSet::new();
            if let Some(index) = items.iter().position(|item| !seen.insert(item)) {
                let at = at.child(key).index(index);
                self.warn(&at, "this stands twice in the list", "keep one of them");
            }
        }
    }

    /// JSON Schema forbids lists of schemas without any, and that of OpenAPI 3.0 the others, too.
    fn empty(&mut self, members: &Mapping, at: &Location) {
        let modern = self.documents.is_31();
        let lists = [
            ("required", "the list of required members is empty", !modern),
            ("enum", "the list of values is empty", !modern),
            ("allOf", "the list of schemas is empty", true),
            ("anyOf", "the list of schemas is empty", true),
            ("oneOf", "the list of schemas is empty", true),
        ];
        for (key, message, forbidden) in lists {
            let list = members.get(key).and_then(Value::as_sequence);
            if forbidden && list.is_some_and(<[_]>::is_empty) {
                self.warn(&at.child(key), message, "leave it out");
            }
        }
    }

    /// OpenAPI 3.0 asks for `items`, and JSON Schema does not.
    fn items_of_an_array(&mut self, members: &Mapping, at: &Location) {
        let is_array = members.get("type").and_then(Value::as_str) == Some("array");
        if is_array && !self.documents.is_31() && members.get("items").is_none() {
            let at = at.child("type");
            self.warn(&at, "an array without `items`", "its items are any values");
        }
    }

    /// OpenAPI 3.1 no longer asks for `paths`, but for something that is described.
    fn anything_described(&mut self, members: &Mapping, at: &Location) {
        let keys = ["paths", "components", "webhooks"];
        if !self.documents.is_31() || keys.iter().any(|key| members.contains_key(key)) {
            return;
        }
        let message = "an OpenAPI object without `paths`, `components` and `webhooks`";
        self.diagnostics.push(
            Diagnostic::error(Code::MissingKey, at.key(), message, "here")
                .help("add one of them, such as `paths: {}`"),
        );
    }

    /// Groups of a client are made of the tags of its operations, so that a tag described twice does no harm.
    fn same_tags(&mut self, members: &Mapping, at: &Location) {
        let tags = members.get("tags").and_then(Value::as_sequence);
        let mut seen = HashSet::new();
        for (index, tag) in tags.unwrap_or_default().iter().enumerate() {
            let name = tag.as_mapping().and_then(|tag| tag.get("name"));
            let name = name.and_then(Value::as_str);
            if name.is_some_and(|name| !seen.insert(name)) {
                let at = at.child("tags").index(index).child("name");
                self.warn(&at, "this tag is described twice", "keep one of them");
            }
        }
    }

    /// No value could be chosen for a variable whose list of values is empty; 3.0 advises against it, 3.1 forbids it.
    fn no_values(&mut self, members: &Mapping, at: &Location) {
        let values = members.get("enum").and_then(Value::as_sequence);
        if !values.is_some_and(<[_]>::is_empty) {
            return;
        }
        let (place, message) = (at.child("enum"), "the list of values is empty");
        let help = "list the values that may be chosen, or leave it out";
        if self.documents.is_31() {
            self.diagnostics
                .push(Diagnostic::error(Code::InvalidValue, place, message, "no value").help(help));
        } else {
            self.warn(&place, message, help);
        }
    }

    /// Client certificates are a matter of the transport in both versions.
    fn type_of_3_1(&mut self, members: &Mapping, at: &Location) {
        let ty = members.get("type").and_then(Value::as_str);
        if ty == Some("mutualTLS") && !self.documents.is_31() {
            self.warn(
                &at.child("type"),
                "`mutualTLS` is a type since OpenAPI 3.1",
                "it is taken as there: give the certificate to the transport",
            );
        }
    }

    /// Paths that differ in the names of their parameters alone are the same, says OpenAPI, and one service cannot answer
    /// both; the requests of a client are right all the same.
    pub(super) fn same_templates(&mut self, paths: &Mapping, at: &Location) {
        let mut seen = HashMap::new();
        for path in paths.keys() {
            let Some(first) = seen.insert(without_names(path), path) else {
                continue;
            };
            let message = format!("`{path}` is the same path as `{first}`");
            let diagnostic = Diagnostic::warning(
                Code::InvalidValue,
                at.child(path).key(),
                message,
                "this path",
            )
            .related(at.child(first).key(), "the same path")
            .help("keep one of them, with the operations of both");
            self.diagnostics.push(diagnostic);
        }
    }

    fn warn(&mut self, at: &Location, message: &str, help: &str) {
        self.diagnostics
            .push(Diagnostic::warning(Code::InvalidValue, at, message, "here").help(help));
    }
}

/// A path with its parameters, but without their names.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "{" + part.split_once('}').map_or(part, |it| it.1)
    })
}

/// The types that a schema names.
fn types(members: &Mapping) -> Vec<&str> {
    match members.get("type") {
        Some(Value::Sequence(types)) => types.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(ty)) => vec![&**ty],
        _ => Vec::new(),
    }
}

/// Whether a value is a number or truth value in quotes, where such is expected.
fn is_number_in_quotes(value: &Value, types: &[&str]) -> bool {
    let Some(text) = value.as_str() else {
        return false;
    };
    types.iter().any(|ty| match *ty {
        "integer" => text.parse::<i64>().is_ok(),
        "number" => text.parse::<f64>().is_ok(),
        "boolean" => text.parse::<bool>().is_ok(),
        _ => false,
    })
}

/// Whether a value is one of the type of JSON Schema.
fn is_of(value: &Value, ty: &str) -> bool {
    match ty {
        "null" => value.is_null(),
        "boolean" => value.is_bool(),
        "integer" => {
            let whole = |number: f64| number.fract() == 0.0;
            value.is_integer() || value.as_f64().is_some_and(whole)
        }
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_sequence(),
        "object" => value.is_mapping(),
        _ => true,
    }
}

/// Whether a text is none of those that `enum` lists.
fn is_unlisted(value: &Value, members: &Mapping) -> bool {
    let listed = members.get("enum").and_then(Value::as_sequence);
    value.is_string() && listed.is_some_and(|listed| !listed.contains(value))
}
