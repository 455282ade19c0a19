//! How callers make values of an object.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{markdown, prelude, tokens};
use super::literal::literal;
use super::object::{Member, Members};
use super::{arguments, object};
use crate::ir::{Api, Direction, Field, Type, TypeDefinition};

/// The most arguments that need no words for each.
const FEW: usize = 7;

/// `new` with what each value needs, and a setter for all else.
pub(super) fn of(
    api: &Api,
    definition: &TypeDefinition,
    members: &Members<'_>,
    additional: Option<&Type>,
) -> TokenStream {
    if !definition.input {
        return quote!();
    }
    let name = tokens::ident(&definition.rust_name);
    let all: Vec<_> = members
        .each()
        .map(|member| (role(api, &member), member))
        .collect();
    let rest = additional.map(|ty| rest(members, ty, api));
    let (rest_setter, rest_empty) = rest.unzip();
    let new = new(api, &all, rest_empty.as_ref());
    let setters = all
        .iter()
        .filter(|(role, _)| matches!(role, Role::Setter))
        .map(|(_, member)| setter(api, member));
    quote! {
        impl #name {
            #new
            #(#setters)*
            #rest_setter
        }
    }
}

/// How a member gets its value.
enum Role {
    /// By an argument of `new`.
    Argument,
    /// It has but one.
    Constant(TokenStream),
    /// By a setter.
    Setter,
    /// The service alone says it.
    Reply,
}

fn role(api: &Api, member: &Member<'_>) -> Role {
    let field = member.field;
    match (field.direction, field.required) {
        (Direction::Reply, _) => Role::Reply,
        (_, false) => Role::Setter,
        (_, true) if field.ty == Type::Null => Role::Constant(tokens::rust_type(&field.ty, api)),
        (_, true) => {
            let constant = field.constant.as_ref();
            constant
                .and_then(|constant| literal(constant, &field.ty, api))
                .map_or(Role::Argument, Role::Constant)
        }
    }
}

fn new(api: &Api, all: &[(Role, Member<'_>)], rest: Option<&TokenStream>) -> TokenStream {
    let arguments: Vec<_> = all
        .iter()
        .filter(|(role, _)| matches!(role, Role::Argument))
        .map(|(_, member)| member.field)
        .collect();
    let accepted = arguments.iter().map(|field| {
        let name = tokens::ident(&field.rust_name);
        let ty = arguments::accepted(&field.ty, api);
        quote!(#name: #ty)
    });
    let held = all.iter().map(|(role, member)| {
        let name = tokens::ident(&member.field.rust_name);
        let value = match role {
            Role::Argument => held(
                member,
                &arguments::inferred(&quote!(#name), &member.field.ty, api),
                api,
            ),
            Role::Constant(value) => held(member, value, api),
            Role::Setter | Role::Reply => prelude::none(api),
        };
        quote!(#name: #value,)
    });
    let docs = tokens::doc(&new_docs(all, &arguments));
    quote! {
        #docs
        #[must_use]
        pub fn new(#(#accepted),*) -> Self {
            Self {
                #(#held)*
                #rest
            }
        }
    }
}

fn new_docs(all: &[(Role, Member<'_>)], arguments: &[&Field]) -> String {
    if all.iter().all(|(_, member)| member.is_optional) && arguments.is_empty() {
        return "A value without members.".to_owned();
    }
    let text = "A value with the members that it needs.";
    if arguments.len() <= FEW {
        return text.to_owned();
    }
    let lines = arguments.iter().map(|field| {
        let docs = &field.docs;
        let words = docs.summary.as_deref().or(docs.description.as_deref());
        let first = words.and_then(|words| words.trim().lines().next());
        let words = first.map(|line| format!(": {}", markdown::one_line(line)));
        format!(
            "* {}{}",
            object::link(&field.rust_name),
            words.unwrap_or_default()
        )
    });
    format!(
        "{text}\n\n# Arguments\n\n{}",
        lines.collect::<Vec<_>>().join("\n")
    )
}

/// A value of the description's type as the struct holds it.
pub(super) fn held(member: &Member<'_>, value: &TokenStream, api: &Api) -> TokenStream {
    let value = if member.field.boxed {
        prelude::in_box(value, api)
    } else {
        value.clone()
    };
    if member.is_optional {
        prelude::some(&value, api)
    } else {
        value
    }
}

fn setter(api: &Api, member: &Member<'_>) -> TokenStream {
    let field = member.field;
    let (method, name) = (
        tokens::ident(&setter_name(&field.rust_name)),
        tokens::ident(&field.rust_name),
    );
    let docs = tokens::doc(&format!("Sets {}.", object::link(&field.rust_name)));
    let deprecated = tokens::deprecated(&field.docs);
    let ty = arguments::accepted(&field.ty, api);
    let value = held(
        member,
        &arguments::inferred(&quote!(#name), &field.ty, api),
        api,
    );
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #method(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// The name of a member's setter: `new` makes a value.
pub(super) fn setter_name(rust_name: &str) -> String {
    if rust_name == "new" {
        "set_new".to_owned()
    } else {
        rust_name.to_owned()
    }
}

/// The setter of the map of other members, and how `new` begins it.
fn rest(members: &Members<'_>, ty: &Type, api: &Api) -> (TokenStream, TokenStream) {
    let text = members.rest_name();
    let name = tokens::ident(&text);
    let wire_name = prelude::impl_into(&prelude::string(api), api);
    let value = prelude::impl_into(&tokens::rust_type(ty, api), api);
    let [held_name, held_value] =
        [quote!(name), quote!(value)].map(|passed| prelude::into_inferred(&passed, api));
    let docs = tokens::doc(&format!(
        "Adds to {} a member that has no field of its own.",
        object::link(&text)
    ));
    let setter = quote! {
        #docs
        #[must_use]
        pub fn #name(
            mut self,
            name: #wire_name,
            value: #value,
        ) -> Self {
            self.#name.insert(#held_name, #held_value);
            self
        }
    };
    (setter, quote!(#name: ::std::collections::BTreeMap::new(),))
}
