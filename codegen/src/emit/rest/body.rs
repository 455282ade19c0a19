//! Bodies of requests.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::{markdown, prelude, tokens};
use super::{arguments, facts, multipart};
use crate::ir::{Api, Body, BodyContent, BodyKind, Encoding, Operation, Prelude, TextFormat, Type};

/// What callers may pass.
pub(super) fn accepted(body: &Body, api: &Api) -> TokenStream {
    if let [content] = body.contents.as_slice() {
        return accepted_content(content, api);
    }
    let name = tokens::ident(&body.type_name);
    prelude::impl_into(&quote!(#name), api)
}

fn accepted_content(content: &BodyContent, api: &Api) -> TokenStream {
    content.kind.ty().map_or_else(
        || prelude::impl_into(&held(content, api), api),
        |ty| arguments::accepted(ty, api),
    )
}

/// The type of the value.
fn held(content: &BodyContent, api: &Api) -> TokenStream {
    match (&content.kind, content.kind.ty()) {
        (_, Some(ty)) => tokens::rust_type(ty, api),
        (BodyKind::Multipart(parts), None) => multipart::name(parts),
        (_, None) => quote!(rest::Upload),
    }
}

/// Hands the body on to the call.
pub(super) fn set(body: &Body, passed: &TokenStream, call: &TokenStream, api: &Api) -> TokenStream {
    let [content] = body.contents.as_slice() else {
        let name = tokens::ident(&body.type_name);
        let body = prelude::into(passed, &quote!(#name), api);
        return quote!(#body.set(&mut #call););
    };
    let value = content.kind.ty().map_or_else(
        || prelude::into(passed, &held(content, api), api),
        |ty| arguments::converted(passed, ty, api),
    );
    set_content(content, &value, call)
}

/// Hands a value of the content's own type on to the call.
fn set_content(content: &BodyContent, value: &TokenStream, call: &TokenStream) -> TokenStream {
    let media_type = &content.media_type;
    let stated = quote!(#call.media_type(#media_type););
    match &content.kind {
        BodyKind::Json(_) => quote!(#call.json(&#value); #stated),
        BodyKind::Xml { root, item, ty } if is_list(ty) => {
            quote!(#call.xml_list(#root, #item, &#value); #stated)
        }
        BodyKind::Xml { root, .. } => quote!(#call.xml(#root, &#value); #stated),
        BodyKind::Form { encodings, .. } => {
            let fields = encodings
                .iter()
                .map(|(name, encoding)| field(name, *encoding));
            quote!(#call.form(&#value, &[#(#fields),*]); #stated)
        }
        BodyKind::Text(_) => quote!(#call.text(&#value, #media_type);),
        BodyKind::Lines(_) => quote!(#call.lines(&#value, #media_type);),
        BodyKind::Multipart(parts) => {
            let value = multipart::value(parts, value);
            quote!(#call.multipart(#value); #stated)
        }
        BodyKind::Parameters | BodyKind::Binary => quote!(#call.binary(#value, #media_type);),
    }
}

fn is_list(ty: &Type) -> bool {
    match ty {
        Type::List(_) => true,
        Type::Nullable(inner) => is_list(inner),
        _ => false,
    }
}

fn field(name: &str, encoding: Encoding) -> TokenStream {
    let (style, explode, reserved) = facts::spelling(encoding);
    quote! {
        rest::FormField {
            name: #name,
            style: rest::Style::#style,
            explode: #explode,
            reserved: #reserved,
        }
    }
}

/// A line of the method's documentation.
pub(super) fn line(operation: &Operation, body: &Body) -> String {
    let description = body.docs.description.as_deref();
    let description = description
        .map(|text| markdown::one_line(text) + " ")
        .unwrap_or_default();
    let types: Vec<_> = body.contents.iter().map(described).collect();
    format!(
        "* `{}`: {description}The body, as {}.",
        operation.body_name(),
        types.join(" or ")
    )
}

/// What a body can be, in the documentation.
fn described(content: &BodyContent) -> String {
    let Some(range) = &content.range else {
        return markdown::code(&content.media_type);
    };
    let range = markdown::code(range);
    match content.kind {
        BodyKind::Binary => {
            format!("{range} ([`Upload::content_type`](crate::Upload::content_type) says which)")
        }
        _ => range,
    }
}

/// The types that only this body needs.
pub(super) fn definitions(api: &Api, operation: &Operation) -> TokenStream {
    let Some(body) = &operation.body else {
        return quote!();
    };
    let structs = body
        .contents
        .iter()
        .filter_map(|content| match &content.kind {
            BodyKind::Multipart(parts) => Some(multipart::definition(parts, operation, api)),
            _ => None,
        });
    let choice = (body.contents.len() > 1).then(|| choice(body, operation, api));
    quote!(#(#structs)* #choice)
}

/// A body that can be one of several things.
fn choice(body: &Body, operation: &Operation, api: &Api) -> TokenStream {
    let name = tokens::ident(&body.type_name);
    let docs = tokens::doc(&format!(
        "What the body of [`{0}`](crate::Client::{0}) can be.",
        operation.method_name
    ));
    let mut variants = Vec::new();
    let mut arms = Vec::new();
    for content in &body.contents {
        let (variant, ty) = (tokens::ident(&content.rust_name), held(content, api));
        let media_type = tokens::doc(&format!("As {}.", described(content)));
        variants.push(quote!(#media_type #variant(#ty),));
        let set = set_content(content, &quote!(value), &quote!(call));
        arms.push(quote!(Self::#variant(value) => { #set }));
    }
    let conversions = conversions(body, &name, api);
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        impl #name {
            fn set(self, call: &mut rest::Call) {
                match self {
                    #(#arms)*
                }
            }
        }

        #conversions
    }
}

/// `From` for each type of a body, and for what callers have instead of it; the first of several contents of a type is
/// meant.
fn conversions(body: &Body, name: &Ident, api: &Api) -> TokenStream {
    let from = prelude::item(Prelude::From, api);
    let mut all: Vec<_> = body
        .contents
        .iter()
        .map(|content| (content, held(content, api), quote!(value)))
        .collect();
    all.extend(body.contents.iter().filter_map(|content| {
        let (ty, value) = borrowed(content.kind.ty()?, api)?;
        Some((content, ty, value))
    }));
    let mut seen = HashSet::new();
    all.retain(|(_, ty, _)| seen.insert(ty.to_string()));
    let conversions = all.iter().map(|(content, ty, value)| {
        let variant = tokens::ident(&content.rust_name);
        quote! {
            impl #from<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    });
    quote!(#(#conversions)*)
}

/// What callers often have instead of a value of the type, and the value that it makes.
fn borrowed(ty: &Type, api: &Api) -> Option<(TokenStream, TokenStream)> {
    match ty {
        Type::Text(TextFormat::Plain | TextFormat::Other(_)) => {
            let string = prelude::string(api);
            Some((quote!(&str), quote!(#string::from(value))))
        }
        Type::Nullable(inner) => {
            let value = quote!(acs_runtime::value::Nullable::Value(value));
            Some((tokens::rust_type(inner, api), value))
        }
        _ => None,
    }
}
