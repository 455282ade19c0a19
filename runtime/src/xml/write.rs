//! Values as XML text.

use std::borrow::Cow;
use std::fmt::Write;

use crate::value::{List, Object, Value, View, Writing, XmlForm, to_text};

/// Writes a value as a compact XML document with this root element.
///
/// A list's items each become an element with the list's own name; lists directly inside lists, and a list as the
/// whole document, get elements named `item`. What XML cannot say is left out: absent members, nulls inside lists,
/// numbers that are not finite. A character that XML cannot hold becomes U+FFFD, and one that a name cannot hold `_`.
///
/// Types of [`plain_object!`](crate::plain_object) are written as their `xml { .. }` says, with their nulls as
/// `xsi:nil="true"`; a type's own `xml { .. }` counts for the root, but for its name, and for the items of a list that is the
/// whole document.
///
/// ```
/// assert_eq!(
///     acs_runtime::to_xml("Names", &vec!["a & b".to_owned()]),
///     r#"<?xml version="1.0" encoding="UTF-8"?><Names><item>a &amp; b</item></Names>"#,
/// );
/// ```
#[must_use]
pub fn to_xml(root: &str, value: &dyn Value) -> String {
    document(root, UNNAMED, value, Writing::default())
}

/// Writes a value as [`to_xml`] does, for the body of a request: members that only replies have are left out.
///
/// ```
/// struct Pet {
///     id: Option<i64>,
///     name: String,
/// }
/// acs_runtime::plain_object!(Pet {
///     id: "id" read_only,
///     name: "name" required xml { attribute },
/// } xml { namespace: "urn:pets", prefix: "p" });
///
/// let pet = Pet { id: Some(1), name: "Rex".to_owned() };
/// assert_eq!(
///     acs_runtime::to_request_xml("Pet", &pet),
///     r#"<?xml version="1.0" encoding="UTF-8"?><p:Pet xmlns:p="urn:pets" name="Rex"></p:Pet>"#,
/// );
/// ```
#[must_use]
pub fn to_request_xml(root: &str, value: &dyn Value) -> String {
    document(root, UNNAMED, value, Writing::REQUEST)
}

/// The same for what may be a list, with elements of this name around its items.
pub(crate) fn to_request_xml_list(root: &str, item: &str, value: &dyn Value) -> String {
    document(root, item, value, Writing::REQUEST)
}

/// Name of the element around an item that has none of its own.
const UNNAMED: &str = "item";

fn document(root: &str, item: &str, value: &dyn Value, how: Writing) -> String {
    let mut out = String::from(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    let tag = Tag::new(root, own_form(value));
    match value.view() {
        View::List(list) => wrapped(&mut out, how, &tag, &Items::OfType(item), list),
        View::Absent => tag.around(&mut out, |_| {}),
        View::Null if !how.nulls => tag.around(&mut out, |_| {}),
        _ => element(&mut out, how, &tag, value),
    }
    out
}

/// How a type's own element is written.
fn own_form(value: &dyn Value) -> Option<&'static XmlForm> {
    match value.view() {
        View::Object(object) => object.facts()?.xml,
        _ => None,
    }
}

/// How an element opens.
struct Tag<'a> {
    name: Cow<'a, str>,
    prefix: Option<&'a str>,
    namespace: Option<&'a str>,
}

impl<'a> Tag<'a> {
    fn new(name: &'a str, form: Option<&'a XmlForm>) -> Self {
        Self {
            name: qualified(name),
            prefix: form.and_then(|form| form.prefix),
            namespace: form.and_then(|form| form.namespace),
        }
    }

    fn open(&self, out: &mut String) {
        out.push('<');
        self.name(out);
        declare(out, self.prefix, self.namespace);
    }

    fn close(&self, out: &mut String) {
        out.push_str("</");
        self.name(out);
        out.push('>');
    }

    fn name(&self, out: &mut String) {
        if let Some(prefix) = self.prefix {
            out.push_str(&safe_name(prefix));
            out.push(':');
        }
        out.push_str(&self.name);
    }

    fn around(&self, out: &mut String, inside: impl FnOnce(&mut String)) {
        self.open(out);
        out.push('>');
        inside(out);
        self.close(out);
    }
}

fn declare(out: &mut String, prefix: Option<&str>, namespace: Option<&str>) {
    let Some(namespace) = namespace else { return };
    out.push_str(" xmlns");
    if let Some(prefix) = prefix {
        out.push(':');
        out.push_str(&safe_name(prefix));
    }
    attribute_value(out, namespace);
}

fn attribute_value(out: &mut String, text: &str) {
    // A reader turns these into blanks unless they are references.
    let text = escaped(text)
        .replace('"', "&quot;")
        .replace('\t', "&#9;")
        .replace('\n', "&#10;");
    // Writing to a string cannot fail.
    let _ = write!(out, "=\"{text}\"");
}

