//! Values as XML text.

use std::borrow::Cow;
use std::fmt::Write;

use crate::value::{List, Value, View};

/// Writes a value as a compact XML document with this root element.
///
/// A list's items each become an element with the list's own name; lists directly inside lists, and a list as the
/// whole document, get elements named `item`. What XML cannot say is left out: absent members, nulls inside lists,
/// numbers that are not finite. A character that XML cannot hold becomes U+FFFD, and one that a name cannot hold `_`.
///
/// ```
/// assert_eq!(
///     acs_runtime::to_xml("Names", &vec!["a & b".to_owned()]),
///     r#"<?xml version="1.0" encoding="UTF-8"?><Names><item>a &amp; b</item></Names>"#,
/// );
/// ```
#[must_use]
pub fn to_xml(root: &str, value: &dyn Value) -> String {
    let mut out = String::from(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    let root = safe_name(root);
    match value.view() {
        View::List(list) => wrapped(&mut out, &root, list),
        View::Absent | View::Null => drop(write!(out, "<{root}></{root}>")),
        _ => element(&mut out, &root, value),
    }
    out
}

fn element(out: &mut String, name: &str, value: &dyn Value) {
    match value.view() {
        View::Bool(flag) => plain(out, name, if flag { "true" } else { "false" }),
        View::Integer(number) => plain(out, name, &number.to_string()),
        View::Unsigned(number) => plain(out, name, &number.to_string()),
        View::Float(number) if number.is_finite() => plain(out, name, &format!("{number:?}")),
        View::Absent | View::Null | View::Float(_) => {}
        View::Text(text) => plain(out, name, &escaped(&text)),
        View::Object(object) => around(out, name, |out| {
            object.members(&mut |member, value| element(out, &safe_name(member), value));
        }),
        View::List(list) => {
            for item in items(list) {
                match item.view() {
                    View::List(inner) => wrapped(out, name, inner),
                    _ => element(out, name, item),
                }
            }
        }
    }
}

fn items(list: &dyn List) -> impl Iterator<Item = &dyn Value> {
    (0..list.len()).filter_map(|index| list.get(index))
}

fn wrapped(out: &mut String, name: &str, list: &dyn List) {
    around(out, name, |out| {
        for item in items(list) {
            match item.view() {
                View::List(inner) => wrapped(out, "item", inner),
                _ => element(out, "item", item),
            }
        }
    });
}

fn around(out: &mut String, name: &str, inside: impl FnOnce(&mut String)) {
    // Writing to a string cannot fail.
    let _ = write!(out, "<{name}>");
    inside(out);
    let _ = write!(out, "</{name}>");
}

fn plain(out: &mut String, name: &str, text: &str) {
    around(out, name, |out| out.push_str(text));
}

/// Text with the characters replaced that mean something in XML or that a reader would change.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| matches!(c, '<' | '>' | '&') || !is_kept(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A reader turns a bare carriage return into a line feed.
            '\r' => out.push_str("&#13;"),
            _ if is_kept(character) => out.push(character),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    Cow::Owned(out)
}

/// Whether XML 1.0 can hold the character as it is.
fn is_kept(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

/// The name as an element's name: a map's key could be anything, even markup.
fn safe_name(name: &str) -> Cow<'_, str> {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let continues = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if name.starts_with(starts) && name.chars().all(continues) {
        return Cow::Borrowed(name);
    }
    let mut safe: String = name
        .chars()
        .map(|c| if continues(c) { c } else { '_' })
        .collect();
    if !safe.starts_with(starts) {
        safe.insert(0, '_');
    }
    Cow::Owned(safe)
}
