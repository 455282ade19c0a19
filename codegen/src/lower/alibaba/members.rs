//! Paths that name a member of a reply: `Data.List.Id`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Field, MemberPath, Shape, Step, Type};
use crate::load::{Location, instead};

/// Follows a path from a type on. A name that leads nowhere is reported at the place of the path.
pub(super) fn follow(
    api: &Api,
    from: &Type,
    path: &str,
    at: &Location,
    diagnostics: &mut Diagnostics,
) -> Option<MemberPath> {
    let mut ty = from.clone();
    let mut steps: Vec<Step> = Vec::new();
    for name in path.split('.') {
        if let Type::List(item) = ty {
            ty = *item;
        }
        let Some(field) = member(api, &ty, name) else {
            diagnostics.push(nothing_there(api, &ty, name, at));
            return None;
        };
        ty = field.ty.clone();
        steps.push(Step {
            wire_name: field.wire_name.clone(),
            rust_name: field.rust_name.clone(),
            list: matches!(ty, Type::List(_)),
            deprecated: field.docs.deprecated,
        });
    }
    Some(MemberPath { steps, ty })
}

fn fields<'a>(api: &'a Api, ty: &Type) -> &'a [Field] {
    let Type::Named(id) = ty else {
        return &[];
    };
    match &api.definition(*id).shape {
        Shape::Object { fields, .. } => fields,
        Shape::Enum { .. } | Shape::Union { .. } | Shape::Tuple { .. } => &[],
    }
}

fn member<'a>(api: &'a Api, ty: &Type, name: &str) -> Option<&'a Field> {
    fields(api, ty).iter().find(|field| field.wire_name == name)
}

fn nothing_there(api: &Api, ty: &Type, name: &str, at: &Location) -> Diagnostic {
    let known: Vec<_> = fields(api, ty)
        .iter()
        .map(|field| field.wire_name.as_str())
        .collect();
    let help = instead(name, &known, "what is before it has no members");
    let message = format!("there is no member `{name}` on this path");
    Diagnostic::error(Code::InvalidValue, at, message, "this path").help(help)
}
