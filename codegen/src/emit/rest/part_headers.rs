//! Parts of bodies that have headers of their own.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{prelude, tokens};
use super::{arguments, multipart, reply_headers};
use crate::ir::{Api, Header, Multipart, Part, Prelude};

/// Calls that add a header to the part that was added last, the part being `value`.
pub(super) fn addition(header: &Header) -> TokenStream {
    let (name, facts) = (
        tokens::ident(&header.rust_name),
        reply_headers::facts(header),
    );
    quote!(.typed_header(&#facts, &value.#name))
}

/// The struct of what the part holds and its headers.
pub(super) fn definition(part: &Part, body: &Multipart, api: &Api) -> TokenStream {
    let (name, content) = (
        tokens::ident(&part.headed_name),
        multipart::content(part, api),
    );
    let docs = tokens::doc(&format!(
        "The part [`{1}`]({0}#structfield.{1}) of [`{0}`], with headers of its own.",
        body.type_name, part.rust_name
    ));
    let members = part.headers.iter().map(|header| member(header, api));
    let constructor = constructor(part, api);
    let conversion = part.headers.iter().all(|header| !header.required);
    let conversion = conversion.then(|| {
        let into = prelude::item(Prelude::Into, api);
        let from = prelude::item(Prelude::From, api);
        quote! {
            impl<T: #into<#content>> #from<T> for #name {
                fn from(value: T) -> Self {
                    Self::new(value)
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub struct #name {
            /// What the part holds.
            pub value: #content,
            #(#members)*
        }

        impl #name {
            #constructor
        }

        #conversion
    }
}

fn member(header: &Header, api: &Api) -> TokenStream {
    let (name, ty) = (
        tokens::ident(&header.rust_name),
        tokens::rust_type(&header.ty, api),
    );
    let ty = if header.required {
        ty
    } else {
        prelude::option(&ty, api)
    };
    let prose = tokens::prose(&header.docs, "Not described.");
    let facts = tokens::facts(&header.wire_name, &header.docs, None);
    let docs = tokens::doc(&format!("{prose}\n\n{facts}"));
    quote!(#docs pub #name: #ty,)
}

fn constructor(part: &Part, api: &Api) -> TokenStream {
    let content = prelude::impl_into(&multipart::content(part, api), api);
    let held_value = prelude::into_inferred(&quote!(value), api);
    let (required, others): (Vec<_>, Vec<_>) =
        part.headers.iter().partition(|header| header.required);
    let arguments = required.iter().map(|header| {
        let (name, ty) = (
            tokens::ident(&header.rust_name),
            arguments::accepted(&header.ty, api),
        );
        quote!(#name: #ty)
    });
    let held = required.iter().map(|header| {
        let name = tokens::ident(&header.rust_name);
        let value = arguments::inferred(&quote!(#name), &header.ty, api);
        quote!(#name: #value,)
    });
    let absent = others.iter().map(|header| {
        let name = tokens::ident(&header.rust_name);
        let none = prelude::none(api);
        quote!(#name: #none,)
    });
    let setters = others.iter().map(|header| setter(header, api));
    quote! {
        /// The part with the headers that it must have.
        #[must_use]
        pub fn new(value: #content, #(#arguments),*) -> Self {
            Self { value: #held_value, #(#held)* #(#absent)* }
        }

        #(#setters)*
    }
}

fn setter(header: &Header, api: &Api) -> TokenStream {
    let (name, ty) = (
        tokens::ident(&header.rust_name),
        arguments::accepted(&header.ty, api),
    );
    let value = prelude::some(&arguments::inferred(&quote!(#name), &header.ty, api), api);
    let docs = tokens::doc(&format!(
        "Sets [`{0}`](Self#structfield.{0}).",
        header.rust_name
    ));
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}
