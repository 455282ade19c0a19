//! From the OpenAPI document to what the mock needs of it.
//!
//! The document is the bundle that `build.rs` has made and checked, so only the shapes that a bundle has occur here.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::parameter::on_the_wire;
use super::{Description, Kind, Operation, Paging, Parameter};

/// What is missing in a document that is not the bundle.
type Missing = String;

/// The document, to follow references in it.
struct Document(Value);

pub(super) fn read(document: &str) -> Result<Description, Missing> {
    let document = serde_json::from_str(document).map_err(|error| error.to_string())?;
    let document = Document(document);
    let mut operations = Vec::new();
    for (path, item) in object(&document.0, "/paths")? {
        for (method, operation) in item.as_object().ok_or("a path item is no object")? {
            let read = document.operation(method, path, operation);
            operations.push(read.map_err(|missing| format!("{method} {path}: {missing}"))?);
        }
    }
    operations.sort_by(|left, right| left.name.cmp(&right.name));
    let mut by_path: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, operation) in operations.iter().enumerate() {
        by_path
            .entry(operation.path.clone())
            .or_default()
            .push(place);
    }
    Ok(Description {
        version: text(&document.0, "/info/version")?.to_owned(),
        operations,
        by_path,
    })
}

impl Document {
    fn operation(&self, method: &str, path: &str, operation: &Value) -> Result<Operation, Missing> {
        let mut parameters = Vec::new();
        for parameter in list(operation, "/parameters") {
            let mut parameter = self.query_parameter(parameter)?;
            // Nobody documents an operation without a page; its values are only those that were seen somewhere.
            if operation.get("externalDocs").is_none() {
                parameter.allowed.clear();
            }
            parameters.push(parameter);
        }
        let form = "/requestBody/content/application~1x-www-form-urlencoded";
        if let Some(form) = operation.pointer(form) {
            parameters.extend(self.form_parameters(form)?);
        }
        let reply = "/responses/200/content/application~1json";
        let reply = operation.pointer(reply).ok_or("there is no JSON reply")?;
        let sample = reply.pointer("/examples/success/value");
        Ok(Operation {
            name: text(operation, "/operationId")?.to_owned(),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            parameters,
            sample: sample.ok_or("there is no sample reply")?.clone(),
            root: self.root(text(reply, "/schema/$ref")?),
            paging: operation.get("x-acs-paging").map(paging).transpose()?,
        })
    }

    fn query_parameter(&self, parameter: &Value) -> Result<Parameter, Missing> {
        let content = parameter.pointer("/content/application~1json");
        let schema = parameter.get("schema").map(|schema| self.schema(schema));
        let kind = match schema {
            None => Kind::Json,
            Some(schema) => kind(schema),
        };
        let described = [Some(parameter), content, schema];
        Ok(Parameter {
            name: text(parameter, "/name")?.to_owned(),
            required: truth(parameter, "required"),
            in_form: false,
            kind,
            allowed: schema.map(allowed).unwrap_or_default(),
            range: schema.map(range).unwrap_or_default(),
            secret: schema.is_some_and(is_secret),
            example: example(described.into_iter().flatten(), kind),
            documented: text(parameter, "/x-acs-documented-example")
                .ok()
                .map(str::to_owned),
        })
    }

    fn form_parameters(&self, form: &Value) -> Result<Vec<Parameter>, Missing> {
        let schema = self.schema(form.get("schema").ok_or("a form has no schema")?);
        let required: Vec<_> = list(schema, "/required")
            .filter_map(Value::as_str)
            .collect();
        let mut parameters = Vec::new();
        for (name, property) in object(schema, "/properties")? {
            let encoding = form.get("encoding").and_then(|all| all.get(name));
            let schema = self.schema(property);
            let kind = match encoding {
                Some(_) => Kind::Json,
                None => kind(schema),
            };
            parameters.push(Parameter {
                name: name.clone(),
                required: required.contains(&name.as_str()),
                in_form: true,
                kind,
                allowed: allowed(schema),
                range: range(schema),
                secret: is_secret(schema),
                example: example([property, schema].into_iter(), kind),
                documented: None,
            });
        }
        Ok(parameters)
    }

    /// The schema itself, behind references and behind an `allOf` around a reference.
    fn schema<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let inner = schema.pointer("/allOf/0").unwrap_or(schema);
        let Some(reference) = inner.get("$ref").and_then(Value::as_str) else {
            return inner;
        };
        let target = reference
            .strip_prefix('#')
            .and_then(|place| self.0.pointer(place));
        target.map_or(inner, |target| self.schema(target))
    }

    /// The name of a type's root element in XML.
    fn root(&self, reference: &str) -> String {
        let target = reference
            .strip_prefix('#')
            .and_then(|place| self.0.pointer(place));
        let named = target
            .and_then(|schema| schema.pointer("/xml/name"))
            .and_then(Value::as_str);
        let own = reference.rsplit('/').next().unwrap_or_default();
        named.unwrap_or(own).to_owned()
    }
}

fn paging(extension: &Value) -> Result<Paging, Missing> {
    let items = text(extension, "/items")?;
    Ok(Paging {
        page: text(extension, "/page")?.to_owned(),
        // Pages count from 1 where the description says nothing else.
        first: extension.get("first").and_then(Value::as_i64).unwrap_or(1),
        items: format!("/{}", items.replace('.', "/")),
    })
}

fn kind(schema: &Value) -> Kind {
    let word = |name: &str| schema.get(name).and_then(Value::as_str);
    // A list's elements follow one another with commas; `x-acs-separator` says so of a text that is a list.
    match (word("type"), word("format"), word("x-acs-separator")) {
        (Some("boolean"), ..) => Kind::Boolean,
        (Some("integer"), Some("int64"), _) => Kind::Int64,
        (Some("integer"), ..) => Kind::Int32,
        (Some("number"), ..) => Kind::Number,
        (Some("array"), ..) => Kind::List(','),
        (_, _, Some(separator)) => Kind::List(separator.chars().next().unwrap_or(',')),
        _ => Kind::Text,
    }
}

fn allowed(schema: &Value) -> Vec<String> {
    let values = list(schema, "/enum");
    values.map(|value| on_the_wire(value, Kind::Text)).collect()
}

fn range(schema: &Value) -> (Option<i64>, Option<i64>) {
    let bound = |name| schema.get(name).and_then(Value::as_i64);
    (bound("minimum"), bound("maximum"))
}

fn is_secret(schema: &Value) -> bool {
    schema
        .get("format")
        .is_some_and(|format| format == "password")
}

fn example<'a>(described: impl Iterator<Item = &'a Value>, kind: Kind) -> Option<String> {
    let mut examples = described.filter_map(|object| object.get("example"));
    examples.next().map(|example| on_the_wire(example, kind))
}

fn object<'a>(value: &'a Value, place: &str) -> Result<&'a Map<String, Value>, Missing> {
    let found = value.pointer(place).and_then(Value::as_object);
    found.ok_or_else(|| format!("there is no object at {place}"))
}

fn text<'a>(value: &'a Value, place: &str) -> Result<&'a str, Missing> {
    let found = value.pointer(place).and_then(Value::as_str);
    found.ok_or_else(|| format!("there is no text at {place}"))
}

fn list<'a>(value: &'a Value, place: &str) -> impl Iterator<Item = &'a Value> {
    let found = value.pointer(place).and_then(Value::as_array);
    found.into_iter().flatten()
}

fn truth(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or_default()
}
