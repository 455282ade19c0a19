use super::{outline, outline31, schemas_of};
use crate::ir::Shape;

const PETS: &str = "    Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}, bark: {type: boolean}}}\n";
const PETS_SHOWN: &str = "Cat {kind: plain, lives?: i64}\nDog {kind: plain, bark?: bool}";

#[test]
fn a_discriminator_has_tags_for_each_variant() {
    for (discriminator, tags) in [
        ("{propertyName: kind}", ["Cat", "Dog"]),
        (
            "{propertyName: kind, mapping: {c: '#/components/schemas/Cat', k: Cat, d: Dog}}",
            ["c k Cat", "d Dog"],
        ),
        ("{propertyName: kind, mapping: {c: Cat}}", ["c Cat", "Dog"]),
        // A name that is given away means no longer what it names.
        (
            "{propertyName: kind, mapping: {Dog: Cat, d: Dog}}",
            ["Dog Cat", "d"],
        ),
    ] {
        let schemas = format!(
            "{PETS}    Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {discriminator}}}\n"
        );
        let [cat, dog] = tags;
        assert_eq!(
            outline(&schemas),
            format!("{PETS_SHOWN}\nPet union by kind Cat(Cat) [{cat}] | Dog(Dog) [{dog}]")
        );
    }
}

#[test]
fn heirs_of_a_schema_with_a_discriminator_are_its_variants() {
    assert_eq!(
        outline(
            "    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind, mapping: {cat: Cat}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
    Lion: {allOf: [{$ref: '#/components/schemas/Cat'}]}
    Owner: {properties: {pet: {allOf: [{$ref: '#/components/schemas/Pet'}], description: x}}}
"
        ),
        "Cat {kind: plain, lives?: i64}
Lion {kind: plain, lives?: i64}
Pet union by kind Cat(Cat) [cat Cat] | Lion(Lion) [Lion]
Owner {pet?: Pet}"
    );
    let with_itself = outline(
        "    Pet: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
",
    );
    assert!(
        with_itself.contains("Pet union by kind Cat(Cat) [Cat] | Base(PetBase) [Pet]"),
        "{with_itself}"
    );
}

#[test]
fn a_parent_that_lists_its_heirs_is_their_union() {
    assert_eq!(
        outline(
            "    Pet: {type: object, properties: {kind: {type: string}}, oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
"
        ),
        "Pet: Cat\nCat {kind?: plain, lives?: i64}"
    );
}

#[test]
fn members_beside_alternatives_are_part_of_each() {
    let schemas = format!(
        "{PETS}    Pet: {{type: object, required: [id], properties: {{id: {{type: string}}}}, anyOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}]}}\n"
    );
    assert_eq!(
        outline(&schemas),
        format!(
            "{PETS_SHOWN}
PetCat {{id: plain, kind: plain, lives?: i64}}
PetDog {{id: plain, kind: plain, bark?: bool}}
PetCombined {{id: plain, kind?: plain, lives?: i64, bark?: bool}}
Pet union Cat(PetCat) | Dog(PetDog) | Combined(PetCombined)"
        )
    );
}

#[test]
fn alternatives_that_only_limit_are_no_types() {
    assert_eq!(
        outline(
            "    A: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}\n"
        ),
        "A {a?: plain, b?: plain}"
    );
    assert_eq!(
        outline("    A: {type: string, anyOf: [{format: ipv4}, {format: ipv6}]}\n"),
        "A union Text(other(\"ipv4\")) | Text2(other(\"ipv6\"))"
    );
    assert_eq!(
        outline("    A: {type: string, oneOf: [{maxLength: 3}, {minLength: 5}]}\n"),
        "A: plain"
    );
}

