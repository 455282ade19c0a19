//! Following references while documents are being read.

use std::sync::Arc;

use super::Rules;
use super::check::Checker;
use super::document::{Document, reference_text};
use super::grammar::{Object, SECTIONS};
use super::pointer::Location;
use super::reference::Reference;
use super::suggest::{listed, nearest};
use super::value::Value;
use super::words::article;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// Whether a client can be right without what a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Need {
    /// It cannot: what goes over the wire depends on it.
    Essential,
    /// It can, so a reference that leads nowhere is worth a warning; the word says what becomes of it.
    Dispensable(&'static str),
}

impl Need {
    fn of(rule: &Object, rules: Rules) -> Self {
        if rules == Rules::Alibaba {
            return Self::Essential;
        }
        match rule.name {
            "Example" | "Link" | "Callback" => Self::Dispensable("nothing is generated for it"),
            "Header" => Self::Dispensable("the header is not typed"),
            "Security Scheme" => Self::Dispensable("calls cannot use the scheme"),
            "Request Body" => {
                Self::Dispensable("the body is taken as bytes, of which nothing is known")
            }
            _ => Self::Essential,
        }
    }

    /// The diagnostic as severe as the need is.
    pub(super) fn weigh(self, mut diagnostic: Diagnostic) -> Diagnostic {
        if let Self::Dispensable(outcome) = self {
            diagnostic.severity = Severity::Warning;
            diagnostic.help = Some(match diagnostic.help {
                Some(help) => format!("{help}; until then, {outcome}"),
                None => outcome.to_owned(),
            });
        }
        diagnostic
    }
}

const FORMS: &str = "references have the form `FILE#/POINTER`, `#/POINTER` or `FILE`, with a path relative to this file";

/// How many references may follow one another before an object comes.
const LONGEST_CHAIN: usize = 32;

/// The section of the components for objects of this kind, where a location is in another one.
fn section(target: &Location, rule: &Object) -> Option<&'static str> {
    let keys: Vec<_> = target.pointer.keys().collect();
    let [components, found, _] = &keys[..] else {
        return None;
    };
    let (section, _) = SECTIONS.iter().find(|(_, it)| it.name == rule.name)?;
    (components == "components" && found != section).then_some(section)
}

