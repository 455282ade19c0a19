//! What the profile refuses, and where; each a small document.

use crate::diagnostic::{Diagnostics, Failure};
use crate::ir::{Api, Profile, Shape, Type};
use crate::load::{Memory, Rules, load};

const HEAD: &str = "\
openapi: 3.0.3
info: {title: Demo, version: '1'}
x-acs-product: demo
x-acs-endpoints: {rule: 'demo.{region}.example.com', rule-vpc: 'demo-vpc.{region}.example.com'}
x-acs-envelope: {code: Code, message: Message, request-id: RequestId, error-code: Error, success: Success, success-codes: ['200']}
tags: [{name: group}]
paths:
  /Do:
    get:
      operationId: Do
      tags: [group]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Reply'}}}}}
";

/// The line of the first member of the reply.
const FIRST_MEMBER: usize = 17;

/// What is made of an operation with these lines and of these schemas, and what is said: `CODE LINE: MESSAGE`.
fn lowered(lines: &str, schemas: &str) -> (Option<Api>, Vec<String>) {
    let text =
        format!("{HEAD}{lines}components:\n  schemas:\n    Reply:\n      properties:\n{schemas}");
    let files = Memory::new([("api.yaml", text.as_str())]);
    let mut diagnostics = Diagnostics::default();
    let documents = load("api.yaml", &files, Rules::Alibaba, &mut diagnostics);
    let api = crate::lower::lower(&documents, Profile::Alibaba, &mut diagnostics);
    let report = Failure::new(diagnostics, &documents);
    let said = report.problems().iter();
    let said = said.map(|problem| format!("{} {}: {problem}", problem.code(), problem.line()));
    (api, said.collect())
}

/// What is said of a member `A` of the reply, and of further schemas; lines are counted from the member.
fn said_of(member: &str) -> Vec<String> {
    let (_, said) = lowered("", &format!("        A: {member}\n"));
    said.into_iter()
        .map(|text| {
            let (code, rest) = text.split_once(' ').expect("a code");
            let (line, message) = rest.split_once(": ").expect("a line");
            let line = line.parse::<usize>().expect("a number") - FIRST_MEMBER;
            format!("{code} {line}: {message}")
        })
        .collect()
}

#[test]
fn what_a_lenient_reader_could_not_keep_is_refused_where_it_stands() {
    for (member, expected) in [
        (
            "\n          type: string\n          readOnly: true",
            "unsupported 2: `readOnly` is not supported yet",
        ),
        (
            "\n          type: string\n          not: {maxLength: 3}",
            "unsupported 2: `not` is not supported yet",
        ),
        (
            "{type: array, items: {type: string}, xml: {wrapped: true}}",
            "unsupported 0: `xml.wrapped` is not supported yet",
        ),
        (
            "{type: string, xml: {name: B}}",
            "unsupported 0: another name in XML than in JSON is not supported yet",
        ),
        (
            "{type: integer, format: uint8}",
            "unsupported 0: the integer format `uint8` is not supported yet",
        ),
        (
            "{type: number, format: decimal}",
            "unsupported 0: the number format `decimal` is not supported yet",
        ),
        (
            "{type: boolean, enum: [true]}",
            "unsupported 0: an enum of anything but texts and whole numbers is not supported yet",
        ),
        (
            "{enum: [1, b]}",
            "unsupported 0: an enum of anything but texts and whole numbers is not supported yet",
        ),
        (
            "{type: string, enum: [a], x-acs-enum: {b: {name: B}}}",
            "invalid-value 0: `b` is described here, but `enum` has no such value",
        ),
        (
            "{properties: {B: {type: string}}, items: {type: string}}",
            "unsupported 0: a schema that mixes kinds is not supported yet",
        ),
        (
            "{allOf: [{properties: {B: {type: string}}}, {properties: {B: {type: integer}}}]}",
            "invalid-value 0: `allOf` gives `B` two types",
        ),
    ] {
        assert_eq!(said_of(member), [expected], "{member}");
    }
}

