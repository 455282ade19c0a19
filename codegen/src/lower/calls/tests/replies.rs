use super::{clean, lowered, operation};
use crate::ir::{Encoding, Operation, ReplyCase, ReplyKind, Style, TextFormat, Type};

fn with_responses(method: &str, responses: &str) -> Operation {
    operation(
        "/a",
        method,
        &format!("operationId: op, responses: {{{responses}}}"),
    )
}

fn names(cases: &[ReplyCase]) -> Vec<&str> {
    cases.iter().map(|case| case.rust_name.as_str()).collect()
}

#[test]
fn replies_succeed_or_fail_by_status_in_order() {
    let operation = with_responses(
        "get",
        "default: {description: d}, 5XX: {description: d}, '404': {description: d}, '418': {description: d}, 4XX: {description: d}, \
         '201': {description: d}, 2XX: {description: d}, '200': {description: d}, '302': {description: d}, '599': {description: d}",
    );
    assert_eq!(
        names(&operation.replies.success),
        ["Ok", "Created", "Success"]
    );
    assert_eq!(
        names(&operation.replies.failure),
        [
            "Found",
            "NotFound",
            "Status418",
            "Status599",
            "ClientError",
            "ServerError",
            "Default"
        ]
    );
    assert_eq!(operation.replies.success_name, "OpReply");
    assert_eq!(operation.replies.failure_name, "OpError");
}

#[test]
fn without_a_status_of_success_others_stand_for_it() {
    for (responses, success, failure) in [
        (
            "'302': {description: d}, '404': {description: d}",
            &["Found"][..],
            &["NotFound"][..],
        ),
        ("default: {description: d}", &["Default"], &["Default"]),
        (
            "'404': {description: d}, default: {description: d}",
            &["Default"],
            &["NotFound", "Default"],
        ),
        ("'404': {description: d}", &["Success"], &["NotFound"]),
        ("'101': {description: d}", &["SwitchingProtocols"], &[]),
    ] {
        let operation = with_responses("get", responses);
        assert_eq!(names(&operation.replies.success), success, "{responses}");
        assert_eq!(names(&operation.replies.failure), failure, "{responses}");
    }
}

/// What the body of the only success holds.
fn kind(content: &str) -> ReplyKind {
    let operation = with_responses(
        "get",
        &format!("'200': {{description: d, content: {{{content}}}}}"),
    );
    let case = &operation.replies.success[0];
    assert_eq!(case.contents.len(), 1);
    case.contents[0].kind.clone()
}

#[test]
fn media_type_and_schema_say_what_a_reply_is() {
    let text = Type::Text(TextFormat::Plain);
    let list = Type::List(Box::new(text.clone()));
    let list_schema = "schema: {type: array, items: {type: string}}";
    for (content, expected) in [
        (
            "application/json: {schema: {type: string}}".to_owned(),
            ReplyKind::Json(text.clone()),
        ),
        (
            "application/json: {}".to_owned(),
            ReplyKind::Json(Type::Any),
        ),
        (
            format!("application/problem+json: {{{list_schema}}}"),
            ReplyKind::Json(list.clone()),
        ),
        (
            format!("'*/*': {{{list_schema}}}"),
            ReplyKind::Json(list.clone()),
        ),
        (
            format!("text/plain: {{{list_schema}}}"),
            ReplyKind::Json(list.clone()),
        ),
        (
            "text/plain: {schema: {type: boolean}}".to_owned(),
            ReplyKind::Text(Type::Bool),
        ),
        ("text/html: {}".to_owned(), ReplyKind::Text(text.clone())),
        (
            format!("application/xml: {{{list_schema}}}"),
            ReplyKind::Xml(list.clone()),
        ),
        (
            "application/xml: {}".to_owned(),
            ReplyKind::Text(text.clone()),
        ),
        (
            format!("application/x-www-form-urlencoded: {{{list_schema}}}"),
            ReplyKind::Form(list),
        ),
        (
            "application/pdf: {schema: {type: string}}".to_owned(),
            ReplyKind::Binary,
        ),
        ("'*/*': {}".to_owned(), ReplyKind::Binary),
        (
            "text/csv: {schema: {type: string, format: binary}}".to_owned(),
            ReplyKind::Binary,
        ),
        ("multipart/mixed: {}".to_owned(), ReplyKind::Binary),
        (
            "text/event-stream: {}".to_owned(),
            ReplyKind::Events(text.clone()),
        ),
        (
            "text/event-stream: {schema: {type: string}}".to_owned(),
            ReplyKind::Events(text.clone()),
        ),
        (
            "text/event-stream: {schema: {type: array, items: {type: integer}}}".to_owned(),
            ReplyKind::Events(Type::Integer(crate::ir::IntegerWidth::I64)),
        ),
        ("application/x-ndjson: {}".to_owned(), ReplyKind::Binary),
        (
            "application/jsonl: {schema: {type: string, format: binary}}".to_owned(),
            ReplyKind::Binary,
        ),
        (
            "application/jsonl: {schema: {}}".to_owned(),
            ReplyKind::Lines(Type::Any),
        ),
        (
            "application/json-seq: {schema: {type: array, items: {type: boolean}}}".to_owned(),
            ReplyKind::Lines(Type::Bool),
        ),
    ] {
        assert_eq!(kind(&content), expected, "{content}");
    }
}

