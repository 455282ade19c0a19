//! Lists whose first items have types of their own: a struct whose members are the items, by their places.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::{prelude, tokens};
use super::object::{self, Member};
use super::{arguments, constructors, type_docs};
use crate::ir::{Api, Field, Prelude, Type, TypeDefinition};

pub(super) fn definition(
    api: &Api,
    definition: &TypeDefinition,
    items: &[Field],
    rest: Option<&Type>,
) -> TokenStream {
    let name = tokens::ident(&definition.rust_name);
    let docs = type_docs::of_type(
        definition,
        &format!(
            "A list of type `{}`, whose items have types of their own.",
            definition.rust_name
        ),
    );
    let deprecated = tokens::deprecated(&definition.docs);
    let items: Vec<_> = items
        .iter()
        .map(|field| Member {
            field,
            is_optional: !field.required,
        })
        .collect();
    let members = items.iter().map(|item| {
        let (docs, ty) = (
            type_docs::of_item(api, item),
            object::member_type(api, item),
        );
        quote!(#docs pub #ty,)
    });
    let rest_type = rest.map(|ty| prelude::vec(&tokens::rust_type(ty, api), api));
    let rest_member = rest_type.as_ref().map(|ty| {
        quote! {
            /// All further items.
            pub #ty,
        }
    });
    let facts = facts(&items, rest.is_some());
    let default = items
        .iter()
        .all(|item| item.is_optional)
        .then(|| quote!(Default,));
    let constructors = definition
        .input
        .then(|| constructors(api, &items, rest, &name));
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, #default PartialEq)]
        pub struct #name(
            #(#members)*
            #rest_member
        );

        acs_runtime::tuple!(#name { #facts });

        #constructors
    }
}

/// What the runtime's macro needs to know of the items.
fn facts(items: &[Member<'_>], has_rest: bool) -> TokenStream {
    let facts = items.iter().enumerate().map(|(place, item)| {
        let place = Literal::usize_unsuffixed(place);
        let required = item.field.required.then(|| quote!(required));
        quote!(#place #required)
    });
    let rest = Literal::usize_unsuffixed(items.len());
    let rest = has_rest.then(|| quote!(; rest #rest));
    quote!(#(#facts),* #rest)
}

/// `new` and `From` with all items, and a setter for those that follow.
fn constructors(api: &Api, items: &[Member<'_>], rest: Option<&Type>, name: &Ident) -> TokenStream {
    let names: Vec<_> = (1..=items.len())
        .map(|place| format_ident!("item_{place}"))
        .collect();
    let accepted = items.iter().zip(&names).map(|(item, name)| {
        let ty = arguments::accepted(&item.field.ty, api);
        quote!(#name: #ty)
    });
    let held = items.iter().zip(&names).map(|(item, name)| {
        let value = arguments::inferred(&quote!(#name), &item.field.ty, api);
        constructors::held(item, &value, api)
    });
    let empty = rest
        .map(|_| {
            let vec = prelude::item(Prelude::Vec, api);
            quote!(, #vec::new())
        })
        .unwrap_or_default();
    let rest_setter = rest.map(|ty| rest_setter(ty, items.len(), api));
    let conversion = conversion(api, items, &names, &empty, name);
    quote! {
        impl #name {
            /// A list with these first items.
            #[must_use]
            pub fn new(#(#accepted),*) -> Self {
                Self(#(#held),* #empty)
            }

            #rest_setter
        }

        #conversion
    }
}

/// The setter of the items that follow the first ones, which are as many as `place`.
fn rest_setter(ty: &Type, place: usize, api: &Api) -> TokenStream {
    let place = Literal::usize_unsuffixed(place);
    let list = Type::List(Box::new(ty.clone()));
    let accepted = arguments::accepted(&list, api);
    let value = arguments::inferred(&quote!(items), &list, api);
    quote! {
        /// Sets all further items.
        #[must_use]
        pub fn rest(mut self, items: #accepted) -> Self {
            self.#place = #value;
            self
        }
    }
}

/// `From` a tuple of the first items.
fn conversion(
    api: &Api,
    items: &[Member<'_>],
    names: &[Ident],
    empty: &TokenStream,
    name: &Ident,
) -> TokenStream {
    let types: Vec<_> = items
        .iter()
        .map(|item| tokens::rust_type(&item.field.ty, api))
        .collect();
    let held = items
        .iter()
        .zip(names)
        .map(|(item, name)| constructors::held(item, &quote!(#name), api));
    let from = prelude::item(Prelude::From, api);
    quote! {
        impl #from<(#(#types,)*)> for #name {
            fn from((#(#names,)*): (#(#types,)*)) -> Self {
                Self(#(#held),* #empty)
            }
        }
    }
}
