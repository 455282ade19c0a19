//! Values that the description states, as expressions.

mod moments;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::PAD;
use base64::engine::{DecodePaddingMode, GeneralPurpose};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::{Map, Value};

use super::super::{items, prelude, tokens};
use super::constructors;
use super::object::Members;
use crate::ir::{
    Api, EnumBase, FloatWidth, IntegerWidth, Prelude, Shape, TextFormat, Type, TypeDefinition,
};

/// An expression of the type for a value that the description states; `None` where the value does not fit the type, or
/// only reading would tell.
pub(super) fn literal(value: &Value, ty: &Type, api: &Api) -> Option<TokenStream> {
    expression(value, ty, api, Names::Imported)
}

/// How types are named.
#[derive(Clone, Copy)]
enum Names {
    /// By their last names: a file imports the types that its own types hold.
    Imported,
    /// By paths: what these hold in turn it does not import.
    Paths,
}

fn expression(value: &Value, ty: &Type, api: &Api, names: Names) -> Option<TokenStream> {
    match ty {
        Type::Bool => value.as_bool().map(|value| quote!(#value)),
        Type::Integer(width) => integer(value, *width).map(|value| quote!(#value)),
        Type::Float(width) => float(value, *width).map(|value| quote!(#value)),
        Type::Text(TextFormat::Plain | TextFormat::Other(_)) => {
            let text = value.as_str()?;
            let string = prelude::string(api);
            Some(quote!(#string::from(#text)))
        }
        Type::Text(TextFormat::Secret) => {
            let text = value.as_str()?;
            Some(quote!(acs_runtime::value::SecretText::from(#text)))
        }
        Type::Nullable(_) if value.is_null() => Some(quote!(acs_runtime::value::Nullable::Null)),
        Type::Nullable(inner) => {
            let inner = expression(value, inner, api, names)?;
            Some(quote!(acs_runtime::value::Nullable::Value(#inner)))
        }
        Type::Any => any(value),
        Type::Null => value.is_null().then(|| quote!(acs_runtime::value::Null)),
        Type::Named(id) => named(value, api.definition(*id), api, names),
        Type::Text(TextFormat::Date) => moments::date(value.as_str()?),
        Type::Text(TextFormat::DateTime) => moments::date_time(value.as_str()?),
        Type::Text(TextFormat::Uuid) => uuid(value.as_str()?),
        Type::Text(TextFormat::Base64) => bytes(value.as_str()?),
        Type::List(item) => {
            let items = value.as_array()?.iter();
            let items = items.map(|value| expression(value, item, api, names));
            let items = items.collect::<Option<Vec<_>>>()?;
            Some(if items.is_empty() {
                let vec = prelude::item(Prelude::Vec, api);
                quote!(#vec::new())
            } else {
                quote!(vec![#(#items),*])
            })
        }
        Type::Map(item) => map(value.as_object()?.iter(), item, api, names),
        // What keeps its digits is made by reading alone.
        Type::Text(TextFormat::Decimal) => None,
    }
}

fn integer(value: &Value, width: IntegerWidth) -> Option<Literal> {
    let number = value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
        .or_else(|| whole(value.as_f64()?))?;
    let fits = width.range().contains(&number);
    fits.then(|| Literal::i128_unsuffixed(number))
}

/// The whole number that is written with a fraction of zero, as `1.0` and `1e3` are.
#[allow(clippy::cast_possible_truncation, reason = "checked")]
fn whole(number: f64) -> Option<i128> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i128)
}

fn float(value: &Value, width: FloatWidth) -> Option<Literal> {
    let number = value.as_f64()?;
    match width {
        FloatWidth::F64 => Some(Literal::f64_unsuffixed(number)),
        FloatWidth::Decimal => None,
        // As precise as the type is: that is what a reader would make of the number, too.
        #[allow(clippy::cast_possible_truncation)]
        FloatWidth::F32 => {
            let number = number as f32;
            number.is_finite().then(|| Literal::f32_unsuffixed(number))
        }
    }
}

fn any(value: &Value) -> Option<TokenStream> {
    let from = |value: TokenStream| Some(quote!(acs_runtime::value::Any::from(#value)));
    match value {
        Value::Null => Some(quote!(acs_runtime::value::Any::Null)),
        Value::Bool(flag) => from(quote!(#flag)),
        Value::String(text) => from(quote!(#text)),
        Value::Number(number) => {
            let literal = number
                .as_i64()
                .map(Literal::i64_suffixed)
                .or_else(|| number.as_u64().map(Literal::u64_suffixed))
                .or_else(|| number.as_f64().map(Literal::f64_suffixed))?;
            from(quote!(#literal))
        }
        Value::Array(items) => {
            let items = items.iter().map(any).collect::<Option<Vec<_>>>()?;
            Some(quote!(acs_runtime::value::Any::Array(vec![#(#items),*])))
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = any(value)?;
                Some(quote!((#name, #value)))
            });
            let members = members.collect::<Option<Vec<_>>>()?;
            let any = quote!(acs_runtime::value::Any);
            Some(
                quote!(<#any as ::core::iter::FromIterator<(&str, #any)>>::from_iter([#(#members),*])),
            )
        }
    }
}

fn map<'v>(
    members: impl Iterator<Item = (&'v String, &'v Value)>,
    item: &Type,
    api: &Api,
    names: Names,
) -> Option<TokenStream> {
    let string = prelude::string(api);
    let members = members.map(|(name, value)| {
        let value = expression(value, item, api, names)?;
        Some(quote!((#string::from(#name), #value)))
    });
    let members = members.collect::<Option<Vec<_>>>()?;
    Some(quote!(::std::collections::BTreeMap::from([#(#members),*])))
}

/// A value of a type with a name.
fn named(
    value: &Value,
    definition: &TypeDefinition,
    api: &Api,
    names: Names,
) -> Option<TokenStream> {
    let name = match names {
        Names::Imported => tokens::ident(&definition.rust_name).into_token_stream(),
        Names::Paths => items::path_within(api, definition),
    };
    match &definition.shape {
        Shape::Enum { base, values } => {
            let mut values = values.iter();
            let known = values.find(|known| is_value(value, *base, &known.wire_value))?;
            let variant = tokens::ident(&known.rust_name);
            Some(quote!(#name::#variant))
        }
        Shape::Object { fields, additional } => {
            let members = Members::new(definition, fields);
            let members = object(value.as_object()?, &members, additional.as_ref(), api)?;
            Some(quote!(#name { #members }))
        }
        // Only reading tells which of several types a value is of.
        Shape::Union { .. } | Shape::Tuple { .. } => None,
    }
}

fn is_value(value: &Value, base: EnumBase, wire_value: &str) -> bool {
    match base {
        EnumBase::Text => value.as_str() == Some(wire_value),
        EnumBase::Integer => value
            .as_i64()
            .is_some_and(|it| it.to_string() == wire_value),
        EnumBase::Mixed => serde_json::from_str::<Value>(wire_value).is_ok_and(|it| it == *value),
    }
}

/// The members of an object, as they stand between the braces of its struct.
fn object(
    value: &Map<String, Value>,
    members: &Members<'_>,
    additional: Option<&Type>,
    api: &Api,
) -> Option<TokenStream> {
    let mut stated = Vec::new();
    let mut absent = Vec::new();
    for member in members.each() {
        let (field, name) = (member.field, tokens::ident(&member.field.rust_name));
        let constant = field.constant.as_ref().filter(|_| !member.is_optional);
        match value.get(&field.wire_name).or(constant) {
            Some(value) => {
                let value = expression(value, &field.ty, api, Names::Paths)?;
                let held = constructors::held(&member, &value, api);
                stated.push(quote!(#name: #held));
            }
            None if member.is_optional => absent.push(name),
            None => return None,
        }
    }
    let is_other = |name: &String| members.each().all(|it| it.field.wire_name != *name);
    let mut others = value.iter().filter(|(name, _)| is_other(name)).peekable();
    match additional {
        Some(item) => {
            let name = tokens::ident(&members.rest_name());
            let map = map(others, item, api, Names::Paths)?;
            stated.push(quote!(#name: #map));
        }
        // A member that the type has no place for would get lost.
        None if others.peek().is_some() => return None,
        None => {}
    }
    Some(if absent.is_empty() {
        quote!(#(#stated),*)
    } else if members.each().all(|member| member.is_optional) {
        quote!(#(#stated,)* ..::core::default::Default::default())
    } else {
        let none = prelude::none(api);
        quote!(#(#stated,)* #(#absent: #none),*)
    })
}

/// A UUID, written as the runtime reads it: with hyphens or without.
fn uuid(text: &str) -> Option<TokenStream> {
    let groups: Vec<_> = text.split('-').map(str::len).collect();
    if !matches!(groups[..], [32] | [8, 4, 4, 4, 12]) {
        return None;
    }
    let digits = text.replace('-', "");
    // A sign is no digit.
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = u128::from_str_radix(&digits, 16).ok().filter(|_| is_hex)?;
    let number: TokenStream = format!("{number:#034x}").parse().ok()?;
    Some(quote!(acs_runtime::value::Uuid::from_u128(#number)))
}

/// The bytes that a text in base64 stands for; `None` for one that is none, or too long to stand in code.
fn bytes(text: &str) -> Option<TokenStream> {
    const MOST: usize = 1_000;
    const READER: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        PAD.with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let text = (text.len() <= MOST).then_some(text)?;
    let bytes = Literal::byte_string(&READER.decode(text).ok()?);
    Some(quote!(acs_runtime::value::Base64::from(&#bytes[..])))
}

#[cfg(test)]
mod tests {
    use super::{bytes, uuid};

    #[test]
    fn bytes_are_those_of_base64() {
        for (text, expected) in [
            ("", "b\"\""),
            ("aGk=", "b\"hi\""),
            ("aGk", "b\"hi\""),
            ("//8A", "b\"\\xFF\\xFF\\0\""),
        ] {
            let printed = bytes(text).expect(text).to_string();
            assert!(printed.contains(expected), "{printed}");
        }
        for none in ["a", "aGl", "a===", "aGk==", "a-_b", "=", "a G k"] {
            assert!(bytes(none).is_none(), "{none}");
        }
    }

    #[test]
    fn a_uuid_has_32_digits() {
        let printed = uuid("67E55044-10b1-426f-9247-bb680e5fe0c8").expect("a UUID");
        let printed = printed.to_string();
        assert!(
            printed.contains("0x67e5504410b1426f9247bb680e5fe0c8"),
            "{printed}"
        );
        for none in [
            "",
            "67e55044",
            "+7e5504410b1426f9247bb680e5fe0c8",
            "67e5504410b1426f-9247bb680e5fe0c8",
        ] {
            assert!(uuid(none).is_none(), "{none}");
        }
    }
}
