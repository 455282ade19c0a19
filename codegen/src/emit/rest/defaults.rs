//! What the service takes a member for that is absent.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens;
use super::literal::literal;
use super::object::{self, Members};
use super::{constructors, type_docs};
use crate::ir::{Api, Field, Shape, TextFormat, Type, TypeDefinition};

/// `NAME_or_default` for each member that the service takes a known value for when it is absent.
pub(super) fn accessors(
    api: &Api,
    definition: &TypeDefinition,
    members: &Members<'_>,
) -> TokenStream {
    let setters: Vec<_> = members
        .each()
        .map(|member| constructors::setter_name(&member.field.rust_name))
        .collect();
    let optional = members
        .each()
        .filter(|member| member.is_optional && !member.field.boxed);
    let accessors: Vec<_> = optional
        .filter_map(|member| {
            let name = member.field.rust_name.trim_end_matches('_');
            let method = format!("{name}_or_default");
            let is_free = !setters.contains(&method);
            is_free
                .then(|| accessor(api, member.field, &method))
                .flatten()
        })
        .collect();
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

fn accessor(api: &Api, field: &Field, method: &str) -> Option<TokenStream> {
    let default = field.default.as_ref()?;
    let value = literal(default, &field.ty, api)?;
    let name = tokens::ident(&field.rust_name);
    let (ty, body) = match &field.ty {
        Type::Text(TextFormat::Plain | TextFormat::Other(_)) => {
            let text = default.as_str()?;
            (quote!(&str), quote!(self.#name.as_deref().unwrap_or(#text)))
        }
        ty => {
            let held = match ty {
                Type::Nullable(inner) => inner,
                ty => ty,
            };
            let body = match held {
                // It is parsed.
                Type::Text(TextFormat::DateTime) => quote!(self.#name.unwrap_or_else(|| #value)),
                held if is_copied(held) => quote!(self.#name.unwrap_or(#value)),
                Type::Named(id) if is_enum(api.definition(*id)) => {
                    quote!(self.#name.clone().unwrap_or(#value))
                }
                Type::Named(_)
                | Type::Text(TextFormat::Plain | TextFormat::Other(_) | TextFormat::Base64)
                | Type::List(_)
                | Type::Map(_) => quote!(self.#name.clone().unwrap_or_else(|| #value)),
                _ => return None,
            };
            (tokens::rust_type(ty, api), body)
        }
    };
    let docs = tokens::doc(&format!(
        "{}, or {} where it is absent.",
        object::link(&field.rust_name),
        type_docs::excerpt(&type_docs::wire_text(default))
    ));
    let method = tokens::ident(method);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #method(&self) -> #ty {
            #body
        }
    })
}

/// Whether values of the type are copied, so that there is nothing to clone.
fn is_copied(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Bool
            | Type::Integer(_)
            | Type::Float(_)
            | Type::Text(TextFormat::Date | TextFormat::Uuid)
    )
}

fn is_enum(definition: &TypeDefinition) -> bool {
    matches!(definition.shape, Shape::Enum { .. })
}
