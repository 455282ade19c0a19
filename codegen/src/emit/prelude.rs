//! Items of Rust's prelude in printed code: by their names alone, unless a type of the crate has the name.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens;
use crate::ir::{Api, Prelude};

/// The item.
pub(super) fn item(item: Prelude, api: &Api) -> TokenStream {
    let name = tokens::ident(item.name());
    if !api.shadowed.contains(&item) {
        return quote!(#name);
    }
    match item {
        Prelude::AsMut | Prelude::From | Prelude::Into => quote!(::core::convert::#name),
        Prelude::Box => quote!(::std::boxed::#name),
        Prelude::Default => quote!(::core::default::#name),
        Prelude::IntoIterator => quote!(::core::iter::#name),
        Prelude::None | Prelude::Some => quote!(::core::option::Option::#name),
        Prelude::Ok => quote!(::core::result::Result::#name),
        Prelude::Option => quote!(::core::option::#name),
        Prelude::Result => quote!(::core::result::#name),
        Prelude::String => quote!(::std::string::#name),
        Prelude::Vec => quote!(::std::vec::#name),
    }
}

/// `Option<inner>`
pub(super) fn option(inner: &TokenStream, api: &Api) -> TokenStream {
    let option = item(Prelude::Option, api);
    quote!(#option<#inner>)
}

/// `Some(value)`
pub(super) fn some(value: &TokenStream, api: &Api) -> TokenStream {
    let some = item(Prelude::Some, api);
    quote!(#some(#value))
}

/// `None`
pub(super) fn none(api: &Api) -> TokenStream {
    item(Prelude::None, api)
}

/// `Vec<inner>`
pub(super) fn vec(inner: &TokenStream, api: &Api) -> TokenStream {
    let vec = item(Prelude::Vec, api);
    quote!(#vec<#inner>)
}

/// `Box<inner>`
pub(super) fn boxed(inner: &TokenStream, api: &Api) -> TokenStream {
    let boxed = item(Prelude::Box, api);
    quote!(#boxed<#inner>)
}

/// `Box::new(value)`
pub(super) fn in_box(value: &TokenStream, api: &Api) -> TokenStream {
    let boxed = item(Prelude::Box, api);
    quote!(#boxed::new(#value))
}

/// `String`
pub(super) fn string(api: &Api) -> TokenStream {
    item(Prelude::String, api)
}

/// A map of texts to values of the type.
pub(super) fn map(value: &TokenStream, api: &Api) -> TokenStream {
    let string = string(api);
    quote!(std::collections::BTreeMap<#string, #value>)
}

/// `Result<value, error>`
pub(super) fn result(value: &TokenStream, error: &TokenStream, api: &Api) -> TokenStream {
    let result = item(Prelude::Result, api);
    quote!(#result<#value, #error>)
}

/// `impl Into<ty>`, as the type of an argument.
pub(super) fn impl_into(ty: &TokenStream, api: &Api) -> TokenStream {
    let into = item(Prelude::Into, api);
    quote!(impl #into<#ty>)
}

/// An expression of the type, from one that can be converted into it.
pub(super) fn into(value: &TokenStream, ty: &TokenStream, api: &Api) -> TokenStream {
    let into = item(Prelude::Into, api);
    quote!(#into::<#ty>::into(#value))
}

/// The same where the place of the expression says which type is meant.
pub(super) fn into_inferred(value: &TokenStream, api: &Api) -> TokenStream {
    if api.shadowed.contains(&Prelude::Into) {
        quote!(::core::convert::Into::into(#value))
    } else {
        quote!(#value.into())
    }
}
