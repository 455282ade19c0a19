//! The members of a reply by their paths: `Data.Items[].Name`.

use acs_codegen::ir::{Api, Shape, Type, TypeId};
use serde_json::Value;

/// A member of a reply.
pub(super) struct Member {
    pub(super) path: String,
    /// The type that has it, and its name there.
    pub(super) field: (TypeId, String),
    pub(super) documented: bool,
}

/// The members of an operation's reply.
pub(super) fn of_reply(api: &Api, operation: usize) -> Vec<Member> {
    let mut members = Vec::new();
    if let Some(reply) = api.operations[operation].reply.ty {
        of_type(api, reply, "", &mut Vec::new(), &mut members);
    }
    members
}

fn of_type(api: &Api, id: TypeId, path: &str, above: &mut Vec<TypeId>, members: &mut Vec<Member>) {
    // A type inside itself has no more members to tell of.
    if above.contains(&id) {
        return;
    }
    let Shape::Object { fields, .. } = &api.definition(id).shape else {
        return;
    };
    above.push(id);
    for field in fields {
        let mut path = joined(path, &field.wire_name);
        members.push(Member {
            path: path.clone(),
            field: (id, field.wire_name.clone()),
            documented: super::is_documented(&field.docs),
        });
        let mut ty = &field.ty;
        while let Type::List(item) = ty {
            path += "[]";
            ty = item;
        }
        if let Type::Named(id) = ty {
            of_type(api, *id, &path, above, members);
        }
    }
    above.pop();
}

/// The members of a JSON value.
pub(super) fn of_value(value: &Value, path: &str, members: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let path = joined(path, name);
                members.push(path.clone());
                of_value(value, &path, members);
            }
        }
        Value::Array(items) => {
            for item in items {
                of_value(item, &format!("{path}[]"), members);
            }
        }
        _ => {}
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
