//! The Rust names of operations and of what they take and give, each with a scope of its own.

use super::naming::Scope;
use crate::ir::{Api, BodyKind, Header, Operation, Prelude, Replies, ReplyCase};
use crate::lower::names;

/// Methods of each client, and modules beside those of operations.
const CLIENT_METHODS: &[&str] = &[
    "as_ref",
    "blocking",
    "by_name",
    "call",
    "clone",
    "config",
    "drop",
    "fmt",
    "from",
    "into",
    "mod",
    "new",
    "raw",
    "types",
    "with_config",
];

/// Methods of each call, those of its traits included.
const CALL_METHODS: &[&str] = &[
    "as_mut",
    "body",
    "call",
    "clone",
    "client",
    "fmt",
    "from",
    "into",
    "new",
    "raw",
    "send",
    "send_blocking",
    "with_base_url",
    "with_header",
    "with_interceptor",
    "with_operation_timeout",
    "with_attempt_timeout",
    "with_retry",
];

/// Types that each crate has.
const TYPES: &[&str] = &[
    "Call",
    "Client",
    "Config",
    "ConfigBuilder",
    "Credential",
    "Error",
];

/// Gives operations their names, which differ from those of schemas that have one.
pub(in crate::lower) fn name_operations(api: &mut Api) {
    let mut methods = Scope::new(CLIENT_METHODS);
    let mut types = Scope::new(TYPES);
    for definition in &api.types {
        types.reserve(&definition.rust_name);
    }
    for operation in &mut api.operations {
        operation.method_name = methods.take(&operation.method_name);
        let wanted = operation.type_name.clone();
        operation.type_name = types.take_first(&[wanted.clone(), format!("{wanted}Call")]);
        name_parameters(operation);
    }
}

/// Parameters that differ only in their place, or in case, are told apart by the place, else by a number.
fn name_parameters(operation: &mut Operation) {
    let mut scope = Scope::new(CALL_METHODS);
    for parameter in &mut operation.parameters {
        let wanted = &parameter.rust_name;
        let place = parameter.place.name();
        let placed = format!("{wanted}_{place}");
        parameter.rust_name = scope.take_first(&[wanted.clone(), placed]);
    }
}

/// Names what types of schemas do not name: bodies, replies and their headers. Types have their names by now.
pub(in crate::lower) fn settle(api: &mut Api) {
    let mut types = Scope::new(TYPES);
    for definition in &api.types {
        types.reserve(&definition.rust_name);
    }
    for operation in &api.operations {
        types.reserve(&operation.type_name);
    }
    for operation in &mut api.operations {
        if let Some(body) = &mut operation.body {
            // One content has a type of its own.
            if body.contents.len() > 1 {
                body.type_name = types.take(&body.type_name);
            }
            for content in &mut body.contents {
                if let BodyKind::Multipart(multipart) = &mut content.kind {
                    multipart.type_name = types.take(&multipart.type_name);
                    let parts = multipart.parts.iter_mut();
                    for part in parts.filter(|part| !part.headers.is_empty()) {
                        let wanted = names::joined(&multipart.type_name, &part.wire_name);
                        part.headed_name = types.take(&wanted);
                    }
                }
            }
        }
        name_replies(&mut operation.replies, &mut types);
    }
    let shadowed = Prelude::ALL.iter().filter(|item| types.has(item.name()));
    api.shadowed = shadowed.copied().collect();
}

fn name_replies(replies: &mut Replies, types: &mut Scope) {
    if replies.success.len() > 1 {
        replies.success_name = types.take(&replies.success_name);
    }
    if replies.failure.len() > 1 {
        replies.failure_name = types.take(&replies.failure_name);
    }
    let mut variants = Scope::default();
    let mut headed: Vec<(Vec<Header>, String)> = Vec::new();
    for case in &mut replies.success {
        name_case(case, &mut variants, types, &mut headed);
    }
    let mut variants = Scope::default();
    for case in &mut replies.failure {
        // A default without a reply that means success stands on both sides, with one type.
        let mut of_success = replies.success.iter();
        if let Some(same) = of_success.find(|success| success.status == case.status) {
            case.rust_name = variants.take(&case.rust_name);
            case.body_name.clone_from(&same.body_name);
            case.headers_name.clone_from(&same.headers_name);
        } else {
            name_case(case, &mut variants, types, &mut headed);
        }
    }
}

/// `headed` are the headers that replies before this one have, with the name of their struct.
fn name_case(
    case: &mut ReplyCase,
    variants: &mut Scope,
    types: &mut Scope,
    headed: &mut Vec<(Vec<Header>, String)>,
) {
    case.rust_name = variants.take(&case.rust_name);
    if case.contents.len() > 1 {
        case.body_name = types.take(&case.body_name);
    }
    if case.headers.is_empty() {
        return;
    }
    let same = headed.iter().find(|it| are_alike(&it.0, &case.headers));
    if let Some((_, name)) = same {
        case.headers_name.clone_from(name);
    } else {
        case.headers_name = types.take(&case.headers_name);
        headed.push((case.headers.clone(), case.headers_name.clone()));
    }
}

fn are_alike(headers: &[Header], others: &[Header]) -> bool {
    let mut pairs = headers.iter().zip(others);
    headers.len() == others.len() && pairs.all(|(one, other)| one.is_like(other))
}