#[test]
fn a_structure_in_a_format_that_is_not_read_is_said() {
    let list = "{schema: {type: array, items: {type: object}}}";
    let (_, said) = lowered(&format!(
        "paths: {{/a: {{get: {{responses: {{'200': {{description: d, content: {{text/csv: {list}, application/x-yaml: {list}}}}}}}}}}}}}\n"
    ));
    assert_eq!(
        said,
        [
            "warning ignored 3: the client does not read the format `text/csv`",
            "warning ignored 3: the client does not read the format `application/x-yaml`",
        ]
    );
}

#[test]
fn several_media_types_of_a_reply_are_variants() {
    let operation = with_responses(
        "get",
        "'200': {description: d, content: {application/json: {}, text/plain: {}, application/pdf: {}, image/png: {}}}",
    );
    let case = &operation.replies.success[0];
    let names: Vec<_> = case
        .contents
        .iter()
        .map(|it| it.rust_name.as_str())
        .collect();
    assert_eq!(names, ["Json", "Text", "Binary", "Png"]);
    assert_eq!(case.body_name, "OpResponseContent");
}

#[test]
fn what_http_gives_no_body_has_none() {
    let (api, said) = lowered(
        "paths: {/a: {get: {responses: {'204': {description: d, content: {application/json: {}}}}}}}\n",
    );
    assert_eq!(api.operations[0].replies.success[0].contents.len(), 0);
    assert_eq!(
        said,
        ["warning ignored 3: a reply with this status has no body in HTTP"]
    );
    let head = with_responses(
        "head",
        "'200': {description: d, content: {application/json: {}}}",
    );
    assert_eq!(head.replies.success[0].contents.len(), 0);
}

#[test]
fn headers_of_replies_have_types() {
    let operation = with_responses(
        "get",
        "'200': {description: d, headers: {X-Rate: {required: true, schema: {type: integer, format: int32}}, \
         X-List: {explode: true, schema: {type: array, items: {type: string}}}, X-Json: {content: {application/json: {schema: {type: object}}}}, \
         x_rate: {schema: {type: string}}}}",
    );
    let headers = &operation.replies.success[0].headers;
    let names: Vec<_> = headers
        .iter()
        .map(|it| (it.wire_name.as_str(), it.rust_name.as_str(), it.required))
        .collect();
    assert_eq!(
        names,
        [
            ("X-Rate", "x_rate", true),
            ("X-List", "x_list", false),
            ("X-Json", "x_json", false),
            ("x_rate", "x_rate2", false)
        ]
    );
    let simple = |explode| Encoding::Styled {
        style: Style::Simple,
        explode,
        reserved: false,
    };
    let encodings: Vec<_> = headers.iter().map(|it| it.encoding).collect();
    assert_eq!(
        encodings,
        [simple(false), simple(true), Encoding::Json, simple(false)]
    );
    assert_eq!(
        operation.replies.success[0].headers_name,
        "OpResponseHeaders"
    );
}

#[test]
fn the_media_type_is_no_header_of_a_reply() {
    let (api, said) = lowered(
        "paths: {/a: {get: {responses: {'200': {description: d, headers: {Content-Type: {schema: {type: string}}}}}}}}\n",
    );
    assert!(api.operations[0].replies.success[0].headers.is_empty());
    assert_eq!(
        said,
        ["warning ignored 3: OpenAPI ignores the header `Content-Type` here"]
    );
}

#[test]
fn types_know_whether_they_are_sent_and_whether_they_come_back() {
    let api = clean(
        "components: {schemas: {In: {type: object, properties: {a: {type: string}}}, Out: {type: object, properties: {b: {type: string}}}}}\n\
         paths: {/a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/In'}}}}, \
         responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Out'}}}}}}}}\n",
    );
    let found: Vec<_> = api
        .types
        .iter()
        .map(|it| (it.rust_name.as_str(), it.input, it.output))
        .collect();
    assert_eq!(found, [("In", true, false), ("Out", false, true)]);
}

#[test]
fn replies_of_one_operation_share_the_struct_of_the_same_headers() {
    let (api, _) = lowered(
        "paths:
  /a:
    get:
      operationId: op
      responses:
        '200': {description: d, headers: &left {X-Left: {description: L, schema: {type: integer}}}}
        '404': {description: d, headers: *left}
        '409': {description: d, headers: {X-Left: {description: M, schema: {type: integer}}}}
        default: {description: d, headers: {X-Left: {description: L, schema: {type: string}}}}
",
    );
    let names: Vec<_> = api.operations[0]
        .replies
        .cases()
        .map(|case| case.headers_name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "OpResponseHeaders",
            "OpResponseHeaders",
            "OpConflictHeaders",
            "OpDefaultHeaders"
        ]
    );
}
