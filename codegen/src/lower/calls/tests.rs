//! Rules of operations, one small document each.

mod bodies;
mod names;
mod parameters;
mod replies;
mod service;

use crate::diagnostic::{Diagnostics, Failure};
use crate::ir::{Api, Operation, Profile, Type};
use crate::load::{Memory, Rules, load};

/// What is made of a document of the version, and what is said of it: `error CODE LINE: MESSAGE` or `warning ...`.
fn lowered_as(version: &str, rest: &str) -> (Option<Api>, Vec<String>) {
    let text = format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n{rest}");
    let files = Memory::new([("api.yaml", text.as_str())]);
    let mut diagnostics = Diagnostics::default();
    let documents = load("api.yaml", &files, Rules::OpenApi, &mut diagnostics);
    let api = crate::lower::lower(&documents, Profile::Plain, &mut diagnostics);
    let report = Failure::new(diagnostics, &documents);
    let said = report.problems().iter().map(|problem| {
        let severity = match miette::Diagnostic::severity(problem) {
            Some(miette::Severity::Warning) => "warning",
            _ => "error",
        };
        format!(
            "{severity} {} {}: {problem}",
            problem.code(),
            problem.line()
        )
    });
    (api, said.collect())
}

fn lowered(rest: &str) -> (Api, Vec<String>) {
    let (api, said) = lowered_as("3.0.3", rest);
    (api.expect("an api"), said)
}

/// The same for a document that nothing is said of.
fn clean(rest: &str) -> Api {
    let (api, said) = lowered(rest);
    assert_eq!(said, Vec::<String>::new());
    api
}

/// The operation of `GET /` (or another method and path) with these keys, written in the flow style of YAML.
fn operation(path: &str, method: &str, keys: &str) -> Operation {
    let text = format!("paths:\n  {path}:\n    {method}: {{{keys}}}\n");
    let mut api = clean(&text);
    assert_eq!(api.operations.len(), 1);
    api.operations.remove(0)
}

/// The name of the type that a value has.
fn name_of<'a>(api: &'a Api, ty: &Type) -> &'a str {
    let id = ty.named().expect("a type with a name");
    &api.definition(id).rust_name
}

const OK: &str = "responses: {'200': {description: Fine}}";
