//! Reads files as references reach them and holds each object against the grammar.

use std::collections::HashSet;
use std::sync::Arc;

use serde_yaml::{Mapping, Value};

use super::document::{Document, DocumentId, Documents, Format, key_text, reference_text};
use super::files::Files;
use super::grammar::{self, Object, Shape};
use super::locate;
use super::parse::parse;
use super::pointer::{Location, Place};
use super::reference::path_from;
use super::suggest::{listed, nearest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// An object that is still to be checked.
struct Task {
    location: Location,
    rule: &'static Object,
}

pub(super) struct Checker<'a> {
    pub(super) documents: &'a mut Documents,
    files: &'a dyn Files,
    pub(super) diagnostics: &'a mut Diagnostics,
    tasks: Vec<Task>,
    /// The places checked, with the object's name: the same node could be wanted as two different objects.
    seen: HashSet<(Location, &'static str)>,
    /// The files that could not be read, so that each is reported once.
    missing: HashSet<String>,
    /// The places of references in cycles, so that each cycle is reported once.
    pub(super) cycles: HashSet<Location>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        documents: &'a mut Documents,
        files: &'a dyn Files,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            documents,
            files,
            diagnostics,
            tasks: Vec::new(),
            seen: HashSet::new(),
            missing: HashSet::new(),
            cycles: HashSet::new(),
        }
    }

    pub(super) fn run(mut self, entry: &str) {
        match self.files.read(entry) {
            Ok(text) => {
                let id = self.read(entry, text);
                if !self.diagnostics.has_errors() && self.is_supported_version(id) {
                    self.enqueue(Location::root(id), &grammar::OPENAPI);
                }
            }
            Err(error) => self.report_unreadable_entry(entry, &error),
        }
        while let Some(task) = self.tasks.pop() {
            let document = Arc::clone(self.documents.get(task.location.document));
            if let Some(value) = document.at(&task.location.pointer) {
                self.object(task.rule, value, &task.location);
            }
        }
    }

    fn report_unreadable_entry(&mut self, entry: &str, error: &std::io::Error) {
        let name = self.files.display(entry);
        let message = format!("{name} cannot be read: {error}");
        let document = Document {
            name,
            path: entry.to_owned(),
            text: "".into(),
            format: Format::Yaml,
            value: Value::Null,
        };
        let id = self.documents.add(document);
        let diagnostic =
            Diagnostic::error(Code::UnreadableFile, Place::bytes(id, 0..0), message, "").help(
                "name the entry document of an OpenAPI description, for example spec/edas.yaml",
            );
        self.diagnostics.push(diagnostic);
    }

    /// Refuses other versions before their every unknown key is reported.
    fn is_supported_version(&mut self, id: DocumentId) -> bool {
        let document = self.documents.get(id);
        let version = document.value.get("openapi").and_then(Value::as_str);
        if version.is_none_or(|version| version.starts_with("3.0.")) {
            return true;
        }
        let message = format!("OpenAPI {} is not supported", version.unwrap_or_default());
        let place = Location::root(id).child("openapi");
        self.diagnostics.push(
            Diagnostic::error(Code::Unsupported, &place, message, "this version")
                .help("write it as OpenAPI 3.0.3"),
        );
        false
    }

    /// Reads a text into a document; reports what is not well-formed.
    fn read(&mut self, path: &str, text: String) -> DocumentId {
        let format = Format::of(path);
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let (value, problem) = match parse(&text, format) {
            Ok(value) => (value, None),
            Err(problem) => (Value::Null, Some(problem)),
        };
        let name = self.files.display(path);
        let id = self.documents.add(Document {
            name,
            path: path.to_owned(),
            text: Arc::from(text),
            format,
            value,
        });
        if let Some((offset, message)) = problem {
            self.report_syntax(id, offset, &message);
        }
        id
    }

    fn report_syntax(&mut self, id: DocumentId, offset: usize, message: &str) {
        let document = self.documents.get(id);
        let duplicate = message
            .contains("duplicate entry")
            .then(|| locate::duplicate_key(&document.text, document.format));
        let diagnostic = if let Some((first, second)) = duplicate.flatten() {
            let key = &document.text[second.clone()];
            let message = format!("the key {key} stands twice in one mapping");
            Diagnostic::error(
                Code::Syntax,
                Place::bytes(id, second),
                message,
                "second time",
            )
            .related(Place::bytes(id, first), "first time")
            .help("remove one of them, or rename it")
        } else {
            let offset = offset.min(document.text.len());
            let kind = if document.format == Format::Json {
                "JSON"
            } else {
                "YAML"
            };
            Diagnostic::error(
                Code::Syntax,
                Place::bytes(id, offset..offset),
                format!("not well-formed {kind}"),
                message,
            )
        };
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn enqueue(&mut self, location: Location, rule: &'static Object) {
        self.tasks.push(Task { location, rule });
    }

    fn object(&mut self, rule: &'static Object, value: &Value, at: &Location) {
        // An object can be reached in its place and by references.
        if !self.seen.insert((at.clone(), rule.name)) {
            return;
        }
        let Some(members) = self.mapping(value, at, &format!("{} object", article(rule.name)))
        else {
            return;
        };
        for (key, value) in members {
            let Some(name) = self.key(key, at) else {
                continue;
            };
            let at = at.child(&name);
            match rule.fields.iter().find(|field| field.key == name) {
                Some(field) => self.shape(&field.shape, value, &at),
                None => self.unknown_key(rule, &name, &at),
            }
        }
        for field in rule
            .fields
            .iter()
            .filter(|field| field.required && !members.contains_key(field.key))
        {
            let message = format!("{} object without `{}`", article(rule.name), field.key);
            self.diagnostics.push(
                Diagnostic::error(Code::MissingKey, at.key(), message, "here").help(format!(
                    "add `{}: {}`",
                    field.key,
                    field.shape.placeholder()
                )),
            );
        }
    }

    fn unknown_key(&mut self, rule: &Object, name: &str, at: &Location) {
        let ours = name.starts_with("x-acs-");
        if name.starts_with("x-") && !ours {
            return;
        }
        let code = if ours {
            Code::UnknownExtension
        } else {
            Code::UnknownKey
        };
        let message = format!("{} object has no `{name}`", article(rule.name));
        let known: Vec<_> = rule.fields.iter().map(|field| field.key).collect();
        let help = match nearest(name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None if ours => {
                let ours: Vec<_> = known
                    .iter()
                    .copied()
                    .filter(|key| key.starts_with("x-acs-"))
                    .collect();
                if ours.is_empty() {
                    "no `x-acs-` key may stand here".to_owned()
                } else {
                    format!("here stand {}", ours.join(", "))
                }
            }
            None => format!("here stand {}", listed(&known)),
        };
        self.diagnostics
            .push(Diagnostic::error(code, at.key(), message, "unknown key").help(help));
    }

    fn shape(&mut self, shape: &'static Shape, value: &Value, at: &Location) {
        match shape {
            Shape::Any => {}
            Shape::Text => self.expect(value.is_string(), value, at, shape),
            Shape::Bool => self.expect(value.is_bool(), value, at, shape),
            Shape::Integer => self.expect(value.is_i64() || value.is_u64(), value, at, shape),
            Shape::Number => self.expect(value.is_number(), value, at, shape),
            Shape::Word(words) => self.word(words, value, at),
            Shape::List(item) => match value.as_sequence() {
                Some(items) => {
                    for (index, value) in items.iter().enumerate() {
                        self.shape(item, value, &at.index(index));
                    }
                }
                None => self.expect(false, value, at, shape),
            },
            Shape::Map(item) | Shape::Paths(item) | Shape::Statuses(item) => {
                self.map(shape, item, value, at);
            }
            Shape::BoolOr(other) => {
                if !value.is_bool() {
                    self.shape(other, value, at);
                }
            }
            Shape::Object(rule) => self.object(rule, value, at),
            Shape::Reference(rule) => match reference_text(value) {
                Some(_) => self.reference(rule, value, at),
                None => self.object(rule, value, at),
            },
            Shape::SampleFile => self.sample(value, at),
        }
    }

    fn word(&mut self, words: &[&str], value: &Value, at: &Location) {
        let Some(text) = value.as_str() else {
            return self.expect(false, value, at, &Shape::Text);
        };
        if words.contains(&text) {
            return;
        }
        let key = at.pointer.last().unwrap_or_default();
        let help = match nearest(text, words) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it is one of {}", listed(words)),
        };
        let message = format!("`{key}` cannot be `{text}`");
        self.diagnostics.push(
            Diagnostic::error(Code::InvalidValue, at, message, "not a known value").help(help),
        );
    }

    fn map(&mut self, shape: &'static Shape, item: &'static Shape, value: &Value, at: &Location) {
        let Some(members) = self.mapping(value, at, "a mapping") else {
            return;
        };
        for (key, value) in members {
            let Some(name) = self.key(key, at) else {
                continue;
            };
            let at = at.child(&name);
            if name.starts_with("x-") && !matches!(shape, Shape::Map(_)) {
                continue;
            }
            let complaint = match shape {
                Shape::Paths(_) if !name.starts_with('/') => {
                    Some("a path that does not begin with `/`")
                }
                Shape::Statuses(_) if !is_status(&name) => {
                    Some("neither a status code, a range such as `4XX`, nor `default`")
                }
                _ => None,
            };
            if let Some(complaint) = complaint {
                let message = format!("`{name}` is {complaint}");
                self.diagnostics.push(Diagnostic::error(
                    Code::InvalidValue,
                    at.key(),
                    message,
                    "this key",
                ));
            }
            self.shape(item, value, &at);
        }
    }

    fn mapping<'v>(
        &mut self,
        value: &'v Value,
        at: &Location,
        expected: &str,
    ) -> Option<&'v Mapping> {
        let members = value.as_mapping();
        if members.is_none() {
            self.report_type(value, at, expected);
        }
        members
    }

    fn key(&mut self, key: &Value, at: &Location) -> Option<String> {
        let text = key_text(key);
        if text.is_none() {
            self.diagnostics.push(Diagnostic::error(
                Code::InvalidValue,
                at.key(),
                "a key that is not a text",
                "in this mapping",
            ));
        }
        text
    }

    fn expect(&mut self, fits: bool, value: &Value, at: &Location, shape: &Shape) {
        if !fits {
            self.report_type(value, at, shape.describe());
        }
    }

    fn report_type(&mut self, value: &Value, at: &Location, expected: &str) {
        let found = describe(value);
        let message = match at.pointer.last() {
            Some(key) => format!("`{key}` is {found}, expected {expected}"),
            None => format!("the document is {found}, expected {expected}"),
        };
        let mut diagnostic = Diagnostic::error(
            Code::InvalidValue,
            at,
            message,
            format!("expected {expected}"),
        );
        if expected == "a text" && (value.is_number() || value.is_bool()) {
            diagnostic = diagnostic.help("put it in quotes");
        }
        self.diagnostics.push(diagnostic);
    }

    fn sample(&mut self, value: &Value, at: &Location) {
        let Some(file) = value.as_str() else {
            return self.expect(false, value, at, &Shape::Text);
        };
        let from = self.documents.get(at.document).path.clone();
        match path_from(&from, file) {
            Ok(path) => {
                self.document(&path, at);
            }
            Err(reason) => self.report_reference(at, file, reason),
        }
    }

    /// The document at a path, read now if it was not yet.
    pub(super) fn document(&mut self, path: &str, at: &Location) -> Option<DocumentId> {
        if let Some(id) = self.documents.find(path) {
            return Some(id);
        }
        if self.missing.contains(path) {
            return None;
        }
        match self.files.read(path) {
            Ok(text) => Some(self.read(path, text)),
            Err(error) => {
                let message = format!("{} cannot be read: {error}", self.files.display(path));
                self.diagnostics.push(
                    Diagnostic::error(Code::UnreadableFile, at, message, "named here")
                        .help("the path is relative to this file"),
                );
                self.missing.insert(path.to_owned());
                None
            }
        }
    }
}

