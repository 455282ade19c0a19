//! Reads files as references reach them and holds each object against the grammar.

use std::collections::HashSet;
use std::sync::Arc;

use super::Rules;
use super::advice;
use super::document::{Documents, Format, reference_text};
use super::files::Files;
use super::grammar::{self, Object, Shape, Version};
use super::pointer::Location;
use super::resolve::Need;
use super::suggest::{listed, nearest, one_of};
use super::value::Value;
use super::words::{article, describe, is_component_name, is_status};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

const TYPES: [&str; 7] = [
    "array", "boolean", "integer", "number", "object", "string", "null",
];

/// An object that is still to be checked.
struct Task {
    location: Location,
    rule: &'static Object,
    /// The reference to it, where it stands among objects of another kind.
    reference: Option<Location>,
}

pub(super) struct Checker<'a> {
    pub(super) documents: &'a mut Documents,
    pub(super) files: &'a dyn Files,
    pub(super) rules: Rules,
    pub(super) diagnostics: &'a mut Diagnostics,
    tasks: Vec<Task>,
    /// The nodes checked, with the object's name: the same node could be wanted as two different objects. A node is known by
    /// its address, which it keeps as long as its document is there.
    seen: HashSet<(*const Value, &'static str)>,
    /// The files that could not be read, so that each is reported once for each need.
    pub(super) missing: HashSet<(String, Need)>,
    /// The places of references in cycles, so that each cycle is reported once for each need.
    pub(super) cycles: HashSet<(Location, Need)>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        documents: &'a mut Documents,
        files: &'a dyn Files,
        rules: Rules,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            documents,
            files,
            rules,
            diagnostics,
            tasks: Vec::new(),
            seen: HashSet::new(),
            missing: HashSet::new(),
            cycles: HashSet::new(),
        }
    }

    pub(super) fn run(mut self, entry: &str) {
        match self.files.read(entry) {
            Ok(bytes) => {
                let id = self.read(entry, bytes);
                let is_read = !self.diagnostics.has_errors() && !self.is_foreign(id);
                if is_read && self.is_supported_version(id) {
                    self.enqueue(Location::root(id), &grammar::OPENAPI, None);
                }
            }
            Err(error) => self.report_unreadable_entry(entry, &error),
        }
        while let Some(task) = self.tasks.pop() {
            let document = Arc::clone(self.documents.get(task.location.document));
            if let Some(value) = document.at(&task.location.pointer) {
                // A schema that a reference names may be a truth value, as one that stands in place.
                if value.is_bool() && self.counts_siblings(task.rule) {
                    continue;
                }
                let before = self.diagnostics.len();
                self.object(task.rule, value, &task.location);
                if let Some(reference) = task.reference
                    && self.diagnostics.has_errors_since(before)
                {
                    self.diagnostics.truncate(before);
                    self.report_kind(&reference, &task.location, task.rule);
                }
            }
        }
        self.documents.objects.sort_unstable();
    }

    pub(super) fn enqueue(
        &mut self,
        location: Location,
        rule: &'static Object,
        reference: Option<Location>,
    ) {
        self.tasks.push(Task {
            location,
            rule,
            reference,
        });
    }

    fn version(&self) -> Version {
        self.documents.version
    }

    /// Whether keys beside a `$ref` to such an object count.
    pub(super) fn counts_siblings(&self, rule: &Object) -> bool {
        self.version() == Version::V31 && rule.name == grammar::SCHEMA.name
    }

    pub(super) fn object(&mut self, rule: &'static Object, value: &Value, at: &Location) {
        // An object can be reached in its place and by references.
        if !self.seen.insert((std::ptr::from_ref(value), rule.name)) {
            return;
        }
        if self.rules == Rules::Alibaba {
            self.documents.objects.push((at.clone(), rule.name));
        }
        let Some(members) = value.as_mapping() else {
            let expected = format!("{} object", article(rule.name));
            return self.report_type(value, at, &expected);
        };
        for (name, value) in members {
            let at = at.child(name);
            if name == "examples" && self.passes_over_examples(rule, value, &at) {
                continue;
            }
            match rule.field(name, self.version()) {
                Some(_) if name.starts_with("x-acs-") && self.rules == Rules::OpenApi => {}
                Some(field) => {
                    self.shape(&field.shape, value, &at);
                    if name == "$dynamicRef" {
                        self.dynamic_reference(value, &at);
                    }
                }
                None if name == "$ref" && !value.is_string() => {
                    self.expect(false, value, &at, &Shape::Text);
                }
                None if name == "$ref" && self.counts_siblings(rule) => {}
                None if rule.name == grammar::CALLBACK.name && !name.starts_with("x-") => {
                    self.shape(&grammar::PATH_ITEM_OR_REFERENCE, value, &at);
                }
                None => self.unknown_key(rule, name, &at),
            }
        }
        if self.rules == Rules::OpenApi {
            self.consistent(rule, members, at);
        }
        let version = self.version();
        for field in rule
            .fields
            .iter()
            .filter(|field| field.is_required(version) && members.get(field.key).is_none())
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
        let ours = name.starts_with("x-acs-") && self.rules == Rules::Alibaba;
        if name.starts_with("x-") && !ours {
            return;
        }
        if self.rules == Rules::OpenApi && rule.is_open(self.version()) {
            return;
        }
        let code = if ours {
            Code::UnknownExtension
        } else {
            Code::UnknownKey
        };
        let message = format!("{} object has no `{name}`", article(rule.name));
        let (rules, version) = (self.rules, self.version());
        let known = rule.fields.iter().filter(|field| field.is_in(version));
        let known = known.map(|field| field.key);
        let known: Vec<_> = known
            .filter(|key| rules == Rules::Alibaba || !key.starts_with("x-acs-"))
            .collect();
        let advice = advice::on_key(rule, name, version);
        let help = match (advice, nearest(name, &known)) {
            (Some(advice), _) => advice,
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) if ours => {
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
            (None, None) => format!("here stand {}", listed(&known)),
        };
        self.diagnostics
            .push(Diagnostic::error(code, at.key(), message, "unknown key").help(help));
    }

    fn shape(&mut self, shape: &'static Shape, value: &Value, at: &Location) {
        match shape {
            Shape::Any => {}
            Shape::Text => self.expect(value.is_string(), value, at, shape),
            Shape::Bool => self.expect(value.is_bool(), value, at, shape),
            Shape::Types => self.types(value, at),
            Shape::Count => {
                let whole = |number: f64| number >= 0.0 && number.fract() == 0.0;
                let fits = value.as_f64().is_some_and(whole);
                self.expect(fits, value, at, shape);
            }
            Shape::Integer => self.expect(value.is_integer(), value, at, shape),
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
            Shape::Map(item)
            | Shape::Components(item)
            | Shape::Paths(item)
            | Shape::Statuses(item) => {
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
            Shape::Schema => {
                if !(value.is_bool() && self.takes_boolean_schema(at)) {
                    self.shape(&grammar::SCHEMA_OR_REFERENCE, value, at);
                }
            }
            Shape::SampleFile if self.rules == Rules::OpenApi => {
                self.expect(value.is_string(), value, at, &Shape::Text);
            }
            Shape::SampleFile => self.sample(value, at),
        }
    }

    /// Whether `true` and `false` are schemas: in 3.1 they are, and in 3.0 what they mean is clear.
    fn takes_boolean_schema(&mut self, at: &Location) -> bool {
        if self.version() == Version::V30 && self.rules == Rules::OpenApi {
            let message = "`true` and `false` are schemas since OpenAPI 3.1";
            let help = "it is taken as there: `true` allows any value, `false` none";
            self.diagnostics.push(
                Diagnostic::warning(Code::InvalidValue, at, message, "in OpenAPI 3.0").help(help),
            );
        }
        self.version() == Version::V31 || self.rules == Rules::OpenApi
    }

    fn types(&mut self, value: &Value, at: &Location) {
        let modern = self.version() == Version::V31;
        let words = if modern {
            &TYPES[..]
        } else {
            &TYPES[..TYPES.len() - 1]
        };
        match value.as_sequence() {
            Some(items) if modern => {
                for (index, value) in items.iter().enumerate() {
                    self.word(words, value, &at.index(index));
                }
            }
            _ => self.word(words, value, at),
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
        let is_parameter = key == "in" && words.contains(&"path");
        let advice = advice::on_type(text).filter(|_| key == "type");
        let help = match (advice, nearest(text, words)) {
            (Some(advice), _) => advice.to_owned(),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) if is_parameter && ["body", "formData"].contains(&text) => {
                "since OpenAPI 3.0 `requestBody` describes the body".to_owned()
            }
            (None, None) => one_of(words),
        };
        let message = format!("`{key}` cannot be `{text}`");
        self.diagnostics.push(
            Diagnostic::error(Code::InvalidValue, at, message, "not a known value").help(help),
        );
    }

    fn map(&mut self, shape: &'static Shape, item: &'static Shape, value: &Value, at: &Location) {
        let Some(members) = value.as_mapping() else {
            return self.report_type(value, at, "a mapping");
        };
        let empty = members.is_empty() && matches!(shape, Shape::Statuses(_));
        if empty && self.rules == Rules::OpenApi {
            self.diagnostics.push(
                Diagnostic::error(Code::MissingKey, at.key(), "no reply is described", "here")
                    .help("add a status code, or `default`"),
            );
        }
        if matches!(shape, Shape::Paths(_)) && self.rules == Rules::OpenApi {
            self.same_templates(members, at);
        }
        for (name, value) in members {
            let at = at.child(name);
            let is_extension = matches!(shape, Shape::Paths(_) | Shape::Statuses(_));
            if name.starts_with("x-") && is_extension {
                continue;
            }
            let complaint = match shape {
                Shape::Paths(_) if !name.starts_with('/') => {
                    Some("a path that does not begin with `/`")
                }
                Shape::Components(_) if !is_component_name(name) => Some(
                    "no name of a component: these consist of letters, digits, `.`, `-` and `_`",
                ),
                Shape::Statuses(_) if !is_status(name) => {
                    Some("neither a status code, a range such as `4XX`, nor `default`")
                }
                _ => None,
            };
            let Some(complaint) = complaint else {
                self.shape(item, value, &at);
                continue;
            };
            let message = format!("`{name}` is {complaint}");
            let mut diagnostic =
                Diagnostic::error(Code::InvalidValue, at.key(), message, "this key");
            match advice::on_name(shape, name) {
                advice::Name::Misplaced(help) => diagnostic = diagnostic.help(help),
                advice::Name::Meant(near) => {
                    diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
                    self.shape(item, value, &at);
                }
                advice::Name::Other => self.shape(item, value, &at),
            }
            self.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn expect(&mut self, fits: bool, value: &Value, at: &Location, shape: &Shape) {
        if !fits {
            self.report_type(value, at, shape.describe());
        }
    }

    fn report_type(&mut self, value: &Value, at: &Location, expected: &str) {
        let found = describe(value);
        let key = at.pointer.last();
        let name = match (&key, at.parent()) {
            (Some(_), Some(list)) if self.is_list(&list) => match list.pointer.last() {
                Some(list) => format!("an item of `{list}`"),
                None => "an item".to_owned(),
            },
            (Some(key), _) => format!("`{key}`"),
            (None, _) => "the document".to_owned(),
        };
        let diagnostic = Diagnostic::error(
            Code::InvalidValue,
            at,
            format!("{name} is {found}, expected {expected}"),
            format!("expected {expected}"),
        );
        let is_json = self.documents.get(at.document).format == Format::Json;
        let key = key.filter(|_| !(value.is_null() && is_json));
        let advice = key.and_then(|key| advice::on_value(&key, value, expected));
        self.diagnostics.push(match advice {
            Some(advice) => diagnostic.help(advice),
            None => diagnostic,
        });
    }

    fn is_list(&self, at: &Location) -> bool {
        let value = self.documents.value(at);
        value.is_some_and(Value::is_sequence)
    }
}
