//! Documents as the world writes them.

mod advice;
mod other_files;
mod syntax;

use super::{Documents, Location, Memory, Node, Rules, load};
use crate::Failure;
use crate::diagnostic::Diagnostics;

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";
const HEAD_31: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

fn loaded(files: &[(&str, &str)]) -> (Documents, Failure) {
    let mut diagnostics = Diagnostics::default();
    let files_in_memory = Memory::new(files.iter().copied());
    let documents = load(
        files[0].0,
        &files_in_memory,
        Rules::OpenApi,
        &mut diagnostics,
    );
    let failure = Failure::new(diagnostics, &documents);
    (documents, failure)
}

fn accepted(name: &str, text: &str) {
    let (_, failure) = loaded(&[(name, text)]);
    let shown = failure.render(crate::RenderOptions::default());
    assert_eq!(failure.errors(), 0, "{text}\n{shown}");
}

/// Refused with this kind of error at this line and column.
fn refused(text: &str, code: &str, line: usize, column: usize) {
    let (_, failure) = loaded(&[("api.yaml", text)]);
    let found: Vec<_> = failure
        .problems()
        .iter()
        .map(|it| (it.code(), it.line(), it.column()))
        .collect();
    assert!(found.contains(&(code, line, column)), "{text}\n{found:?}");
}

#[test]
fn yaml_and_json_are_read_by_any_name_and_in_any_dress() {
    let json =
        r#"{"openapi": "3.0.3", "info": {"title": "\ud83d\ude00", "version": "1"}, "paths": {}}"#;
    let crlf = HEAD.replace('\n', "\r\n");
    let bom = format!("\u{feff}{HEAD}");
    let tabs = json.replace(", ", ",\n\t");
    for text in [json, HEAD, &crlf, &bom, &tabs] {
        accepted("api.yaml", text);
        accepted("api.json", text);
        accepted("api", text);
    }
    accepted(
        "api.yaml",
        "%YAML 1.2\n---\nopenapi: !!str 3.0.3\ninfo: !info {title: T, version: '1'}\npaths: {}\n...\n",
    );
}

#[test]
fn anchors_aliases_and_merge_keys_are_followed() {
    let text = format!(
        "{HEAD}x-base: &base {{type: object, description: D}}\ncomponents:\n  schemas:\n    A: *base\n    B: {{<<: *base, title: T}}\n"
    );
    let (documents, failure) = loaded(&[("api.yaml", &text)]);
    assert_eq!(failure.errors(), 0);
    let at = Location::root(Documents::ENTRY)
        .child("components")
        .child("schemas");
    let text = |name: &str, key: &str| {
        let node = Node::new(&documents, at.child(name))?;
        node.text(key).map(str::to_owned)
    };
    assert_eq!(text("A", "type").as_deref(), Some("object"));
    assert_eq!(
        (text("B", "type").as_deref(), text("B", "title").as_deref()),
        (Some("object"), Some("T"))
    );
}

#[test]
fn status_codes_and_dates_need_no_quotes() {
    accepted(
        "api.yaml",
        "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        200: {description: D}
        4XX: {description: D}
        default: {description: D}
components:
  schemas:
    A: {type: string, format: date, example: 2020-01-01, enum: [2020-01-01, yes, 1]}
",
    );
}

#[test]
fn keys_of_each_version_are_known_in_that_version() {
    let new = "jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
webhooks: {a: {post: {summary: S}}}
components:
  pathItems: {P: {get: {}}}
  securitySchemes: {m: {type: mutualTLS}}
  schemas:
    A: {type: [string, 'null'], const: x, examples: [1], $defs: {b: true}, prefixItems: [true], unheard-of: 1, exclusiveMinimum: 3}
    B: {$ref: '#/components/schemas/A', description: D, deprecated: true}
    C: {if: {required: [a]}, then: {minProperties: 2}, contentEncoding: base64, propertyNames: {pattern: a}}
";
    accepted("api.yaml", &format!("{HEAD_31}{new}"));
    let (_, failure) = loaded(&[("api.yaml", &format!("{HEAD}{new}"))]);
    assert!(failure.errors() > 5);
    refused(
        &format!("{HEAD_31}servers: [{{url: /, x: 1}}]\n"),
        "unknown-key",
        3,
        20,
    );
    refused(
        &format!("{HEAD}components: {{schemas: {{A: {{typ: string}}}}}}\n"),
        "unknown-key",
        4,
        28,
    );
    refused(
        &format!("{HEAD}components: {{schemas: {{A!: {{}}}}}}\n"),
        "invalid-value",
        4,
        24,
    );
    refused("openapi: 3.2.0\n", "unsupported", 1, 10);
    refused(
        "openapi: 3.0.3\ninfo: {title: T, version: 1}\npaths: {}\n",
        "invalid-value",
        2,
        27,
    );
    accepted(
        "api.yaml",
        &format!("{HEAD}x-acs-anything: 1\nx-y: {{a: 1}}\n"),
    );
}

