//! What is checked of a description schema by schema, whether or not a type comes of it.

use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Node, Value};
use crate::lower::Lowering;

impl<'a> Lowering<'a> {
    /// Holds each schema of the description against what this profile knows.
    pub(in crate::lower) fn check_schemas(&mut self) {
        let documents = self.documents;
        for at in documents.objects_called("Schema") {
            let Some(schema) = Node::new(documents, at.clone()) else {
                continue;
            };
            self.check_keywords(&schema);
            self.check_format(&schema);
            self.check_enum(&schema);
            for (name, property) in schema.map("properties") {
                self.check_xml_names(&name, &property);
            }
        }
    }

    fn check_keywords(&mut self, schema: &Node<'a>) {
        for key in ["readOnly", "writeOnly"] {
            if schema.flag(key) {
                let place = schema.at().child(key).key();
                self.unsupported(place, &format!("`{key}`"), "leave it out");
            }
        }
        if let Some(not) = schema.get("not") {
            self.unsupported(not.at().key(), "`not`", "say what is allowed instead");
        }
        for (key, value) in schema.map("xml") {
            let says_no = value.value().as_bool() == Some(false);
            if key != "name" && !key.starts_with("x-") && !says_no {
                let help = "describe the elements as JSON would have them: a wrapper is an object with one list";
                self.unsupported(value.at().key(), &format!("`xml.{key}`"), help);
            }
        }
    }

    fn check_format(&mut self, schema: &Node<'a>) {
        let known = match schema.text("type") {
            Some("integer") => ["int32", "int64"],
            Some("number") => ["float", "double"],
            _ => return,
        };
        let kind = schema.text("type").unwrap_or_default();
        if let Some(format) = schema.text("format").filter(|it| !known.contains(it)) {
            let what = format!("the {kind} format `{format}`");
            let help = format!("use {} or {}", known[0], known[1]);
            self.unsupported(schema.at().child("format"), &what, &help);
        }
    }

    fn check_enum(&mut self, schema: &Node<'a>) {
        let described = schema.get("x-acs-enum");
        let name_of = |value: &str| described.as_ref()?.get(value)?.text("name");
        let values: Vec<_> = schema.list("enum").collect();
        let is_known = |key: &String| {
            let mut texts = values.iter().filter_map(|value| scalar(value.value()));
            texts.any(|text| text == *key)
        };
        for (key, words) in described.iter().flat_map(Node::members) {
            if !is_known(&key) {
                let message = format!("`{key}` is described here, but `enum` has no such value");
                let help = "add it to `enum`, or remove it here";
                self.invalid(words.at().key(), message, help);
            }
        }
        let kind = schema.text("type");
        if !values.is_empty() && !matches!(kind, Some("string" | "integer")) {
            let place = schema.at().child("enum").key();
            let what = "an enum of anything but texts and whole numbers";
            self.unsupported(place, what, "use `type: string` or `type: integer`");
        }
        for value in values.iter().filter(|_| kind == Some("integer")) {
            let Some(number) = scalar(value.value()) else {
                continue;
            };
            if name_of(&number).is_none() {
                let message = format!("the value {number} of an integer enum has no name");
                let help =
                    format!("add `x-acs-enum: {{\"{number}\": {{name: ..., description: ...}}}}`");
                self.diagnostics.push(
                    Diagnostic::error(Code::MissingKey, value.at(), message, "this value")
                        .help(help),
                );
            }
        }
    }

    /// XML and JSON are read by one set of names.
    fn check_xml_names(&mut self, name: &str, property: &Node<'a>) {
        let own = property.get("xml");
        let items = property
            .followed()
            .and_then(|it| it.get("items")?.get("xml"));
        for xml in own.into_iter().chain(items) {
            if xml.text("name").is_some_and(|other| other != name) {
                let help = format!(
                    "leave it out; the element is called `{name}`, as the member in JSON is"
                );
                let what = "another name in XML than in JSON";
                self.unsupported(xml.at().child("name"), what, &help);
            }
        }
    }
}

/// A value of an enum as `x-acs-enum` names it.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
