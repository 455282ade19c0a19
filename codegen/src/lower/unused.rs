//! Types that nothing uses are left out: schemas of bodies in parts, whose members are parts, and of what was left out.

use super::homes::closure;
use crate::ir::{Api, BodyKind, PartKind, ReplyCase, ReplyKind, Shape, Type, TypeId};

/// Removes types that no operation uses, and gives the others new numbers in the same order.
pub(super) fn remove(api: &mut Api) {
    let operations = api.operations.iter();
    let open = operations.flat_map(super::homes::types_of);
    let used = closure(api, open.collect());
    let mut numbers = vec![TypeId(0); api.types.len()];
    for (number, id) in used.iter().enumerate() {
        numbers[id.0] = TypeId(number);
    }
    let types = std::mem::take(&mut api.types).into_iter().enumerate();
    api.types = types
        .filter(|(index, _)| used.contains(&TypeId(*index)))
        .map(|(_, definition)| definition)
        .collect();
    each_type(api, &mut |ty| renumber(ty, &numbers));
}

fn renumber(ty: &mut Type, numbers: &[TypeId]) {
    match ty {
        Type::Named(id) => *id = numbers[id.0],
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => renumber(inner, numbers),
        _ => {}
    }
}

/// Each place in an API that has a type.
fn each_type(api: &mut Api, change: &mut impl FnMut(&mut Type)) {
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            change(&mut parameter.ty);
        }
        let contents = operation
            .body
            .iter_mut()
            .flat_map(|body| &mut body.contents);
        for content in contents {
            each_type_of_body(&mut content.kind, change);
        }
        let replies = &mut operation.replies;
        for case in replies.success.iter_mut().chain(&mut replies.failure) {
            each_type_of_case(case, change);
        }
    }
    for definition in &mut api.types {
        match &mut definition.shape {
            Shape::Object { fields, additional } => {
                let fields = fields.iter_mut().map(|field| &mut field.ty);
                fields.chain(additional).for_each(&mut *change);
            }
            Shape::Union { variants, .. } => {
                let types = variants.iter_mut().map(|variant| &mut variant.ty);
                types.for_each(&mut *change);
            }
            Shape::Tuple { items, rest } => {
                let items = items.iter_mut().map(|item| &mut item.ty);
                items.chain(rest).for_each(&mut *change);
            }
            Shape::Enum { .. } => {}
        }
    }
}

fn each_type_of_body(kind: &mut BodyKind, change: &mut impl FnMut(&mut Type)) {
    match kind {
        BodyKind::Parameters | BodyKind::Binary => {}
        BodyKind::Form { ty, .. }
        | BodyKind::Json(ty)
        | BodyKind::Xml { ty, .. }
        | BodyKind::Text(ty)
        | BodyKind::Lines(ty) => change(ty),
        BodyKind::Multipart(multipart) => {
            for part in multipart
                .parts
                .iter_mut()
                .chain(multipart.additional.as_deref_mut())
            {
                for header in &mut part.headers {
                    change(&mut header.ty);
                }
                match &mut part.kind {
                    PartKind::File | PartKind::Any => {}
                    PartKind::Text(ty)
                    | PartKind::Json(ty)
                    | PartKind::Xml { ty, .. }
                    | PartKind::Styled(ty, _) => {
                        change(ty);
                    }
                }
            }
        }
    }
}

fn each_type_of_case(case: &mut ReplyCase, change: &mut impl FnMut(&mut Type)) {
    for content in &mut case.contents {
        match &mut content.kind {
            ReplyKind::Binary => {}
            ReplyKind::Json(ty)
            | ReplyKind::Xml(ty)
            | ReplyKind::Form(ty)
            | ReplyKind::Text(ty)
            | ReplyKind::Events(ty)
            | ReplyKind::Lines(ty) => change(ty),
        }
    }
    for header in &mut case.headers {
        change(&mut header.ty);
    }
}