#[test]
fn null_bounds_and_formats_do_not_change_a_type() {
    let member = "{type: integer, minimum: 0, maximum: 9, nullable: true}\n        B: {type: string, format: date, nullable: true}";
    let (api, said) = lowered("", &format!("        A: {member}\n"));
    assert_eq!(said, Vec::<String>::new());
    let api = api.expect("an api");
    let Shape::Object { fields, .. } = &api.types[0].shape else {
        panic!("an object");
    };
    assert_eq!(fields[0].ty, super::number(true, None));
    assert_eq!(fields[1].ty, super::text(Some("date")));
    assert!(matches!(fields[1].ty, Type::Text(_)));
}

#[test]
fn what_a_signed_call_cannot_carry_is_refused_where_it_stands() {
    let parameter = |keys: &str| format!("      parameters:\n      - {{name: A, {keys}}}\n");
    let schema = "schema: {type: string}";
    for (lines, expected) in [
        (
            parameter(&format!("in: query, allowReserved: true, {schema}")),
            "unsupported 14: `allowReserved` is not supported yet",
        ),
        (
            parameter(&format!("in: header, {schema}")).replace("name: A", "name: X-Acs-Date"),
            "invalid-value 14: the header `X-Acs-Date` is the client's own",
        ),
        (
            parameter("in: query, schema: {properties: {B: {type: string}}}"),
            "unsupported 14: an object in a parameter is not supported yet",
        ),
        (
            parameter(&format!("in: header, style: form, {schema}")),
            "invalid-value 14: a header parameter has no style `form`",
        ),
        (
            parameter(&format!("in: query, {schema}"))
                + "      - in: query\n        name: A\n        schema: {type: string}\n",
            "invalid-value 16: the parameter `A` stands twice in one list",
        ),
        (
            "      callbacks: {b: {'{$request.query.a}': {}}}\n".to_owned(),
            "unsupported 13: a callback is not supported yet",
        ),
        (
            "      servers: [{url: 'https://example.com'}]\n".to_owned(),
            "unsupported 13: a server for one operation is not supported yet",
        ),
        (
            "      security: []\n".to_owned(),
            "unsupported 13: security for one operation is not supported yet",
        ),
        (
            "      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: string}}}}\n".to_owned(),
            "unsupported 13: a form that is not an object is not supported yet",
        ),
    ] {
        let (_, said) = lowered(&lines, "        A: {type: string}\n");
        assert_eq!(said, [expected], "{lines}");
    }
}

#[test]
fn styles_and_separators_say_what_stands_between_items() {
    let list = "schema: {type: array, items: {type: string}}";
    for (keys, expected) in [
        (format!("in: query, {list}"), None),
        (format!("in: query, explode: false, {list}"), Some(',')),
        (
            format!("in: query, style: pipeDelimited, {list}"),
            Some('|'),
        ),
        (format!("in: header, {list}"), Some(',')),
        (
            "in: query, schema: {type: string, x-acs-separator: ';'}".to_owned(),
            Some(';'),
        ),
        ("in: query, schema: {type: string}".to_owned(), None),
    ] {
        let lines = format!("      parameters: [{{name: A, {keys}}}]\n");
        let (api, said) = lowered(&lines, "        A: {type: string}\n");
        assert_eq!(said, Vec::<String>::new(), "{keys}");
        let parameter = &api.expect("an api").operations[0].parameters[0];
        assert_eq!(parameter.separator(), expected, "{keys}");
    }
}

#[test]
fn what_other_tools_cannot_read_is_reported_at_the_innermost_object() {
    let schemas = "        A: {type: string}\n  headers:\n    Broken:\n      style: form\n      schema: {type: string}\n";
    let (_, said) = lowered("", schemas);
    let line = FIRST_MEMBER + 2;
    let [said] = &said[..] else {
        panic!("{said:?}");
    };
    let expected = format!("invalid-value {line}: this cannot be read as OpenAPI 3.0: ");
    assert!(said.starts_with(&expected), "{said}");
}
