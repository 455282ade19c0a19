//! Unions: a variant for each type, and one for what fits none.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::{prelude, tokens};
use super::type_docs;
use crate::ir::{Api, Prelude, TextFormat, Type, TypeDefinition, Variant};

/// The members that tell the types apart.
#[derive(Clone, Copy)]
pub(super) struct Telling<'a> {
    /// The one that the description says.
    pub(super) discriminator: Option<&'a str>,
    /// One that has other values in each of them.
    pub(super) implied: Option<&'a str>,
}

pub(super) fn definition(
    api: &Api,
    definition: &TypeDefinition,
    variants: &[Variant],
    telling: Telling<'_>,
) -> TokenStream {
    let member = telling.discriminator.or(telling.implied);
    let name = tokens::ident(&definition.rust_name);
    let docs = type_docs::of_type(
        definition,
        &format!(
            "A value of type `{}`, of one of several types.",
            definition.rust_name
        ),
    );
    let deprecated = tokens::deprecated(&definition.docs);
    let members = variants.iter().map(|variant| {
        let (docs, held) = (
            tokens::doc(&variant_docs(api, variant, member)),
            held(api, variant),
        );
        let name = tokens::ident(&variant.rust_name);
        quote!(#docs #name(#held),)
    });
    let facts = variants.iter().map(|variant| {
        let (name, held) = (tokens::ident(&variant.rust_name), held(api, variant));
        let tags = &variant.tags;
        let tags = (member.is_some() && !tags.is_empty()).then(|| quote!(= [#(#tags),*]));
        let joint = variant.joint.then(|| quote!(joint));
        quote!(#name(#held) #tags #joint)
    });
    let discriminator = telling.discriminator;
    let discriminator = discriminator.map(|member| quote!(discriminator #member));
    let implied = telling.implied.map(|member| quote!(told_by #member));
    let conversions = conversions(api, &name, variants);
    quote! {
        #docs
        ///
        /// The service may add types; values of those not known here are kept as they came.
        #deprecated
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            /// A value of any other type.
            Unknown(acs_runtime::value::Any),
        }

        acs_runtime::union!(#name { #(#facts),* } #discriminator #implied);

        #conversions
    }
}

/// What a variant holds.
fn held(api: &Api, variant: &Variant) -> TokenStream {
    let ty = tokens::rust_type(&variant.ty, api);
    if variant.boxed {
        prelude::boxed(&ty, api)
    } else {
        ty
    }
}

fn variant_docs(api: &Api, variant: &Variant, member: Option<&str>) -> String {
    let otherwise = match &variant.ty {
        Type::Named(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_)
            if variant.ty.named().is_some() =>
        {
            type_docs::of_value(api, &variant.ty)
        }
        ty => described(ty).to_owned(),
    };
    let mut text = tokens::prose(&variant.docs, &otherwise);
    if let Some(member) = member
        && !variant.tags.is_empty()
    {
        let tags: Vec<_> = variant
            .tags
            .iter()
            .map(|tag| type_docs::excerpt(tag))
            .collect();
        text += &format!(
            "\n\nWhere {} is {}.",
            type_docs::excerpt(member),
            tags.join(" or ")
        );
    }
    text
}

/// What a type without a name is called.
fn described(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "True or false.",
        Type::Integer(_) => "A whole number.",
        Type::Float(_) => "A number.",
        Type::Text(TextFormat::Plain | TextFormat::Other(_)) => "A text.",
        Type::Text(TextFormat::Secret) => "A text that is not shown.",
        Type::Text(TextFormat::Date) => "A date.",
        Type::Text(TextFormat::DateTime) => "A point in time.",
        Type::Text(TextFormat::Uuid) => "A UUID.",
        Type::Text(TextFormat::Decimal) => "A decimal number.",
        Type::Text(TextFormat::Base64) => "Bytes in base64.",
        Type::List(_) => "A list.",
        Type::Map(_) => "A map.",
        Type::Any => "Any value.",
        Type::Null => "Nothing: `null`.",
        Type::Nullable(_) => "A value or `null`.",
        Type::Named(_) => "A value of a type of its own.",
    }
}

/// `From` for each type that only one variant holds.
fn conversions(api: &Api, name: &Ident, variants: &[Variant]) -> TokenStream {
    let from = prelude::item(Prelude::From, api);
    let types: Vec<_> = variants
        .iter()
        .map(|variant| tokens::rust_type(&variant.ty, api))
        .collect();
    let texts: Vec<_> = types.iter().map(ToString::to_string).collect();
    let itself = name.to_string();
    let single =
        |text: &String| *text != itself && texts.iter().filter(|other| *other == text).count() == 1;
    let conversions = variants
        .iter()
        .zip(&types)
        .zip(&texts)
        .filter(|(_, text)| single(text))
        .map(|((variant, ty), _)| {
            let holder = tokens::ident(&variant.rust_name);
            let value = if variant.boxed {
                prelude::in_box(&quote!(value), api)
            } else {
                quote!(value)
            };
            let borrowed = is_text(&variant.ty).then(|| {
                let string = prelude::string(api);
                quote! {
                    impl #from<&str> for #name {
                        fn from(value: &str) -> Self {
                            Self::#holder(#string::from(value))
                        }
                    }
                }
            });
            quote! {
                impl #from<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#holder(#value)
                    }
                }
                #borrowed
            }
        });
    quote!(#(#conversions)*)
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Text(TextFormat::Plain | TextFormat::Other(_)))
}