impl Checker<'_> {
    pub(super) fn reference(&mut self, rule: &'static Object, value: &Value, at: &Location) {
        if self.counts_siblings(rule) {
            self.object(rule, value, at);
        } else {
            self.report_siblings(value, at);
        }
        let need = Need::of(rule, self.rules);
        if let Some(target) = self.end_of_chain(at, need) {
            let is_other = section(&target, rule).is_some();
            self.enqueue(target, rule, is_other.then(|| at.child("$ref")));
        }
    }

    /// Says once that a reference names an object of another kind, in place of what follows from that.
    pub(super) fn report_kind(&mut self, place: &Location, target: &Location, rule: &Object) {
        let Some(section) = section(target, rule) else {
            return;
        };
        let text = self.documents.value(place).and_then(Value::as_str);
        let object = article(rule.name);
        let message = format!(
            "`{}` is not {object} object, which belongs here",
            text.unwrap_or_default()
        );
        let diagnostic =
            Diagnostic::error(Code::UnresolvedReference, place, message, "this reference")
                .related(target.key(), "named there")
                .help(format!("{object} object stands in `components.{section}`"));
        let need = Need::of(rule, self.rules);
        self.diagnostics.push(need.weigh(diagnostic));
    }

    /// Keys beside a reference that have no effect. Words there do no harm where they do not.
    fn report_siblings(&mut self, value: &Value, at: &Location) {
        for (name, _) in value.as_mapping().into_iter().flatten() {
            let is_words = matches!(name, "summary" | "description");
            if name == "$ref" || name.starts_with("x-") || is_words && self.rules == Rules::OpenApi
            {
                continue;
            }
            let message = format!("`{name}` beside a `$ref` has no effect");
            self.diagnostics.push(
                Diagnostic::warning(Code::Ignored, at.child(name).key(), message, "ignored")
                    .help("move it to what the reference names, or write `allOf: [{$ref: ...}]`"),
            );
        }
    }

    /// A `$dynamicRef` is followed where only one schema has the anchor; where several have, its meaning depends on the
    /// way that led there.
    pub(super) fn dynamic_reference(&mut self, value: &Value, at: &Location) {
        let Some(text) = value.as_str() else { return };
        match self.documents.dynamic_targets(text, at) {
            1 => {}
            0 if text.contains("#/") => {}
            0 => {
                let message = format!("no schema of this document has the anchor of `{text}`");
                self.diagnostics.push(
                    Diagnostic::error(Code::UnresolvedReference, at, message, "this reference")
                        .help("add `$dynamicAnchor` to the schema that is meant"),
                );
            }
            _ => {
                let message = format!("several schemas have the anchor of `{text}`");
                self.diagnostics.push(
                    Diagnostic::error(Code::Unsupported, at, message, "this reference")
                        .help("refer to the schema that is meant with `$ref`"),
                );
            }
        }
    }

    /// Follows a reference to the object that it stands for; reports what is missing on the way, and cycles.
    fn end_of_chain(&mut self, at: &Location, need: Need) -> Option<Location> {
        let mut chain = vec![at.clone()];
        loop {
            let location = chain.last()?.clone();
            let document = Arc::clone(self.documents.get(location.document));
            let Some(text) = document.at(&location.pointer).and_then(reference_text) else {
                return Some(location);
            };
            let next = self.step(&document, &location, text, need)?;
            if let Some(start) = chain.iter().position(|seen| *seen == next) {
                self.report_cycle(&chain[start..], need);
                return None;
            }
            chain.push(next);
            if chain.len() > LONGEST_CHAIN {
                self.report_long_chain(at, need);
                return None;
            }
        }
    }

    fn step(
        &mut self,
        document: &Document,
        at: &Location,
        text: &str,
        need: Need,
    ) -> Option<Location> {
        let place = at.child("$ref");
        let identified = self.documents.identified(text, at);
        if let Some(next) = identified.filter(|next| self.documents.value(next).is_some()) {
            return Some(next);
        }
        let target = match Reference::parse(text) {
            Ok(reference) => reference,
            Err(reason) => {
                self.report_reference(&place, text, reason, need);
                return None;
            }
        };
        let id = match target.file.map(|file| self.path_from(&document.path, file)) {
            None => at.document,
            Some(Ok(path)) => self.document(&path, &place, need)?,
            Some(Err(reason)) => {
                self.report_reference(&place, text, reason, need);
                return None;
            }
        };
        let next = Location {
            document: id,
            pointer: target.pointer,
        };
        let named = self.documents.get(id);
        if named.at(&next.pointer).is_none() {
            // A file that could not be parsed was reported as such.
            if !named.value.is_null() {
                self.report_missing_target(&place, text, &next, need);
            }
            return None;
        }
        Some(next)
    }

    fn report_missing_target(
        &mut self,
        place: &Location,
        text: &str,
        target: &Location,
        need: Need,
    ) {
        let document = self.documents.get(target.document);
        let keys: Vec<_> = target.pointer.keys().collect();
        let mut parent = Location::root(target.document);
        let missing = keys.iter().find(|key| {
            let child = parent.child(key);
            let exists = document.at(&child.pointer).is_some();
            if exists {
                parent = child;
            }
            !exists
        });
        let missing = missing.map_or("", |key| &**key);
        let siblings: Vec<_> = document
            .at(&parent.pointer)
            .and_then(Value::as_mapping)
            .into_iter()
            .flatten()
            .map(|(key, _)| key)
            .collect();
        let message = format!(
            "`{text}` leads nowhere: {} has no `{}`",
            document.name,
            parent.child(missing).pointer
        );
        let of_swagger = text.strip_prefix("#/definitions/");
        let help = match (of_swagger, nearest(missing, &siblings)) {
            (Some(name), _) => format!("since OpenAPI 3.0 it is `#/components/schemas/{name}`"),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) if siblings.is_empty() => "check the path after `#`".to_owned(),
            (None, None) => format!("there are {}", listed(&siblings)),
        };
        let diagnostic =
            Diagnostic::error(Code::UnresolvedReference, place, message, "this reference")
                .help(help);
        self.diagnostics.push(need.weigh(diagnostic));
    }

    pub(super) fn report_reference(
        &mut self,
        place: &Location,
        text: &str,
        reason: &str,
        need: Need,
    ) {
        let help = match text.trim_start_matches(['#', '/']) {
            component if component.starts_with("components/") => {
                format!("did you mean `#/{component}`?")
            }
            _ => FORMS.to_owned(),
        };
        let diagnostic = Diagnostic::error(
            Code::UnresolvedReference,
            place,
            format!("the reference `{text}` {reason}"),
            "this reference",
        )
        .help(help);
        self.diagnostics.push(need.weigh(diagnostic));
    }

    fn report_long_chain(&mut self, at: &Location, need: Need) {
        let message = format!("more than {LONGEST_CHAIN} references follow one another from here");
        let diagnostic = Diagnostic::error(
            Code::ReferenceCycle,
            at.child("$ref"),
            message,
            "begins here",
        )
        .help("refer to the object itself");
        self.diagnostics.push(need.weigh(diagnostic));
    }

    fn report_cycle(&mut self, cycle: &[Location], need: Need) {
        let Some(first) = cycle.first() else { return };
        let places: Vec<_> = cycle.iter().map(|at| (at.clone(), need)).collect();
        if places.iter().any(|place| self.cycles.contains(place)) {
            return;
        }
        self.cycles.extend(places);
        let name = |location: &Location| {
            format!(
                "{}#{}",
                self.documents.get(location.document).path,
                location.pointer
            )
        };
        let chain: Vec<_> = cycle.iter().chain([first]).map(name).collect();
        let mut diagnostic = Diagnostic::error(
            Code::ReferenceCycle,
            first.child("$ref"),
            "these references go round in a circle",
            "begins here",
        )
        .help(format!("the chain is {}", chain.join(" -> ")));
        for location in &cycle[1..] {
            diagnostic = diagnostic.related(location.child("$ref"), "passes here");
        }
        self.diagnostics.push(need.weigh(diagnostic));
    }
}
