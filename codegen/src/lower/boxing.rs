//! Which fields must be boxed.

use crate::ir::{Api, Field, Shape, Type};

/// Boxes each field and variant that leads back to the type it stands in: such a type would have no finite size. Lists and maps keep
/// their items elsewhere and end the search.
pub(super) fn assign(api: &mut Api) {
    let edges: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|definition| held(&definition.shape))
        .collect();
    let components = components(&edges);
    for (owner, definition) in api.types.iter_mut().enumerate() {
        let leads_back =
            |ty: &Type| itself(ty).is_some_and(|id| components[id] == components[owner]);
        match &mut definition.shape {
            Shape::Object { fields, .. } | Shape::Tuple { items: fields, .. } => {
                for field in fields {
                    field.boxed = leads_back(&field.ty);
                }
            }
            Shape::Union { variants, .. } => {
                for variant in variants {
                    variant.boxed = leads_back(&variant.ty);
                }
            }
            Shape::Enum { .. } => {}
        }
    }
}

/// Makes optional what is required and leads back to its own type by required members alone: no value could ever end, and
/// services that are described so leave the member out.
pub(super) fn loosen(api: &mut Api) {
    let required = |field: &&Field| field.required;
    let edges: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|definition| match &definition.shape {
            Shape::Object { fields, .. } | Shape::Tuple { items: fields, .. } => {
                let types = fields.iter().filter(required).map(|field| &field.ty);
                types.filter_map(named).collect()
            }
            Shape::Union { .. } | Shape::Enum { .. } => Vec::new(),
        })
        .collect();
    let components = components(&edges);
    for (owner, definition) in api.types.iter_mut().enumerate() {
        let (Shape::Object { fields, .. } | Shape::Tuple { items: fields, .. }) =
            &mut definition.shape
        else {
            continue;
        };
        for field in fields {
            let leads_back = named(&field.ty).is_some_and(|id| components[id] == components[owner]);
            field.required &= !leads_back;
        }
    }
}

fn named(ty: &Type) -> Option<usize> {
    match ty {
        Type::Named(id) => Some(id.0),
        _ => None,
    }
}

/// The types of which a value holds another by itself.
fn held(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Object { fields, .. } | Shape::Tuple { items: fields, .. } => {
            let types = fields.iter().map(|field| &field.ty);
            types.filter_map(itself).collect()
        }
        Shape::Union { variants, .. } => {
            let types = variants.iter().map(|variant| &variant.ty);
            types.filter_map(itself).collect()
        }
        Shape::Enum { .. } => Vec::new(),
    }
}

/// The type that a value has in itself, not elsewhere.
fn itself(ty: &Type) -> Option<usize> {
    match ty {
        Type::Named(id) => Some(id.0),
        Type::Nullable(inner) => itself(inner),
        _ => None,
    }
}

/// The strongly connected component of each node (Kosaraju's algorithm). Two types hold each other, directly or not, when
/// they are in the same one. Without recursion: a description can be deeper than the stack.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for &to in targets {
            reversed[to].push(from);
        }
    }
    let mut component = vec![usize::MAX; edges.len()];
    for root in finishing_order(edges).into_iter().rev() {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if component[node] == usize::MAX {
                component[node] = root;
                open.extend(&reversed[node]);
            }
        }
    }
    component
}

/// The nodes in the order in which a depth-first search leaves them.
fn finishing_order(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for root in 0..edges.len() {
        // A node and how many of its edges were followed.
        let mut path = Vec::new();
        if !std::mem::replace(&mut seen[root], true) {
            path.push((root, 0));
        }
        while let Some((node, followed)) = path.last_mut() {
            if let Some(&next) = edges[*node].get(*followed) {
                *followed += 1;
                if !std::mem::replace(&mut seen[next], true) {
                    path.push((next, 0));
                }
            } else {
                order.push(*node);
                path.pop();
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_that_reach_each_other_share_a_component() {
        // 0 -> 1 -> 2 -> 1, 3 -> 3, 4
        let found = components(&[vec![1], vec![2], vec![1], vec![3], vec![]]);
        assert_eq!(found[1], found[2]);
        assert!(found[0] != found[1] && found[3] != found[4]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let chain: Vec<_> = (0..100_000)
            .map(|node| {
                if node == 99_999 {
                    vec![]
                } else {
                    vec![node + 1]
                }
            })
            .collect();
        let found = components(&chain);
        assert_ne!(found[0], found[1]);
    }
}
