use super::{outline, outline31, schemas_of};
use crate::ir::{Direction, Shape};

#[test]
fn required_and_nullable_are_two_things() {
    assert_eq!(
        outline(
            "    A:
      type: object
      required: [a, b]
      properties:
        a: {type: string}
        b: {type: string, nullable: true}
        c: {type: string}
        d: {type: string, nullable: true}
"
        ),
        "A {a: plain, b: plain or null, c?: plain, d?: plain or null}"
    );
}

#[test]
fn members_without_a_schema_by_name_are_kept_where_the_schema_speaks_of_them() {
    for (schema, expected) in [
        ("{type: object}", "A: {any}"),
        ("{type: object, additionalProperties: true}", "A: {any}"),
        (
            "{type: object, additionalProperties: {type: integer}}",
            "A: {i64}",
        ),
        ("{additionalProperties: {type: integer}}", "A: {i64}"),
        ("{type: object, additionalProperties: false}", "A {}"),
        (
            "{type: object, properties: {a: {type: string}}}",
            "A {a?: plain}",
        ),
        ("{properties: {a: {type: string}}}", "A {a?: plain}"),
        (
            "{type: object, properties: {a: {type: string}}, additionalProperties: true}",
            "A {a?: plain, ..any}",
        ),
        (
            "{type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}",
            "A {a?: plain, ..i64}",
        ),
        ("{type: object, required: [x]}", "A {x: any}"),
    ] {
        assert_eq!(outline(&format!("    A: {schema}\n")), expected, "{schema}");
    }
    for (schema, expected) in [
        (
            "{type: object, patternProperties: {'^x': {type: integer}}, additionalProperties: false}",
            "A: {i64}",
        ),
        (
            "{type: object, patternProperties: {'^x': {type: integer}}, additionalProperties: {type: string}}",
            "A: {any}",
        ),
        (
            "{type: object, properties: {a: true, b: false}}",
            "A {a?: any}",
        ),
        (
            "{properties: {a: {type: string}}, if: {required: [a]}, then: {properties: {b: {type: integer}}, required: [b]}}",
            "A {a?: plain, b?: i64}",
        ),
        (
            "{properties: {a: {type: string}}, dependentSchemas: {a: {properties: {b: {type: integer}}}}}",
            "A {a?: plain, b?: i64}",
        ),
    ] {
        assert_eq!(
            outline31(&format!("    A: {schema}\n")),
            expected,
            "{schema}"
        );
    }
}

#[test]
fn a_field_knows_its_direction_constant_default_and_words() {
    let lowered = schemas_of(
        "3.0.3",
        "    A:
      type: object
      properties:
        id: {type: string, readOnly: true}
        secret: {allOf: [{$ref: '#/components/schemas/S'}]}
        kind: {type: string, enum: [x]}
        size: {type: integer, default: 3, maximum: 9, deprecated: true, description: How big.}
        other: {$ref: '#/components/schemas/S', description: Beside.}
    S: {type: string, writeOnly: true, not: {enum: [a]}}
",
    );
    let Shape::Object { fields, .. } = &lowered.api.types[0].shape else {
        panic!("an object");
    };
    let [id, secret, kind, size, other] = &fields[..] else {
        panic!("five fields");
    };
    assert_eq!(id.direction, Direction::Reply);
    assert_eq!(secret.direction, Direction::Request);
    assert_eq!(secret.docs.limits, ["`not`: `{\"enum\":[\"a\"]}`"]);
    assert_eq!(kind.constant, Some("x".into()));
    assert_eq!(size.default, Some(3.into()));
    assert_eq!(size.docs.limits, ["at most 9", "defaults to `3`"]);
    assert!(size.docs.deprecated);
    assert_eq!(other.docs.description.as_deref(), Some("Beside."));
}

#[test]
fn what_leads_back_to_itself_is_boxed_or_ends_in_a_list_or_map() {
    assert_eq!(
        outline(
            "    Node:
      type: object
      properties:
        next: {$ref: '#/components/schemas/Node'}
        children: {type: array, items: {$ref: '#/components/schemas/Node'}}
    Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}
    Json:
      oneOf:
        - {type: string}
        - {type: array, items: {$ref: '#/components/schemas/Json'}}
        - {type: object, additionalProperties: {$ref: '#/components/schemas/Json'}}
"
        ),
        "Node {next?: box Node, children?: [Node]}
Tree union TreeList([Tree])
Json union JsonList([Json]) | JsonMap({Json}) | Text(plain)"
    );
}

#[test]
fn a_type_of_nothing_but_itself_is_any_value_with_a_warning() {
    let lowered = schemas_of(
        "3.0.3",
        "    A: {oneOf: [{$ref: '#/components/schemas/B'}]}\n    B: {anyOf: [{$ref: '#/components/schemas/A'}]}\n",
    );
    assert_eq!(
        (lowered.failure.errors(), lowered.failure.warnings()),
        (0, 1)
    );
    assert_eq!(lowered.failure.problems()[0].code(), "reference-cycle");
}

#[test]
fn xml_says_how_a_member_is_written() {
    let lowered = schemas_of(
        "3.0.3",
        "    pet:
      type: object
      xml: {name: Animal, namespace: 'urn:x', prefix: p}
      properties:
        id: {type: integer, xml: {attribute: true, name: ID}}
        tags: {type: array, xml: {wrapped: true, name: tagList}, items: {$ref: '#/components/schemas/Tag'}}
        names: {type: array, xml: {wrapped: true, name: all}, items: {type: string}}
        photos: {type: array, xml: {name: ignored}, items: {type: string, xml: {name: photo}}}
    Tag: {type: object, properties: {a: {type: string}}, xml: {name: tag}}
",
    );
    let pet = &lowered.api.types[0];
    assert_eq!(
        (
            pet.xml_name.as_str(),
            pet.xml_namespace.as_deref(),
            pet.xml_prefix.as_deref()
        ),
        ("Animal", Some("urn:x"), Some("p"))
    );
    let Shape::Object { fields, .. } = &pet.shape else {
        panic!("an object");
    };
    let [id, tags, names, photos] = &fields[..] else {
        panic!("four fields");
    };
    assert!(id.xml.attribute && id.xml.name.as_deref() == Some("ID"));
    let list = |xml: &crate::ir::XmlForm| (xml.wrapped, xml.name.clone(), xml.item.clone());
    assert_eq!(
        list(&tags.xml),
        (true, Some("tagList".into()), Some("tag".into()))
    );
    assert_eq!(
        list(&names.xml),
        (true, Some("all".into()), Some("all".into()))
    );
    assert_eq!(list(&photos.xml), (false, None, Some("photo".into())));
}

#[test]
fn lists_with_items_of_several_types_have_a_name() {
    assert_eq!(
        outline31(
            "    A: {type: array, prefixItems: [{type: string}, {type: integer}], minItems: 1, items: false}
    B: {type: array, prefixItems: [{type: string}, {$ref: '#/components/schemas/B'}]}
"
        ),
        "A (plain, ?i64)
B (?plain, ?B, ..any)"
    );
}
