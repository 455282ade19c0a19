//! What callers pass, and how it becomes a value of the type that goes over the wire.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens;
use crate::ir::{Api, FloatWidth, Type};

/// What a caller may pass for a value of a type.
pub(super) fn accepted(ty: &Type, api: &Api) -> TokenStream {
    match ty {
        ty if is_plain(ty) => tokens::rust_type(ty, api),
        Type::List(item) => {
            let item = accepted(item, api);
            quote!(impl ::core::iter::IntoIterator<Item = #item>)
        }
        _ => {
            let name = tokens::rust_type(ty, api);
            quote!(impl ::core::convert::Into<#name>)
        }
    }
}

/// An expression of the type itself, from one that holds what a caller passed.
pub(super) fn converted(passed: &TokenStream, ty: &Type, api: &Api) -> TokenStream {
    match ty {
        ty if is_plain(ty) => passed.clone(),
        Type::List(item) => {
            let list = tokens::rust_type(ty, api);
            let each = match &**item {
                item if is_plain(item) => quote!(),
                item => {
                    let each = converted(&quote!(item), item, api);
                    quote!(.map(|item| #each))
                }
            };
            quote!(#passed.into_iter()#each.collect::<#list>())
        }
        _ => {
            let name = tokens::rust_type(ty, api);
            quote!(::core::convert::Into::<#name>::into(#passed))
        }
    }
}

/// Whether callers pass a value of the type itself: a number would lose its meaning among others.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Integer(_) => true,
        Type::Float(width) => *width != FloatWidth::Decimal,
        _ => false,
    }
}
