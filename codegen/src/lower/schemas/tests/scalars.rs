use super::{outline, outline31};

#[test]
fn formats_and_bounds_choose_the_type_of_a_scalar() {
    for (schema, expected) in [
        ("{type: boolean}", "bool"),
        ("{type: integer}", "i64"),
        ("{type: integer, format: int32}", "i32"),
        ("{type: integer, format: int64, minimum: 0}", "u64"),
        ("{type: integer, format: int32, minimum: 1}", "u32"),
        ("{type: integer, minimum: 0}", "u64"),
        ("{type: integer, minimum: -5, maximum: 5}", "i32"),
        ("{type: integer, format: uint8}", "u8"),
        (
            "{type: integer, minimum: -1, exclusiveMinimum: true}",
            "u64",
        ),
        (
            "{type: integer, minimum: 0, maximum: 4294967296, exclusiveMaximum: true}",
            "u32",
        ),
        ("{type: integer, maximum: 18446744073709551615}", "u64"),
        ("{type: integer, maximum: 9223372036854775807}", "i64"),
        ("{type: integer, maximum: 1e30}", "i64"),
        ("{type: integer, format: unheard-of}", "i64"),
        ("{type: number}", "f64"),
        ("{type: number, format: float}", "f32"),
        ("{type: number, format: decimal}", "decimal"),
        ("{type: string}", "plain"),
        ("{type: string, format: date}", "date"),
        ("{type: string, format: date-time}", "datetime"),
        ("{type: string, format: uuid}", "uuid"),
        ("{type: string, format: byte}", "base64"),
        ("{type: string, format: decimal}", "decimal"),
        ("{type: string, format: password}", "secret"),
        ("{type: string, format: binary}", "other(\"binary\")"),
        ("{type: string, format: int64}", "other(\"int64\")"),
        ("{format: uuid}", "uuid"),
        ("{}", "any"),
        ("{nullable: true}", "any"),
        ("{type: string, nullable: true}", "plain or null"),
        (
            "{type: array, items: {type: integer}, nullable: true}",
            "[i64] or null",
        ),
    ] {
        assert_eq!(
            outline(&format!("    A: {schema}\n")),
            format!("A: {expected}"),
            "{schema}"
        );
    }
}

#[test]
fn items_and_members_have_room_for_those_that_the_whole_is_stated_with() {
    for (schema, expected) in [
        (
            "type: array, items: {type: integer}, default: [9223372036854775808]",
            "[u64]",
        ),
        (
            "type: array, items: {type: integer}, default: [-1, 9223372036854775808]",
            "[i64]",
        ),
        (
            "type: array, items: {type: integer, format: int32}, example: [1, 5000000000]",
            "[i64]",
        ),
        (
            "type: array, items: {type: integer, format: int32}, default: [1]",
            "[i32]",
        ),
        (
            "type: array, items: {type: integer, nullable: true}, default: [9223372036854775808]",
            "[u64 or null]",
        ),
        (
            "type: object, additionalProperties: {type: integer}, default: {a: 9223372036854775808}",
            "{u64}",
        ),
    ] {
        let printed = outline(&format!("    A: {{properties: {{v: {{{schema}}}}}}}\n"));
        assert_eq!(printed, format!("A {{v?: {expected}}}"), "{schema}");
    }
}

