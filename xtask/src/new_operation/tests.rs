use super::*;

const FACTS: &str = r#"{"operations": [{
    "name": "MakeThing", "method": "POST", "path": "/pop/v5/things/new",
    "parameters": [
        {"name": "Id", "type": "string", "required": true, "example": "a: b #c"},
        {"name": "Count", "type": "int32", "example": "many"},
        {"name": "Big", "type": "long", "example": "7"},
        {"name": "Ratio", "type": "float", "example": "1.5"},
        {"name": "On", "type": "boolean", "example": "true"},
        {"name": "Rules", "type": "map", "example": "{}"}],
    "response": [
        {"name": "Code", "type": "int32", "example": "500"},
        {"name": "Message", "type": "string"},
        {"name": "Data", "type": "object", "fields": [
            {"name": "yes", "type": "string", "example": "<&>"},
            {"name": "Items", "type": "array", "items": {"type": "object", "fields": [
                {"name": "Size", "type": "long"}, {"name": "Ratio", "type": "float"}]}},
            {"name": "Names", "type": "array", "items": {"type": "string"}}]}]}]}"#;

fn planned(facts: &str, group: &str) -> Result<BTreeMap<String, String>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("facts.json");
    fs::write(&file, facts).expect("writable");
    let facts = Facts::read(&file, "MakeThing")?;
    facts.check()?;
    plan(&paths::spec(), &facts, group)
}

fn check(files: &BTreeMap<String, String>) -> Result<acs_codegen::ir::Api, String> {
    let overlay = Overlay {
        files,
        disk: Disk::new(paths::spec()),
    };
    let checked = acs_codegen::check(paths::ENTRY, &overlay, acs_codegen::Profile::Alibaba);
    checked
        .map(|checked| checked.api)
        .map_err(|failure| failure.render(acs_codegen::RenderOptions::default()))
}

#[test]
fn every_kind_of_fact_makes_a_sound_description() {
    for form in [false, true] {
        let facts = if form {
            FACTS.replace(
                "\"parameters\"",
                "\"request_body\": \"form\", \"parameters\"",
            )
        } else {
            FACTS.to_owned()
        };
        let files = planned(&facts, "things").unwrap_or_else(|problem| panic!("{problem}"));
        let api = check(&files).unwrap_or_else(|problem| panic!("{problem}"));
        let operation = api.operations.iter().find(|it| it.wire_name == "MakeThing");
        let operation = operation.expect("described");
        assert_eq!(operation.parameters.len(), 6);
        assert_eq!(operation.has_form(), form);
    }
}

#[test]
fn an_operation_on_a_path_that_exists_joins_it() {
    let facts = FACTS
        .replace("/pop/v5/things/new", "/pop/v5/tag/tags")
        .replace("POST", "PUT");
    let files = planned(&facts, "tag").unwrap_or_else(|problem| panic!("{problem}"));
    assert!(
        !files.contains_key(paths::ENTRY),
        "the entry stays as it is"
    );
    let api = check(&files).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(api.operations.iter().any(|it| it.wire_name == "MakeThing"));
    let problem = planned(&facts, "account").expect_err("the path has a group");
    assert!(problem.contains("belongs to paths/tag.yaml"), "{problem}");
}

#[test]
fn what_is_no_fact_is_refused_with_its_place() {
    let problem = planned(&FACTS.replace("\"long\"", "\"longer\""), "things").expect_err("no type");
    assert!(
        problem.contains("facts.json: MakeThing: unknown variant `longer`"),
        "{problem}"
    );
    let problem = planned(&FACTS.replace("POST", "PEEK"), "things").expect_err("no method");
    assert!(problem.contains("`PEEK` is no method"), "{problem}");
    let problem = planned(&FACTS.replace("MakeThing", "Other"), "things").expect_err("not there");
    assert!(
        problem.contains("there is no operation MakeThing"),
        "{problem}"
    );
}
