//! Objects and enums.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{inputs, items, markdown, meanings, rest, tokens};
use crate::ir::{Api, EnumBase, EnumValue, Field, Home, Profile, Shape, Type, TypeDefinition};

/// A file of types.
pub(super) fn file(api: &Api, home: Home) -> TokenStream {
    let docs = tokens::inner_doc(match home {
        Home::Shared => "Types that operations of several groups use.",
        Home::Group(_) | Home::Operation(_) => "Types that several operations of the group use.",
    });
    let uses = items::foreign_uses_of_types(api, home);
    let types = items::in_home(api, home).map(|it| definition(api, it));
    let replies = items::in_home(api, home)
        .filter(|it| is_reply(api, it))
        .map(|it| response(api, it));
    quote! {
        #docs
        #uses
        #(#types)*
        #(#replies)*
    }
}

pub(super) fn definition(api: &Api, definition: &TypeDefinition) -> TokenStream {
    if api.profile == Profile::Plain {
        return rest::definition(api, definition);
    }
    match &definition.shape {
        Shape::Object { fields, .. } => object(api, definition, fields),
        Shape::Enum { base, values } => enumeration(definition, *base, values),
        // Refused before anything is printed.
        Shape::Union { .. } | Shape::Tuple { .. } => quote!(),
    }
}

fn object(api: &Api, definition: &TypeDefinition, fields: &[Field]) -> TokenStream {
    let name = tokens::ident(&definition.rust_name);
    let docs = tokens::doc(&tokens::prose(
        &definition.docs,
        &format!("An object of type `{name}`."),
    ));
    let deprecated = tokens::deprecated(&definition.docs);
    let members = fields
        .iter()
        .map(|field| member(api, field, definition.input));
    let (rust_names, wire_names): (Vec<_>, Vec<_>) = fields
        .iter()
        .map(|field| (tokens::ident(&field.rust_name), &field.wire_name))
        .unzip();
    let allow = fields
        .iter()
        .any(|field| field.docs.deprecated)
        .then(|| quote!(#[allow(deprecated)]));
    let accessors = meanings::accessors(definition, fields);
    let constructors = inputs::constructors(api, definition, fields);
    let visit = if fields.is_empty() {
        quote!(_)
    } else {
        quote!(visit)
    };
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#members)*
        }

        #allow
        impl acs_runtime::Object for #name {
            fn member(&mut self, name: &str) -> Option<&mut dyn acs_runtime::Value> {
                match name {
                    #(#wire_names => Some(&mut self.#rust_names),)*
                    _ => None,
                }
            }

            fn members(&self, #visit: &mut dyn FnMut(&str, &dyn acs_runtime::Value)) {
                #(visit(#wire_names, &self.#rust_names);)*
            }
        }

        acs_runtime::object!(#name);

        #accessors
        #constructors
    }
}

