use super::{OK, clean, lowered, operation};
use crate::ir::{Encoding, ParameterPlace, Style, TextFormat, Type};

fn styled(style: Style, explode: bool) -> Encoding {
    Encoding::Styled {
        style,
        explode,
        reserved: false,
    }
}

/// The encoding of a parameter with these keys.
fn encoding(keys: &str) -> Encoding {
    let path = if keys.contains("in: path") {
        "/{p}"
    } else {
        "/a"
    };
    let keys = format!("parameters: [{{name: p, {keys}}}], {OK}");
    operation(path, "get", &keys).parameters[0].encoding
}

#[test]
fn each_place_has_its_usual_style() {
    let schema = "schema: {type: array, items: {type: string}}";
    for (place, expected) in [
        ("in: path, required: true", styled(Style::Simple, false)),
        ("in: query", styled(Style::Form, true)),
        ("in: header", styled(Style::Simple, false)),
        ("in: cookie", styled(Style::Form, true)),
    ] {
        assert_eq!(encoding(&format!("{place}, {schema}")), expected, "{place}");
    }
}

#[test]
fn a_required_parameter_with_one_value_need_not_be_given() {
    for (keys, expected) in [
        (
            "required: true, schema: {type: string, enum: [a]}",
            (false, true),
        ),
        (
            "required: true, schema: {type: string, enum: [a, b]}",
            (true, false),
        ),
        (
            "required: true, schema: {type: string, nullable: true, enum: [a, null]}",
            (true, false),
        ),
        ("schema: {type: string, enum: [a]}", (false, false)),
    ] {
        let keys = format!("parameters: [{{name: p, in: query, {keys}}}], {OK}");
        let parameter = &operation("/a", "get", &keys).parameters[0];
        assert_eq!((parameter.required, parameter.preset), expected, "{keys}");
    }
}

#[test]
fn style_explode_and_reserved_are_taken_as_written() {
    let path = "in: path, required: true, schema: {type: string}";
    let query = "in: query, schema: {type: object}";
    for (keys, expected) in [
        (
            format!("{path}, style: matrix"),
            styled(Style::Matrix, false),
        ),
        (
            format!("{path}, style: label, explode: true"),
            styled(Style::Label, true),
        ),
        (
            format!("{query}, explode: false"),
            styled(Style::Form, false),
        ),
        (
            format!("{query}, style: spaceDelimited"),
            styled(Style::SpaceDelimited, false),
        ),
        (
            format!("{query}, style: pipeDelimited, explode: true"),
            styled(Style::PipeDelimited, true),
        ),
        (
            format!("{query}, style: deepObject"),
            styled(Style::DeepObject, true),
        ),
    ] {
        assert_eq!(encoding(&keys), expected, "{keys}");
    }
    let reserved = encoding("in: query, allowReserved: true, schema: {type: string}");
    assert!(matches!(reserved, Encoding::Styled { reserved: true, .. }));
}

#[test]
fn a_style_of_another_place_is_refused() {
    let (_, said) = lowered(&format!(
        "paths: {{/a: {{get: {{parameters: [{{name: p, in: header, style: form, schema: {{type: string}}}}], {OK}}}}}}}\n"
    ));
    assert_eq!(
        said,
        ["error invalid-value 3: a header parameter has no style `form`"]
    );
}

#[test]
fn a_parameter_with_a_media_type_is_json_or_a_text() {
    let content = |media_type: &str, schema: &str| {
        format!("in: query, content: {{{media_type}: {{schema: {schema}}}}}")
    };
    let object = "{type: object, properties: {a: {type: string}}}";
    for media_type in ["application/json", "application/vnd.a+json"] {
        assert_eq!(encoding(&content(media_type, object)), Encoding::Json);
    }
    assert_eq!(
        encoding(&content("text/csv", "{type: string}")),
        styled(Style::Form, true)
    );
    let (api, said) = lowered(&format!(
        "paths: {{/a: {{get: {{parameters: [{{name: p, {}}}], {OK}}}}}}}\n",
        content("application/xml", object)
    ));
    assert_eq!(
        said,
        ["warning ignored 3: a parameter in the format `application/xml` is not typed"]
    );
    let parameter = &api.operations[0].parameters[0];
    assert_eq!(parameter.ty, Type::Text(TextFormat::Plain));
    assert_eq!(parameter.encoding, styled(Style::Form, true));
}

