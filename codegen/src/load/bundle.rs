//! A description of several files as one document, for tools that read only one.

use std::collections::{HashMap, HashSet, VecDeque};

use super::document::{Documents, Format, reference_text};
use super::grammar::{self, Object, SECTIONS, Shape};
use super::pointer::Location;
use super::reference::path_from;
use super::value::{Mapping, Value};

/// Copies the entry document; what other files hold becomes one of its components, and samples stand where they are
/// named.
///
/// The documents must be free of errors.
pub(crate) fn bundle(documents: &Documents) -> Value {
    let mut bundler = Bundler {
        documents,
        names: HashMap::new(),
        taken: HashSet::new(),
        open: VecDeque::new(),
    };
    let at = Location::root(Documents::ENTRY);
    bundler.keep_own_components(&at.child("components"));
    let root = documents.value(&at).and_then(Value::as_mapping);
    let mut document = Mapping::default();
    for (name, value) in root.into_iter().flatten() {
        if name != "components" {
            let copy = bundler.member(&grammar::OPENAPI, name, value, &at.child(name));
            document.insert(name, copy);
        }
    }
    let components = bundler.components();
    if !components.is_empty() {
        document.insert("components", components.into());
    }
    Value::Mapping(document)
}

/// A component: its section, such as `schemas`, and its name.
type Component = (&'static str, String);

struct Bundler<'a> {
    documents: &'a Documents,
    names: HashMap<Location, Component>,
    taken: HashSet<Component>,
    /// Components that are named and not copied yet.
    open: VecDeque<(Location, &'static Object, Component)>,
}

impl Bundler<'_> {
    /// The entry document's own components keep their names.
    fn keep_own_components(&mut self, at: &Location) {
        let sections = self.documents.value(at).and_then(Value::as_mapping);
        for (section, members) in sections.into_iter().flatten() {
            let Some((section, rule)) = SECTIONS.iter().find(|(name, _)| *name == section) else {
                continue;
            };
            let at = at.child(section);
            for (name, _) in members.as_mapping().into_iter().flatten() {
                let at = at.child(name);
                self.add(at, rule, (section, name.to_owned()));
            }
        }
    }

    fn add(&mut self, at: Location, rule: &'static Object, component: Component) {
        self.taken.insert(component.clone());
        self.names.insert(at.clone(), component.clone());
        self.open.push_back((at, rule, component));
    }

    /// Copies the components that were named, and those that they name.
    fn components(&mut self) -> Mapping {
        let mut sections: HashMap<&str, Mapping> = HashMap::new();
        while let Some((at, rule, (section, name))) = self.open.pop_front() {
            let Some(value) = self.documents.value(&at) else {
                continue;
            };
            let copy = self.value(&Shape::Reference(rule), value, &at);
            let section = sections.entry(section).or_default();
            section.insert(&name, copy);
        }
        let mut components = Mapping::default();
        for (name, _) in SECTIONS {
            if let Some(section) = sections.remove(name) {
                components.insert(name, section.into());
            }
        }
        components
    }

    fn value(&mut self, shape: &Shape, value: &Value, at: &Location) -> Value {
        match shape {
            Shape::Reference(rule) if reference_text(value).is_some() => self.reference(rule, at),
            Shape::Object(rule) | Shape::Reference(rule) => self.object(rule, value, at),
            Shape::Schema | Shape::BoolOr(_) if value.is_bool() => value.clone(),
            Shape::Schema => self.value(&grammar::SCHEMA_OR_REFERENCE, value, at),
            Shape::BoolOr(shape) => self.value(shape, value, at),
            Shape::List(shape) => {
                let items = value.as_sequence().into_iter().flatten().enumerate();
                let items = items.map(|(index, item)| self.value(shape, item, &at.index(index)));
                Value::Sequence(items.collect())
            }
            Shape::Map(shape)
            | Shape::Components(shape)
            | Shape::Paths(shape)
            | Shape::Statuses(shape) => self.members(value, at, |bundler, _, value, at| {
                bundler.value(shape, value, at)
            }),
            _ => value.clone(),
        }
    }

    fn object(&mut self, rule: &'static Object, value: &Value, at: &Location) -> Value {
        let mut copy = self.members(value, at, |bundler, name, value, at| {
            bundler.member(rule, name, value, at)
        });
        if rule.name == "Example" {
            self.inline_sample(&mut copy, at);
        }
        copy
    }

    fn member(&mut self, rule: &Object, name: &str, value: &Value, at: &Location) -> Value {
        if rule.name == "Discriminator" && name == "mapping" {
            return self.members(value, at, |bundler, _, value, at| bundler.mapped(value, at));
        }
        match rule.fields.iter().find(|field| field.key == name) {
            Some(field) => self.value(&field.shape, value, at),
            None if rule.name == grammar::CALLBACK.name => {
                self.value(&grammar::PATH_ITEM_OR_REFERENCE, value, at)
            }
            None => value.clone(),
        }
    }

    fn members(
        &mut self,
        value: &Value,
        at: &Location,
        mut copy: impl FnMut(&mut Self, &str, &Value, &Location) -> Value,
    ) -> Value {
        let mut copied = Mapping::default();
        for (name, value) in value.as_mapping().into_iter().flatten() {
            let member = copy(self, name, value, &at.child(name));
            copied.insert(name, member);
        }
        Value::Mapping(copied)
    }

    /// A reference to a component; path items, which cannot be components, are copied in place.
    fn reference(&mut self, rule: &'static Object, at: &Location) -> Value {
        let Some(target) = self.documents.end_of_chain(at) else {
            // A reference that a client can do without, and that leads nowhere here as it does there.
            let written = self.documents.value(at).cloned();
            return written.unwrap_or_default();
        };
        let Some((section, rule)) = SECTIONS.iter().find(|(_, it)| it.name == rule.name) else {
            let value = self.documents.value(&target);
            return value.map_or(Value::Null, |value| self.object(rule, value, &target));
        };
        let name = self.name(target, section, rule);
        let mut reference = Mapping::default();
        let target = format!("#/components/{section}/{name}");
        reference.insert("$ref", target.into());
        Value::Mapping(reference)
    }

    /// The target of a discriminator's mapping, which is a reference or the name of a schema.
    fn mapped(&mut self, value: &Value, at: &Location) -> Value {
        let text = value.as_str().unwrap_or_default();
        let target = (text.contains(['#', '/', '.']))
            .then(|| self.documents.target(text, at))
            .flatten();
        match target.and_then(|target| self.documents.end_of_chain(&target)) {
            Some(target) => {
                let name = self.name(target, "schemas", &grammar::SCHEMA);
                format!("#/components/schemas/{name}").into()
            }
            None => value.clone(),
        }
    }

    /// The name of a component, made of the last key of its place.
    fn name(&mut self, at: Location, section: &'static str, rule: &'static Object) -> String {
        if let Some((_, name)) = self.names.get(&at) {
            return name.clone();
        }
        let key = at
            .pointer
            .keys()
            .last()
            .map_or_else(String::new, std::borrow::Cow::into_owned);
        let wanted: String = key
            .chars()
            .map(|letter| match letter {
                'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-' => letter,
                _ => '_',
            })
            .collect();
        let wanted = if wanted.is_empty() {
            "Component".to_owned()
        } else {
            wanted
        };
        let mut name = wanted.clone();
        let mut number = 2;
        while self.taken.contains(&(section, name.clone())) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        self.add(at, rule, (section, name.clone()));
        name
    }

    /// Puts the content of a sample file where the file is named.
    fn inline_sample(&self, example: &mut Value, at: &Location) {
        let Value::Mapping(members) = example else {
            return;
        };
        let file = members.get("externalValue").and_then(Value::as_str);
        let from = &self.documents.get(at.document).path;
        let sample = file
            .and_then(|file| path_from(from, file).ok())
            .and_then(|path| self.documents.find(&path));
        if let Some(sample) = sample.map(|id| self.documents.get(id)) {
            let value = match sample.format {
                Format::Xml => Value::from(&*sample.text),
                Format::Json | Format::Yaml => sample.value.clone(),
            };
            members.remove("externalValue");
            members.insert("value", value);
        }
    }
}