fn element(out: &mut String, how: Writing, tag: &Tag<'_>, value: &dyn Value) {
    match value.view() {
        View::Object(object) => members(out, how, tag, object),
        View::List(list) => {
            for item in items(list) {
                match item.view() {
                    View::List(inner) => wrapped(out, how, tag, &Items::OfType(UNNAMED), inner),
                    _ => element(out, how, tag, item),
                }
            }
        }
        View::Null if how.nulls => {
            tag.open(out);
            out.push_str(
                " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\">",
            );
            tag.close(out);
        }
        View::Null | View::Absent => {}
        _ => {
            if let Some(text) = to_text(value) {
                tag.around(out, |out| out.push_str(&escaped(&text)));
            }
        }
    }
}

fn members(out: &mut String, how: Writing, tag: &Tag<'_>, object: &dyn Object) {
    let how = how.inside(object);
    tag.open(out);
    attributes(out, how, tag, object);
    out.push('>');
    let facts = object.facts();
    how.members(object, &mut |name, value, place| {
        let member = facts.zip(place).map(|(facts, place)| &facts.members[place]);
        match member.and_then(|member| member.xml) {
            None if member.is_some() => element(out, how, &Tag::new(name, None), value),
            // The key of a map could be anything.
            None => element(out, how, &Tag::new(&safe_name(name), None), value),
            Some(form) if form.attribute => {}
            Some(form) => formed(out, how, name, form, value),
        }
    });
    tag.close(out);
}

/// A member with an `xml { .. }` that is no attribute.
fn formed(out: &mut String, how: Writing, name: &str, form: &XmlForm, value: &dyn Value) {
    let own = form.name.unwrap_or(name);
    match value.view() {
        View::List(list) if form.wrapped => {
            let item = Tag {
                name: qualified(form.item.unwrap_or(own)),
                prefix: form.item_prefix,
                namespace: form.item_namespace,
            };
            wrapped(
                out,
                how,
                &Tag::new(own, Some(form)),
                &Items::Called(&item),
                list,
            );
        }
        View::List(_) => {
            let tag = Tag::new(form.item.unwrap_or(name), Some(form));
            element(out, how, &tag, value);
        }
        _ => element(out, how, &Tag::new(own, Some(form)), value),
    }
}

fn attributes(out: &mut String, how: Writing, tag: &Tag<'_>, object: &dyn Object) {
    let Some(facts) = object.facts() else { return };
    let mut declared: Vec<_> = tag.namespace.and(tag.prefix).into_iter().collect();
    how.members(object, &mut |name, value, place| {
        let form = place.and_then(|place| facts.members[place].xml);
        let Some(form) = form.filter(|form| form.attribute) else {
            return;
        };
        let Some(text) = attribute_text(value) else {
            return;
        };
        // An attribute without a prefix is in no namespace, whatever is declared.
        if let Some(prefix) = form.prefix
            && !declared.contains(&prefix)
        {
            declare(out, form.prefix, form.namespace);
            declared.push(prefix);
        }
        out.push(' ');
        let tag = Tag::new(form.name.unwrap_or(name), Some(form));
        tag.name(out);
        attribute_value(out, &text);
    });
}

/// The text of an attribute; the items of a list stand side by side.
fn attribute_text(value: &dyn Value) -> Option<String> {
    match value.view() {
        View::List(list) => {
            let texts: Vec<_> = items(list).filter_map(to_text).collect();
            Some(texts.join(" "))
        }
        _ => to_text(value),
    }
}

fn items(list: &dyn List) -> impl Iterator<Item = &dyn Value> {
    (0..list.len()).filter_map(|index| list.get(index))
}

/// What the elements of a list's items are called.
enum Items<'a> {
    /// As the list says.
    Called(&'a Tag<'a>),
    /// As their type says, else so.
    OfType(&'a str),
}

/// A list with an element around its items.
fn wrapped(out: &mut String, how: Writing, tag: &Tag<'_>, called: &Items<'_>, list: &dyn List) {
    tag.around(out, |out| {
        for item in items(list) {
            let form = own_form(item);
            let of_type = |other| Tag::new(form.and_then(|form| form.name).unwrap_or(other), form);
            let inside = match called {
                Items::Called(tag) => tag,
                Items::OfType(other) => &of_type(other),
            };
            match item.view() {
                View::List(inner) => wrapped(out, how, inside, &Items::OfType(UNNAMED), inner),
                _ => element(out, how, inside, item),
            }
        }
    });
}

/// A name that may have a prefix of its own.
fn qualified(name: &str) -> Cow<'_, str> {
    match name.split_once(':') {
        Some((prefix, local)) if !prefix.is_empty() && !local.is_empty() => {
            Cow::Owned(format!("{}:{}", safe_name(prefix), safe_name(local)))
        }
        _ => safe_name(name),
    }
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