#[test]
fn parameters_of_the_path_are_shared_and_can_be_replaced() {
    let api = clean(&format!(
        "paths:\n  /a/{{id}}:\n    parameters:\n    - {{name: id, in: path, required: true, schema: {{type: string}}}}\n    \
         - {{name: q, in: query, schema: {{type: string}}}}\n    get: {{parameters: [{{name: q, in: query, required: true, \
         schema: {{type: boolean}}}}, {{name: q, in: header, schema: {{type: string}}}}], {OK}}}\n    put: {{{OK}}}\n"
    ));
    let get: Vec<_> = api.operations[0]
        .parameters
        .iter()
        .map(|it| {
            (
                it.wire_name.as_str(),
                it.rust_name.as_str(),
                it.place,
                &it.ty,
            )
        })
        .collect();
    let text = Type::Text(TextFormat::Plain);
    assert_eq!(
        get,
        [
            ("id", "id", ParameterPlace::Path, &text),
            ("q", "q", ParameterPlace::Query, &Type::Bool),
            ("q", "q_header", ParameterPlace::Header, &text),
        ]
    );
    assert_eq!(api.operations[1].parameters.len(), 2);
}

#[test]
fn names_that_differ_in_case_or_signs_stay_apart() {
    let parameter = |name: &str| format!("{{name: '{name}', in: query, schema: {{type: string}}}}");
    let names = [
        "fooBar",
        "FooBar",
        "foo_bar",
        "send",
        "type",
        "$",
        "filter[a]",
    ];
    let parameters: Vec<_> = names.iter().map(|name| parameter(name)).collect();
    let operation = operation(
        "/a",
        "get",
        &format!("parameters: [{}], {OK}", parameters.join(", ")),
    );
    let found: Vec<_> = operation
        .parameters
        .iter()
        .map(|it| it.rust_name.as_str())
        .collect();
    let expected = [
        "foo_bar",
        "foo_bar_query",
        "foo_bar_query2",
        "send_query",
        "type_",
        "dollar",
        "filter_a",
    ];
    assert_eq!(found, expected);
    let wire: Vec<_> = operation
        .parameters
        .iter()
        .map(|it| it.wire_name.as_str())
        .collect();
    assert_eq!(wire, names);
}

#[test]
fn headers_that_openapi_ignores_are_left_out_with_a_warning() {
    let (api, said) = lowered(&format!(
        "paths: {{/a: {{get: {{parameters: [{{name: accept, in: header, schema: {{type: string}}}}, \
         {{name: Authorization, in: header, schema: {{type: string}}}}, {{name: accept, in: query, schema: {{type: string}}}}], {OK}}}}}}}\n"
    ));
    assert_eq!(api.operations[0].parameters.len(), 1);
    assert_eq!(
        said,
        [
            "warning ignored 3: OpenAPI ignores a parameter that is the header `accept`",
            "warning ignored 3: OpenAPI ignores a parameter that is the header `Authorization`",
        ]
    );
}

