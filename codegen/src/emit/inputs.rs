//! How callers make values of a type.

use proc_macro2::TokenStream;
use quote::quote;

use super::{arguments, tokens};
use crate::ir::{Api, Field, TextFormat, Type, TypeDefinition};

/// `new` with the members required, and a setter for each other member.
pub(super) fn constructors(
    api: &Api,
    definition: &TypeDefinition,
    fields: &[Field],
) -> TokenStream {
    if !definition.input {
        return quote!();
    }
    let name = tokens::ident(&definition.rust_name);
    let (required, optional): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.required);
    let arguments = required.iter().map(|field| {
        let (name, ty) = (tokens::ident(&field.rust_name), argument(&field.ty, api));
        quote!(#name: #ty)
    });
    let members = required.iter().map(|field| {
        let (name, value) = (tokens::ident(&field.rust_name), held(field));
        quote!(#name: #value)
    });
    let docs = tokens::doc(if required.is_empty() {
        "A value without members."
    } else {
        "A value with the members that it needs."
    });
    let rest = (!optional.is_empty()).then(|| quote!(..<Self as Default>::default()));
    let setters = optional.iter().map(|field| setter(field, api));
    let deprecated = fields
        .iter()
        .any(|field| field.docs.deprecated)
        .then(|| quote!(#[allow(deprecated)]));
    quote! {
        #deprecated
        impl #name {
            #docs
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self {
                    #(#members,)*
                    #rest
                }
            }

            #(#setters)*
        }
    }
}

fn setter(field: &Field, api: &Api) -> TokenStream {
    let (name, ty) = (tokens::ident(&field.rust_name), argument(&field.ty, api));
    let docs = tokens::doc(&format!(
        "Sets [`{0}`](Self#structfield.{0}).",
        field.rust_name
    ));
    let value = held(field);
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// What a caller may pass for a field.
fn argument(ty: &Type, api: &Api) -> TokenStream {
    match ty {
        Type::Text(TextFormat::Secret) => quote!(impl Into<acs_runtime::value::SecretText>),
        Type::List(item) => {
            let item = argument(item, api);
            quote!(impl IntoIterator<Item = #item>)
        }
        other => arguments::of_type(other, api),
    }
}

/// An argument as the field holds it.
fn held(field: &Field) -> TokenStream {
    let name = tokens::ident(&field.rust_name);
    let value = match &field.ty {
        Type::List(item) => return list(&quote!(#name), item),
        Type::Map(_) => return quote!(#name.into()),
        Type::Text(_) | Type::Named(_) | Type::Any => quote!(#name.into()),
        _ => quote!(#name),
    };
    if field.boxed {
        quote!(Some(Box::new(#value)))
    } else {
        quote!(Some(#value))
    }
}

fn list(list: &TokenStream, item: &Type) -> TokenStream {
    match item {
        Type::Text(_) | Type::Named(_) | Type::Any | Type::Map(_) => {
            quote!(#list.into_iter().map(Into::into).collect())
        }
        Type::List(inner) => {
            let inner = self::list(&quote!(item), inner);
            quote!(#list.into_iter().map(|item| #inner).collect())
        }
        _ => quote!(#list.into_iter().collect()),
    }
}
