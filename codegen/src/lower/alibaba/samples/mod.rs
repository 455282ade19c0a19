//! Samples and examples held against their schemas.
//!
//! Samples are what the client's tests decode and what people read in the documentation, so each must be exactly what its
//! schema says; members that the schema does not know are errors, too.

mod json;
mod xml;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, FloatWidth, IntegerWidth, Type};
use crate::load::{Documents, Format, Location, Place, Pointer, Value, path_from};
use crate::lower::Lowering;

/// A value of the description that must fit a type.
pub(in crate::lower) struct Example {
    ty: Type,
    /// Whether a text is an XML document.
    xml: bool,
    /// The value, or the whole document of a sample file.
    at: Location,
}

impl Lowering<'_> {
    /// Notes a value that stands in the description.
    pub(super) fn example(&mut self, ty: &Type, at: &Location) {
        self.examples.push(Example {
            ty: ty.clone(),
            xml: false,
            at: at.clone(),
        });
    }

    /// Notes an XML document that stands in the description as a text.
    pub(super) fn xml_example(&mut self, ty: &Type, at: &Location) {
        self.examples.push(Example {
            ty: ty.clone(),
            xml: true,
            at: at.clone(),
        });
    }

    /// Notes a value in a file of its own, which the loader has read.
    pub(super) fn sample_file(&mut self, file: &str, ty: &Type, at: &Location) {
        let from = &self.documents.get(at.document).path;
        let document = path_from(from, file)
            .ok()
            .and_then(|path| self.documents.find(&path));
        if let Some(document) = document {
            self.examples.push(Example {
                ty: ty.clone(),
                xml: false,
                at: Location::root(document),
            });
        }
    }
}

/// Checks all that was noted.
pub(super) fn check(
    api: &Api,
    examples: &[Example],
    documents: &Documents,
    diagnostics: &mut Diagnostics,
) {
    for Example { ty, xml, at } in examples {
        let document = documents.get(at.document);
        let whole = at.pointer == Pointer::default();
        if whole && document.format == Format::Xml {
            xml::check(api, ty, at.document, &document.text, diagnostics);
        } else if let Some(Value::String(text)) = documents.value(at).filter(|_| *xml) {
            // Places in the text are not places in the document, which may have escaped it.
            let mut inside = Diagnostics::default();
            xml::check(api, ty, at.document, text, &mut inside);
            for mut diagnostic in inside.into_found() {
                diagnostic.place = at.into();
                diagnostics.push(diagnostic);
            }
        } else if let Some(value) = documents
            .value(at)
            .filter(|value| !(whole && value.is_null()))
        {
            json::Checker { api, diagnostics }.value(value, ty, at);
        }
    }
}

fn mismatch(place: impl Into<Place>, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::error(Code::SampleMismatch, place, message, "does not match").help(help.to_owned())
}

/// A type in words that fit after "expected".
fn describe(ty: &Type, api: &Api) -> String {
    match ty {
        Type::Bool => "`true` or `false`".to_owned(),
        Type::Integer(width) => integer_words(*width).to_owned(),
        Type::Nullable(inner) => format!("{}, or `null`", describe(inner, api)),
        Type::Float(FloatWidth::F32 | FloatWidth::F64 | FloatWidth::Decimal) => {
            "a number".to_owned()
        }
        Type::Text(_) => "a text".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Map(_) => "a mapping".to_owned(),
        Type::Any => "anything".to_owned(),
        Type::Null => "`null`".to_owned(),
        Type::Named(id) => format!("a value of {}", api.definition(*id).rust_name),
    }
}

/// Whether a text is a number of that width.
fn is_integer(text: &str, width: IntegerWidth) -> bool {
    match width {
        IntegerWidth::I8 => text.parse::<i8>().is_ok(),
        IntegerWidth::I16 => text.parse::<i16>().is_ok(),
        IntegerWidth::I32 => text.parse::<i32>().is_ok(),
        IntegerWidth::I64 => text.parse::<i64>().is_ok(),
        IntegerWidth::U8 => text.parse::<u8>().is_ok(),
        IntegerWidth::U16 => text.parse::<u16>().is_ok(),
        IntegerWidth::U32 => text.parse::<u32>().is_ok(),
        IntegerWidth::U64 => text.parse::<u64>().is_ok(),
    }
}

fn integer_words(width: IntegerWidth) -> &'static str {
    match width {
        IntegerWidth::I8 => "a whole number of 8 bits",
        IntegerWidth::I16 => "a whole number of 16 bits",
        IntegerWidth::I32 => "a whole number of 32 bits",
        IntegerWidth::I64 => "a whole number of 64 bits",
        IntegerWidth::U8 => "a whole number of 8 bits without a sign",
        IntegerWidth::U16 => "a whole number of 16 bits without a sign",
        IntegerWidth::U32 => "a whole number of 32 bits without a sign",
        IntegerWidth::U64 => "a whole number of 64 bits without a sign",
    }
}

/// A value as text, short enough for a message.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "`null`".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("`{number}`"),
        Value::String(text) => format!("the text `{}`", shortened(text)),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "a mapping".to_owned(),
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
