//! Documentation of types and their members.

use proc_macro2::TokenStream;

use super::super::calls::link;
use super::super::{markdown, tokens};
use super::object::Member;
use crate::ir::{Api, Direction, Docs, Type, TypeDefinition};

/// The longest example or constant that is shown, in characters.
const LONGEST: usize = 200;

pub(super) fn of_type(definition: &TypeDefinition, otherwise: &str) -> TokenStream {
    let docs = &definition.docs;
    let mut text = tokens::prose(docs, otherwise);
    let facts = facts(docs);
    if !facts.is_empty() {
        text += &format!("\n\n{}", facts.join(" "));
    }
    text += &source(docs);
    tokens::doc(&text)
}

pub(super) fn of_member(api: &Api, member: &Member<'_>) -> TokenStream {
    let field = member.field;
    let mut text = tokens::prose(&field.docs, &of_value(api, &field.ty));
    let mut sentences = vec![format!("Wire name: {}.", excerpt(&field.wire_name))];
    sentences.extend(promise(member).map(str::to_owned));
    if let Some(constant) = &field.constant {
        sentences.push(format!("Always {}.", excerpt(&wire_text(constant))));
    }
    sentences.extend(facts(&field.docs));
    text += &format!("\n\n{}", sentences.join(" "));
    text += &source(&field.docs);
    tokens::doc(&text)
}

/// Documentation of an item of a list, which has a place in place of a name.
pub(super) fn of_item(api: &Api, item: &Member<'_>) -> TokenStream {
    let field = item.field;
    let mut text = tokens::prose(&field.docs, &of_value(api, &field.ty));
    let mut sentences = Vec::new();
    if item.is_optional {
        sentences.push("May be left out.".to_owned());
    }
    sentences.extend(facts(&field.docs));
    if !sentences.is_empty() {
        text += &format!("\n\n{}", sentences.join(" "));
    }
    tokens::doc(&(text + &source(&field.docs)))
}

/// When the member is there.
fn promise(member: &Member<'_>) -> Option<&'static str> {
    match (member.field.direction, member.field.required) {
        (Direction::Both, true) => Some("Required."),
        (Direction::Both, false) => None,
        (Direction::Reply, true) => Some("In replies only, and always there."),
        (Direction::Reply, false) => Some("In replies only."),
        (Direction::Request, true) => Some("In requests only, and required there."),
        (Direction::Request, false) => Some("In requests only."),
    }
}

/// Limits, default and example.
fn facts(docs: &Docs) -> Vec<String> {
    let limits = docs.limits.iter();
    let mut facts: Vec<_> = limits
        .map(|limit| format!("{}.", tokens::capitalized(&markdown::one_line(limit))))
        .collect();
    if let Some(example) = &docs.example {
        facts.push(format!("Example: {}.", excerpt(example)));
    }
    facts
}

fn source(docs: &Docs) -> String {
    let source = docs.source.as_deref().map(link);
    source.map_or_else(String::new, |it| format!("\n\nMore: <{it}>."))
}

/// The words of a value that has none of its own.
pub(super) fn of_value(api: &Api, ty: &Type) -> String {
    let Some(definition) = ty.named().map(|id| api.definition(id)) else {
        return "Not described.".to_owned();
    };
    // A derive macro may have the same name.
    let see = format!("See [`{0}`](type@{0}).", definition.rust_name);
    if matches!(ty, Type::Named(_)) {
        tokens::prose(&definition.docs, &see)
    } else {
        see
    }
}

/// A text of the description as inline code, cut where it is long.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        _ if text.is_empty() => "the empty text".to_owned(),
        Some((end, _)) => markdown::code(&format!("{}…", &text[..end])),
        None => markdown::code(text),
    }
}

/// A value as it goes over the wire; a text without quotes.
pub(super) fn wire_text(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
