//! What callers pass to methods and setters, and how it reaches the call.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens;
use crate::ir::{Api, Encoding, FloatWidth, Parameter, ParameterPlace, Type};

/// What a caller may pass for a parameter.
pub(super) fn of_parameter(parameter: &Parameter, api: &Api) -> TokenStream {
    if parameter.encoding == Encoding::Json {
        let json = json_text(&parameter.ty, api);
        return quote!(impl Into<#json>);
    }
    of_type(&parameter.ty, api)
}

/// What a caller may pass for a value of a type.
pub(super) fn of_type(ty: &Type, api: &Api) -> TokenStream {
    match ty {
        Type::Text(_) => quote!(impl Into<String>),
        Type::List(item) => {
            let item = of_type(item, api);
            quote!(impl IntoIterator<Item = #item>)
        }
        Type::Named(_) | Type::Map(_) | Type::Any => {
            let name = tokens::rust_type(ty, api);
            quote!(impl Into<#name>)
        }
        other => tokens::rust_type(other, api),
    }
}

/// The type that holds a parameter's value when its call is made by name.
pub(super) fn by_name(parameter: &Parameter, api: &Api) -> TokenStream {
    if parameter.encoding == Encoding::Json {
        return json_text(&parameter.ty, api);
    }
    scalar_by_name(&parameter.ty, api)
}

fn scalar_by_name(ty: &Type, api: &Api) -> TokenStream {
    match ty {
        Type::List(item) => {
            let item = scalar_by_name(item, api);
            quote!(Vec<#item>)
        }
        // An enum is made of what it is on the wire.
        Type::Named(id) if super::types::is_integer_enum(api.definition(*id)) => quote!(i64),
        Type::Named(_) | Type::Text(_) => quote!(String),
        other => tokens::rust_type(other, api),
    }
}

fn json_text(ty: &Type, api: &Api) -> TokenStream {
    let ty = tokens::rust_type(ty, api);
    quote!(acs_runtime::value::JsonText<#ty>)
}

/// Hands an argument on to the call.
pub(super) fn set(parameter: &Parameter, call: &TokenStream, api: &Api) -> TokenStream {
    let (name, wire) = (tokens::ident(&parameter.rust_name), &parameter.wire_name);
    let place = tokens::ident(match parameter.place {
        ParameterPlace::Path => "path",
        ParameterPlace::Header | ParameterPlace::Cookie => "header",
        ParameterPlace::Query => "query",
        ParameterPlace::Form => "form",
    });
    let texts = |item: &Type| {
        if matches!(item, Type::Text(_)) {
            return quote!(#name.into_iter().map(Into::into));
        }
        let text = text(item, &quote!(item), api);
        quote!(#name.into_iter().map(|item| #text))
    };
    if parameter.encoding == Encoding::Json {
        return quote!(#call.#place(#wire, #name.into().into_string()););
    }
    match (&parameter.ty, parameter.separator()) {
        (Type::List(item), Some(separator)) => {
            let (texts, separator) = (texts(item), separator.to_string());
            quote!(#call.#place(#wire, #texts.collect::<Vec<String>>().join(#separator));)
        }
        (Type::List(item), None) => {
            let (texts, place) = (texts(item), tokens::ident(&format!("{place}_list")));
            quote!(#call.#place(#wire, #texts.collect());)
        }
        (ty, _) => {
            let text = text(ty, &quote!(#name), api);
            quote!(#call.#place(#wire, #text);)
        }
    }
}

fn text(ty: &Type, value: &TokenStream, api: &Api) -> TokenStream {
    match ty {
        Type::Text(_) => quote!(#value.into()),
        Type::Named(_) => {
            let name = tokens::rust_type(ty, api);
            quote!(Into::<#name>::into(#value).to_string())
        }
        Type::Float(FloatWidth::F32) => quote!(acs_runtime::parameters::float32(#value)),
        // The Alibaba profile knows no decimal numbers.
        Type::Float(FloatWidth::F64 | FloatWidth::Decimal) => {
            quote!(acs_runtime::parameters::float(#value))
        }
        _ => quote!(#value.to_string()),
    }
}
