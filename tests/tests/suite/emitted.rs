//! The code that small descriptions become.

use std::fs;
use std::path::Path;
use std::process::Command;

use edas_tests::description::{emitted, generate, with};

const OPERATION: &str = "src/group/do_.rs";

const PARAMETERS: &str = "      parameters:
      - {name: Name, in: query, required: true, description: Its name., schema: {type: string, maxLength: 64}, example: a}
      - {name: Count, in: query, schema: {type: integer, format: int32, minimum: 1, default: 10}}
      - {name: Big, in: query, schema: {type: integer, format: int64}}
      - {name: Ratio, in: query, schema: {type: number}}
      - {name: Force, in: query, deprecated: true, schema: {type: boolean}}
      - {name: Labels, in: query, schema: {type: array, items: {type: string}}}
      - {name: Sizes, in: query, explode: false, schema: {type: array, items: {type: integer, format: int32}}}
      - {name: Mode, in: query, schema: {$ref: '#/components/schemas/Mode'}}
      - {name: type, in: query, schema: {type: string}}
      - {name: X-Trace, in: header, schema: {type: string}}
";

const SCHEMAS: &str = "        Text: {type: string, description: A text., example: hello, nullable: true}
        Flag: {type: boolean}
        Token: {type: string, format: password}
        Small: {type: integer, format: int32}
        Ratio: {type: number, format: float}
        Names: {type: array, items: {type: string}}
        Labels: {type: object, additionalProperties: {type: integer}}
        Free: {}
        Mode: {$ref: '#/components/schemas/Mode'}
        Status: {$ref: '#/components/schemas/Status'}
        Node: {$ref: '#/components/schemas/Node'}
        Merged: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {Own: {type: string}}}]}
        self: {type: string, deprecated: true}
    Mode: {type: string, description: How fast., enum: [fast, slow-and-safe]}
    Status: {type: integer, enum: [0, -1], x-acs-enum: {'0': {name: Ready}, '-1': {name: Failed, description: It broke.}}}
    Node: {type: object, properties: {Next: {$ref: '#/components/schemas/Node'}, Children: {type: array, items: {$ref: '#/components/schemas/Node'}}}}
    Base: {type: object, description: A base., required: [Id], properties: {Id: {type: string}}}
";

const FORM: &str = "      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [Name]
              properties:
                Name: {type: string, description: Its name.}
                Data: {type: string, format: password}
";

/// A text with everything that must not reach the code.
const HOSTILE: &str = r#"*/ " ' \\ #![x] `a` ```rust\npanic!()\n``` <script> [Client] https://example.com/a_b \u202e\u0000 {0}"#;

#[test]
fn parameters_of_every_kind() {
    insta::assert_snapshot!(
        emitted(&with(PARAMETERS, SCHEMAS), OPERATION)
            .split("/// Reply")
            .next()
            .unwrap_or_default()
    );
}

#[test]
fn types_of_every_kind() {
    let text = emitted(&with("", SCHEMAS), OPERATION);
    insta::assert_snapshot!(text.split("pub struct Reply").nth(1).unwrap_or_default());
}

#[test]
fn a_form() {
    insta::assert_snapshot!(emitted(
        &with(FORM, "").replace("    get:", "    post:"),
        OPERATION
    ));
}

#[test]
fn parameters_in_path_and_headers() {
    let parameters = "      parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {name: X-Request-Mode, in: header, required: true, schema: {type: string}}
      - {name: X-Retries, in: header, schema: {type: integer, format: int32}}
";
    let description = with(parameters, "").replace("  /Do:", "  /Do/{id}:");
    let text = emitted(&description, OPERATION);
    insta::assert_snapshot!(text.split("/// An object").next().unwrap_or_default());
}

#[test]
fn a_list_of_enums_in_a_form() {
    let form = FORM.replace(
        "                Data: {type: string, format: password}\n",
        "                Modes: {type: array, items: {$ref: '#/components/schemas/Mode'}}\n",
    );
    let schemas = "    Mode: {type: string, enum: [fast, slow]}\n";
    let description = with(&form, schemas).replace("    get:", "    post:");
    let text = emitted(&description, OPERATION);
    insta::assert_snapshot!(text.split("/// An object").next().unwrap_or_default());
}

#[test]
fn types_of_two_groups_are_shared_and_those_of_one_are_not() {
    let second = edas_tests::description::operation("Other", "").replace("[group]", "[second]");
    let description = with("", "        Item: {$ref: '#/components/schemas/Item'}\n    Item: {type: object, properties: {Id: {type: string}}}\n")
        .replace("tags: [{name: group}]", "tags: [{name: group}, {name: second}]")
        .replace("components:", &format!("{second}components:"));
    assert!(emitted(&description, "src/types.rs").contains("pub struct Item"));
    assert!(emitted(&description, "src/second/other.rs").contains("use crate::types::Reply;"));
}

#[test]
fn hostile_text_stays_text() {
    let lines = format!("      summary: \"{HOSTILE}\"\n      description: \"{HOSTILE}\"\n");
    let schema = format!(
        "        Text: {{type: string, description: \"{HOSTILE}\", example: \"{HOSTILE}\"}}\n"
    );
    let description = with(
        &lines.replace(r"\\", r"\\\\").replace("\" '", "\\\" '"),
        &schema.replace("\" '", "\\\" '"),
    );
    insta::assert_snapshot!(emitted(&description, OPERATION));
}

