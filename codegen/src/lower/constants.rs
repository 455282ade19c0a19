//! Members by which unions tell their types apart: what a union says anyway, callers need not give.

use std::collections::HashMap;

use serde_json::Value;

use crate::ir::{Api, EnumBase, Field, Shape, TextFormat, Type, TypeDefinition};

/// Makes a member that must be there constant where all unions by that member agree on the one value that means the type.
pub(super) fn assign(api: &mut Api) {
    let mut said: HashMap<(usize, String), Option<String>> = HashMap::new();
    for definition in &api.types {
        let Shape::Union {
            variants,
            discriminator: Some(member),
            ..
        } = &definition.shape
        else {
            continue;
        };
        for variant in variants {
            let Type::Named(id) = variant.ty else {
                continue;
            };
            let tag = only(&variant.tags, &api.types[id.0]);
            let known = said.entry((id.0, member.clone())).or_insert(tag.clone());
            if *known != tag {
                *known = None;
            }
        }
    }
    for ((id, member), tag) in said {
        let constant = tag.and_then(|tag| {
            let field = field(&api.types[id], &member)?;
            value(&tag, field, api)
        });
        if let Shape::Object { fields, .. } = &mut api.types[id].shape
            && let Some(constant) = constant
            && let Some(field) = fields.iter_mut().find(|it| it.wire_name == member)
        {
            field.constant = Some(constant);
        }
    }
}

/// The one value that means a type: the name of its schema means it, too, and is not what others say.
fn only(tags: &[String], definition: &TypeDefinition) -> Option<String> {
    let (first, others) = tags.split_first()?;
    let schema = definition.origin.pointer.last();
    let is_name = |tag: &String| schema.as_deref() == Some(tag);
    others.iter().all(is_name).then(|| first.clone())
}

/// The member, if it must be there and nothing is known of its value.
fn field<'t>(definition: &'t TypeDefinition, member: &str) -> Option<&'t Field> {
    let Shape::Object { fields, .. } = &definition.shape else {
        return None;
    };
    let field = fields.iter().find(|field| field.wire_name == member)?;
    (field.required && field.constant.is_none()).then_some(field)
}

/// The value of a discriminator as the member has it; `None` where the member can have no such value.
fn value(tag: &str, field: &Field, api: &Api) -> Option<Value> {
    match &field.ty {
        Type::Text(TextFormat::Plain) => Some(tag.into()),
        Type::Integer(_) | Type::Bool => serde_json::from_str(tag).ok(),
        Type::Named(id) => match &api.types[id.0].shape {
            Shape::Enum {
                base: EnumBase::Text,
                values,
            } => {
                let is_listed = values.iter().any(|value| value.wire_value == tag);
                is_listed.then(|| tag.into())
            }
            _ => None,
        },
        _ => None,
    }
}
