use super::{outline, schemas_of};
use crate::ir::Shape;

#[test]
fn names_of_any_characters_become_identifiers_of_their_own() {
    let lowered = schemas_of(
        "3.0.3",
        "    A:
      type: object
      properties:
        '+1': {type: string}
        '-1': {type: string}
        '@type': {type: string}
        type: {type: string}
        '$': {type: string}
        \"\\U0001F600\": {type: string}
        '名称': {type: string}
        \"caf\\u00e9\": {type: string}
        \"cafe\\u0301\": {type: string}
        foo-bar: {type: string}
        foo_bar: {type: string}
        '': {type: string}
        '2nd': {type: string}
        self: {type: string}
        additional: {type: string}
      additionalProperties: true
",
    );
    let Shape::Object { fields, .. } = &lowered.api.types[0].shape else {
        panic!("an object");
    };
    let names: Vec<_> = fields
        .iter()
        .map(|field| field.rust_name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "plus_1",
            "minus_1",
            "type_",
            "type_2",
            "dollar",
            "unnamed",
            "名称",
            "caf\u{e9}",
            "caf\u{e9}_2",
            "foo_bar",
            "foo_bar_2",
            "unnamed_2",
            "_2nd",
            "self_",
            "additional_field"
        ]
    );
}

#[test]
fn types_that_would_hide_others_get_a_suffix_and_namesakes_a_number() {
    assert_eq!(
        outline(
            "    Option: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}
    Pet: {type: object, properties: {x: {type: string}}}
    pet: {type: object, properties: {y: {type: string}}}
    OptionA: {type: object, properties: {z: {type: string}}}
    Self: {type: string, enum: [a]}
"
        ),
        "Option: OptionType
pet: Pet2
Self: Self_
OptionType {a?: OptionA2}
Pet {x?: plain}
Pet2 {y?: plain}
OptionA {z?: plain}
Self_ enum text A=a
OptionA2 {b?: plain}"
    );
}

#[test]
fn inline_objects_are_named_by_where_they_stand_and_not_by_their_title() {
    assert_eq!(
        outline(
            "    A:
      type: object
      properties:
        b: {title: Some Title, type: object, properties: {c: {type: array, items: {type: object, properties: {d: {type: string}}}}}}
        e: {type: object, additionalProperties: {type: object, properties: {f: {type: string}}}}
"
        ),
        "A {b?: AB, e?: {AEValue}}
AB {c?: [ABCItem]}
AEValue {f?: plain}
ABCItem {d?: plain}"
    );
}
