use super::{outline, outline31, schemas_of};

const BASE: &str = "    Base: {type: object, required: [id], properties: {id: {type: string}, note: {type: string}}}\n";

#[test]
fn all_of_is_one_object_with_the_members_of_all() {
    let schemas = format!(
        "{BASE}    A:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          required: [size, note]
          properties: {{size: {{type: integer}}}}
        - additionalProperties: {{type: integer}}
"
    );
    assert_eq!(
        outline(&schemas),
        "Base {id: plain, note?: plain}\nA {id: plain, note: plain, size: i64, ..i64}"
    );
}

#[test]
fn all_of_one_schema_that_adds_nothing_is_that_schema() {
    for wrapper in [
        "{allOf: [{$ref: '#/components/schemas/Base'}]}",
        "{allOf: [{$ref: '#/components/schemas/Base'}], description: x, readOnly: true}",
        "{type: object, allOf: [{$ref: '#/components/schemas/Base'}, {description: x}]}",
        "{allOf: [{$ref: '#/components/schemas/Base'}, {type: object}], additionalProperties: false}",
    ] {
        let outline = outline(&format!("{BASE}    A: {wrapper}\n"));
        assert_eq!(
            outline, "A: Base\nBase {id: plain, note?: plain}",
            "{wrapper}"
        );
    }
    let nullable = format!(
        "{BASE}    A: {{allOf: [{{$ref: '#/components/schemas/Base'}}], nullable: true}}\n"
    );
    assert_eq!(
        outline(&nullable),
        "A: Base or null\nBase {id: plain, note?: plain}"
    );
}

#[test]
fn merged_members_are_narrowed() {
    assert_eq!(
        outline(
            "    A: {type: object, properties: {kind: {type: string}, n: {type: integer}}}
    B:
      allOf:
        - $ref: '#/components/schemas/A'
        - properties: {kind: {enum: [b]}, n: {format: int32}}
    E: {type: string, enum: [x, y]}
    F: {allOf: [{$ref: '#/components/schemas/E'}, {type: string, enum: [y, z]}]}
"
        ),
        "A {kind?: plain, n?: i64}
B {kind?: BKind, n?: i32}
E enum text X=x Y=y
F enum text Y=y
BKind enum text B=b"
    );
}

#[test]
fn keys_beside_a_reference_count_in_3_1_only() {
    let schemas = format!("{BASE}    A: {{$ref: '#/components/schemas/Base', required: [note]}}\n");
    assert_eq!(
        outline31(&schemas),
        "Base {id: plain, note?: plain}\nA {id: plain, note: plain}"
    );
    assert_eq!(outline(&schemas), "A: Base\nBase {id: plain, note?: plain}");
    let words = format!("{BASE}    A: {{$ref: '#/components/schemas/Base', description: x}}\n");
    assert_eq!(outline31(&words), "A: Base\nBase {id: plain, note?: plain}");
}

#[test]
fn a_schema_that_is_part_of_itself_is_refused_once() {
    let lowered = schemas_of(
        "3.0.3",
        "    A: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {x: {type: string}}}]}
    B: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {y: {type: string}}}]}
",
    );
    assert_eq!(lowered.failure.errors(), 1);
    let problem = &lowered.failure.problems()[0];
    assert_eq!((problem.code(), problem.line()), ("reference-cycle", 6));
}

#[test]
fn a_parent_met_on_many_ways_is_merged_once() {
    // Each schema has the one before twice; following each way would take 2^60 steps.
    let mut schemas = "    S0: {type: object, properties: {a: {type: string}}}\n".to_owned();
    for number in 1..60 {
        let parent = format!("{{$ref: '#/components/schemas/S{}'}}", number - 1);
        schemas += &format!(
            "    S{number}: {{allOf: [{parent}, {parent}, {{properties: {{b: {{type: string}}}}}}]}}\n"
        );
    }
    assert!(outline(&schemas).contains("S59 {a?: plain, b?: plain}"));
}
