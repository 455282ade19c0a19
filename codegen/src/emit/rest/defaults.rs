//! Values that the description states: defaults and constants.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::super::{prelude, tokens};
use super::object::{self, Members};
use super::{constructors, type_docs};
use crate::ir::{
    Api, EnumBase, Field, FloatWidth, IntegerWidth, Prelude, Shape, TextFormat, Type,
    TypeDefinition,
};

/// `NAME_or_default` for each member that the service takes a known value for when it is absent.
pub(super) fn accessors(
    api: &Api,
    definition: &TypeDefinition,
    members: &Members<'_>,
) -> TokenStream {
    let setters: Vec<_> = members
        .each()
        .map(|member| constructors::setter_name(&member.field.rust_name))
        .collect();
    let optional = members
        .each()
        .filter(|member| member.is_optional && !member.field.boxed);
    let accessors: Vec<_> = optional
        .filter_map(|member| {
            let name = member.field.rust_name.trim_end_matches('_');
            let method = format!("{name}_or_default");
            let is_free = !setters.contains(&method);
            is_free
                .then(|| accessor(api, member.field, &method))
                .flatten()
        })
        .collect();
    if accessors.is_empty() {
        return quote!();
    }
    let name = tokens::ident(&definition.rust_name);
    quote! {
        impl #name {
            #(#accessors)*
        }
    }
}

fn accessor(api: &Api, field: &Field, method: &str) -> Option<TokenStream> {
    let default = field.default.as_ref()?;
    let value = literal(default, &field.ty, api)?;
    let name = tokens::ident(&field.rust_name);
    let (ty, body) = match &field.ty {
        Type::Text(TextFormat::Plain | TextFormat::Other(_)) => {
            let text = default.as_str()?;
            (quote!(&str), quote!(self.#name.as_deref().unwrap_or(#text)))
        }
        ty => {
            let held = match ty {
                Type::Nullable(inner) => inner,
                ty => ty,
            };
            let body = match held {
                held if is_copied(held) => quote!(self.#name.unwrap_or(#value)),
                Type::Named(_) => quote!(self.#name.clone().unwrap_or(#value)),
                Type::Text(TextFormat::Plain | TextFormat::Other(_))
                | Type::List(_)
                | Type::Map(_) => quote!(self.#name.clone().unwrap_or_else(|| #value)),
                _ => return None,
            };
            (tokens::rust_type(ty, api), body)
        }
    };
    let docs = tokens::doc(&format!(
        "{}, or {} where it is absent.",
        object::link(&field.rust_name),
        type_docs::excerpt(&type_docs::wire_text(default))
    ));
    let method = tokens::ident(method);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #method(&self) -> #ty {
            #body
        }
    })
}

/// Whether values of the type are copied, so that there is nothing to clone.
fn is_copied(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Bool | Type::Integer(_) | Type::Float(_) | Type::Text(TextFormat::Date)
    )
}

/// An expression of the type for a value that the description states; `None` where the value does not fit the type, or
/// only reading would tell.
pub(super) fn literal(value: &Value, ty: &Type, api: &Api) -> Option<TokenStream> {
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
            let inner = literal(value, inner, api)?;
            Some(quote!(acs_runtime::value::Nullable::Value(#inner)))
        }
        Type::Any => any(value),
        Type::Null => value.is_null().then(|| quote!(acs_runtime::value::Null)),
        Type::Named(id) => variant(value, api.definition(*id)),
        Type::Text(TextFormat::Date) => date(value.as_str()?),
        Type::List(item) => {
            let items = value.as_array()?.iter();
            let items: Option<Vec<_>> = items.map(|value| literal(value, item, api)).collect();
            let items = items?;
            Some(if items.is_empty() {
                let vec = prelude::item(Prelude::Vec, api);
                quote!(#vec::new())
            } else {
                quote!(vec![#(#items),*])
            })
        }
        Type::Map(item) => {
            let members = value.as_object()?.iter();
            let string = prelude::string(api);
            let members = members.map(|(name, value)| {
                let value = literal(value, item, api)?;
                Some(quote!((#string::from(#name), #value)))
            });
            let members = members.collect::<Option<Vec<_>>>()?;
            Some(quote!(::std::collections::BTreeMap::from([#(#members),*])))
        }
        Type::Text(_) => None,
    }
}

/// A date as the runtime reads it; `None` for one that no calendar has.
fn date(text: &str) -> Option<TokenStream> {
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else {
        return None;
    };
    let number = |text: &str, digits: usize| {
        let fits = text.len() == digits && text.bytes().all(|it| it.is_ascii_digit());
        fits.then(|| text.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let [year, month, day] = [year, month, day].map(Literal::i16_unsuffixed);
    let is_day = (1..=last).any(|known| known.to_string() == day.to_string());
    is_day.then(|| quote!(acs_runtime::value::Date::constant(#year, #month, #day)))
}

fn integer(value: &Value, width: IntegerWidth) -> Option<Literal> {
    let number = value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
        .or_else(|| whole(value.as_f64()?))?;
    Some(match width {
        IntegerWidth::I8 => Literal::i8_unsuffixed(number.try_into().ok()?),
        IntegerWidth::I16 => Literal::i16_unsuffixed(number.try_into().ok()?),
        IntegerWidth::I32 => Literal::i32_unsuffixed(number.try_into().ok()?),
        IntegerWidth::I64 => Literal::i64_unsuffixed(number.try_into().ok()?),
        IntegerWidth::U8 => Literal::u8_unsuffixed(number.try_into().ok()?),
        IntegerWidth::U16 => Literal::u16_unsuffixed(number.try_into().ok()?),
        IntegerWidth::U32 => Literal::u32_unsuffixed(number.try_into().ok()?),
        IntegerWidth::U64 => Literal::u64_unsuffixed(number.try_into().ok()?),
    })
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

/// The variant of an enum that stands for the value.
fn variant(value: &Value, definition: &TypeDefinition) -> Option<TokenStream> {
    let Shape::Enum { base, values } = &definition.shape else {
        return None;
    };
    let known = values.iter().find(|known| match base {
        EnumBase::Text => value.as_str() == Some(&known.wire_value),
        EnumBase::Integer => {
            value.as_i64().map(|it| it.to_string()).as_ref() == Some(&known.wire_value)
        }
        EnumBase::Mixed => {
            serde_json::from_str::<Value>(&known.wire_value)
                .ok()
                .as_ref()
                == Some(value)
        }
    })?;
    let (name, variant) = (
        tokens::ident(&definition.rust_name),
        tokens::ident(&known.rust_name),
    );
    Some(quote!(#name::#variant))
}