#[test]
fn schemas_are_found_by_id_and_anchor() {
    let schemas = "components:
  schemas:
    A: {$id: 'https://example.com/a', $anchor: here, type: object, $defs: {x: {$dynamicAnchor: node, type: string}}}
    B: {$ref: '#here'}
    C: {$ref: 'https://example.com/a'}
    D: {$ref: 'https://example.com/a#/$defs/x'}
    E: {$dynamicRef: '#node'}
";
    accepted("api.yaml", &format!("{HEAD_31}{schemas}"));
    refused(
        &format!("{HEAD_31}components: {{schemas: {{A: {{$ref: '#nowhere'}}}}}}\n"),
        "unresolved-reference",
        3,
        34,
    );
    refused(
        &format!("{HEAD_31}{schemas}    F: {{$dynamicAnchor: node}}\n"),
        "unsupported",
        9,
        22,
    );
}

#[test]
fn references_lead_into_other_files_and_through_escapes() {
    let entry = format!(
        "{}paths:\n  /a/{{b}}: {{$ref: 'paths/a.json'}}\n  /c: {{$ref: '#/paths/~1a~1%7Bb%7D'}}\ncomponents:\n  schemas:\n    A: {{$ref: '../common/types.yaml#/definitions/A'}}\n    W: {{$ref: whole.yaml}}\n",
        HEAD.replace("paths: {}\n", "")
    );
    let (documents, failure) = loaded(&[
        ("api.yaml", &entry),
        (
            "paths/a.json",
            r#"{"get": {"responses": {"200": {"$ref": "../responses.yaml#/ok"}}}}"#,
        ),
        ("responses.yaml", "ok: {description: D}\n"),
        (
            "../common/types.yaml",
            "definitions: {A: {type: object, properties: {w: {$ref: w.yaml}}}}\n",
        ),
        ("../common/w.yaml", "type: string\n"),
        ("whole.yaml", "type: integer\n"),
    ]);
    assert_eq!(
        failure.errors(),
        0,
        "{}",
        failure.render(crate::RenderOptions::default())
    );
    let at = Location::root(Documents::ENTRY).child("paths").child("/c");
    let item = Node::new(&documents, at).and_then(|node| node.followed());
    assert!(item.is_some_and(|item| item.has("get")));
    for reference in [
        "https://example.com/a.yaml",
        "/etc/passwd",
        "missing.yaml",
        "#/components/schemas/B",
    ] {
        let text = format!("{HEAD}components: {{schemas: {{A: {{$ref: '{reference}'}}}}}}\n");
        let (_, failure) = loaded(&[("api.yaml", &text)]);
        assert_eq!(failure.problems()[0].line(), 4, "{reference}");
    }
}

#[test]
fn a_key_that_stands_twice_is_refused_at_its_second_place() {
    refused(
        &format!("{HEAD}components:\n  schemas:\n    A: {{}}\n    A: {{}}\n"),
        "syntax",
        7,
        5,
    );
    refused(
        "{\"openapi\": \"3.0.3\",\n \"openapi\": \"3.0.3\"}",
        "syntax",
        2,
        2,
    );
}

#[test]
fn a_reference_that_a_client_can_do_without_may_lead_nowhere() {
    let components = "components:
  headers: {H: {$ref: '#/components/headers/H'}}
  examples: {E: {$ref: 'missing.yaml#/E'}}
  links: {L: {$ref: 'https://example.com/L'}}
  callbacks: {C: {$ref: '#/components/callbacks/D'}}
  securitySchemes: {S: {$ref: '#/components/securitySchemes/T'}}
  requestBodies: {B: {$ref: '#/nowhere'}}
";
    let (_, failure) = loaded(&[("api.yaml", &format!("{HEAD}{components}"))]);
    assert_eq!(failure.errors(), 0);
    let found = failure.problems().iter();
    let found: Vec<_> = found.map(|it| (it.line(), it.code())).collect();
    assert_eq!(
        found,
        [
            (5, "reference-cycle"),
            (6, "unreadable-file"),
            (7, "unresolved-reference"),
            (8, "unresolved-reference"),
            (9, "unresolved-reference"),
            (10, "unresolved-reference"),
        ]
    );
    // What was found missing there is still missing where it is needed.
    for schema in ["missing.yaml#/E", "#/components/headers/H"] {
        let text = format!("{HEAD}{components}  schemas: {{A: {{$ref: '{schema}'}}}}\n");
        let (_, failure) = loaded(&[("api.yaml", &text)]);
        assert_eq!(failure.errors(), 1, "{schema}");
    }
}

#[test]
fn a_value_is_described_by_a_schema_with_a_style_or_by_its_content() {
    let parameter = |keys: &str| {
        format!(
            "{HEAD}components:\n  parameters:\n    P: {{name: p, in: query, {keys},\n      content: {{application/json: {{}}}}}}\n"
        )
    };
    for key in [
        "schema: {}",
        "style: form",
        "explode: true",
        "allowReserved: true",
    ] {
        refused(&parameter(key), "invalid-value", 6, 29);
    }
    accepted("api.yaml", &parameter("required: true"));
    let header = "  headers:\n    H: {schema: {}, content: {a/b: {}}}\n";
    refused(
        &format!("{HEAD}components:\n{header}"),
        "invalid-value",
        6,
        9,
    );
}

