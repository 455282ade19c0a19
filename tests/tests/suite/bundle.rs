//! A description of several files as one.

use acs_codegen::{Disk, Memory};
use edas_tests::description::{HEAD, operation};
use serde_json::Value;

const PATHS: &str = "\
Do:
  get:
    operationId: Do
    tags: [group]
    responses:
      '200':
        description: d
        content:
          application/json:
            schema: {$ref: 'types.yaml#/Reply'}
            examples: {one: {externalValue: reply.json}}
          application/xml:
            schema: {$ref: 'types.yaml#/Reply'}
            examples: {one: {externalValue: reply.xml}}
";

const TYPES: &str = "\
Reply: {type: object, properties: {RequestId: {type: string}, Next: {$ref: '#/Reply'}, Other: {$ref: 'more.yaml#/Reply'}}}
";

#[test]
fn what_other_files_hold_becomes_components_and_samples_stand_in_place() {
    let entry = format!(
        "{HEAD}paths:\n  /Do: {{$ref: 'paths.yaml#/Do'}}\n{}components:\n  schemas:\n    Kept: {{type: string}}\n",
        operation("Own", "").replace("'#/components/schemas/Reply'", "'types.yaml#/Reply'")
    );
    let files = [
        ("api.yaml", entry.as_str()),
        ("paths.yaml", PATHS),
        ("types.yaml", TYPES),
        (
            "more.yaml",
            "Reply: {type: object, x-acs-name: Other, properties: {Id: {type: string}}}\n",
        ),
        ("reply.json", "{\"RequestId\": \"7\"}"),
        ("reply.xml", "<Reply><RequestId>7</RequestId></Reply>"),
    ];
    let bundled = acs_codegen::bundle(
        "api.yaml",
        &Memory::new(files),
        acs_codegen::Profile::Alibaba,
    )
    .expect("sound");
    let components = bundled.json.find("\"paths\"").expect("paths");
    insta::assert_snapshot!(&bundled.json[components..]);
    // One file says the same.
    let one = Memory::new([("api.json", bundled.json.as_str())]);
    let again =
        acs_codegen::bundle("api.json", &one, acs_codegen::Profile::Alibaba).expect("sound");
    assert_eq!(again.json, bundled.json);
}

/// Every reference stays in the document.
fn assert_no_file(value: &Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                assert!(reference.starts_with("#/components/"), "{reference}");
            }
            assert!(!members.contains_key("externalValue"));
            members.values().for_each(assert_no_file);
        }
        Value::Array(items) => items.iter().for_each(assert_no_file),
        _ => {}
    }
}

#[test]
fn the_whole_description_is_one_document_without_files() {
    let spec = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let bundled = acs_codegen::bundle("edas.yaml", &Disk::new(spec), acs_codegen::Profile::Alibaba)
        .expect("sound");
    let document: Value = serde_json::from_str(&bundled.json).expect("JSON");
    assert_no_file(&document);
    let memory = Memory::new([("edas.json", bundled.json.as_str())]);
    acs_codegen::check("edas.json", &memory, acs_codegen::Profile::Alibaba)
        .expect("as sound as before");
}

#[test]
fn a_description_with_an_error_is_not_bundled() {
    let files = Memory::new([("api.yaml", "openapi: 3.0.3\n")]);
    acs_codegen::bundle("api.yaml", &files, acs_codegen::Profile::Alibaba)
        .expect_err("`info` is missing");
}
