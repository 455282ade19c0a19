//! From a JSON pointer to the bytes of the source text.
//!
//! Runs only when a diagnostic is drawn, so that reading a description costs one pass. The events of a second YAML
//! parser carry positions, which `serde_yaml` keeps to itself.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span, StrInput};

mod json;

use super::document::{Document, Format};
use super::pointer::Pointer;
use super::value::MERGE;

/// The bytes of a node; for mappings and sequences those of the key that they stand under.
pub(super) fn value(document: &Document, pointer: &Pointer) -> Range<usize> {
    let found = find(document, pointer);
    found.value.or(found.key).unwrap_or_default()
}

/// The bytes of the key of a node; of the node where it has no key.
pub(super) fn key(document: &Document, pointer: &Pointer) -> Range<usize> {
    let found = find(document, pointer);
    found.key.or(found.value).unwrap_or_default()
}

/// The bytes of the first key that a mapping has twice, and of its first use.
pub(super) fn duplicate_key(text: &str, format: Format) -> Option<(Range<usize>, Range<usize>)> {
    let readable = readable(text, format);
    let (first, second) = Walk::new(&readable).duplicate()?;
    Some((bytes(text, first), bytes(text, second)))
}

/// The bytes of the key that leads to a node of a YAML text.
pub(super) fn key_in_yaml(text: &str, keys: &[Cow<'_, str>]) -> Range<usize> {
    let mut found = Found::default();
    Walk::new(text).descend(keys, &mut found);
    let span = found.key.or(found.value);
    span.map(|span| bytes(text, span)).unwrap_or_default()
}

/// The spans of a node and of its key, of the nearest place outside it if the node itself is not there.
#[derive(Clone, Copy, Default, PartialEq)]
struct Found {
    key: Option<Span>,
    /// Of a scalar only: the end of a block mapping is the start of what follows it.
    value: Option<Span>,
}

fn find(document: &Document, pointer: &Pointer) -> json::Found {
    let keys: Vec<_> = pointer.keys().collect();
    let text = &document.text;
    let cut = |range: Range<usize>| to_line_end(text, range.start, range.end);
    match document.format {
        Format::Xml => json::Found::default(),
        Format::Json => {
            let found = json::find(text, &keys);
            json::Found {
                key: found.key.map(cut),
                value: found.value.map(cut),
            }
        }
        Format::Yaml => {
            let mut found = Found::default();
            Walk::new(text).descend(&keys, &mut found);
            json::Found {
                key: found.key.map(|span| bytes(text, span)),
                value: found.value.map(|span| bytes(text, span)),
            }
        }
    }
}

/// The text with each surrogate escape replaced by another of the same length.
fn readable(text: &str, format: Format) -> Cow<'_, str> {
    if format == Format::Json && (text.contains("\\ud") || text.contains("\\uD")) {
        Cow::Owned(text.replace("\\ud", "\\u0").replace("\\uD", "\\u0"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The keys of an open mapping, and whether a key comes next.
type Keys = (HashMap<String, Span>, bool);

/// A walk over the events of a text; ends early where the text is not well-formed.
struct Walk<'a> {
    text: &'a str,
    parser: Parser<'a, StrInput<'a>>,
    /// How many aliases the walk has still to follow at most.
    hops: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            parser: Parser::new_from_str(text),
            hops: 64,
        }
    }

    /// Goes on where the anchor of that number is.
    fn descend_anchored(
        &self,
        anchor: usize,
        keys: &[Cow<'_, str>],
        found: &mut Found,
    ) -> Option<()> {
        let mut walk = Self::new(self.text);
        walk.hops = self.hops.checked_sub(1)?;
        loop {
            let (event, span) = walk.node()?;
            let is_here = match &event {
                Event::Scalar(_, _, id, _)
                | Event::SequenceStart(id, _)
                | Event::MappingStart(id, _) => *id == anchor,
                _ => false,
            };
            if is_here {
                return walk.descend_from(&event, span, keys, found);
            }
        }
    }

    fn event(&mut self) -> Option<(Event<'a>, Span)> {
        self.parser.next_event()?.ok()
    }

    /// The next event that begins or ends a node.
    fn node(&mut self) -> Option<(Event<'a>, Span)> {
        loop {
            match self.event()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::StreamEnd | Event::DocumentEnd, _) => return None,
                event => return Some(event),
            }
        }
    }

    fn descend(&mut self, keys: &[Cow<'_, str>], found: &mut Found) -> Option<()> {
        let (event, span) = self.node()?;
        self.descend_from(&event, span, keys, found)
    }

    fn descend_from(
        &mut self,
        event: &Event<'_>,
        span: Span,
        keys: &[Cow<'_, str>],
        found: &mut Found,
    ) -> Option<()> {
        let Some((key, rest)) = keys.split_first() else {
            found.value = match event {
                Event::Scalar(..) | Event::Alias(_) => Some(span),
                // An item of a sequence has no key; its first position must do.
                _ => found.key.is_none().then_some(span),
            };
            return Some(());
        };
        match event {
            Event::MappingStart(..) => self.descend_mapping(key, rest, found),
            Event::SequenceStart(..) => self.descend_sequence(key, rest, found),
            Event::Alias(anchor) => self.descend_anchored(*anchor, keys, found),
            _ => None,
        }
    }

    fn descend_mapping(
        &mut self,
        key: &str,
        rest: &[Cow<'_, str>],
        found: &mut Found,
    ) -> Option<()> {
        let mut merged = Vec::new();
        loop {
            let (event, span) = self.node()?;
            match event {
                Event::Scalar(text, ..) if text == key => {
                    *found = Found {
                        key: Some(span),
                        value: None,
                    };
                    return self.descend(rest, found);
                }
                Event::MappingEnd => break,
                Event::Scalar(text, ..) if text == MERGE => self.note_merged(&mut merged)?,
                other => {
                    self.skip(&other)?;
                    let (value, _) = self.node()?;
                    self.skip(&value)?;
                }
            }
        }
        let way: Vec<_> = [key]
            .into_iter()
            .map(Cow::Borrowed)
            .chain(rest.iter().cloned())
            .collect();
        let before = *found;
        merged.into_iter().find_map(|anchor| {
            let whole = self.descend_anchored(anchor, &way, found);
            whole.or((*found != before).then_some(()))
        })
    }

    /// Passes over the value of a `<<`, and notes which anchors it names.
    fn note_merged(&mut self, anchors: &mut Vec<usize>) -> Option<()> {
        let (value, _) = self.node()?;
        match value {
            Event::Alias(anchor) => anchors.push(anchor),
            Event::SequenceStart(..) => loop {
                match self.node()?.0 {
                    Event::SequenceEnd => break,
                    Event::Alias(anchor) => anchors.push(anchor),
                    other => self.skip(&other)?,
                }
            },
            other => self.skip(&other)?,
        }
        Some(())
    }

    fn descend_sequence(
        &mut self,
        key: &str,
        rest: &[Cow<'_, str>],
        found: &mut Found,
    ) -> Option<()> {
        let index: usize = key.parse().ok()?;
        for _ in 0..index {
            match self.node()?.0 {
                Event::SequenceEnd => return None,
                item => self.skip(&item)?,
            }
        }
        let (item, span) = self.node()?;
        *found = Found {
            key: None,
            value: Some(span),
        };
        self.descend_from(&item, span, rest, found)
    }

    /// Passes over the rest of a node whose first event was read.
    fn skip(&mut self, begun: &Event<'_>) -> Option<()> {
        let mut depth = usize::from(matches!(
            begun,
            Event::MappingStart(..) | Event::SequenceStart(..)
        ));
        while depth > 0 {
            match self.node()?.0 {
                Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
                Event::MappingEnd | Event::SequenceEnd => depth -= 1,
                _ => {}
            }
        }
        Some(())
    }

    fn duplicate(&mut self) -> Option<(Span, Span)> {
        // One entry per open node; a sequence has no keys.
        let mut open: Vec<Option<Keys>> = Vec::new();
        loop {
            let (event, span) = self.node()?;
            if let (Some(Some((keys, key_next))), false) = (
                open.last_mut(),
                matches!(event, Event::MappingEnd | Event::SequenceEnd),
            ) {
                if let (true, Event::Scalar(text, ..)) = (*key_next, &event)
                    && let Some(first) = keys.insert(text.to_string(), span)
                {
                    return Some((first, span));
                }
                *key_next = !*key_next;
            }
            match event {
                Event::MappingStart(..) => open.push(Some((HashMap::new(), true))),
                Event::SequenceStart(..) => open.push(None),
                Event::MappingEnd | Event::SequenceEnd => {
                    open.pop();
                }
                _ => {}
            }
        }
    }
}

/// The bytes of a span, cut at the end of its first line.
fn bytes(text: &str, span: Span) -> Range<usize> {
    let offset = |characters: usize| {
        text.char_indices()
            .nth(characters)
            .map_or(text.len(), |(offset, _)| offset)
    };
    let (start, end) = (offset(span.start.index()), offset(span.end.index()));
    to_line_end(text, start, end)
}

fn to_line_end(text: &str, start: usize, end: usize) -> Range<usize> {
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |newline| start + newline);
    start..end.min(line_end).max(start)
}

#[cfg(test)]
mod tests {
    use super::super::value::Value;
    use super::*;

    fn at(text: &str, format: Format, keys: &[&str]) -> String {
        let document = Document {
            name: String::new(),
            path: String::new(),
            text: text.into(),
            format,
            value: Value::Null,
            names: std::sync::OnceLock::default(),
        };
        let pointer = keys
            .iter()
            .fold(Pointer::default(), |pointer, key| pointer.child(key));
        text[value(&document, &pointer)].to_owned()
    }

    #[test]
    fn finds_scalars_keys_and_items() {
        let yaml = "é: [x, {b: c}]\nd:\n  e: 1\n";
        assert_eq!(at(yaml, Format::Yaml, &["é", "1", "b"]), "c");
        assert_eq!(at(yaml, Format::Yaml, &["d", "e"]), "1");
        assert_eq!(at(yaml, Format::Yaml, &["d"]), "d");
        assert_eq!(at(yaml, Format::Yaml, &["é", "0"]), "x");
    }

    #[test]
    fn a_missing_node_is_shown_at_its_parent() {
        assert_eq!(at("a:\n  b: 1\n", Format::Yaml, &["a", "z"]), "a");
    }

    #[test]
    fn places_in_json_are_found_whatever_stands_before_them() {
        let json = r#" {"a\"}": [1, {"x": [], "y": "]}"}, true], "d/é": {"e": -1.5e3}, "z": {}}"#;
        assert_eq!(at(json, Format::Json, &["a\"}", "0"]), "1");
        assert_eq!(at(json, Format::Json, &["a\"}", "1", "y"]), "\"]}\"");
        assert_eq!(at(json, Format::Json, &["a\"}", "2"]), "true");
        assert_eq!(at(json, Format::Json, &["d/é", "e"]), "-1.5e3");
        assert_eq!(at(json, Format::Json, &["z"]), "\"z\"");
        assert_eq!(at(json, Format::Json, &["a\"}", "1"]), "{");
        assert_eq!(at(json, Format::Json, &[]), "{");
        // What is not there is shown at what would hold it.
        assert_eq!(at(json, Format::Json, &["d/é", "no"]), "\"d/é\"");
        assert_eq!(at(json, Format::Json, &["a\"}", "7"]), "\"a\\\"}\"");
        for cut in 0..json.len() {
            if let Some(text) = json.get(..cut) {
                at(text, Format::Json, &["z", "y"]);
            }
        }
    }

    #[test]
    fn json_with_surrogate_escapes_is_read() {
        let json = r#"{"a": "\ud83d\ude00", "b": 7}"#;
        assert_eq!(at(json, Format::Json, &["b"]), "7");
    }

    #[test]
    fn finds_a_duplicate_key_in_a_nested_mapping() {
        let text = "a: {x: 1}\nb:\n  x: 1\n  y: [{x: 1}]\n  x: 2\n";
        let (first, second) = duplicate_key(text, Format::Yaml).expect("there is one");
        assert!(first.start < second.start);
        assert_eq!(&text[second.clone()], "x");
        assert_eq!(text[..second.start].matches('\n').count(), 4);
    }
}
