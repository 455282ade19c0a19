//! Where each type lives: beside its only operation, in its only group, or in the module for all.
//!
//! A type stays as close to its user as it can, so that switching a group off leaves out all that only this group needs,
//! and changing an operation touches only that operation's file.

use std::collections::BTreeSet;

use crate::ir::{Api, BodyContent, Home, Shape, Type, TypeId};

pub(super) fn assign(api: &mut Api) {
    let mut users: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); api.types.len()];
    for index in 0..api.operations.len() {
        for id in reachable(api, index) {
            users[id.0].insert(index);
        }
    }
    for (definition, users) in api.types.iter_mut().zip(users) {
        let groups: BTreeSet<_> = users
            .iter()
            .map(|&user| api.operations[user].group)
            .collect();
        definition.home = match (users.first(), users.len(), groups.first(), groups.len()) {
            (Some(&operation), 1, ..) => Home::Operation(operation),
            (_, _, Some(&group), 1) => Home::Group(group),
            _ => Home::Shared,
        };
    }
}

/// The types that an operation's parameters, body and reply consist of.
fn reachable(api: &Api, operation: usize) -> BTreeSet<TypeId> {
    let operation = &api.operations[operation];
    let mut open: Vec<TypeId> = operation.reply.ty.into_iter().collect();
    let body = operation
        .body
        .iter()
        .filter_map(|body| match &body.content {
            BodyContent::Json(ty) => Some(ty),
            BodyContent::Form => None,
        });
    for ty in operation
        .parameters
        .iter()
        .map(|parameter| &parameter.ty)
        .chain(body)
    {
        open.extend(named(ty));
    }
    closure(api, open)
}

/// These types and all that they consist of.
pub(super) fn closure(api: &Api, mut open: Vec<TypeId>) -> BTreeSet<TypeId> {
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &api.definition(id).shape {
            Shape::Object { fields, additional } => {
                open.extend(
                    fields
                        .iter()
                        .map(|field| &field.ty)
                        .chain(additional)
                        .filter_map(named),
                );
            }
            Shape::Union { variants, .. } => open.extend(variants.iter().filter_map(named)),
            Shape::Enum { .. } => {}
        }
    }
    seen
}

/// The named type at the bottom of lists and maps.
pub(super) fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::List(item) | Type::Map(item) => named(item),
        _ => None,
    }
}