#[test]
fn keywords_of_json_schema_choose_the_type_of_a_scalar() {
    for (schema, expected) in [
        ("{type: [string, 'null']}", "plain or null"),
        ("{type: [integer, number]}", "f64"),
        ("{type: 'null'}", "null"),
        ("{const: null}", "null"),
        ("true", "any"),
        ("false", "any"),
        ("{type: string, contentEncoding: base64}", "base64"),
        (
            "{type: string, contentMediaType: image/png}",
            "other(\"binary\")",
        ),
        (
            "{type: string, contentMediaType: application/json}",
            "plain",
        ),
        ("{type: integer, exclusiveMinimum: 0}", "u64"),
        ("{type: integer, exclusiveMinimum: -1}", "u64"),
        ("{type: integer, exclusiveMinimum: -2}", "i64"),
        (
            "{type: integer, minimum: -0.5, exclusiveMaximum: 4294967296}",
            "u32",
        ),
        ("{type: integer, default: 18446744073709551615}", "u64"),
        ("{type: integer, examples: [1, 9223372036854775808]}", "u64"),
        ("{type: integer, default: 9223372036854775807}", "i64"),
        (
            "{type: integer, minimum: -1, default: 9223372036854775808}",
            "i64",
        ),
        // A format that has no room for what is described counts less than that.
        (
            "{type: integer, format: int32, default: 9223372036854775808}",
            "u64",
        ),
        (
            "{type: integer, format: int32, examples: [1700000000000]}",
            "i64",
        ),
        ("{type: integer, format: int32, maximum: 4294967295}", "i64"),
        (
            "{type: integer, format: int32, minimum: 0, maximum: 4294967295}",
            "u32",
        ),
        ("{type: integer, format: uint32, minimum: -1}", "i64"),
        (
            "{type: integer, format: int64, maximum: 18446744073709551615}",
            "u64",
        ),
        (
            "{type: integer, minimum: -1, maximum: 18446744073709551615}",
            "i64",
        ),
        (
            "{type: integer, format: int64, maximum: 9223372036854775807, minimum: -9223372036854775808}",
            "i64",
        ),
        (
            "{type: array, prefixItems: [{type: string}, {type: string}], items: false}",
            "[plain]",
        ),
        ("{oneOf: [{type: string}, {type: 'null'}]}", "plain or null"),
    ] {
        assert_eq!(
            outline31(&format!("    A: {schema}\n")),
            format!("A: {expected}"),
            "{schema}"
        );
    }
}

#[test]
fn an_enum_has_one_base_or_is_mixed() {
    for (schema, expected) in [
        ("{type: string, enum: [a, b, a]}", "A enum text A=a B=b"),
        (
            "{type: integer, enum: [1, -1]}",
            "A enum integer Value1=1 Minus1=-1",
        ),
        (
            "{enum: [a, 1, true, 1.5]}",
            "A enum mixed A=\"a\" Value1=1 True=true Value1_5=1.5",
        ),
        (
            "{type: string, enum: [1, 2.5, true]}",
            "A enum text Value1=1 Value2_5=2.5 True=true",
        ),
        (
            "{type: string, enum: ['', '+1', '-1', '*', '<=']}",
            "A enum text Empty= Plus1=+1 Minus1=-1 Star=* LessEqual=<=",
        ),
        ("{type: boolean, enum: [true]}", "A enum mixed True=true"),
        (
            "{type: number, enum: [1, 2]}",
            "A enum mixed Value1=1 Value2=2",
        ),
        (
            "{oneOf: [{type: number, enum: [1]}, {type: number, enum: [2]}]}",
            "A enum mixed Value1=1 Value2=2",
        ),
        (
            "{type: integer, enum: [1, '18446744073709551615']}",
            "A enum mixed Value1=1 Value18446744073709551615=18446744073709551615",
        ),
        (
            "{type: string, enum: [unknown, Unknown]}",
            "A enum text UnknownValue=unknown UnknownValue2=Unknown",
        ),
    ] {
        assert_eq!(outline(&format!("    A: {schema}\n")), expected, "{schema}");
    }
    assert_eq!(
        outline("    A: {type: boolean, enum: [true, false]}\n"),
        "A: bool"
    );
    assert_eq!(
        outline("    A: {type: string, nullable: true, enum: [a, null]}\n"),
        "A: A or null\nA enum text A=a"
    );
    assert_eq!(
        outline(
            "    A: {oneOf: [{type: string, nullable: true, enum: [a, null]}, {type: string, enum: [b]}]}\n"
        ),
        "A: A or null\nA enum text A=a B=b"
    );
    assert_eq!(
        outline31("    A: {type: [string, integer], enum: [a]}\n"),
        "A enum mixed A=\"a\""
    );
    assert_eq!(outline31("    A: {const: x}\n"), "A enum text X=x");
    assert_eq!(
        outline31("    A: {enum: [x, null]}\n"),
        "A: A or null\nA enum text X=x"
    );
    assert_eq!(outline31("    A: {const: {a: 1}}\n"), "A: any");
}
