//! Where each type lives: beside its only operation, in its only group, or in the module for all.
//!
//! A type stays as close to its user as it can, so that switching a group off leaves out all that only this group needs,
//! and changing an operation touches only that operation's file.

use std::collections::BTreeSet;

use crate::ir::{Api, Body, Home, Operation, ReplyCase, Type, TypeId};

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
    closure(api, types_of(&api.operations[operation]))
}

/// The types that an operation names.
pub(super) fn types_of(operation: &Operation) -> Vec<TypeId> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let body = operation.body.iter().flat_map(Body::types);
    let replies = operation.replies.cases().flat_map(ReplyCase::types);
    let types = parameters.chain(body).chain(replies);
    types
        .filter_map(Type::named)
        .chain(operation.reply.ty)
        .collect()
}

/// These types and all that they consist of.
pub(super) fn closure(api: &Api, mut open: Vec<TypeId>) -> BTreeSet<TypeId> {
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        open.extend(api.definition(id).shape.types().filter_map(Type::named));
    }
    seen
}
