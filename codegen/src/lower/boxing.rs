//! Which fields must be boxed.

use crate::ir::{Api, Shape, Type, TypeId};

/// Boxes each field that leads back to the type it stands in: such a type would have no finite size. Lists and maps keep
/// their items elsewhere and end the search.
pub(super) fn assign(api: &mut Api) {
    let edges: Vec<Vec<TypeId>> = api
        .types
        .iter()
        .map(|definition| held(&definition.shape))
        .collect();
    for owner in 0..api.types.len() {
        let Shape::Object { fields, .. } = &mut api.types[owner].shape else {
            continue;
        };
        for field in fields {
            field.boxed = matches!(field.ty, Type::Named(id) if reaches(id, TypeId(owner), &edges));
        }
    }
}

/// The types of which a value holds another by itself.
fn held(shape: &Shape) -> Vec<TypeId> {
    let named = |ty: &Type| {
        if let Type::Named(id) = ty {
            Some(*id)
        } else {
            None
        }
    };
    match shape {
        Shape::Object { fields, .. } => {
            fields.iter().filter_map(|field| named(&field.ty)).collect()
        }
        Shape::Union { variants, .. } => variants.iter().filter_map(named).collect(),
        Shape::Enum { .. } => Vec::new(),
    }
}

fn reaches(from: TypeId, to: TypeId, edges: &[Vec<TypeId>]) -> bool {
    let mut seen = vec![false; edges.len()];
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if !std::mem::replace(&mut seen[id.0], true) {
            open.extend(&edges[id.0]);
        }
    }
    false
}
