use super::{OK, clean, lowered, lowered_as, name_of, operation};
use crate::ir::{BodyKind, Encoding, Operation, Part, PartKind, Style, Type};

/// The operation with this content in its body.
fn with_body(content: &str) -> Operation {
    operation(
        "/a",
        "post",
        &format!("operationId: op, requestBody: {{content: {{{content}}}}}, {OK}"),
    )
}

/// A word for what a body holds.
fn word(kind: &BodyKind) -> &'static str {
    match kind {
        BodyKind::Parameters => "parameters",
        BodyKind::Form { .. } => "form",
        BodyKind::Json(_) => "json",
        BodyKind::Xml { .. } => "xml",
        BodyKind::Multipart(_) => "multipart",
        BodyKind::Text(_) => "text",
        BodyKind::Lines(_) => "lines",
        BodyKind::Binary => "binary",
    }
}

#[test]
fn media_type_and_schema_say_what_a_body_is() {
    let object = "schema: {type: object, properties: {a: {type: string}}}";
    for (media_type, media, kind, sent) in [
        ("application/json", object, "json", "application/json"),
        (
            "application/json; charset=utf-8",
            object,
            "json",
            "application/json; charset=utf-8",
        ),
        (
            "application/merge-patch+json",
            object,
            "json",
            "application/merge-patch+json",
        ),
        ("application/json", "", "json", "application/json"),
        (
            "application/json",
            "schema: {type: string, format: binary}",
            "binary",
            "application/json",
        ),
        ("application/xml", object, "xml", "application/xml"),
        ("text/xml", "schema: {type: string}", "text", "text/xml"),
        (
            "application/x-www-form-urlencoded",
            object,
            "form",
            "application/x-www-form-urlencoded",
        ),
        (
            "multipart/form-data",
            object,
            "multipart",
            "multipart/form-data",
        ),
        (
            "text/plain",
            "schema: {type: integer}",
            "text",
            "text/plain",
        ),
        ("text/plain", "", "text", "text/plain"),
        ("text/csv", "schema: {type: string}", "text", "text/csv"),
        (
            "application/octet-stream",
            "schema: {type: string, format: binary}",
            "binary",
            "application/octet-stream",
        ),
        ("image/png", "", "binary", "image/png"),
        (
            "application/x-ndjson",
            object,
            "lines",
            "application/x-ndjson",
        ),
        (
            "application/jsonl",
            "schema: {type: string}",
            "binary",
            "application/jsonl",
        ),
        ("application/jsonl", "", "binary", "application/jsonl"),
        ("image/*", "", "binary", "application/octet-stream"),
        ("'*/*'", object, "json", "application/json"),
        ("'*/*'", "", "binary", "application/octet-stream"),
    ] {
        let body = with_body(&format!("{media_type}: {{{media}}}"))
            .body
            .expect("a body");
        assert_eq!(body.contents.len(), 1);
        let content = &body.contents[0];
        assert_eq!(
            (word(&content.kind), content.media_type.as_str()),
            (kind, sent),
            "{media_type} {media}"
        );
    }
}

#[test]
fn of_a_list_each_line_is_an_item() {
    for (schema, expected) in [
        ("{type: array, items: {type: integer}}", "I64"),
        ("{type: integer}", "I64"),
        ("{type: array, items: {type: string}}", "Plain"),
        ("{}", "Any"),
    ] {
        let operation = with_body(&format!("application/jsonl: {{schema: {schema}}}"));
        let BodyKind::Lines(Type::List(item)) = &operation.body.expect("a body").contents[0].kind
        else {
            panic!("{schema}");
        };
        let item = format!("{item:?}");
        assert!(item.contains(expected), "{item}");
    }
}

#[test]
fn a_union_is_a_text_where_each_of_its_types_is_one() {
    let scalars = "oneOf: [{type: integer}, {oneOf: [{enum: [a]}, {type: string, format: byte}]}]";
    let mixed = "oneOf: [{type: string}, {type: object, properties: {a: {type: string}}}]";
    let objects = "oneOf: [{type: object, properties: {a: {}}}, {type: array, items: {}}]";
    for (media_type, schema, kind) in [
        ("text/plain", scalars, "text"),
        ("text/csv", scalars, "text"),
        ("application/xml", scalars, "text"),
        ("text/plain", mixed, "text"),
        ("application/xml", mixed, "xml"),
        ("'*/*'", objects, "json"),
        ("application/octet-stream", scalars, "binary"),
        ("application/json", scalars, "json"),
    ] {
        let body = with_body(&format!("{media_type}: {{schema: {{{schema}}}}}"));
        let body = body.body.expect("a body");
        let [content] = &body.contents[..] else {
            panic!("{body:?}")
        };
        assert_eq!(word(&content.kind), kind, "{media_type} {schema}");
        let typed = matches!(&content.kind, BodyKind::Text(Type::Named(_)));
        assert_eq!(typed, kind == "text", "{media_type} {schema}");
    }
}