fn member(api: &Api, field: &Field, input: bool) -> TokenStream {
    let name = tokens::ident(&field.rust_name);
    let prose = tokens::prose(&field.docs, &type_docs(api, &field.ty));
    let promise = field.required.then_some(if input {
        "Required."
    } else {
        "Documented as always present."
    });
    let docs = tokens::doc(&format!(
        "{prose}\n\n{}",
        tokens::facts(&field.wire_name, &field.docs, promise)
    ));
    let deprecated = tokens::deprecated(&field.docs);
    let ty = tokens::rust_type(&field.ty, api);
    let ty = match &field.ty {
        // Absent and empty cannot be told apart in XML, and mean the same to callers.
        Type::List(_) | Type::Map(_) => ty,
        _ if field.boxed => quote!(Option<Box<#ty>>),
        _ => quote!(Option<#ty>),
    };
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
}

/// The words of a field that has none of its own.
fn type_docs(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Named(id) => {
            let definition = api.definition(*id);
            tokens::prose(
                &definition.docs,
                &format!("See [`{}`].", definition.rust_name),
            )
        }
        _ => "Not described.".to_owned(),
    }
}

fn enumeration(definition: &TypeDefinition, base: EnumBase, values: &[EnumValue]) -> TokenStream {
    let name = tokens::ident(&definition.rust_name);
    let prose = tokens::prose(&definition.docs, &format!("A value of type `{name}`."));
    let docs = tokens::doc(&format!(
        "{prose}\n\nThe service may add values; those not known here are kept as they came."
    ));
    let deprecated = tokens::deprecated(&definition.docs);
    let variants = values.iter().map(|value| {
        let variant = tokens::ident(&value.rust_name);
        let wire = markdown::code(&value.wire_value);
        let text = value.docs.description.as_deref().map(markdown::cleaned);
        let docs = tokens::doc(&text.map_or_else(
            || wire.clone(),
            |text| format!("{text}\n\nWire value: {wire}."),
        ));
        quote!(#docs #variant,)
    });
    let conversions = conversions(&name, base, values);
    let base_type = match base {
        EnumBase::Text => quote!(String),
        EnumBase::Integer => quote!(i64),
        EnumBase::Mixed => quote!(acs_runtime::value::Any),
    };
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Any other value.
            Unknown(#base_type),
        }

        #conversions

        acs_runtime::open_enum!(#name, #base_type);
    }
}

/// From the value on the wire to the variant, and back.
fn conversions(name: &Ident, base: EnumBase, values: &[EnumValue]) -> TokenStream {
    let variants: Vec<_> = values
        .iter()
        .map(|value| tokens::ident(&value.rust_name))
        .collect();
    let wires: Vec<_> = values
        .iter()
        .map(|value| wire_literal(base, value))
        .collect();
    match base {
        EnumBase::Text => quote! {
            impl #name {
                /// The text on the wire.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#variants => #wires,)*
                        Self::Unknown(text) => text,
                    }
                }
            }

            impl From<String> for #name {
                fn from(text: String) -> Self {
                    match text.as_str() {
                        #(#wires => Self::#variants,)*
                        _ => Self::Unknown(text),
                    }
                }
            }
        },
        EnumBase::Integer => quote! {
            impl #name {
                /// The number on the wire.
                #[must_use]
                pub fn as_i64(&self) -> i64 {
                    match self {
                        #(Self::#variants => #wires,)*
                        Self::Unknown(number) => *number,
                    }
                }
            }

            impl From<i64> for #name {
                fn from(number: i64) -> Self {
                    match number {
                        #(#wires => Self::#variants,)*
                        _ => Self::Unknown(number),
                    }
                }
            }
        },
        // Refused before anything is printed.
        EnumBase::Mixed => quote!(),
    }
}

fn wire_literal(base: EnumBase, value: &EnumValue) -> Literal {
    match base {
        EnumBase::Text | EnumBase::Mixed => Literal::string(&value.wire_value),
        EnumBase::Integer => Literal::i64_unsuffixed(value.wire_value.parse().unwrap_or_default()),
    }
}

/// Whether a type is an enum of whole numbers.
pub(super) fn is_integer_enum(definition: &TypeDefinition) -> bool {
    matches!(
        definition.shape,
        Shape::Enum {
            base: EnumBase::Integer,
            ..
        }
    )
}

/// The variant that an example may use.
pub(super) fn first_variant(definition: &TypeDefinition) -> &str {
    match &definition.shape {
        Shape::Enum { values, .. } => values.first().map_or("Unknown", |value| &value.rust_name),
        _ => "Unknown",
    }
}

/// Whether an operation answers with the type.
pub(super) fn is_reply(api: &Api, definition: &TypeDefinition) -> bool {
    let replies = api
        .operations
        .iter()
        .filter_map(|operation| operation.reply.ty);
    replies
        .map(|id| api.definition(id))
        .any(|reply| std::ptr::eq(reply, definition))
}

/// What makes an object a reply.
pub(super) fn response(api: &Api, definition: &TypeDefinition) -> TokenStream {
    let (name, xml_name) = (tokens::ident(&definition.rust_name), &definition.xml_name);
    let Shape::Object { fields, .. } = &definition.shape else {
        return quote!();
    };
    let wire = &api.service.envelope.request_id;
    let is_id = |field: &&Field| {
        field.wire_name.eq_ignore_ascii_case(wire) && matches!(field.ty, Type::Text(_))
    };
    let Some(field) = fields
        .iter()
        .find(is_id)
        .map(|field| tokens::ident(&field.rust_name))
    else {
        return quote! {
            impl acs_runtime::Response for #name {
                const XML_NAME: &'static str = #xml_name;
            }
        };
    };
    quote! {
        impl #name {
            /// ID that the service gave the request, for its support; empty when the reply had none.
            #[must_use]
            pub fn request_id(&self) -> &str {
                self.#field.as_deref().unwrap_or_default()
            }
        }

        impl acs_runtime::Response for #name {
            const XML_NAME: &'static str = #xml_name;

            fn request_id_mut(&mut self) -> Option<&mut Option<String>> {
                Some(&mut self.#field)
            }
        }
    }
}
