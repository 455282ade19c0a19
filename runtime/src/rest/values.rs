//! Values as texts, and texts and documents as values: the one place where this client meets the readers.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::charset;
use super::media_type::MediaType;
use crate::json::{decode_json_strictly, to_request_json};
use crate::value::{
    Any, Mismatch, Notation, Object, Problem, ReadError, Value, View, Writing, read_tree, to_text,
};
use crate::xml::{decode_xml_strictly, to_request_xml, to_request_xml_list};

/// A value that is no deeper than a list of scalars or an object of them.
#[derive(Debug, PartialEq)]
pub(super) enum Flat {
    /// No value, which is not sent.
    Absent,
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

/// The value, unless it is deeper than that.
pub(super) fn flat(value: &dyn Value) -> Result<Flat, &'static str> {
    match value.view() {
        View::Absent => Ok(Flat::Absent),
        View::List(list) => {
            let items = (0..list.len()).filter_map(|index| list.get(index));
            let texts = items.map(item).collect::<Result<_, _>>()?;
            Ok(Flat::List(texts))
        }
        View::Object(object) => {
            let mut flat = Vec::new();
            let mut problem = None;
            members(object, &mut |name, value| match scalar(value) {
                Ok(Some(text)) => flat.push((name.to_owned(), text)),
                Ok(None) => {}
                Err(error) => problem = Some(error),
            });
            problem.map_or(Ok(Flat::Object(flat)), Err)
        }
        _ => Ok(match scalar(value)? {
            Some(text) => Flat::Scalar(text),
            None => Flat::Absent,
        }),
    }
}

fn item(value: &dyn Value) -> Result<String, &'static str> {
    // An item that is not there keeps its place.
    Ok(scalar(value)?.unwrap_or_default())
}

/// Shows the members that requests have.
pub(super) fn members(object: &dyn Object, visit: &mut dyn FnMut(&str, &dyn Value)) {
    let how = Writing::REQUEST.inside(object);
    how.members(object, &mut |name, value, _| visit(name, value));
}

/// Why a value is not flat.
pub(super) const TOO_DEEP: &str =
    "a list or an object stands inside another, which this style cannot write";

/// The text of a scalar; none for one that is absent. A null is the empty text.
pub(super) fn scalar(value: &dyn Value) -> Result<Option<String>, &'static str> {
    match value.view() {
        View::Absent => Ok(None),
        View::Object(_) | View::List(_) => Err(TOO_DEEP),
        _ => match to_text(value) {
            Some(text) => Ok(Some(text)),
            None => Err("a number is not finite, which cannot be written"),
        },
    }
}

/// Whether there is no value at all.
pub(super) fn is_absent(value: &dyn Value) -> bool {
    matches!(value.view(), View::Absent)
}

/// Reads a JSON document.
pub(super) fn read_json(document: &[u8], slot: &mut dyn Value) -> Result<(), ReadError> {
    decode_json_strictly(document, slot)
}

/// Reads an XML document.
pub(super) fn read_xml(document: &[u8], slot: &mut dyn Value) -> Result<(), ReadError> {
    decode_xml_strictly(document, slot)
}

/// Writes the body of a request as JSON.
pub(super) fn write_json(value: &dyn Value) -> String {
    to_request_json(value)
}

/// Writes the items of a list as JSON, each on a line and behind this text.
pub(super) fn write_json_lines(before: &str, list: &dyn Value) -> String {
    let mut lines = String::new();
    if let View::List(list) = list.view() {
        for item in (0..list.len()).filter_map(|index| list.get(index)) {
            lines.push_str(before);
            lines.push_str(&write_json(item));
            lines.push('\n');
        }
    }
    lines
}

/// Writes the body of a request as XML with this root element.
pub(super) fn write_xml(root: &str, value: &dyn Value) -> String {
    to_request_xml(root, value)
}

/// The same for what may be a list, with these elements around its items.
pub(super) fn write_xml_list(root: &str, item: &str, value: &dyn Value) -> String {
    to_request_xml_list(root, item, value)
}

/// Reads a tree of texts: a form, a header, a text body. Their scalars are texts by nature.
pub(super) fn read_texts(tree: &Any, slot: &mut dyn Value) -> Result<(), ReadError> {
    read_tree(tree, Notation::Texts, slot)
}

/// A text body, in the charset that its media type names.
pub(super) fn text_of<'b>(body: &'b [u8], headers: &HeaderMap) -> Result<Cow<'b, str>, ReadError> {
    let stated = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let name = stated.and_then(MediaType::charset);
    charset::decoded(body, name.as_deref())
}

/// The error of a reply as a whole.
pub(super) fn wrong(expected: &'static str, found: impl Into<Box<str>>) -> ReadError {
    ReadError::new(
        String::new(),
        Problem::Mismatch(Mismatch::new(expected, found)),
    )
}

/// The error of a part of a reply.
pub(super) fn wrong_at(path: impl Into<String>, mismatch: Mismatch) -> ReadError {
    ReadError::new(path.into(), Problem::Mismatch(mismatch))
}
