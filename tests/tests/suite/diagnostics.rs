//! What the generator says of a wrong description: where, what, and what instead.

use edas_tests::description::{HEAD, diagnostics, operation, with};

/// A description of one file.
fn one(description: &str) -> String {
    diagnostics(&[("api.yaml", description)])
}

macro_rules! snapshots {
    ($($name:ident: $text:expr;)+) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!($text);
        }
    )+};
}

snapshots! {
    bad_yaml: one("openapi: 3.0.3\ninfo: {title: [unclosed\npaths: {}\n");
    bad_json: diagnostics(&[
        ("api.yaml", &format!("{HEAD}paths: {{/a: {{$ref: 'paths.json#/a'}}}}\n")),
        ("paths.json", "{\"a\": {\"get\": }}"),
    ]);
    duplicate_key: one("openapi: 3.0.3\ninfo:\n  title: a\n  version: '1'\n  title: b\n");
    unreadable_entry: diagnostics(&[]);
    other_version: one("openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\n");
    unknown_key: one(&with("      sumary: A typing error.\n", ""));
    unknown_extension: one(&with("      x-acs-efect: read\n", ""));
    wrong_type: one(&with("      summary: 12\n", ""));
    wrong_word: one(&with("      x-acs-effect: reed\n", ""));
    missing_key: one(&with("      parameters: [{in: query, schema: {type: string}}]\n", ""));
    unresolved_reference: one(&with("", "    Other: {$ref: '#/components/schemas/Replay'}\n"));
    missing_file: one(&with("", "    Other: {$ref: 'schemas/none.yaml#/A'}\n"));
    reference_to_a_url: one(&with("", "    Other: {$ref: 'https://example.com/a.yaml'}\n"));
    reference_out_of_the_folder: one(&with("", "    Other: {$ref: '../../etc/passwd'}\n"));
    reference_cycle_across_files: diagnostics(&[
        ("api.yaml", &with("", "    A: {$ref: 'b.yaml#/B'}\n")),
        ("b.yaml", "B:\n  $ref: 'api.yaml#/components/schemas/A'\n"),
    ]);
    all_of_cycle: one(&with("", "    A: {allOf: [{$ref: '#/components/schemas/B'}, {type: object}]}\n    B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}\n")
        .replace("schemas/Reply'", "schemas/A'"));
    list_of_itself: one(&with("      parameters: [{name: a, in: query, schema: {$ref: '#/components/schemas/L'}}]\n", "    L: {type: array, items: {$ref: '#/components/schemas/L'}}\n"));
    missing_operation_id: one(&with("", "").replace("      operationId: Do\n", ""));
    duplicate_operation_id: one(&with("", "").replace("components:", &format!("{}components:", operation("Do", "").replace("/Do", "/other"))));
    colliding_parameters: one(&with("      parameters:\n      - {name: appId, in: query, schema: {type: string}}\n      - {name: AppId, in: query, schema: {type: string}}\n", ""));
    colliding_operations: one(&with("", "").replace("components:", &format!("{}components:", operation("do", ""))));
    colliding_types: one(&with("", "        A: {$ref: '#/components/schemas/app-name'}\n        B: {$ref: '#/components/schemas/AppName'}\n    app-name: {type: object, properties: {a: {type: string}}}\n    AppName: {type: object, properties: {b: {type: string}}}\n"));
    colliding_fields: one(&with("", "        request_id: {type: string}\n"));
    reserved_name: one(&with("      parameters: [{name: send, in: query, schema: {type: boolean}}]\n", ""));
    one_of: one(&with("", "        Choice: {oneOf: [{type: string}, {type: integer}]}\n"));
    cookie: one(&with("      parameters: [{name: a, in: cookie, schema: {type: string}}]\n", ""));
    deep_object: one(&with("      parameters: [{name: a, in: query, style: deepObject, schema: {type: string}}]\n", ""));
    json_body: one(&with("      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Reply'}}}}\n", ""));
    parameter_of_another_media_type: one(&with("      parameters: [{name: a, in: query, content: {text/plain: {schema: {type: string}}}}]\n", ""));
    encoding_of_no_member: one(&with("      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {Data: {type: string}}}, encoding: {Date: {contentType: application/json}, Data: {contentType: text/plain, explode: true}}}}}\n", ""));
    object_in_a_form: one(&with("      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {Data: {type: object}}}}}}\n", ""));
    time_that_is_no_number: one(&with("", "        At: {type: boolean, x-acs-time: seconds}\n"));
    separator_of_two_characters: one(&with("", "        Ids: {type: string, x-acs-separator: '; '}\n        Sizes: {type: integer, x-acs-separator: ','}\n"));
    paging_that_does_not_fit: one(&with("      x-acs-paging: {page: Pagge, items: Data, total: Total}\n      parameters: [{name: Page, in: query, schema: {type: integer}}]\n", "        Data: {type: object, properties: {List: {type: array, items: {type: string}}}}\n        Total: {type: string}\n"));
    wait_that_does_not_fit: one(&with("      x-acs-wait: {name: order, summary: Waits., arguments: [], state: Data.Statu, ends: {succeeded: ['2']}}\n      parameters: [{name: Id, in: query, required: true, schema: {type: string}}]\n", "        Data: {type: object, properties: {Status: {type: string}}}\n"));
    wait_for_states_that_are_not: one(&with("      x-acs-wait: {name: order, summary: Waits., arguments: [], state: Status, ends: {succeeded: [dun], failed: [broken, done]}}\n", "        Status: {type: string, enum: [running, done, broken]}\n").replace("[dun]", "[dun, done]"));
    wait_that_cannot_be_a_method: one(&with("      x-acs-wait: {name: '+', summary: ' ', arguments: [Id, Id], state: Labels, ends: {succeeded: []}, failures: {state: Mode, failed: [fsat], message: Labels}}\n      parameters: [{name: Id, in: query, schema: {type: string}}]\n", "        Labels: {type: object, additionalProperties: {type: string}}\n        Mode: {type: string, enum: [fast, slow]}\n"));
    operation_called_as_a_method_of_the_client: one(&with("", "").replace("operationId: Do", "operationId: Of"));
    wait_with_the_name_of_an_operation: one(&with("      x-acs-wait: {name: order, summary: Waits., arguments: [], state: Status, ends: {succeeded: [done]}}\n", "        Status: {type: string}\n").replace("components:", &format!("{}components:", operation("WaitForOrder", ""))));
    start_of_nothing: one(&with("      x-acs-starts: {wait: order, id: Data}\n", "        Data: {type: integer}\n"));
    tag_that_is_a_feature: one(&with("", "").replace("[group]", "[rustls]").replace("name: group", "name: rustls"));
    colliding_methods: one(&with("      parameters: [{name: a, in: query, content: {application/json: {schema: {$ref: '#/components/schemas/In'}}}}]\n", "    In: {type: object, properties: {At: {type: string, x-acs-time: rfc3339}, AtTimestamp: {type: string}, New: {type: string}}}\n"));
    multipart: one(&with("      requestBody: {content: {multipart/form-data: {schema: {type: object}}}}\n", ""));
    xml_attribute: one(&with("", "        Id: {type: string, xml: {attribute: true}}\n"));
    unnamed_integer_enum: one(&with("", "        Status: {type: integer, enum: [0, 1]}\n"));
    unknown_tag: one(&with("", "").replace("tags: [group]", "tags: [groop]"));
    path_without_its_parameter: one(&with("", "").replace("  /Do:", "  /Do/{id}:"));
    example_of_another_type: one(&with("", "        Count: {type: integer, format: int32, example: many}\n"));
    required_names_no_property: one(&with("", "      required: [RequestID]\n"));
    xml_sample_mismatch: diagnostics(&[
        ("api.yaml", &with_samples("{r: {externalValue: reply.xml}}", "application/xml")),
        ("reply.xml", "<Replay>\n  <RequestId>1</RequestId>\n  <Count>many</Count>\n  <Extra/>\n</Replay>\n"),
    ]);
    malformed_xml_sample: diagnostics(&[
        ("api.yaml", &with_samples("{r: {externalValue: reply.xml}}", "application/xml")),
        ("reply.xml", "<Reply>\n  <RequestId>1</Reply>\n"),
    ]);
    json_sample_mismatch: diagnostics(&[
        ("api.yaml", &with_samples("{r: {externalValue: reply.json}}", "application/json")),
        ("reply.json", "{\n  \"RequestId\": 7,\n  \"RequestID\": \"7\",\n  \"Count\": 3000000000\n}\n"),
    ]);
    everything_in_one_run: one(&with(
        "      sumary: x\n      x-acs-efect: read\n      parameters:\n      - {name: a, in: cookie, schema: {type: string}}\n      - {name: send, in: query, schema: {type: string}}\n",
        "        Bad: {$ref: '#/components/schemas/Nowhere'}\n        request_id: {type: string}\n        Count: {type: integer, example: many}\n",
    ));
}

