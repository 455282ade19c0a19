//! Small pieces of code that several files need.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::{markdown, prelude};
use crate::ir::{Api, Docs, Effect, FloatWidth, IntegerWidth, Method, TextFormat, Type};

/// An identifier; the names in the intermediate representation are valid ones.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Stands between the lines of documentation until they are set: a letter that is in no text of a description once it is
/// cleaned.
pub(super) const DOCS_BREAK: char = '\u{1}';

/// A documentation attribute.
pub(super) fn doc(text: &str) -> TokenStream {
    let text = doc_text(text);
    quote!(#[doc = #text])
}

/// The same for the file itself.
pub(super) fn inner_doc(text: &str) -> TokenStream {
    let text = doc_text(text);
    quote!(#![doc = #text])
}

/// Lines of documentation as one literal, since an attribute for each would be most of what a file is parsed from. A raw
/// string needs no escapes; making and undoing them takes longer than all else that is done with the text.
fn doc_text(text: &str) -> Literal {
    let mut raw = String::with_capacity(text.len() + text.len() / 16 + 16);
    raw.push_str("r###\"");
    let start = raw.len();
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            raw.push(DOCS_BREAK);
        }
        if !line.is_empty() {
            raw.push(' ');
            raw.push_str(line.trim_end_matches(' '));
        }
    }
    let is_simple = !raw.contains(['\r', '\0']) && !raw[start..].contains("\"###");
    let escaped = (!is_simple).then(|| Literal::string(&raw[start..]));
    raw.push_str("\"###");
    let literal = || raw.parse().unwrap_or_else(|_| Literal::string(text));
    escaped.unwrap_or_else(literal)
}

/// `#[deprecated]` where the description says so.
pub(super) fn deprecated(docs: &Docs) -> TokenStream {
    if docs.deprecated {
        quote!(#[deprecated = "the service's documentation calls it deprecated"])
    } else {
        quote!()
    }
}

/// The variant of the runtime's `Method`.
pub(super) fn method(method: Method) -> Ident {
    ident(match method {
        Method::Get => "Get",
        Method::Put => "Put",
        Method::Post => "Post",
        Method::Delete => "Delete",
        Method::Options => "Options",
        Method::Head => "Head",
        Method::Patch => "Patch",
        Method::Trace => "Trace",
    })
}

/// The variant of the runtime's `Effect`.
pub(super) fn effect(effect: Effect) -> Ident {
    ident(match effect {
        Effect::Read => "Read",
        Effect::Idempotent => "Idempotent",
        Effect::Write => "Write",
    })
}

/// What an effect means to callers.
pub(super) fn effect_docs(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "It changes nothing.",
        Effect::Idempotent => "Calling it twice does the same as calling it once.",
        Effect::Write => "Calling it twice may do more than calling it once.",
    }
}

/// The Rust type of a value.
pub(super) fn rust_type(ty: &Type, api: &Api) -> TokenStream {
    match ty {
        Type::Bool => quote!(bool),
        Type::Integer(width) => {
            let name = ident(integer(*width));
            quote!(#name)
        }
        Type::Float(FloatWidth::F32) => quote!(f32),
        Type::Float(FloatWidth::F64) => quote!(f64),
        Type::Float(FloatWidth::Decimal) => quote!(acs_runtime::value::DecimalNumber),
        Type::Text(format) => text(format, api),
        Type::Nullable(inner) => {
            let inner = rust_type(inner, api);
            quote!(acs_runtime::value::Nullable<#inner>)
        }
        Type::List(item) => {
            let item = rust_type(item, api);
            prelude::vec(&item, api)
        }
        Type::Map(item) => {
            let item = rust_type(item, api);
            prelude::map(&item, api)
        }
        Type::Any => quote!(acs_runtime::value::Any),
        Type::Null => quote!(acs_runtime::value::Null),
        Type::Named(id) => {
            let name = ident(&api.definition(*id).rust_name);
            quote!(#name)
        }
    }
}

fn integer(width: IntegerWidth) -> &'static str {
    match width {
        IntegerWidth::I8 => "i8",
        IntegerWidth::I16 => "i16",
        IntegerWidth::I32 => "i32",
        IntegerWidth::I64 => "i64",
        IntegerWidth::U8 => "u8",
        IntegerWidth::U16 => "u16",
        IntegerWidth::U32 => "u32",
        IntegerWidth::U64 => "u64",
    }
}

fn text(format: &TextFormat, api: &Api) -> TokenStream {
    let name = match format {
        TextFormat::Plain | TextFormat::Other(_) => {
            return prelude::string(api);
        }
        TextFormat::Secret => "SecretText",
        TextFormat::Date => "Date",
        TextFormat::DateTime => "OffsetDateTime",
        TextFormat::Uuid => "Uuid",
        TextFormat::Decimal => "Decimal",
        TextFormat::Base64 => "Base64",
    };
    let name = ident(name);
    quote!(acs_runtime::value::#name)
}

/// What a reader needs to know of a value beyond its description.
pub(super) fn facts(wire_name: &str, docs: &Docs, more: Option<&str>) -> String {
    let mut facts = vec![format!("Wire name: {}.", markdown::code(wire_name))];
    facts.extend(
        docs.limits
            .iter()
            .map(|limit| format!("{}.", capitalized(&markdown::one_line(limit)))),
    );
    if let Some(example) = &docs.example {
        facts.push(format!("Example: {}.", markdown::code(example)));
    }
    facts.extend(more.map(str::to_owned));
    facts.join(" ")
}

pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Summary and description as paragraphs; `fallback` where there is neither.
pub(super) fn prose(docs: &Docs, fallback: &str) -> String {
    let parts = [
        docs.summary.as_deref().map(markdown::one_line),
        docs.description.as_deref().map(markdown::cleaned),
    ];
    let text = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n");
    if text.is_empty() {
        fallback.to_owned()
    } else {
        text
    }
}