#[test]
fn the_reference_operation() {
    let path = "../generated-client/src/change_order/abort_and_rollback_change_order.rs";
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("readable");
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_emitted_compiles_without_a_warning_and_documents_itself() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace");
    let folder = workspace.join("target/emitted");
    let form = FORM.replace("Name", "Title");
    let hostile = format!(
        "        Hostile: {{type: string, description: \"{}\"}}\n",
        HOSTILE.replace("\" '", "\\\" '")
    );
    let meanings = MEANINGS.replace("      parameters:\n", "");
    let description = with(
        &format!("{PARAMETERS}{meanings}{form}"),
        &MEANT.replace("    Env:", &format!("{hostile}{COUNTED}{SCHEMAS}    Env:")),
    )
    .replace("    get:", "    put:")
    .replace("  /Do:", "  /Do/{id}:")
    .replace(
        "      parameters:\n",
        "      parameters:\n      - {name: id, in: path, required: true, schema: {type: integer}}\n",
    );
    // The first operation's required parameters stand in an example of calls by name.
    let name = serde_json::Value::from(format!("{HOSTILE}\"#; compile_error!(\"code\"); r#\""));
    let hostile =
        format!("      - {{name: {name}, in: query, required: true, schema: {{type: string}}}}\n");
    let description = description.replace(
        "      - {name: Envs,",
        &format!("{hostile}      - {{name: Envs,"),
    );
    // A second group, so that types are shared.
    let second =
        edas_tests::description::operation("Other", FOLLOWED).replace("[group]", "[second]");
    let second = second + &edas_tests::description::operation("Begin", BEGIN);
    let description = description
        .replace(
            "tags: [{name: group}]",
            "tags: [{name: group}, {name: second}]",
        )
        .replace("components:\n", &format!("{second}components:\n"));
    let crate_folder = folder.join("demo-client");
    let generated = generate(&[("api.yaml", &description)]).unwrap_or_else(|failure| {
        panic!("{}", failure.render(acs_codegen::RenderOptions::default()));
    });
    acs_codegen::output::replace(&crate_folder, &generated.files).expect("written");
    let manifest = fs::read_to_string(workspace.join("Cargo.toml")).expect("readable");
    let members = manifest
        .lines()
        .find(|line| line.starts_with("members"))
        .expect("members");
    let runtime = format!("path = {:?}", workspace.join("runtime"));
    let manifest = manifest
        .replace(members, "members = [\"demo-client\"]")
        .replace("path = \"runtime\"", &runtime);
    fs::write(folder.join("Cargo.toml"), manifest).expect("writable");
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a copy");
    for arguments in [&["test"][..], &["doc", "--no-deps"]] {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            // Without TLS, which takes minutes to build and has nothing to do with the code in question.
            .args([
                "--offline",
                "--package",
                "demo-client",
                "--no-default-features",
                "--features",
                "group,second,by-name,blocking",
            ])
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .current_dir(&folder)
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "cargo {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// Work that can be waited for, all of it deprecated.
const FOLLOWED: &str = "      deprecated: true
      parameters:
      - {name: Id, in: query, deprecated: true, schema: {type: string}}
      x-acs-wait:
        name: 2nd type
        summary: \"Waits.\\n\\n*/ `for` [it]\"
        arguments: [Id]
        state: Mode
        ends: {succeeded: [fast], failed: [slow-and-safe]}
        failures: {stages: Merged, name: Id, message: Own, summary: Text}
";

const COUNTED: &str = "        Counted: {type: integer, deprecated: true}\n";

/// What begins that work in another group, and lists deprecated things page by page.
const BEGIN: &str = "      parameters:
      - {name: Page, in: query, schema: {type: integer}}
      x-acs-paging: {page: Page, items: Node.Next.Children, total: Counted}
      x-acs-starts: {wait: 2nd type, id: Text}
";

/// JSON inside texts, lists inside texts and points in time.
const MEANINGS: &str = "      parameters:
      - {name: Envs, in: query, required: true, description: Variables., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Env'}}, example: [{name: a}]}}}
      - {name: Tags, in: query, content: {application/json: {schema: {type: object, additionalProperties: {type: string}}}}}
      - {name: Ids, in: query, schema: {type: string, x-acs-separator: ';'}}
";

const MEANT: &str = "        Created: {type: integer, format: int64, x-acs-time: milliseconds}
        Updated: {type: string, x-acs-time: rfc3339}
        Ended: {type: integer, format: int32, x-acs-time: seconds}
        Written: {type: string, x-acs-time: local}
        Zones: {type: string, x-acs-separator: ',', deprecated: true}
    Env:
      type: object
      description: A variable.
      required: [name]
      properties:
        name: {type: string}
        value: {type: string, deprecated: true}
        secret: {type: string, format: password}
        from: {$ref: '#/components/schemas/Env'}
        sizes: {type: array, items: {type: integer}}
        more: {type: array, items: {$ref: '#/components/schemas/Env'}}
        free: {}
";

#[test]
fn json_texts_and_texts_with_a_meaning() {
    insta::assert_snapshot!(emitted(&with(MEANINGS, MEANT), OPERATION));
}

#[test]
fn a_member_of_a_form_can_be_a_json_text_or_a_list_in_a_text() {
    let form = FORM.replace(
        "                Data: {type: string, format: password}\n",
        "                Data: {type: object, additionalProperties: {type: string}}
                Ids: {type: string, x-acs-separator: '|'}
            encoding: {Data: {contentType: application/json}}\n",
    );
    let description = with(&form, "").replace("    get:", "    post:");
    let text = emitted(&description, OPERATION);
    assert!(text.contains(r#"self.call.form("Data", data.into().into_string());"#));
    assert!(text.contains(r#".collect::<Vec<String>>().join("|")"#));
}

#[test]
fn calls_by_name() {
    insta::assert_snapshot!(emitted(&with(MEANINGS, MEANT), "src/by_name.rs"));
}
