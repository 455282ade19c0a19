//! Rust names that meet in one scope.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Shape};
use crate::load::{Location, Place};

/// Methods of each client.
const CLIENT_METHODS: &[&str] = &["new", "from_env", "endpoint", "call", "by_name", "clone"];
/// Methods of each call.
const CALL_METHODS: &[&str] = &["new", "send", "clone"];
/// Methods of each type that callers make values of.
const INPUT_METHODS: &[&str] = &["new"];
/// Types that each crate has.
const TYPES: &[&str] = &[
    "Client",
    "Config",
    "ConfigBuilder",
    "Credentials",
    "Error",
    "String",
    "Option",
    "Vec",
    "Box",
];
/// Modules that each crate has.
const MODULES: &[&str] = &["by_name", "client", "types"];
/// The variant for values that an enum does not know.
const VARIANTS: &[&str] = &["Unknown"];

pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    let mut check =
        |scope: &str, reserved: &[&'static str], names: &mut dyn Iterator<Item = Name<'_>>| {
            check_scope(scope, reserved, names, diagnostics);
        };
    check(
        "modules",
        MODULES,
        &mut api.groups.iter().map(|group| Name {
            rust: &group.module,
            wire: &group.name,
            origin: (&group.origin).into(),
        }),
    );
    check(
        "methods of the client",
        CLIENT_METHODS,
        &mut api.operations.iter().map(|operation| Name {
            rust: &operation.method_name,
            wire: &operation.wire_name,
            origin: (&operation.origin.child("operationId")).into(),
        }),
    );
    let operations = api.operations.iter().map(|operation| Name {
        rust: &operation.type_name,
        wire: &operation.wire_name,
        origin: (&operation.origin.child("operationId")).into(),
    });
    let types = api.types.iter().map(|definition| Name {
        rust: &definition.rust_name,
        wire: &definition.rust_name,
        origin: definition.origin.key(),
    });
    check("types", TYPES, &mut operations.chain(types));
    for operation in &api.operations {
        let scope = format!("parameters of {}", operation.wire_name);
        let mut names = operation.parameters.iter().map(|parameter| Name {
            rust: &parameter.rust_name,
            wire: &parameter.wire_name,
            origin: name_of(&parameter.origin, parameter.place),
        });
        check(&scope, CALL_METHODS, &mut names);
    }
    for definition in &api.types {
        match &definition.shape {
            Shape::Object { fields, .. } => {
                let scope = format!("fields of {}", definition.rust_name);
                let mut names = fields.iter().map(|field| Name {
                    rust: &field.rust_name,
                    wire: &field.wire_name,
                    origin: field.origin.key(),
                });
                let reserved = if definition.input { INPUT_METHODS } else { &[] };
                check(&scope, reserved, &mut names);
            }
            Shape::Enum { values, .. } => {
                let scope = format!("values of {}", definition.rust_name);
                let mut names = values.iter().map(|value| Name {
                    rust: &value.rust_name,
                    wire: &value.wire_value,
                    origin: (&value.origin).into(),
                });
                check(&scope, VARIANTS, &mut names);
            }
            Shape::Union { .. } => {}
        }
    }
}

/// A Rust name and where it came from.
struct Name<'a> {
    rust: &'a str,
    wire: &'a str,
    origin: Place,
}

fn name_of(origin: &Location, place: crate::ir::ParameterPlace) -> Place {
    if place == crate::ir::ParameterPlace::Form {
        origin.key()
    } else {
        (&origin.child("name")).into()
    }
}

fn check_scope(
    scope: &str,
    reserved: &[&'static str],
    names: &mut dyn Iterator<Item = Name<'_>>,
    diagnostics: &mut Diagnostics,
) {
    let mut seen: HashMap<String, (String, Place)> = HashMap::new();
    for name in names {
        let help =
            "give one of them another name in Rust with `x-acs-name`; the wire keeps its own";
        if reserved.contains(&name.rust) {
            let message = format!(
                "`{}` becomes `{}`, which is taken among the {scope}",
                name.wire, name.rust
            );
            diagnostics.push(
                Diagnostic::error(Code::NameCollision, name.origin, message, "this name")
                    .help("give it another name in Rust with `x-acs-name`; the wire keeps its own"),
            );
        } else if let Some((wire, first)) = seen.get(name.rust) {
            let message = format!(
                "`{wire}` and `{}` both become `{}` among the {scope}",
                name.wire, name.rust
            );
            diagnostics.push(
                Diagnostic::error(Code::NameCollision, name.origin, message, "second name")
                    .related(first.clone(), "first name")
                    .help(help),
            );
        } else {
            seen.insert(name.rust.to_owned(), (name.wire.to_owned(), name.origin));
        }
    }
}
