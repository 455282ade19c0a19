//! What is said of the mistakes that people make: once each, at the right place, with what to write instead.

use super::super::Memory;
use crate::{Profile, RenderOptions, check};

/// The report on a document with so many errors.
fn report(text: &str, errors: usize) -> String {
    let files = Memory::new([("api.yaml", text)]);
    let failure = match check("api.yaml", &files, Profile::Plain) {
        Ok(checked) => checked.warnings,
        Err(failure) => failure,
    };
    let report = failure.render(RenderOptions::default());
    assert_eq!(failure.errors(), errors, "{text}\n{report}");
    report
}

/// The report in one line, since it is wrapped.
fn flat(report: &str) -> String {
    let words: Vec<_> = report.split_whitespace().collect();
    words.join(" ")
}

fn said(text: &str, errors: usize, place: &str, parts: &[&str]) {
    let report = flat(&report(text, errors));
    for part in [&format!("[api.yaml:{place}]")[..]].iter().chain(parts) {
        assert!(report.contains(part), "{part}\n{report}");
    }
}

fn head(version: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n")
}

/// A document whose fourth line is that schema.
fn schema(version: &str, schema: &str) -> String {
    let content = "content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}";
    let path = format!("/a: {{get: {{responses: {{200: {{description: D, {content}}}}}}}}}");
    format!(
        "{}components: {{schemas: {{\n  A: {schema}}}}}\npaths: {{{path}}}\n",
        head(version)
    )
}

/// A document whose fourth line are these keys of an operation.
fn operation(path: &str, keys: &str) -> String {
    let responses = "responses: {200: {description: D}}";
    format!(
        "{}paths: {{'{path}': {{get: {{\n  {keys},\n  {responses}}}}}}}\n",
        head("3.0.3")
    )
}

#[test]
fn keys_of_other_versions_come_with_what_to_write_instead() {
    for (keys, help) in [
        ("host: a", "`servers`"),
        ("definitions: {}", "`components.schemas`"),
        ("securityDefinitions: {}", "`components.securitySchemes`"),
        (
            "webhooks: {}",
            "it is a key of OpenAPI 3.1, and this document is 3.0",
        ),
    ] {
        said(
            &format!("{}{keys}\npaths: {{}}\n", head("3.0.3")),
            1,
            "3:1",
            &[help],
        );
    }
    said(
        &operation("/a", "consumes: [a/b]"),
        1,
        "4:3",
        &["`requestBody.content`"],
    );
    for (keys, column, help) in [
        ("const: a", 7, "write `enum` with one value"),
        (
            "type: [string, 'null']",
            7,
            "lists of types are of OpenAPI 3.1",
        ),
        ("exclusiveMinimum: 3", 25, "numbers here are of OpenAPI 3.1"),
        ("type: 'null'", 13, "`nullable: true`"),
        ("$ref: 12", 13, "`$ref` is a number, expected a text"),
    ] {
        let text = schema("3.0.3", &format!("{{{keys}}}"));
        said(&text, 1, &format!("4:{column}"), &[help]);
    }
    let text = schema("3.1.0", "{exclusiveMinimum: true}");
    said(
        &text,
        1,
        "4:25",
        &["`exclusiveMinimum` is `true`", "of OpenAPI 3.0"],
    );
}

#[test]
fn types_of_other_languages_come_with_those_of_json_schema_and_without_more() {
    for (ty, help) in [
        ("date", "`format: date`"),
        ("float", "`format: float`"),
        ("int64", "`format: int64`"),
        ("file", "`format: binary`"),
        ("map", "`additionalProperties`"),
        ("any", "leave `type` out"),
        ("String", "did you mean `string`?"),
    ] {
        let report = report(&schema("3.0.3", &format!("{{type: {ty}}}")), 1);
        assert!(flat(&report).contains(help), "{report}");
        assert!(!report.contains("no value has this type"), "{report}");
    }
    said(
        &schema("3.0.3", "{type: integer, enum: [1, '2', null, a]}"),
        0,
        "4:43",
        &["this value is a text, and the type is `integer`"],
    );
}

#[test]
fn a_wrong_parameter_is_told_once() {
    for (parameter, column, parts) in [
        (
            "name: id, in: Path, required: true, schema: {}",
            31,
            ["did you mean `path`?"],
        ),
        (
            "name: id, in: body, required: true, schema: {}",
            31,
            ["`requestBody` describes"],
        ),
        (
            "name: id, in: path, required: true, type: string",
            53,
            ["below `schema:`"],
        ),
        (
            "name: id, in: path, required: false, schema: {}",
            47,
            ["write `required: true`"],
        ),
        (
            "name: Id, in: path, required: true, schema: {}",
            23,
            ["did you mean `id`?"],
        ),
        ("$ref: '#/components/parameters/id'", 23, ["leads nowhere"]),
    ] {
        let errors = if parameter.contains("type:") { 2 } else { 1 };
        let keys = format!("parameters: [{{  {parameter}}}]");
        let text = operation("/a/{id}", &keys);
        said(&text, errors, &format!("4:{}", column + 2), &parts);
    }
    // What another parameter lacks says nothing of this one.
    let other = "parameters: [{name: q, in: somewhere, schema: {}}]";
    said(
        &operation("/a/{id}", other),
        2,
        "3:21",
        &["no such path parameter"],
    );
    for (place, style, help) in [
        ("header", "form", "it is `simple`"),
        ("query", "pipe", "`pipeDelimited`"),
    ] {
        let keys = format!("parameters: [{{name: q, in: {place}, style: {style}, schema: {{}}}}]");
        let column = keys.find("style: ").unwrap_or_default() + 10;
        said(&operation("/a", &keys), 1, &format!("4:{column}"), &[help]);
    }
}

