//! Rust names that meet in one scope.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, EnumValue, Field, Operation, Shape, TypeDefinition};
use crate::load::{Location, Place};

/// Methods of each client.
const CLIENT_METHODS: &[&str] = &[
    "new",
    "from_env",
    "from_env_blocking",
    "endpoint",
    "call",
    "by_name",
    "clone",
    "of",
];
/// Methods of each call.
const CALL_METHODS: &[&str] = &[
    "new",
    "send",
    "send_blocking",
    "send_and_wait",
    "pages",
    "items",
    "clone",
];
/// Methods that a type may have besides accessors and setters.
const VALUE_METHODS: &[&str] = &["new", "request_id"];
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
const MODULES: &[&str] = &[
    "by_name",
    "client",
    "intercept",
    "paging",
    "runtime",
    "testing",
    "types",
    "waiting",
];
/// The variant for values that an enum does not know.
const VARIANTS: &[&str] = &["Unknown"];

pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    let mut modules = api.groups.iter().map(|group| Name {
        rust: &group.module,
        wire: &group.name,
        origin: (&group.origin).into(),
        remedy: EXTENSION,
    });
    check_scope("modules", MODULES, &mut modules, diagnostics);
    check_client_methods(api, diagnostics);
    check_types(api, diagnostics);
    for operation in &api.operations {
        check_parameters(operation, diagnostics);
    }
    for definition in &api.types {
        match &definition.shape {
            Shape::Object { fields, .. } => check_object(definition, fields, diagnostics),
            Shape::Enum { values, .. } => check_enum(definition, values, diagnostics),
            Shape::Union { .. } | Shape::Tuple { .. } => {}
        }
    }
}

fn check_client_methods(api: &Api, diagnostics: &mut Diagnostics) {
    let methods = api
        .operations
        .iter()
        .map(|it| Name::of_operation(&it.method_name, it));
    let waits = api.operations.iter().filter_map(|operation| {
        let wait = operation.wait.as_ref()?;
        Some(Name {
            rust: &wait.method_name,
            wire: &wait.name,
            origin: (&operation.origin.child("x-acs-wait").child("name")).into(),
            remedy: "another `name`",
        })
    });
    check_scope(
        "methods of the client",
        CLIENT_METHODS,
        &mut methods.chain(waits),
        diagnostics,
    );
}

fn check_types(api: &Api, diagnostics: &mut Diagnostics) {
    let calls = api
        .operations
        .iter()
        .map(|it| Name::of_operation(&it.type_name, it));
    let types = api.types.iter().map(|definition| Name {
        rust: &definition.rust_name,
        wire: &definition.rust_name,
        origin: definition.origin.key(),
        remedy: EXTENSION,
    });
    check_scope("types", TYPES, &mut calls.chain(types), diagnostics);
}

fn check_parameters(operation: &Operation, diagnostics: &mut Diagnostics) {
    let scope = format!("parameters of {}", operation.wire_name);
    let mut names = operation.parameters.iter().map(|parameter| Name {
        rust: &parameter.rust_name,
        wire: &parameter.wire_name,
        origin: name_of(&parameter.origin, parameter.place),
        remedy: EXTENSION,
    });
    check_scope(&scope, CALL_METHODS, &mut names, diagnostics);
}

fn check_enum(definition: &TypeDefinition, values: &[EnumValue], diagnostics: &mut Diagnostics) {
    let scope = format!("values of {}", definition.rust_name);
    let mut names = values.iter().map(|value| Name {
        rust: &value.rust_name,
        wire: &value.wire_value,
        origin: (&value.origin).into(),
        remedy: EXTENSION,
    });
    check_scope(&scope, VARIANTS, &mut names, diagnostics);
}

/// The fields of an object are one scope, its methods another.
fn check_object(definition: &TypeDefinition, fields: &[Field], diagnostics: &mut Diagnostics) {
    let scope = format!("fields of {}", definition.rust_name);
    let mut names = fields.iter().map(|it| Name::of_field(&it.rust_name, it));
    check_scope(&scope, &[], &mut names, diagnostics);
    let accessors = fields.iter().filter_map(|field| {
        let accessor = field.accessor.as_ref()?;
        Some(Name::of_field(&accessor.rust_name, field))
    });
    let setters = fields
        .iter()
        .filter(|field| definition.input && !field.required)
        .map(|field| Name::of_field(&field.rust_name, field));
    let scope = format!("methods of {}", definition.rust_name);
    let mut methods = setters.chain(accessors);
    check_scope(&scope, VALUE_METHODS, &mut methods, diagnostics);
}

/// A Rust name and where it came from.
struct Name<'a> {
    rust: &'a str,
    wire: &'a str,
    origin: Place,
    /// What to give it instead.
    remedy: &'static str,
}

/// The remedy for what has a name on the wire.
const EXTENSION: &str = "another name in Rust with `x-acs-name`; the wire keeps its own";

impl<'a> Name<'a> {
    fn of_operation(rust: &'a str, operation: &'a Operation) -> Self {
        Self {
            rust,
            wire: &operation.wire_name,
            origin: (&operation.origin.child("operationId")).into(),
            remedy: EXTENSION,
        }
    }

    fn of_field(rust: &'a str, field: &'a Field) -> Self {
        Self {
            rust,
            wire: &field.wire_name,
            origin: field.origin.key(),
            remedy: EXTENSION,
        }
    }
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
        if reserved.contains(&name.rust) {
            let message = format!(
                "`{}` becomes `{}`, which is taken among the {scope}",
                name.wire, name.rust
            );
            diagnostics.push(
                Diagnostic::error(Code::NameCollision, name.origin, message, "this name")
                    .help(format!("give it {}", name.remedy)),
            );
        } else if let Some((wire, first)) = seen.get(name.rust) {
            let message = format!(
                "`{wire}` and `{}` both become `{}` among the {scope}",
                name.wire, name.rust
            );
            diagnostics.push(
                Diagnostic::error(Code::NameCollision, name.origin, message, "second name")
                    .related(first.clone(), "first name")
                    .help(format!("give one of them {}", name.remedy)),
            );
        } else {
            seen.insert(name.rust.to_owned(), (name.wire.to_owned(), name.origin));
        }
    }
}