impl Shape {
    /// In words that fit after "expected".
    fn describe(&self) -> &'static str {
        match self {
            Self::Any => "anything",
            Self::Text | Self::Word(_) => "a text",
            Self::SampleFile => "the path of a file",
            Self::Bool | Self::BoolOr(_) => "`true` or `false`",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::List(_) => "a list",
            Self::Map(_)
            | Self::Paths(_)
            | Self::Statuses(_)
            | Self::Object(_)
            | Self::Reference(_) => "a mapping",
        }
    }

    /// What an editor might write after the key.
    fn placeholder(&self) -> &'static str {
        match self {
            Self::List(_) => "[...]",
            Self::Map(_)
            | Self::Paths(_)
            | Self::Statuses(_)
            | Self::Object(_)
            | Self::Reference(_) => "{...}",
            _ => "...",
        }
    }
}

fn is_status(text: &str) -> bool {
    text == "default"
        || matches!(text.as_bytes(), [b'1'..=b'5', rest @ ..] if rest.len() == 2
            && (rest.iter().all(u8::is_ascii_digit) || rest == b"XX"))
}

fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "`true` or `false`",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tagged value",
    }
}

fn article(name: &str) -> String {
    let vowel = name.starts_with(['A', 'E', 'I', 'O', 'U', 'x']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}
