//! Accessors for scalars that stand for something else.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{markdown, tokens};
use crate::ir::{Accessor, Field, IntegerWidth, Meaning, Type, TypeDefinition};

/// The accessors of a type's fields.
pub(super) fn accessors(definition: &TypeDefinition, fields: &[Field]) -> TokenStream {
    let accessors: Vec<_> = fields.iter().filter_map(accessor).collect();
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

fn accessor(field: &Field) -> Option<TokenStream> {
    let Accessor { rust_name, meaning } = field.accessor.as_ref()?;
    let method = tokens::ident(rust_name);
    Some(match *meaning {
        Meaning::Separated(separator) => items(field, &method, separator),
        Meaning::Local => local(field, &method),
        meaning => time(field, &method, meaning),
    })
}

fn time(field: &Field, method: &Ident, meaning: Meaning) -> TokenStream {
    let name = tokens::ident(&field.rust_name);
    let docs = tokens::doc(&format!(
        "[`{0}`](Self#structfield.{0}) as a point in time; `None` when there is none or it cannot be read.",
        field.rust_name
    ));
    let allow = allow_deprecated(field);
    let (number, text) = match meaning {
        Meaning::Seconds => ("from_seconds", "parse_seconds"),
        Meaning::Rfc3339 => ("from_milliseconds", "parse"),
        _ => ("from_milliseconds", "parse_milliseconds"),
    };
    let (number, text) = (tokens::ident(number), tokens::ident(text));
    let value = match field.ty {
        Type::Text(_) => quote!(acs_runtime::value::Timestamp::#text(self.#name.as_deref()?)),
        Type::Integer(IntegerWidth::I64) => {
            quote!(self.#name.map(acs_runtime::value::Timestamp::#number))
        }
        _ => quote!(Some(acs_runtime::value::Timestamp::#number(self.#name?.into()))),
    };
    quote! {
        #docs
        #allow
        #[must_use]
        pub fn #method(&self) -> Option<acs_runtime::value::Timestamp> {
            #value
        }
    }
}

fn local(field: &Field, method: &Ident) -> TokenStream {
    let name = tokens::ident(&field.rust_name);
    let docs = tokens::doc(&format!(
        "[`{0}`](Self#structfield.{0}) as a date and a time; `None` when there is none or it cannot be read. The \
         service does not say in which time zone.",
        field.rust_name
    ));
    let allow = allow_deprecated(field);
    quote! {
        #docs
        #allow
        #[must_use]
        pub fn #method(&self) -> Option<acs_runtime::value::DateTime> {
            acs_runtime::value::DateTime::parse(self.#name.as_deref()?)
        }
    }
}

fn items(field: &Field, method: &Ident, separator: char) -> TokenStream {
    let name = tokens::ident(&field.rust_name);
    let docs = tokens::doc(&format!(
        "The items of [`{0}`](Self#structfield.{0}), which stand between {1} there; none when it is absent or empty.",
        field.rust_name,
        markdown::code(&separator.to_string())
    ));
    let allow = allow_deprecated(field);
    quote! {
        #docs
        #allow
        pub fn #method(&self) -> impl Iterator<Item = &str> {
            acs_runtime::value::items(self.#name.as_deref(), #separator)
        }
    }
}

fn allow_deprecated(field: &Field) -> Option<TokenStream> {
    field.docs.deprecated.then(|| quote!(#[allow(deprecated)]))
}
