//! Objects: a struct, and what the runtime needs to know of its members.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{markdown, prelude, tokens};
use super::{constructors, defaults, type_docs};
use crate::ir::{Api, Direction, Field, Type, TypeDefinition, XmlForm};

pub(super) fn definition(
    api: &Api,
    definition: &TypeDefinition,
    fields: &[Field],
    additional: Option<&Type>,
) -> TokenStream {
    let name = tokens::ident(&definition.rust_name);
    let docs = type_docs::of_type(
        definition,
        &format!("An object of type `{}`.", definition.rust_name),
    );
    let deprecated = tokens::deprecated(&definition.docs);
    let members = Members::new(definition, fields);
    let structs = members.each().map(|member| struct_member(api, &member));
    let facts = members.each().map(|member| macro_member(member.field));
    let rest = additional.map(|ty| rest(api, &members, ty));
    let (rest_member, rest_entry) = rest.unzip();
    let form = own_form(definition);
    let default = members
        .each()
        .all(|member| member.is_optional)
        .then(|| quote!(Default,));
    let constructors = constructors::of(api, definition, &members, additional);
    let defaults = defaults::accessors(api, definition, &members);
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#structs)*
            #rest_member
        }

        acs_runtime::plain_object!(#name {
            #(#facts,)*
            #rest_entry
        } #form);

        #constructors
        #defaults
    }
}

/// The fields of an object, as its struct has them.
pub(super) struct Members<'a> {
    fields: &'a [Field],
    input: bool,
    output: bool,
}

/// A field, as the struct has it.
pub(super) struct Member<'a> {
    pub(super) field: &'a Field,
    /// Whether the struct's member may be left out.
    pub(super) is_optional: bool,
}

impl<'a> Members<'a> {
    pub(super) fn new(definition: &TypeDefinition, fields: &'a [Field]) -> Self {
        Self {
            fields,
            input: definition.input,
            output: definition.output,
        }
    }

    pub(super) fn each(&self) -> impl Iterator<Item = Member<'a>> {
        self.fields.iter().map(|field| Member {
            field,
            is_optional: !field.required
                || match field.direction {
                    Direction::Both => false,
                    Direction::Reply => self.input,
                    Direction::Request => self.output,
                },
        })
    }

    /// The name of the map for members that have no field of their own.
    pub(super) fn rest_name(&self) -> String {
        let mut name = "additional".to_owned();
        while self.fields.iter().any(|field| field.rust_name == name) {
            name.push('_');
        }
        name
    }
}

/// The type of a struct's member.
pub(super) fn member_type(api: &Api, member: &Member<'_>) -> TokenStream {
    let mut ty = tokens::rust_type(&member.field.ty, api);
    if member.field.boxed {
        ty = prelude::boxed(&ty, api);
    }
    if member.is_optional {
        ty = prelude::option(&ty, api);
    }
    ty
}

fn struct_member(api: &Api, member: &Member<'_>) -> TokenStream {
    let name = tokens::ident(&member.field.rust_name);
    let docs = type_docs::of_member(api, member);
    let deprecated = tokens::deprecated(&member.field.docs);
    let ty = member_type(api, member);
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
}

fn macro_member(field: &Field) -> TokenStream {
    let (name, wire) = (tokens::ident(&field.rust_name), &field.wire_name);
    let required = field.required.then(|| quote!(required));
    let direction = match field.direction {
        Direction::Both => quote!(),
        Direction::Reply => quote!(read_only),
        Direction::Request => quote!(write_only),
    };
    let form = form(&field.xml);
    quote!(#name: #wire #required #direction #form)
}

/// `xml { .. }` of a member; nothing for one that is written as in JSON.
fn form(form: &XmlForm) -> TokenStream {
    let texts = |key: &str, text: &Option<String>| {
        text.as_ref().map(|text| {
            let key = tokens::ident(key);
            quote!(#key: #text)
        })
    };
    let flag = |key: &str, is_set: bool| {
        is_set.then(|| {
            let key = tokens::ident(key);
            quote!(#key)
        })
    };
    let parts: Vec<_> = [
        texts("name", &form.name),
        flag("attribute", form.attribute),
        flag("wrapped", form.wrapped),
        texts("item", &form.item),
        texts("item_namespace", &form.item_namespace),
        texts("item_prefix", &form.item_prefix),
        texts("namespace", &form.namespace),
        texts("prefix", &form.prefix),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        quote!()
    } else {
        quote!(xml { #(#parts),* })
    }
}

/// `xml { .. }` of the type itself.
fn own_form(definition: &TypeDefinition) -> TokenStream {
    form(&XmlForm {
        name: (definition.xml_name != definition.rust_name).then(|| definition.xml_name.clone()),
        namespace: definition.xml_namespace.clone(),
        prefix: definition.xml_prefix.clone(),
        ..XmlForm::default()
    })
}

/// The map of the members that have no field of their own.
fn rest(api: &Api, members: &Members<'_>, ty: &Type) -> (TokenStream, TokenStream) {
    let name = tokens::ident(&members.rest_name());
    let map = prelude::map(&tokens::rust_type(ty, api), api);
    let docs = tokens::doc("All other members, by their names on the wire.");
    let member = quote! {
        #docs
        pub #name: #map,
    };
    (member, quote!(rest: #name,))
}

/// A link to a member, in the documentation of a method of its type.
pub(super) fn link(rust_name: &str) -> String {
    format!(
        "[{}](Self#structfield.{rust_name})",
        markdown::code(rust_name)
    )
}
