use super::{OK, clean, lowered, operation};
use crate::ir::Method;
use crate::lower::calls::derived_id;

fn methods(api: &crate::ir::Api) -> Vec<&str> {
    let operations = api.operations.iter();
    operations.map(|it| it.method_name.as_str()).collect()
}

#[test]
fn an_operation_without_a_name_is_named_by_method_and_path() {
    for (method, path, expected) in [
        (Method::Get, "/pets/{petId}", "getPetsByPetId"),
        (Method::Post, "/", "post"),
        (Method::Get, "/a/{b}{c}.json", "getAByBByCJson"),
    ] {
        assert_eq!(derived_id(method, path), expected);
    }
    let api = clean(&format!(
        "paths: {{/a-b: {{get: {{{OK}}}}}, /a_b: {{get: {{{OK}}}}}}}\n"
    ));
    assert_eq!(methods(&api), ["get_ab", "get_ab2"]);
    assert_eq!(api.operations[0].wire_name, "getAB");
}

#[test]
fn two_operations_of_one_name_are_refused() {
    let (_, said) = lowered(&format!(
        "paths:\n  /a: {{get: {{operationId: x, {OK}}}}}\n  /b: {{get: {{operationId: x, {OK}}}}}\n"
    ));
    assert_eq!(
        said,
        ["error duplicate-operation-id 5: two operations are called `x`"]
    );
}

#[test]
fn names_that_meet_in_rust_get_numbers() {
    let api = clean(&format!(
        "paths:\n  /a: {{get: {{operationId: get_pet, {OK}}}, put: {{operationId: getPet, {OK}}}, \
         post: {{operationId: new, {OK}}}, delete: {{operationId: types, {OK}}}}}\n"
    ));
    assert_eq!(methods(&api), ["get_pet", "get_pet2", "new2", "types2"]);
    let types: Vec<_> = api
        .operations
        .iter()
        .map(|it| it.type_name.as_str())
        .collect();
    assert_eq!(types, ["GetPet", "GetPetCall", "New", "Types"]);
}

#[test]
fn any_text_is_the_name_of_an_operation() {
    for id in ["'*/'", "'#!'", "1st", "获取", "a b", "async", "'\"'"] {
        let operation = operation("/a", "get", &format!("operationId: {id}, {OK}"));
        for name in [&operation.method_name, &operation.type_name] {
            assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{id}: {name}");
        }
    }
}

#[test]
fn a_schema_keeps_its_name_beside_an_operation_and_its_parts() {
    let api = clean(
        "components: {schemas: {GetPet: {type: object, properties: {a: {type: string}}}, \
         GetPetError: {type: object, properties: {b: {type: string}}}}}\npaths:\n  /a:\n    get:\n      operationId: getPet\n      \
         responses: {'200': {description: A, content: {application/json: {schema: {$ref: '#/components/schemas/GetPet'}}}}, \
         '400': {description: B, content: {application/json: {schema: {$ref: '#/components/schemas/GetPetError'}}}}, \
         '404': {description: C}}\n",
    );
    let operation = &api.operations[0];
    assert_eq!(operation.type_name, "GetPetCall");
    assert_eq!(operation.replies.failure_name, "GetPetError2");
    let mut names: Vec<_> = api.types.iter().map(|it| it.rust_name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["GetPet", "GetPetError"]);
}

#[test]
fn only_types_that_operations_use_are_left() {
    let api = clean(&format!(
        "components: {{schemas: {{Unused: {{type: object, properties: {{a: {{type: string}}}}}}}}}}\n\
         paths: {{/a: {{post: {{requestBody: {{content: {{multipart/form-data: {{schema: {{type: object, \
         properties: {{file: {{type: string, format: binary}}, o: {{type: object, properties: {{b: {{type: string}}}}}}}}}}}}}}}}, {OK}}}}}}}\n"
    ));
    assert_eq!(api.types.len(), 1);
    assert!(api.types[0].input && !api.types[0].output);
}

#[test]
fn a_blank_id_is_none_and_said_so() {
    let (api, said) = lowered(&format!(
        "paths:\n  /a:\n    get: {{operationId: ' ', {OK}}}\n    put: {{operationId: ' ', {OK}}}\n"
    ));
    let names: Vec<_> = api.operations.iter().map(|it| &*it.wire_name).collect();
    assert_eq!(names, ["getA", "putA"]);
    let message = "a blank `operationId`; a name is made of method and path";
    assert_eq!(
        said,
        [4, 5].map(|line| format!("warning ignored {}: {message}", line + 1))
    );
}