/// A description whose reply has samples of that media type.
fn with_samples(samples: &str, media_type: &str) -> String {
    with("", "        Count: {type: integer, format: int32}\n").replace(
        "application/json: {schema: {$ref: '#/components/schemas/Reply'}}",
        &format!(
            "{media_type}: {{schema: {{$ref: '#/components/schemas/Reply'}}, examples: {samples}}}"
        ),
    )
}

#[test]
fn a_time_has_no_effect_on_a_parameter() {
    let parameter =
        "      parameters: [{name: At, in: query, schema: {type: string, x-acs-time: rfc3339}}]\n";
    let generated = edas_tests::description::generate(&[("api.yaml", &with(parameter, ""))]);
    let warnings = generated.expect("no error").warnings;
    insta::assert_snapshot!(warnings.render(acs_codegen::RenderOptions::default()));
}

#[test]
fn keys_beside_a_reference_are_a_warning() {
    let description = with(
        "",
        "        Again: {$ref: '#/components/schemas/Text', description: lost}\n    Text: {type: string}\n",
    );
    let generated =
        edas_tests::description::generate(&[("api.yaml", &description)]).expect("no error");
    insta::assert_snapshot!(
        generated
            .warnings
            .render(acs_codegen::RenderOptions::default())
    );
}

#[test]
fn every_kind_of_diagnostic_has_a_name_and_an_explanation() {
    for code in acs_codegen::Code::ALL {
        assert_eq!(acs_codegen::Code::from_name(code.name()), Some(code));
        assert!(code.explanation().len() > 50, "{}", code.name());
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_unreadable() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("api.yaml"), b"info: \xff").expect("writable");
    let failure = acs_codegen::check(
        "api.yaml",
        &acs_codegen::Disk::new(folder.path()),
        acs_codegen::Profile::Alibaba,
    )
    .expect_err("not a text");
    assert_eq!(failure.problems()[0].code(), "unreadable-file");
}