#[test]
fn alternatives_that_are_the_same_or_null_are_no_variants() {
    for (schema, expected) in [
        ("{oneOf: [{type: string}]}", "A: plain"),
        (
            "{oneOf: [{type: string}, {type: string, maxLength: 3}]}",
            "A: plain",
        ),
        (
            "{anyOf: [{type: string}, {type: 'null'}]}",
            "A: plain or null",
        ),
        (
            "{anyOf: [{type: string}, {type: integer}, {type: 'null'}]}",
            "A: A or null\nA union Integer(i64) | Text(plain)",
        ),
        (
            "{anyOf: [{type: [string, 'null']}, {type: integer}]}",
            "A: A or null\nA union Integer(i64) | Text(plain)",
        ),
        (
            "{type: [string, integer, 'null']}",
            "A: A or null\nA union Integer(i64) | Text(plain)",
        ),
        (
            "{type: [array, object], items: {type: string}}",
            "A union TextList([plain]) | Map({any})",
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
fn alternatives_that_are_values_are_one_enum() {
    for (schema, expected) in [
        (
            "{oneOf: [{const: a}, {const: b, description: B.}]}",
            "A enum text A=a B=b",
        ),
        (
            "{oneOf: [{type: string, enum: [a]}, {type: string, enum: [b]}]}",
            "A enum text A=a B=b",
        ),
        (
            "{anyOf: [{type: string}, {type: string, enum: [a, b]}]}",
            "A enum text A=a B=b",
        ),
        (
            "{oneOf: [{const: a, title: First}, {const: b, title: Last one}, {const: c}]}",
            "A enum text First=a LastOne=b C=c",
        ),
        (
            "{oneOf: [{const: a, title: Same}, {const: b, title: same}]}",
            "A enum text A=a B=b",
        ),
        (
            "{oneOf: [{const: a, title: '!?'}, {enum: [b, c], title: Others}]}",
            "A enum text A=a B=b C=c",
        ),
        (
            "{type: number, oneOf: [{const: 1.0}, {const: 2.5}]}",
            "A enum mixed Value1=1 Value2_5=2.5",
        ),
        (
            "{oneOf: [{type: string, const: 1.10}, {type: string, const: true}]}",
            "A enum text Value1_10=1.10 True=true",
        ),
        (
            "{oneOf: [{const: 1}, {const: 2}, {type: 'null'}]}",
            "A: A or null\nA enum integer Value1=1 Value2=2",
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
fn what_takes_more_values_comes_last() {
    assert_eq!(
        outline(
            "    A: {oneOf: [{}, {type: string}, {type: string, format: date}, {type: number}, {type: integer}]}\n"
        ),
        "A union Date(date) | Integer(i64) | Number(f64) | Text(plain) | Any(any)"
    );
}

#[test]
fn a_union_of_itself_holds_a_box() {
    assert_eq!(
        outline(
            "    Expr: {oneOf: [{$ref: '#/components/schemas/Not'}, {type: boolean}]}
    Not: {type: object, required: [not], properties: {not: {$ref: '#/components/schemas/Expr'}}}
"
        ),
        "Not {not: box Expr}\nExpr union Not(box Not) | Bool(bool)"
    );
}

#[test]
fn inline_variants_are_named_by_kind_where_no_other_is_of_it() {
    for (schema, expected) in [
        (
            "{type: [object, string], properties: {a: {type: string}}}",
            "AObject {a?: plain}\nA union Object(AObject) | Text(plain)",
        ),
        (
            "{oneOf: [{type: string}, {type: object, properties: {a: {type: string}}}]}",
            "AObject {a?: plain}\nA union Object(AObject) | Text(plain)",
        ),
        (
            "{oneOf: [{type: integer, enum: [1, 2]}, {required: [a], properties: {a: {type: string}}}]}",
            "AInteger enum integer Value1=1 Value2=2\nAObject {a: plain}\nA union Integer(AInteger) | Object(AObject)",
        ),
        (
            "{oneOf: [{type: string, enum: [x]}, {type: string, format: date}]}",
            "AVariant1 enum text X=x\nA union Variant1(AVariant1) | Date(date)",
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
fn a_value_means_the_only_alternative_that_allows_it() {
    assert_eq!(
        outline(
            "    A: {discriminator: {propertyName: t}, oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
    B: {type: object, properties: {t: {type: string, enum: [b1, b2]}}}
    C: {type: object, properties: {t: {type: string, enum: [c1, c2]}}}
"
        ),
        "B {t?: BT}\nC {t?: CT}\nA union by t B(B) [b1 b2 B] | C(C) [c1 c2 C]\nBT enum text B1=b1 B2=b2\nCT enum text C1=c1 C2=c2"
    );
    let heirs = outline(
        "    A: {type: object, properties: {t: {type: string, enum: [b, c, d]}}, discriminator: {propertyName: t}}
    B: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {t: {enum: [b]}}}]}
    C: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {t: {$ref: '#/components/schemas/Tag'}}}]}
    Tag: {type: string, enum: [c]}
",
    );
    assert!(
        heirs.contains("A union by t B(B) [b B] | C(C) [c C] | Base(ABase) [A]"),
        "{heirs}"
    );
}

#[test]
fn a_member_with_other_values_in_each_object_tells_them_apart() {
    for (schema, expected) in [
        (
            "{oneOf: [{properties: {k: {const: b}}}, {properties: {k: {const: c}, d: {type: string}}}]}",
            "AB {k?: ABK}\nAC {k?: ACK, d?: plain}\nA union told by k B(AB) [b] | C(AC) [c]\nABK enum text B=b\nACK enum text C=c",
        ),
        (
            "{anyOf: [{oneOf: [{properties: {k: {const: b}}}, {properties: {k: {const: c}}}]}, {properties: {k: {const: d}}}]}",
            "AVariant1B {k?: AVariant1BK}\nAVariant1C {k?: AVariant1CK}\nAVariant1 union told by k B(AVariant1B) [b] | C(AVariant1C) [c]\nAObject {k?: AObjectK}\nA union told by k Variant1(AVariant1) [b c] | Object(AObject) [d]\nAVariant1BK enum text B=b\nAVariant1CK enum text C=c\nAObjectK enum text D=d",
        ),
        // A map may hold any of it.
        (
            "{oneOf: [{properties: {k: {const: b}}}, {properties: {k: {const: c}}}, {type: object}]}",
            "AB {k?: ABK}\nAC {k?: ACK}\nA union B(AB) | C(AC) | Map({any})\nABK enum text B=b\nACK enum text C=c",
        ),
        (
            "{oneOf: [{properties: {k: {enum: [b, d]}}}, {properties: {k: {enum: [c, d]}}}]}",
            "AVariant1 {k?: AVariant1K}\nAVariant2 {k?: AVariant2K}\nA union Variant1(AVariant1) | Variant2(AVariant2)\nAVariant1K enum text B=b D=d\nAVariant2K enum text C=c D=d",
        ),
        (
            "{oneOf: [{enum: [none]}, {properties: {k: {const: b}}}]}",
            "AText enum text None=none\nAObject {k?: AObjectK}\nA union Text(AText) | Object(AObject)\nAObjectK enum text B=b",
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
fn a_value_of_one_alternative_does_not_mean_another_by_its_name() {
    assert_eq!(
        outline(
            "    A: {discriminator: {propertyName: t}, oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
    B: {type: object, properties: {t: {type: string, enum: [C]}}}
    C: {type: object, properties: {t: {type: string, enum: [c]}}}
"
        ),
        "B {t?: BT}\nC {t?: CT}\nA union by t B(B) [C B] | C(C) [c]\nBT enum text C=C\nCT enum text C=c"
    );
}

#[test]
fn inline_variants_are_named_by_tag_or_number() {
    assert_eq!(
        outline(
            "    A:
      discriminator: {propertyName: t}
      oneOf:
        - {type: object, required: [t], properties: {t: {type: string, enum: [on-start]}}}
        - {type: object, required: [t], properties: {t: {type: string}, b: {type: string}}}
"
        ),
        "AOnStart {t: AOnStartT}
AVariant2 {t: plain, b?: plain}
A union by t OnStart(AOnStart) [on-start] | Variant2(AVariant2)
AOnStartT enum text OnStart=on-start"
    );
}

#[test]
fn scalars_and_lists_in_place_are_called_by_their_titles_where_these_tell_them_apart() {
    for (alternatives, expected) in [
        (
            "{type: string, title: name of it}, {type: integer, title: Count}, {type: array, title: All, items: {type: string}}",
            "Count(i64) | All([plain]) | NameOfIt(plain)",
        ),
        (
            "{type: string, title: Word}, {type: array, title: All, items: {type: string}}",
            "All([plain])",
        ),
        // One type, of which the first title says too little.
        (
            "{type: string, title: Mail}, {type: string, title: Phone}, {type: integer, title: Id}",
            "Text(plain)",
        ),
        (
            "{type: string, title: Same}, {type: integer, title: same}",
            "Text(plain)",
        ),
        (
            "{type: string, title: Word}, {type: object, title: Thing, required: [a], properties: {a: {}}}",
            "Thing(AThing) | Word(plain)",
        ),
    ] {
        let printed = outline(&format!("    A: {{oneOf: [{alternatives}]}}\n"));
        assert!(printed.contains(expected), "{printed}");
    }
}

#[test]
fn alternatives_in_place_are_called_by_their_titles_or_by_what_they_extend() {
    let alternatives = |first: &str, second: &str| {
        outline(&format!(
            "    Cat: {{required: [c], properties: {{c: {{type: string}}}}}}
    A:
      oneOf:
      - {{{first}required: [a], properties: {{a: {{type: string}}}}}}
      - {{{second}required: [b], properties: {{b: {{type: string}}}}}}
      - {{allOf: [{{$ref: '#/components/schemas/Cat'}}, {{required: [d], properties: {{d: {{type: string}}}}}}]}}\n"
        ))
    };
    let union = |text: &str| text.lines().last().unwrap_or_default().to_owned();
    assert_eq!(
        union(&alternatives("title: credit card, ", "title: Bank, ")),
        "A union CreditCard(ACreditCard) | Bank(ABank) | Cat(ACat)"
    );
    // A name that two would have says nothing.
    assert_eq!(
        union(&alternatives("title: Cat, ", "title: '!', ")),
        "A union Variant1(AVariant1) | Variant2(AVariant2) | Variant3(AVariant3)"
    );
}

#[test]
fn a_member_that_tells_types_apart_is_constant_where_one_value_means_the_type() {
    let lowered = schemas_of(
        "3.0.3",
        "    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Eel'}, {$ref: '#/components/schemas/Fox'}]
      discriminator: {propertyName: kind, mapping: {cat: Cat, dog: Dog, hound: Dog}}
    Wild:
      oneOf: [{$ref: '#/components/schemas/Eel'}, {$ref: '#/components/schemas/Fox'}]
      discriminator: {propertyName: kind, mapping: {wild: Eel}}
    Cat: {required: [kind], properties: {kind: {type: string}}}
    Dog: {required: [kind], properties: {kind: {type: string}}}
    Eel: {required: [kind], properties: {kind: {type: string}}}
    Fox: {required: [kind], properties: {kind: {type: string, enum: [Fox, Wolf]}}}
",
    );
    let constant = |name: &str| {
        let mut types = lowered.api.types.iter();
        let found = types.find(|it| it.rust_name == name);
        match found.map(|it| &it.shape) {
            Some(Shape::Object { fields, .. }) => fields[0].constant.clone(),
            _ => panic!("{name} is no object"),
        }
    };
    assert_eq!(constant("Cat"), Some("cat".into()));
    // Two values mean it, the unions differ, or it has other values of its own.
    for name in ["Dog", "Eel", "Fox"] {
        assert_eq!(constant(name), None, "{name}");
    }
}
