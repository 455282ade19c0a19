//! Bodies of several parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{markdown, tokens};
use super::arguments;
use crate::ir::{Api, Multipart, Operation, Part, PartKind};

/// The type that callers fill.
pub(super) fn name(multipart: &Multipart) -> TokenStream {
    if multipart.parts.is_empty() {
        return quote!(rest::Multipart);
    }
    let name = tokens::ident(&multipart.type_name);
    quote!(#name)
}

/// The parts as the runtime takes them, from a value of that type.
pub(super) fn value(multipart: &Multipart, value: &TokenStream) -> TokenStream {
    if multipart.parts.is_empty() {
        value.clone()
    } else {
        quote!(#value.into_parts())
    }
}

/// The struct that has the parts.
pub(super) fn definition(multipart: &Multipart, operation: &Operation, api: &Api) -> TokenStream {
    if multipart.parts.is_empty() {
        return quote!();
    }
    let name = tokens::ident(&multipart.type_name);
    let docs = tokens::doc(&format!(
        "The parts of the body of [`{0}`](crate::Client::{0}).",
        operation.method_name
    ));
    let members = multipart.parts.iter().map(|part| member(part, api));
    let additions = multipart.parts.iter().map(addition);
    let constructor = constructor(multipart, api);
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub struct #name {
            #(#members)*
        }

        impl #name {
            #constructor

            fn into_parts(self) -> rest::Multipart {
                let parts = rest::Multipart::new();
                #(#additions)*
                parts
            }
        }
    }
}

/// The type of one part of the name.
fn one(part: &Part, api: &Api) -> TokenStream {
    part.kind
        .ty()
        .map_or_else(|| quote!(rest::File), |ty| tokens::rust_type(ty, api))
}

fn member(part: &Part, api: &Api) -> TokenStream {
    let (name, ty) = (tokens::ident(&part.rust_name), one(part, api));
    let ty = match (part.repeated, part.required) {
        (true, _) => quote!(::std::vec::Vec<#ty>),
        (false, true) => ty,
        (false, false) => quote!(::core::option::Option<#ty>),
    };
    let prose = tokens::prose(&part.docs, "Not described.");
    let media_type = part.content_type.as_deref();
    let media_type = media_type.map(|it| format!("Media type: {}.", markdown::code(it)));
    let facts = tokens::facts(&part.wire_name, &part.docs, media_type.as_deref());
    let docs = tokens::doc(&format!("{prose}\n\n{facts}"));
    quote!(#docs pub #name: #ty,)
}

fn addition(part: &Part) -> TokenStream {
    let (name, wire) = (tokens::ident(&part.rust_name), &part.wire_name);
    let add = match &part.kind {
        PartKind::File => quote!(parts.file(#wire, value)),
        PartKind::Text(_) => quote!(parts.text(#wire, &value)),
        PartKind::Json(_) => quote!(parts.json(#wire, &value)),
        PartKind::Xml { root, .. } => quote!(parts.xml(#wire, #root, &value)),
    };
    let add = match &part.content_type {
        Some(media_type) => quote!(#add.content_type(#media_type)),
        None => add,
    };
    if part.repeated {
        quote!(let parts = self.#name.into_iter().fold(parts, |parts, value| #add);)
    } else if part.required {
        quote!(let value = self.#name; let parts = #add;)
    } else {
        quote! {
            let parts = match self.#name {
                ::core::option::Option::Some(value) => #add,
                ::core::option::Option::None => parts,
            };
        }
    }
}

fn constructor(multipart: &Multipart, api: &Api) -> TokenStream {
    let (required, others): (Vec<_>, Vec<_>) =
        multipart.parts.iter().partition(|part| part.required);
    let arguments = required.iter().map(|part| {
        let (name, ty) = (tokens::ident(&part.rust_name), accepted(part, api));
        quote!(#name: #ty)
    });
    let held = required.iter().map(|part| {
        let (name, value) = (tokens::ident(&part.rust_name), converted(part, api));
        quote!(#name: #value,)
    });
    let empty = others.iter().map(|part| {
        let name = tokens::ident(&part.rust_name);
        if part.repeated {
            quote!(#name: ::std::vec::Vec::new(),)
        } else {
            quote!(#name: ::core::option::Option::None,)
        }
    });
    let setters = others.iter().map(|part| setter(part, api));
    quote! {
        /// The parts that there must be.
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#held)* #(#empty)* }
        }

        #(#setters)*
    }
}

fn setter(part: &Part, api: &Api) -> TokenStream {
    let (name, ty) = (tokens::ident(&part.rust_name), accepted(part, api));
    let docs = tokens::doc(&format!(
        "Sets [`{0}`](Self#structfield.{0}).",
        part.rust_name
    ));
    let value = converted(part, api);
    let value = if part.repeated {
        value
    } else {
        quote!(::core::option::Option::Some(#value))
    };
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn accepted(part: &Part, api: &Api) -> TokenStream {
    let file = || quote!(impl ::core::convert::Into<rest::File>);
    let one = part
        .kind
        .ty()
        .map_or_else(file, |ty| arguments::accepted(ty, api));
    if part.repeated {
        quote!(impl ::core::iter::IntoIterator<Item = #one>)
    } else {
        one
    }
}

fn converted(part: &Part, api: &Api) -> TokenStream {
    let name = tokens::ident(&part.rust_name);
    let one = |passed: &TokenStream| {
        let file = || quote!(::core::convert::Into::<rest::File>::into(#passed));
        let ty = part.kind.ty();
        ty.map_or_else(file, |ty| arguments::converted(passed, ty, api))
    };
    if part.repeated {
        let each = one(&quote!(item));
        quote!(#name.into_iter().map(|item| #each).collect())
    } else {
        one(&quote!(#name))
    }
}
