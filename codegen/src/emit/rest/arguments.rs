//! What callers pass, and how it becomes a value of the type that goes over the wire.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{prelude, tokens};
use crate::ir::{Api, FloatWidth, Prelude, Type};

/// What a caller may pass for a value of a type.
pub(super) fn accepted(ty: &Type, api: &Api) -> TokenStream {
    match ty {
        ty if is_plain(ty) => tokens::rust_type(ty, api),
        Type::List(item) => {
            let item = accepted(item, api);
            each_of(&item, api)
        }
        _ => prelude::impl_into(&tokens::rust_type(ty, api), api),
    }
}

/// What a caller may pass for a list, of what it may pass for an item.
pub(super) fn each_of(item: &TokenStream, api: &Api) -> TokenStream {
    let iterator = prelude::item(Prelude::IntoIterator, api);
    quote!(impl #iterator<Item = #item>)
}

/// An expression of the type itself, from one that holds what a caller passed.
pub(super) fn converted(passed: &TokenStream, ty: &Type, api: &Api) -> TokenStream {
    match ty {
        ty if is_plain(ty) => passed.clone(),
        Type::List(item) => {
            let list = tokens::rust_type(ty, api);
            let each = each(item, api);
            quote!(#passed.into_iter()#each.collect::<#list>())
        }
        _ => prelude::into(passed, &tokens::rust_type(ty, api), api),
    }
}

/// The same where the place of the expression says which type is meant.
pub(super) fn inferred(passed: &TokenStream, ty: &Type, api: &Api) -> TokenStream {
    match ty {
        ty if is_plain(ty) => passed.clone(),
        Type::List(item) => {
            let each = each(item, api);
            quote!(#passed.into_iter()#each.collect())
        }
        _ => prelude::into_inferred(passed, api),
    }
}

/// The conversion of each item of a list.
fn each(item: &Type, api: &Api) -> TokenStream {
    if is_plain(item) {
        return quote!();
    }
    let each = inferred(&quote!(item), item, api);
    quote!(.map(|item| #each))
}

/// Whether callers pass a value of the type itself: a number would lose its meaning among others.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Integer(_) => true,
        Type::Float(width) => *width != FloatWidth::Decimal,
        _ => false,
    }
}
