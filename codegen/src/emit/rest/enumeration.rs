//! Enums: the values that are known, and a variant for all others.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::super::{markdown, prelude, tokens};
use super::literal::literal;
use super::type_docs;
use crate::ir::{Api, EnumBase, EnumValue, Prelude, Type, TypeDefinition};

pub(super) fn definition(
    api: &Api,
    definition: &TypeDefinition,
    base: EnumBase,
    values: &[EnumValue],
) -> TokenStream {
    let name = tokens::ident(&definition.rust_name);
    let docs = type_docs::of_type(
        definition,
        &format!("A value of type `{}`.", definition.rust_name),
    );
    let deprecated = tokens::deprecated(&definition.docs);
    let variants = values.iter().map(variant);
    let (base_type, derives) = match base {
        EnumBase::Text => (prelude::string(api), quote!(Eq, Hash,)),
        EnumBase::Integer => (quote!(i64), quote!(Eq, Hash,)),
        EnumBase::Mixed => (quote!(acs_runtime::value::Any), quote!()),
    };
    let conversions = conversions(api, &name, base, values);
    quote! {
        #docs
        ///
        /// The service may add values; those not known here are kept as they came.
        #deprecated
        #[derive(Clone, Debug, #derives PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Any other value.
            Unknown(#base_type),
        }

        impl #name {
            /// Whether the description lists the value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        #conversions
    }
}

fn variant(value: &EnumValue) -> TokenStream {
    let variant = tokens::ident(&value.rust_name);
    let wire = type_docs::excerpt(&value.wire_value);
    let text = value.docs.description.as_deref().map(markdown::cleaned);
    let text = text.filter(|text| !text.is_empty());
    let docs = tokens::doc(&text.map_or_else(
        || wire.clone(),
        |text| format!("{text}\n\nWire value: {wire}."),
    ));
    let deprecated = tokens::deprecated(&value.docs);
    quote!(#docs #deprecated #variant,)
}

/// From the value on the wire to the variant, and back.
fn conversions(api: &Api, name: &Ident, base: EnumBase, values: &[EnumValue]) -> TokenStream {
    let variants: Vec<_> = values
        .iter()
        .map(|value| tokens::ident(&value.rust_name))
        .collect();
    match base {
        EnumBase::Text => {
            let wires = values.iter().map(|value| &value.wire_value);
            quote!(acs_runtime::open_enum!(#name: String { #(#variants = #wires),* } strictly);)
        }
        EnumBase::Integer => {
            let wires = values
                .iter()
                .map(|value| Literal::i64_unsuffixed(value.wire_value.parse().unwrap_or_default()));
            quote!(acs_runtime::open_enum!(#name: i64 { #(#variants = #wires),* } strictly);)
        }
        EnumBase::Mixed => mixed(api, name, values),
    }
}

/// An enum of texts, numbers and truth values.
fn mixed(api: &Api, name: &Ident, values: &[EnumValue]) -> TokenStream {
    let known: Vec<_> = values
        .iter()
        .filter_map(|value| {
            let wire: Value = serde_json::from_str(&value.wire_value).ok()?;
            let wire = literal(&wire, &Type::Any, api)?;
            Some((tokens::ident(&value.rust_name), wire))
        })
        .collect();
    let all = |is: fn(&Value) -> bool| {
        let mut values = values.iter();
        values.all(|value| serde_json::from_str(&value.wire_value).is_ok_and(|it| is(&it)))
    };
    let shape = if all(Value::is_number) {
        quote!(, Number)
    } else if all(Value::is_boolean) {
        quote!(, Flag)
    } else {
        quote!()
    };
    let to_any = known
        .iter()
        .map(|(variant, wire)| quote!(Self::#variant => #wire,));
    let from_any = known.iter().map(|(variant, wire)| {
        quote! {
            if value == #wire {
                return Self::#variant;
            }
        }
    });
    let from = prelude::item(Prelude::From, api);
    quote! {
        impl #name {
            /// The value on the wire.
            #[must_use]
            pub fn to_any(&self) -> acs_runtime::value::Any {
                match self {
                    #(#to_any)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }

        impl #from<acs_runtime::value::Any> for #name {
            fn from(value: acs_runtime::value::Any) -> Self {
                #(#from_any)*
                Self::Unknown(value)
            }
        }

        acs_runtime::open_enum!(#name, Any #shape);
    }
}