#[test]
fn slips_that_change_nothing_on_the_wire_are_warnings() {
    let warned = |head: &str, schema: &str| {
        let text = format!("{head}components:\n  schemas:\n    A: {schema}\n");
        let (_, failure) = loaded(&[("api.yaml", &text)]);
        assert_eq!((failure.errors(), failure.warnings()), (0, 1), "{schema}");
        let problem = &failure.problems()[0];
        assert_eq!(problem.code(), "invalid-value", "{schema}");
        problem.column()
    };
    for schema in [
        "{default: x, type: integer}",
        "{default: 1.5, type: integer}",
        "{default: null, type: string}",
        "{default: c, type: string, enum: [a, b]}",
    ] {
        assert_eq!(warned(HEAD, schema), 18, "{schema}");
    }
    assert_eq!(warned(HEAD, "{default: [], type: integer}"), 9);
    assert_eq!(warned(HEAD, "{enum: [a, b, a]}"), 22);
    assert_eq!(warned(HEAD, "{required: []}"), 9);
    for list in ["enum", "allOf", "anyOf", "oneOf"] {
        let schema = format!("{{{list}: []}}");
        assert_eq!(warned(HEAD, &schema), 9, "{schema}");
    }
    assert_eq!(warned(HEAD_31, "{oneOf: []}"), 9);
    assert_eq!(warned(HEAD, "true"), 8);
    assert_eq!(warned(HEAD_31, "{default: 1, type: [string, 'null']}"), 18);
    assert_eq!(warned(HEAD_31, "{examples: {a: {value: 1}}}"), 9);
    for schema in [
        "{default: 1.0, type: integer}",
        "{default: 1, type: number}",
        "{default: null, type: string, nullable: true}",
        "{default: x}",
        "{default: 2020-01-01, type: string}",
    ] {
        let text = format!("{HEAD}components: {{schemas: {{A: {schema}}}}}\n");
        let (_, failure) = loaded(&[("api.yaml", &text)]);
        assert_eq!((failure.errors(), failure.warnings()), (0, 0), "{schema}");
    }
}

#[test]
fn a_description_of_3_1_describes_something() {
    refused(HEAD_31, "missing-key", 1, 1);
    for key in ["paths", "components", "webhooks"] {
        accepted("api.yaml", &format!("{HEAD_31}{key}: {{}}\n"));
    }
}

#[test]
fn a_variable_without_a_value_to_choose_is_refused_where_openapi_forbids_it() {
    let servers = "servers:\n- url: https://{v}\n  variables:\n    v: {default: a, enum: []}\n";
    refused(&format!("{HEAD_31}{servers}"), "invalid-value", 6, 21);
    let (_, failure) = loaded(&[("api.yaml", &format!("{HEAD}{servers}"))]);
    assert_eq!((failure.errors(), failure.warnings()), (0, 1));
}

#[test]
fn tags_and_types_that_mean_no_harm_are_warnings() {
    let tags = "tags: [{name: a}, {name: b}, {name: a}]\n";
    let scheme = "components: {securitySchemes: {s: {type: mutualTLS}}}\n";
    for (text, column) in [(tags, 37), (scheme, 42)] {
        let (_, failure) = loaded(&[("api.yaml", &format!("{HEAD}{text}"))]);
        assert_eq!((failure.errors(), failure.warnings()), (0, 1), "{text}");
        assert_eq!(failure.problems()[0].column(), column, "{text}");
    }
}

#[test]
fn a_flow_of_oauth_says_where_it_is_met() {
    let scheme = |flow: &str| {
        format!(
            "{HEAD}components: {{securitySchemes: {{s: {{type: oauth2, flows: {{{flow}: {{scopes: {{}}}}}}}}}}}}\n"
        )
    };
    for flow in [
        "implicit",
        "password",
        "clientCredentials",
        "authorizationCode",
    ] {
        refused(&scheme(flow), "missing-key", 4, 58);
    }
}

#[cfg(unix)]
#[test]
fn a_reference_to_a_device_or_a_folder_is_refused_and_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let up = "../".repeat(40);
    let text = format!(
        "{HEAD}components:\n  schemas:\n    A: {{$ref: '{up}dev/zero'}}\n    B: {{$ref: '{up}dev#/b'}}\n    C: {{$ref: '.'}}\n"
    );
    std::fs::write(folder.path().join("api.yaml"), text).expect("it is written");
    let files = super::Disk::new(folder.path());
    let mut diagnostics = Diagnostics::default();
    let documents = load("api.yaml", &files, Rules::OpenApi, &mut diagnostics);
    let failure = Failure::new(diagnostics, &documents);
    let found = failure.problems().iter();
    let found: Vec<_> = found.map(|it| (it.code(), it.line())).collect();
    assert_eq!(
        found,
        [
            ("unreadable-file", 6),
            ("unreadable-file", 7),
            ("unreadable-file", 8)
        ]
    );
}
