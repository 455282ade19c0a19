//! Sample replies in XML.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{describe, is_integer, mismatch, shortened};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, EnumValue, Field, Shape, Type};
use crate::load::{DocumentId, Place, listed, nearest};

/// How deep elements may be nested.
const DEEPEST: usize = 128;

/// An element of a sample.
struct Element {
    name: String,
    /// Bytes of the start tag.
    tag: Range<usize>,
    text: String,
    children: Vec<Element>,
}

pub(super) fn check(
    api: &Api,
    ty: &Type,
    document: DocumentId,
    text: &str,
    diagnostics: &mut Diagnostics,
) {
    let mut checker = Checker {
        api,
        document,
        diagnostics,
    };
    match parse(text) {
        Ok(root) => checker.root(&root, ty),
        Err((range, message)) => checker.diagnostics.push(Diagnostic::error(
            Code::Syntax,
            Place::bytes(document, range),
            "not well-formed XML",
            message,
        )),
    }
}

struct Checker<'a> {
    api: &'a Api,
    document: DocumentId,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn report(&mut self, element: &Element, message: String, help: &str) {
        let place = Place::bytes(self.document, element.tag.clone());
        self.diagnostics.push(mismatch(place, message, help));
    }

    fn root(&mut self, root: &Element, ty: &Type) {
        if let Type::Named(id) = ty {
            let expected = &self.api.definition(*id).xml_name;
            if root.name != *expected {
                let message = format!(
                    "the root element is `{}`, the schema calls it `{expected}`",
                    root.name
                );
                self.report(
                    root,
                    message,
                    "change the element, or `xml.name` of the schema",
                );
            }
        }
        self.value(root, ty);
    }

    fn value(&mut self, element: &Element, ty: &Type) {
        let text = element.text.trim();
        let fits = match ty {
            Type::Any => true,
            Type::Text(_) => element.children.is_empty(),
            Type::Null => text.is_empty(),
            Type::Bool => matches!(text, "true" | "false"),
            Type::Integer(width) => is_integer(text, *width),
            Type::Float(_) => text.parse::<f64>().is_ok(),
            // An element of a list is one item; the caller has seen to the list.
            Type::List(item) | Type::Nullable(item) => return self.value(element, item),
            Type::Map(item) => {
                return element
                    .children
                    .iter()
                    .for_each(|child| self.value(child, item));
            }
            Type::Named(id) => return self.named(element, &self.api.definition(*id).shape),
        };
        if !fits || (!element.children.is_empty() && *ty != Type::Any) {
            let found = if element.children.is_empty() {
                format!("`{}`", shortened(text))
            } else {
                "elements".to_owned()
            };
            let expected = describe(ty, self.api);
            let message = format!(
                "the sample's `{}` holds {found}, its schema expects {expected}",
                element.name
            );
            self.report(element, message, &format!("expected {expected}"));
        }
    }

    fn named(&mut self, element: &Element, shape: &Shape) {
        match shape {
            Shape::Object { fields, additional } => {
                self.object(element, fields, additional.as_ref());
            }
            Shape::Enum { values, .. } => self.enumerated(element, values),
            Shape::Union { .. } | Shape::Tuple { .. } => {}
        }
    }

    fn object(&mut self, element: &Element, fields: &[Field], additional: Option<&Type>) {
        if !element.text.trim().is_empty() {
            let message = format!(
                "the sample's `{}` holds text between its elements",
                element.name
            );
            self.report(element, message, "remove the text");
        }
        for (index, child) in element.children.iter().enumerate() {
            let Some(field) = fields.iter().find(|field| field.wire_name == child.name) else {
                match additional {
                    Some(ty) => self.value(child, ty),
                    None => self.unknown(child, fields),
                }
                continue;
            };
            let repeated = element
                .children
                .get(..index)
                .is_some_and(|before| before.iter().any(|other| other.name == child.name));
            if repeated && !matches!(field.ty, Type::List(_)) {
                let message = format!("the sample has `{}` twice, its schema has one", child.name);
                self.report(child, message, "remove one, or make it a list");
            }
            self.value(child, &field.ty);
        }
        for field in fields.iter().filter(|field| field.required) {
            if !element
                .children
                .iter()
                .any(|child| child.name == field.wire_name)
            {
                let message = format!(
                    "the sample lacks `{}`, which its schema requires",
                    field.wire_name
                );
                self.report(element, message, "add it, or do not require it");
            }
        }
    }

    fn unknown(&mut self, child: &Element, fields: &[Field]) {
        let known: Vec<_> = fields
            .iter()
            .map(|field| field.wire_name.as_str())
            .collect();
        let help = match nearest(&child.name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it has {}", listed(&known)),
        };
        self.report(
            child,
            format!(
                "the sample has `{}`, which its schema does not know",
                child.name
            ),
            &help,
        );
    }

    fn enumerated(&mut self, element: &Element, values: &[EnumValue]) {
        let text = element.text.trim();
        if !values.iter().any(|value| value.wire_value == text) {
            let known: Vec<_> = values
                .iter()
                .map(|value| value.wire_value.as_str())
                .collect();
            let message = format!(
                "the sample's `{}` is `{}`, which its enum does not list",
                element.name,
                shortened(text)
            );
            self.report(element, message, &format!("there are {}", listed(&known)));
        }
    }
}

type Problem = (Range<usize>, String);

/// The root element; the error is a place and what is wrong there.
fn parse(text: &str) -> Result<Element, Problem> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let start = offset(reader.buffer_position());
        let event = reader.read_event().map_err(|error| {
            let at = offset(reader.error_position());
            (at..at, error.to_string())
        })?;
        let range = start..offset(reader.buffer_position());
        let ended = match event {
            Event::Start(tag) if open.len() < DEEPEST => {
                open.push(element(&tag, range));
                None
            }
            Event::Start(_) => return Err((range, "elements are nested too deeply".to_owned())),
            Event::Empty(tag) => Some(element(&tag, range)),
            Event::End(_) => open.pop(),
            Event::Eof => break,
            other => {
                add_text(&mut open, &other).map_err(|message| (range, message))?;
                None
            }
        };
        match (ended, open.last_mut()) {
            (Some(ended), Some(parent)) => parent.children.push(ended),
            (Some(ended), None) if root.is_none() => root = Some(ended),
            (Some(ended), None) => return Err((ended.tag, "a second root element".to_owned())),
            (None, _) => {}
        }
    }
    match (open.pop(), root) {
        (Some(unclosed), _) => Err((unclosed.tag, format!("`{}` is not closed", unclosed.name))),
        (None, Some(root)) => Ok(root),
        (None, None) => Err((0..0, "there is no element".to_owned())),
    }
}

fn element(tag: &BytesStart<'_>, range: Range<usize>) -> Element {
    let name = tag.name().as_ref().to_owned();
    Element {
        name,
        tag: range,
        text: String::new(),
        children: Vec::new(),
    }
}

fn add_text(open: &mut [Element], event: &Event<'_>) -> Result<(), String> {
    let text = match event {
        Event::Text(text) => text.to_string(),
        Event::CData(text) => text.to_string(),
        Event::GeneralRef(name) => {
            let entity = format!("&{};", &**name);
            quick_xml::escape::unescape(&entity)
                .map_err(|error| error.to_string())?
                .into_owned()
        }
        Event::DocType(_) => return Err("a sample has no document type".to_owned()),
        _ => return Ok(()),
    };
    match open.last_mut() {
        Some(element) => element.text.push_str(&text),
        None if text.trim().is_empty() => {}
        None => return Err("text outside the root element".to_owned()),
    }
    Ok(())
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
