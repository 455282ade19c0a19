//! Bodies of several parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{markdown, prelude, tokens};
use super::{arguments, facts, part_headers};
use crate::ir::{Api, Multipart, Operation, Part, PartKind, Prelude};

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
    let all = || {
        multipart
            .parts
            .iter()
            .chain(multipart.additional.as_deref())
    };
    let members = all().map(|part| member(part, api));
    let additions = multipart.parts.iter().map(|part| addition(part, api));
    let others = multipart.additional.as_deref().into_iter().map(others);
    let constructor = constructor(multipart, api);
    let headed = all()
        .filter(|part| !part.headers.is_empty())
        .map(|part| part_headers::definition(part, multipart, api));
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
                #(#others)*
                parts
            }
        }

        #(#headed)*
    }
}

/// The type of one part of the name.
fn one(part: &Part, api: &Api) -> TokenStream {
    if part.headers.is_empty() {
        return content(part, api);
    }
    let name = tokens::ident(&part.headed_name);
    quote!(#name)
}

/// The type of what a part holds.
pub(super) fn content(part: &Part, api: &Api) -> TokenStream {
    match part.kind.ty() {
        Some(ty) => tokens::rust_type(ty, api),
        None if part.kind == PartKind::Any => quote!(rest::Multipart),
        None => quote!(rest::File),
    }
}

/// The type of a field.
fn field(part: &Part, api: &Api) -> TokenStream {
    let one = one(part, api);
    let ty = if part.repeated {
        prelude::vec(&one, api)
    } else {
        one
    };
    match () {
        () if is_map(part) => prelude::map(&ty, api),
        () if has_default(part) || part.required => ty,
        () => prelude::option(&ty, api),
    }
}

/// Whether the field has parts by names that callers make.
fn is_map(part: &Part) -> bool {
    part.unnamed && part.kind != PartKind::Any
}

/// Whether the field begins as an empty collection.
fn has_default(part: &Part) -> bool {
    part.repeated || part.kind == PartKind::Any || is_map(part)
}

fn member(part: &Part, api: &Api) -> TokenStream {
    let (name, ty) = (tokens::ident(&part.rust_name), field(part, api));
    if part.unnamed {
        return quote! {
            /// The parts that have no field of their own.
            pub #name: #ty,
        };
    }
    let prose = tokens::prose(&part.docs, "Not described.");
    let media_type = part.content_type.as_deref();
    let media_type = media_type.map(|it| format!("Media type: {}.", markdown::code(it)));
    let facts = tokens::facts(&part.wire_name, &part.docs, media_type.as_deref());
    let docs = tokens::doc(&format!("{prose}\n\n{facts}"));
    quote!(#docs pub #name: #ty,)
}

/// An expression that adds what `value` holds to `parts`.
fn add(part: &Part, wire: &TokenStream) -> TokenStream {
    let value = if part.headers.is_empty() {
        quote!(value)
    } else {
        quote!(value.value)
    };
    let add = match &part.kind {
        PartKind::File => quote!(parts.file(#wire, #value)),
        PartKind::Text(_) => quote!(parts.text(#wire, &#value)),
        PartKind::Json(_) => quote!(parts.json(#wire, &#value)),
        PartKind::Xml { root, .. } => quote!(parts.xml(#wire, #root, &#value)),
        PartKind::Any => quote!(parts.and(#value)),
        PartKind::Styled(_, encoding) => {
            let (style, explode, _) = facts::spelling(*encoding);
            quote!(parts.styled(#wire, &#value, rest::Style::#style, #explode))
        }
    };
    let media_type = part.content_type.iter();
    let headers = part.headers.iter().map(part_headers::addition);
    quote!(#add #(.content_type(#media_type))* #(#headers)*)
}

fn addition(part: &Part, api: &Api) -> TokenStream {
    let (name, wire) = (tokens::ident(&part.rust_name), &part.wire_name);
    let add = add(part, &quote!(#wire));
    if part.repeated {
        quote!(let parts = self.#name.into_iter().fold(parts, |parts, value| #add);)
    } else if part.required {
        quote!(let value = self.#name; let parts = #add;)
    } else {
        let (some, none) = (prelude::some(&quote!(value), api), prelude::none(api));
        quote! {
            let parts = match self.#name {
                #some => #add,
                #none => parts,
            };
        }
    }
}

/// Adds the parts whose names are the caller's.
fn others(part: &Part) -> TokenStream {
    let name = tokens::ident(&part.rust_name);
    let add = add(part, &quote!(name.clone()));
    match () {
        () if part.kind == PartKind::Any => quote!(let value = self.#name; let parts = #add;),
        () if part.repeated => quote! {
            let parts = self.#name.into_iter().fold(parts, |parts, (name, values)| {
                values.into_iter().fold(parts, |parts, value| #add)
            });
        },
        () => quote! {
            let parts = self.#name.into_iter().fold(parts, |parts, (name, value)| #add);
        },
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
    let others = || {
        others
            .iter()
            .copied()
            .chain(multipart.additional.as_deref())
    };
    let empty = others().map(|part| {
        let name = tokens::ident(&part.rust_name);
        let default = prelude::item(Prelude::Default, api);
        quote!(#name: #default::default(),)
    });
    let setters = others().map(|part| setter(part, api));
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
    if is_map(part) {
        return adder(part, api);
    }
    let (name, ty) = (tokens::ident(&part.rust_name), accepted(part, api));
    let docs = tokens::doc(&format!(
        "Sets [`{0}`](Self#structfield.{0}).",
        part.rust_name
    ));
    let value = converted(part, api);
    let value = if has_default(part) {
        value
    } else {
        prelude::some(&value, api)
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

/// Adds a part under a name that is the caller's.
fn adder(part: &Part, api: &Api) -> TokenStream {
    let (field, ty) = (tokens::ident(&part.rust_name), accepted(part, api));
    // The field's own name, under which the value is converted, is that of the argument.
    let value = converted(part, api);
    let part_name = prelude::impl_into(&prelude::string(api), api);
    let docs = tokens::doc(&format!(
        "Adds to [`{0}`](Self#structfield.{0}), in place of what has the name.",
        part.rust_name
    ));
    quote! {
        #docs
        #[must_use]
        pub fn #field(mut self, name: #part_name, #field: #ty) -> Self {
            let _ = self.#field.insert(name.into(), #value);
            self
        }
    }
}

fn accepted(part: &Part, api: &Api) -> TokenStream {
    let one = match part.kind.ty() {
        Some(ty) if part.headers.is_empty() => arguments::accepted(ty, api),
        _ => prelude::impl_into(&one(part, api), api),
    };
    if part.repeated {
        arguments::each_of(&one, api)
    } else {
        one
    }
}

fn converted(part: &Part, api: &Api) -> TokenStream {
    let name = tokens::ident(&part.rust_name);
    let one = |passed: &TokenStream| match part.kind.ty() {
        Some(ty) if part.headers.is_empty() => arguments::inferred(passed, ty, api),
        _ => prelude::into_inferred(passed, api),
    };
    if part.repeated {
        let each = one(&quote!(item));
        quote!(#name.into_iter().map(|item| #each).collect())
    } else {
        one(&quote!(#name))
    }
}