#[test]
fn templates_and_path_parameters_are_the_same() {
    let parameter = |name: &str| {
        format!("{{name: {name}, in: path, required: true, schema: {{type: string}}}}")
    };
    for (path, names, sent) in [
        ("/a/{b}{c}", &["b", "c"][..], "/a/{b}{c}"),
        ("/{a}.json", &["a"], "/{a}.json"),
        ("/x/{y}:verb", &["y"], "/x/{y}:verb"),
        ("'/x/{y:[0-9]+}'", &["y"], "/x/{y}"),
        ("'/x?kind=a'", &[], "/x?kind=a"),
        ("'/x#second'", &[], "/x"),
    ] {
        let parameters: Vec<_> = names.iter().map(|name| parameter(name)).collect();
        let keys = format!("parameters: [{}], {OK}", parameters.join(", "));
        assert_eq!(operation(path, "get", &keys).path, sent);
    }
    let refused = |path: &str, parameters: &str| {
        let (_, said) = lowered(&format!(
            "paths: {{'{path}': {{get: {{parameters: [{parameters}], {OK}}}}}}}\n"
        ));
        assert_eq!(said.len(), 1, "{said:?}");
        said[0].clone()
    };
    assert_eq!(
        refused("/a/{b}", ""),
        "error invalid-value 3: the path has `{b}`, but there is no such path parameter"
    );
    assert_eq!(
        refused("/a", &parameter("b")),
        "error invalid-value 3: the path /a has no `{b}`"
    );
    assert_eq!(
        refused("/a/{b", ""),
        "error invalid-value 3: the braces of the path `/a/{b` do not match"
    );
}

#[test]
fn a_parameter_stands_once_in_a_list() {
    let parameter = "{name: q, in: query, schema: {type: string}}";
    let (_, said) = lowered(&format!(
        "paths: {{/a: {{get: {{parameters: [{parameter}, {parameter}], {OK}}}}}}}\n"
    ));
    assert_eq!(
        said,
        ["error invalid-value 3: the parameter `q` stands twice in one list"]
    );
}

#[test]
fn what_may_be_empty_can_be_null() {
    let (api, said) = lowered(&format!(
        "paths: {{/a: {{get: {{parameters: [\
         {{name: a, in: query, allowEmptyValue: true, schema: {{type: boolean}}}}, \
         {{name: b, in: query, allowEmptyValue: true, schema: {{type: string}}}}, \
         {{name: c, in: query, allowEmptyValue: true, schema: {{type: array, items: {{type: string}}}}}}, \
         {{name: d, in: header, allowEmptyValue: true, schema: {{type: integer}}}}], {OK}}}}}}}\n"
    ));
    let parameters = api.operations[0].parameters.iter();
    let nullable = parameters.map(|it| matches!(it.ty, Type::Nullable(_)));
    assert_eq!(nullable.collect::<Vec<_>>(), [true, false, false, false]);
    let limits = &api.operations[0].parameters[0].docs.limits;
    assert_eq!(limits, &["`Nullable::Null` is sent as an empty value"]);
    let expected =
        "warning ignored 3: `allowEmptyValue` counts in the query alone, beside `schema`";
    assert_eq!(said, [expected]);
}

#[test]
fn parameters_that_cannot_go_out_as_described_are_said() {
    let (_, said) = lowered(&format!(
        "paths: {{/a: {{get: {{parameters: [\
         {{name: X-A, in: header, schema: {{type: string}}}}, {{name: x-a, in: header, schema: {{type: string}}}}, \
         {{name: a b, in: header, schema: {{type: string}}}}, \
         {{name: l, in: query, style: deepObject, schema: {{type: array, items: {{type: string}}}}}}, \
         {{name: s, in: query, style: deepObject, schema: {{type: string}}}}, \
         {{name: o, in: query, style: deepObject, schema: {{type: object}}}}], {OK}}}}}}}\n"
    ));
    assert_eq!(
        said,
        [
            "warning ignored 3: another parameter is the header `x-a`, too",
            "warning ignored 3: `a b` is no name of a header",
            "warning ignored 3: OpenAPI has `deepObject` for objects alone; a list is written as `name[0]=..`",
            "warning ignored 3: OpenAPI has `deepObject` for objects alone; a scalar is written as `name=..`",
        ]
    );
}
