//! Small descriptions, and what the generator makes of them.

use acs_codegen::{Failure, Generated, Memory, RenderOptions, Target};

/// The beginning of a description; paths, components and more follow.
pub const HEAD: &str = "\
openapi: 3.0.3
info: {title: Demo, version: '1'}
x-acs-product: demo
x-acs-endpoints: {rule: 'demo.{region}.example.com', rule-vpc: 'demo-vpc.{region}.example.com'}
x-acs-envelope:
  {code: Code, message: Message, request-id: RequestId, error-code: ErrorCode, success: Success, success-codes: ['200']}
tags: [{name: group}]
";

/// An operation `GET /ID` with these further lines, which are indented by six blanks.
#[must_use]
pub fn operation(id: &str, lines: &str) -> String {
    format!(
        "  /{id}:
    get:
      operationId: {id}
      tags: [group]
      responses:
        '200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Reply'}}}}}}}}
{lines}"
    )
}

/// A description with one operation `Do`, with further lines in it and further schemas (indented by four blanks).
#[must_use]
pub fn with(lines: &str, schemas: &str) -> String {
    let operation = operation("Do", lines);
    format!(
        "{HEAD}paths:\n{operation}components:\n  schemas:\n    Reply:\n      type: object\n      properties:\n        RequestId: {{type: string}}\n{schemas}"
    )
}

/// Generates the crate of `api.yaml`.
///
/// # Errors
///
/// All that is wrong with the description.
pub fn generate(files: &[(&str, &str)]) -> Result<Generated, Failure> {
    let target = Target::alibaba("demo-client", "1.0.0", "make it");
    acs_codegen::generate("api.yaml", &Memory::new(files.iter().copied()), &target)
}

/// What the generator says of a description that is wrong.
///
/// # Panics
///
/// When nothing is wrong with it.
#[must_use]
pub fn diagnostics(files: &[(&str, &str)]) -> String {
    let failure = generate(files).expect_err("the description has an error");
    format!("{}{failure}", failure.render(RenderOptions::default()))
}

/// A file of the crate of a description.
///
/// # Panics
///
/// When something is wrong with the description, or there is no such file.
#[must_use]
pub fn emitted(description: &str, path: &str) -> String {
    let generated = generate(&[("api.yaml", description)])
        .unwrap_or_else(|failure| panic!("{}", failure.render(RenderOptions::default())));
    let file = generated.files.into_iter().find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("there is no {path}")).text
}
