//! Which file defines a type, and how others name it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens;
use crate::ir::{Api, Body, Home, Operation, ReplyCase, Type, TypeDefinition, TypeId};

/// The types that a file defines.
pub(super) fn in_home(api: &Api, home: Home) -> impl Iterator<Item = &TypeDefinition> {
    api.types
        .iter()
        .filter(move |definition| definition.home == home)
}

/// Whether a file has any types to define.
pub(super) fn is_used(api: &Api, home: Home) -> bool {
    in_home(api, home).next().is_some()
}

/// The path by which users of the crate name a type.
pub(super) fn path(api: &Api, definition: &TypeDefinition, krate: &str) -> String {
    format!(
        "{krate}::{}::{}",
        module(api, definition),
        definition.rust_name
    )
}

/// The path by which another group of the crate names a type.
pub(super) fn path_within(api: &Api, definition: &TypeDefinition) -> TokenStream {
    let name = tokens::ident(&definition.rust_name);
    let module = tokens::ident(module(api, definition));
    quote!(crate::#module::#name)
}

/// The public module that has a type.
fn module<'a>(api: &'a Api, definition: &TypeDefinition) -> &'a str {
    match definition.home {
        Home::Operation(operation) => &api.groups[api.operations[operation].group].module,
        Home::Group(group) => &api.groups[group].module,
        Home::Shared => "types",
    }
}

/// The operation that tells the state of what an operation starts.
pub(super) fn started<'a>(api: &'a Api, operation: &Operation) -> Option<&'a Operation> {
    let starts = operation.starts.as_ref()?;
    Some(&api.operations[starts.operation])
}

/// `use` of the types that an operation's file names and does not define.
pub(super) fn foreign_uses(api: &Api, operation: usize) -> TokenStream {
    let mut named = named(api, &api.operations[operation]);
    for definition in in_home(api, Home::Operation(operation)) {
        named.extend(mentioned(definition));
    }
    uses(api, &named, Home::Operation(operation))
}

/// The types that an operation's own code names by their last name.
pub(super) fn named(api: &Api, facts: &Operation) -> BTreeSet<TypeId> {
    let mut named: BTreeSet<TypeId> = facts.reply.ty.into_iter().collect();
    let parameters = facts.parameters.iter().map(|parameter| &parameter.ty);
    let paged = facts.paging.as_ref().map(|paging| &paging.items.ty);
    let body = facts.body.iter().flat_map(Body::types);
    let replies = facts.replies.cases().flat_map(ReplyCase::types);
    let types = parameters.chain(paged).chain(body).chain(replies);
    named.extend(types.filter_map(Type::named));
    if let Some(followed) = started(api, facts)
        && followed.group == facts.group
    {
        named.extend(followed.reply.ty);
    }
    named
}

/// `use` of the types that a file of types names and does not define.
pub(super) fn foreign_uses_of_types(api: &Api, home: Home) -> TokenStream {
    let named: BTreeSet<_> = in_home(api, home).flat_map(mentioned).collect();
    uses(api, &named, home)
}

fn uses(api: &Api, named: &BTreeSet<TypeId>, home: Home) -> TokenStream {
    let foreign = named
        .iter()
        .map(|id| api.definition(*id))
        .filter(|definition| definition.home != home);
    let uses = foreign.map(|definition| {
        let name = tokens::ident(&definition.rust_name);
        match definition.home {
            Home::Shared => quote!(use crate::types::#name;),
            Home::Group(_) | Home::Operation(_) => quote!(use super::#name;),
        }
    });
    quote!(#(#uses)*)
}

fn mentioned(definition: &TypeDefinition) -> Vec<TypeId> {
    definition.shape.types().filter_map(Type::named).collect()
}