#[test]
fn several_media_types_are_variants_with_names_of_their_own() {
    let schema = "{schema: {type: string}}";
    for (contents, expected) in [
        (
            "application/json: S, application/vnd.a+json: S, text/plain: S, image/png: {}, image/gif: {}",
            &["Json", "VndAJson", "Text", "Binary", "Gif"][..],
        ),
        // The plain type has the plain name wherever it stands.
        (
            "application/vnd.a+json: S, application/vnd.b+json: S, application/json: S",
            &["VndAJson", "VndBJson", "Json"],
        ),
        (
            "application/vnd.a+json: S, application/vnd.b+json: S",
            &["Json", "VndBJson"],
        ),
    ] {
        let body = with_body(&contents.replace('S', schema));
        let body = body.body.expect("a body");
        let names: Vec<_> = body
            .contents
            .iter()
            .map(|it| it.rust_name.as_str())
            .collect();
        assert_eq!(names, expected);
        assert_eq!(body.type_name, "OpBody");
        assert!(!body.required);
    }
}

#[test]
fn the_root_of_an_xml_body_is_named_by_the_schema() {
    let api = clean(&format!(
        "components: {{schemas: {{Pet: {{type: object, xml: {{name: animal}}, properties: {{a: {{type: string}}}}}}}}}}\n\
         paths: {{/a: {{post: {{requestBody: {{content: {{application/xml: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}, {OK}}}, \
         put: {{requestBody: {{content: {{application/xml: {{schema: {{type: array, xml: {{name: all}}, items: {{type: string}}}}}}}}}}, {OK}}}}}}}\n"
    ));
    let roots: Vec<_> = api
        .operations
        .iter()
        .filter_map(|it| match &it.body.as_ref()?.contents[0].kind {
            BodyKind::Xml { root, .. } => Some(root.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(roots, ["all", "animal"]);
}

#[test]
fn a_namespace_that_is_not_written_is_said() {
    let list = "{schema: {type: array, xml: {name: all, namespace: 'urn:a'}, items: {type: string, xml: {name: one, namespace: 'urn:b'}}}}";
    let (api, said) = lowered(&format!(
        "paths: {{/a: {{post: {{requestBody: {{content: {{application/xml: {list}}}}}, {OK}}}}}}}\n"
    ));
    let message = "warning ignored 3: a list that is the whole body is written without namespaces";
    assert_eq!(said, [message, message]);
    let kind = &api.operations[0].body.as_ref().expect("a body").contents[0].kind;
    let BodyKind::Xml { root, item, .. } = kind else {
        panic!("{kind:?}");
    };
    assert_eq!((root.as_str(), item.as_str()), ("all", "one"));
}

#[test]
fn members_of_a_form_have_encodings() {
    let content = "application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: object}, b: {type: array, \
        items: {type: string}}, c: {type: string}}}, encoding: {a: {contentType: application/json}, b: {style: pipeDelimited}}}";
    let body = with_body(content).body.expect("a body");
    let BodyKind::Form { encodings, .. } = &body.contents[0].kind else {
        panic!("no form");
    };
    let piped = Encoding::Styled {
        style: Style::PipeDelimited,
        explode: false,
        reserved: false,
    };
    assert_eq!(
        encodings[..],
        [("a".to_owned(), Encoding::Json), ("b".to_owned(), piped)]
    );
}

#[test]
fn a_form_can_be_a_choice_and_needs_no_schema() {
    let object = |name: &str| {
        format!("{{type: object, required: [{name}], properties: {{{name}: {{type: string}}}}}}")
    };
    let api = clean(&format!(
        "paths: {{/a: {{post: {{requestBody: {{content: {{application/x-www-form-urlencoded: {{schema: {{oneOf: [{}, {}]}}}}}}}}, {OK}}}, \
         put: {{requestBody: {{content: {{application/x-www-form-urlencoded: {{}}}}}}, {OK}}}}}}}\n",
        object("a"),
        object("b")
    ));
    let forms: Vec<_> = api
        .operations
        .iter()
        .filter_map(|it| match &it.body.as_ref()?.contents[0].kind {
            BodyKind::Form { ty, .. } => Some(ty),
            _ => None,
        })
        .collect();
    assert_eq!(*forms[0], Type::Map(Box::new(Type::Any)));
    assert_eq!(name_of(&api, forms[1]), "PostABody");
}

/// The parts of the only operation.
fn parts(operation: &Operation) -> &[Part] {
    match &operation.body.as_ref().expect("a body").contents[0].kind {
        BodyKind::Multipart(multipart) => &multipart.parts,
        other => panic!("{other:?}"),
    }
}

fn part_word(part: &Part) -> String {
    let kind = match part.kind {
        PartKind::File => "file",
        PartKind::Any => "any",
        PartKind::Text(_) => "text",
        PartKind::Json(_) => "json",
        PartKind::Xml { .. } => "xml",
        PartKind::Styled(..) => "styled",
    };
    let many = if part.repeated { "s" } else { "" };
    let needed = if part.required { "!" } else { "" };
    let media_type = part.content_type.as_deref().unwrap_or_default();
    format!("{}{needed}: {kind}{many} {media_type}", part.wire_name)
}

#[test]
fn properties_are_parts_of_their_kinds() {
    let operation = with_body(
        "multipart/form-data: {schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, \
         files: {type: array, items: {type: string, format: binary}}, tags: {type: array, items: {type: string}}, \
         meta: {type: object, properties: {x: {type: string}}}, list: {type: array, items: {type: object}}, count: {type: integer}, \
         id: {type: string, readOnly: true}, doc: {type: object, properties: {x: {type: string}}}, image: {type: string}, \
         either: {type: string, format: binary}, note: {type: string}, raw: {type: string}}}, \
         encoding: {doc: {contentType: application/xml}, image: {contentType: image/png}, either: {contentType: 'image/png, image/gif'}, \
         note: {contentType: text/html}, raw: {contentType: application/json}}}",
    );
    let found: Vec<_> = parts(&operation).iter().map(part_word).collect();
    assert_eq!(
        found,
        [
            "file!: file ",
            "files: files ",
            "tags: texts ",
            "meta: json ",
            "list: jsons ",
            "count: text ",
            "doc: xml ",
            "image: file image/png",
            "either: file ",
            "note: text text/html",
            "raw: json ",
        ]
    );
}

#[test]
fn parts_come_of_all_of_and_of_the_keywords_of_31() {
    let (api, said) = lowered_as(
        "3.1.0",
        &format!(
            "components: {{schemas: {{Base: {{type: object, properties: {{file: {{}}}}}}}}}}\n\
             paths: {{/a: {{post: {{requestBody: {{content: {{multipart/form-data: {{schema: {{allOf: [{{$ref: '#/components/schemas/Base'}}, \
             {{type: object, properties: {{png: {{type: string, contentMediaType: image/png}}, \
             b64: {{type: string, contentEncoding: base64, contentMediaType: image/png}}, opt: {{type: [string, 'null']}}}}}}]}}}}}}}}, {OK}}}}}}}\n"
        ),
    );
    assert_eq!(said, Vec::<String>::new());
    let api = api.expect("an api");
    let found: Vec<_> = parts(&api.operations[0]).iter().map(part_word).collect();
    assert_eq!(
        found,
        [
            "file: file ",
            "png: file image/png",
            "b64: text image/png",
            "opt: text "
        ]
    );
}

#[test]
fn parts_without_properties_are_named_by_callers() {
    for media in ["", "schema: {type: object}"] {
        let operation = with_body(&format!("multipart/form-data: {{{media}}}"));
        assert_eq!(parts(&operation).len(), 0, "{media}");
    }
    let (api, said) = lowered(&format!(
        "paths: {{/a: {{post: {{requestBody: {{content: {{multipart/form-data: {{schema: {{oneOf: [{{type: object, required: [a], \
         properties: {{a: {{type: string}}}}}}, {{type: object, required: [b], properties: {{b: {{type: string}}}}}}]}}}}}}}}, {OK}}}}}}}\n"
    ));
    assert_eq!(parts(&api.operations[0]).len(), 0);
    let expected = "warning ignored 3: a body of several parts that is no object is put together by the caller";
    assert_eq!(said, [expected]);
}

#[test]
fn headers_of_parts_and_parts_with_names_of_the_caller_are_kept() {
    let operation = with_body(
        "multipart/form-data: {schema: {type: object, properties: {a: {type: string}, new: {type: string}}, additionalProperties: {type: array, \
         items: {type: string, format: binary}}}, encoding: {a: {headers: {X-A: {required: true, schema: {type: integer}}, \
         value: {schema: {type: string}}}}}}",
    );
    let a = &parts(&operation)[0];
    assert_eq!(parts(&operation)[1].rust_name, "new2");
    let headers = a.headers.iter();
    let headers: Vec<_> = headers.map(|it| (&*it.rust_name, it.required)).collect();
    assert_eq!(headers, [("x_a", true), ("value2", false)]);
    assert_eq!(a.headed_name, "OpBodyA");
    let contents = &operation.body.as_ref().expect("a body").contents;
    let BodyKind::Multipart(multipart) = &contents[0].kind else {
        panic!("{contents:?}")
    };
    let other = multipart.additional.as_ref().expect("others");
    assert_eq!(part_word(other), ": files ");
}

#[test]
fn what_is_described_and_has_no_effect_is_said() {
    let media = "schema: {type: object, properties: {a: {type: string}, b: {type: string}}}";
    let (_, said) = lowered(&format!(
        "paths:\n  /a:\n    post:\n      {OK}\n      requestBody:\n        content:\n          \
         application/json: {{{media}, encoding: {{a: {{contentType: text/plain}}}}}}\n          \
         application/x-www-form-urlencoded: {{{media}, encoding: {{a: {{style: form, contentType: text/plain}}, \
         b: {{headers: {{X-B: {{schema: {{type: string}}}}}}}}, c: {{explode: false}}}}}}\n          \
         multipart/form-data: {{{media}, encoding: {{a: {{style: form}}}}}}\n          \
         application/yaml: {{{media}}}\n          \
         text/plain;charset=windows-1251: {{schema: {{type: string}}}}\n          \
         text/csv: {{{media}}}\n          \
         text/plain;charset=latin1: {{schema: {{type: string}}}}\n          \
         application/json;charset=utf-16: {{{media}}}\n"
    ));
    assert_eq!(
        said,
        [
            "warning ignored 9: `encoding` counts in forms and in bodies of several parts alone",
            "warning ignored 10: `contentType` of the member `a` stands beside a style",
            "warning ignored 10: the member `b` of a form has no headers",
            "warning ignored 10: the form has no member `c`",
            "warning ignored 11: a part has no `style`, but a name and a media type",
            "warning ignored 12: the client does not write the format `application/yaml`",
            "warning ignored 13: a text that is not ASCII cannot be sent in windows-1251",
            "warning ignored 14: the client does not write the format `text/csv`",
            "warning ignored 16: the body goes out in UTF-8, not in utf-16",
        ]
    );
}

#[test]
fn what_a_part_cannot_have_is_said() {
    let (_, said) = lowered(&format!(
        "paths: {{/a: {{post: {{requestBody: {{content: {{multipart/form-data: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}, \
         encoding: {{a: {{headers: {{X-A: {{schema: {{type: string}}}}}}}}, b: {{contentType: text/plain}}}}}}}}}}, {OK}}}}}}}\n"
    ));
    assert_eq!(said, ["warning ignored 3: the body has no part `b`",]);
}

#[test]
fn a_form_without_members_is_the_text_that_callers_give() {
    let content =
        "application/x-www-form-urlencoded: {schema: {type: array, items: {type: string}}}";
    let (api, said) = lowered(&format!(
        "paths: {{/a: {{post: {{requestBody: {{content: {{{content}}}}}, {OK}}}}}}}\n"
    ));
    assert_eq!(
        said,
        ["warning ignored 3: OpenAPI has no form for a list, whose items have no names"]
    );
    let body = api.operations[0].body.as_ref().expect("a body");
    assert_eq!(word(&body.contents[0].kind), "text");
    assert_eq!(
        body.contents[0].media_type,
        "application/x-www-form-urlencoded"
    );
}

#[test]
fn a_body_that_is_described_nowhere_is_the_bytes_that_callers_give() {
    let (api, said) = lowered(&format!(
        "paths: {{/a: {{post: {{requestBody: {{$ref: '#/components/requestBodies/A'}}, {OK}}}}}}}\n"
    ));
    assert_eq!(
        said,
        [
            "warning unresolved-reference 3: `#/components/requestBodies/A` leads nowhere: api.yaml has no `/components`"
        ]
    );
    let body = api.operations[0].body.as_ref().expect("a body");
    assert_eq!(word(&body.contents[0].kind), "binary");
    assert!(!body.required);
}

/// RFC 9110, section 9.3.8.
#[test]
fn a_trace_has_no_body_whatever_is_described() {
    let body =
        "{required: true, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}";
    let (api, said) = lowered(&format!(
        "paths:\n  /a:\n    trace:\n      requestBody: {body}\n      {OK}\n    get:\n      requestBody: {body}\n      {OK}\n\
         components: {{schemas: {{A: {{type: object}}}}}}\n"
    ));
    let bodies = api.operations.iter().map(|it| it.body.is_some());
    assert_eq!(bodies.collect::<Vec<_>>(), [true, false]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("warning") && said[0].contains(" 6: ") && said[0].contains("TRACE"),
        "{said:?}"
    );
}