#[test]
fn references_that_lead_elsewhere_come_with_what_was_meant() {
    for (reference, parts) in [
        ("A", "did you mean `#/components/schemas/A`?"),
        (
            "#components/schemas/A",
            "did you mean `#/components/schemas/A`?",
        ),
        (
            "/components/schemas/A",
            "did you mean `#/components/schemas/A`?",
        ),
        (
            "#/definitions/A",
            "since OpenAPI 3.0 it is `#/components/schemas/A`",
        ),
        ("#/components/schemas/a", "did you mean `A`?"),
        ("./", "this names a folder, where a file is meant"),
    ] {
        let text = schema(
            "3.0.3",
            &format!("{{properties: {{b: {{$ref: '{reference}'}}}}}}"),
        );
        said(&text, 1, "4:30", &[parts]);
    }
    let text = "  /a: {get: {responses: {200: {$ref: '#/components/schemas/A'}}}}\n";
    let schemas = "components: {schemas: {A: {type: object}}}\n";
    let text = format!("{}paths:\n{text}{schemas}", head("3.0.3"));
    let message = "`#/components/schemas/A` is not a Response object, which belongs here";
    said(
        &text,
        1,
        "4:38",
        &[message, "stands in `components.responses`"],
    );
    let circle = "{$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}";
    said(
        &schema("3.0.3", circle),
        1,
        "4:13",
        &["go round in a circle"],
    );
}

#[test]
fn a_discriminator_that_maps_to_nothing_is_told() {
    let mapping = "{b: '#/components/schemas/Bee', c: C, d: D, e: 'other.yaml#/E'}";
    let union = format!(
        "{{oneOf: [{{$ref: '#/components/schemas/B'}}, {{$ref: '#/components/schemas/C'}}], discriminator: {{propertyName: k,\n  mapping: {mapping}}}}}"
    );
    let object = "{type: object, required: [k], properties: {k: {type: string}}}";
    let text = schema("3.0.3", &format!("{union}, B: {object}, C: {object}"));
    let report = report(&text, 0);
    assert_eq!(report.matches("leads nowhere").count(), 2, "{report}");
    for place in ["[api.yaml:5:16]", "[api.yaml:5:53]"] {
        assert!(report.contains(place), "{report}");
    }
}

#[test]
fn what_is_indented_too_little_is_said_to_be() {
    let below = "indented more than it is";
    for (info, advised) in [("null", true), ("{title: T, version: null}", false)] {
        let text = format!("openapi: 3.0.3\ninfo: {info}\npaths: {{}}\n");
        assert_eq!(report(&text, 1).contains("indented"), advised, "{info}");
    }
    let text = format!(
        "{}paths:\n  /a:\n  get:\n    operationId: a\n",
        head("3.0.3")
    );
    said(&text, 2, "4:5", &[below, "indent it more than the path"]);
    let responses =
        "paths:\n  /a:\n    get:\n      responses:\n        200:\n        description: D\n";
    let text = format!("{}{responses}", head("3.0.3"));
    said(
        &text,
        2,
        "7:12",
        &[below, "indent it more than the status code"],
    );
}

#[test]
fn values_of_another_shape_are_named_as_an_author_would() {
    let text = format!("{}security:\n  - key\npaths: {{}}\n", head("3.0.3"));
    said(
        &text,
        1,
        "4:5",
        &["an item of `security` is a text, expected a mapping"],
    );
    let text = schema("3.0.3", "{properties: {b: {required: true}}}");
    said(
        &text,
        1,
        "4:34",
        &["`required` is `true`, expected a list", "lists the names"],
    );
    let text = schema("3.0.3", "{type: string, maxLength: -1}");
    said(&text, 1, "4:32", &["expected a whole number from 0 on"]);
    let text = schema("3.0.3", "{type: string, maxLength: '1'}");
    said(&text, 1, "4:32", &["write it without quotes"]);
    for (status, meant) in [("2xx", "2XX"), ("Default", "default")] {
        let replies = format!("responses: {{{status}: {{description: D}}}}");
        let text = format!(
            "{}paths: {{/a: {{get: {{\n  {replies}}}}}}}\n",
            head("3.0.3")
        );
        said(&text, 1, "4:15", &[&format!("did you mean `{meant}`?")]);
    }
    let text = format!("{}paths: {{a: {{}}}}\n", head("3.0.3"));
    said(&text, 1, "3:9", &["did you mean `/a`?"]);
    let schemes =
        "components: {securitySchemes: {s: {type: http}, t: {type: apiKey, in: body, name: n}}}";
    let text = format!("{}{schemes}\npaths: {{}}\n", head("3.0.3"));
    said(
        &text,
        2,
        "3:32",
        &[
            "of type `http` without `scheme`",
            "it is one of query, header, cookie",
        ],
    );
}
