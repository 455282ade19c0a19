//! Which reply it is, and what is made of it.

use std::collections::BTreeMap;

use super::*;
use crate::value::Any;

const TEXT: Content = Content {
    media_type: "text/plain",
    kind: Kind::Text,
};
const XML: Content = Content {
    media_type: "application/xml",
    kind: Kind::Xml,
};
const FORM: Content = Content {
    media_type: "application/x-www-form-urlencoded",
    kind: Kind::Form,
};

const fn case(status: Status, contents: &'static [Content]) -> Case {
    Case { status, contents }
}

/// Replies of all sorts.
static MANY: Operation = Operation {
    success: &[
        case(Status::Code(200), &[JSON, TEXT, XML]),
        case(Status::Code(201), &[]),
        case(Status::Range(2), &[FORM]),
        case(Status::Default, &[TEXT]),
    ],
    failure: &[
        case(
            Status::Code(404),
            &[Content {
                media_type: "application/problem+json",
                kind: Kind::Json,
            }],
        ),
        case(Status::Range(4), &[JSON]),
        case(Status::Default, &[TEXT]),
    ],
    ..GET
};

/// Case, content, status and value.
type Seen = (usize, usize, u16, Any);

fn seen(answer: Answer<'_>) -> Result<Seen, ReadError> {
    let value = if answer.case() == 1 && answer.status() == 201 {
        Any::Null
    } else {
        answer.value()?
    };
    Ok((
        answer.case(),
        answer.content(),
        answer.status().as_u16(),
        value,
    ))
}

async fn got(
    operation: &'static Operation,
    reply: Vec<u8>,
) -> Result<Reply<Seen>, CallError<Seen>> {
    let service = Service::answering(reply).await;
    service.client(&API).call(operation).send(seen, seen).await
}

fn typed(status: &str, kind: &str, body: &str) -> Vec<u8> {
    reply(status, &format!("content-type: {kind}\r\n"), body)
}

#[tokio::test]
async fn the_reply_is_found_by_status_and_the_body_by_media_type() {
    for (status, kind, body, expected) in [
        (
            "200 OK",
            "application/json",
            "[1]",
            (0, 0, 200, serde_json::json!([1])),
        ),
        (
            "200 OK",
            "application/vnd.zoo+json; charset=utf-8",
            "[1]",
            (0, 0, 200, serde_json::json!([1])),
        ),
        ("200 OK", "text/plain", "a b", (0, 1, 200, Any::from("a b"))),
        (
            "200 OK",
            "text/xml",
            "<r><a>1</a></r>",
            (0, 2, 200, serde_json::json!({"a": "1"})),
        ),
        (
            "201 Created",
            "text/html",
            "ignored",
            (1, 0, 201, Any::Null),
        ),
        (
            "206 Some",
            "application/x-www-form-urlencoded",
            "a=1+2&b=3",
            (2, 0, 206, serde_json::json!({"a": "1 2", "b": "3"})),
        ),
    ] {
        let reply = got(&MANY, typed(status, kind, body)).await.unwrap();
        assert_eq!(*reply, expected);
    }
    for (status, kind, body, expected) in [
        (
            "404 No",
            "application/problem+json",
            "[4]",
            (0, 0, 404, serde_json::json!([4])),
        ),
        (
            "404 No",
            "application/json",
            "[4]",
            (0, 0, 404, serde_json::json!([4])),
        ),
        (
            "418 Tea",
            "application/json",
            "[5]",
            (1, 0, 418, serde_json::json!([5])),
        ),
        (
            "500 Broken",
            "text/plain",
            "sorry",
            (2, 0, 500, Any::from("sorry")),
        ),
        (
            "302 Found",
            "text/plain",
            "there",
            (2, 0, 302, Any::from("there")),
        ),
    ] {
        let error = got(&MANY, typed(status, kind, body)).await.unwrap_err();
        assert_eq!(**error.as_reply().unwrap(), expected);
        assert_eq!(error.status(), Some(expected.2));
    }
}

#[tokio::test]
async fn an_error_is_one_line_and_answers_questions() {
    let error = got(&MANY, typed("404 No", "application/json", "{\"a\":\n1}"))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "getIt: the service refused: {\"a\":\\n1} (HTTP 404)"
    );
    assert!(error.is_not_found() && !error.is_retryable() && error.may_have_reached_service());
    assert_eq!(error.operation(), Some("getIt"));
}

#[tokio::test]
async fn a_default_reply_on_both_sides_is_a_success_for_2xx_alone() {
    static BOTH: Operation = Operation {
        success: &[case(Status::Default, &[JSON])],
        failure: &[case(Status::Default, &[JSON])],
        ..GET
    };
    let reply = got(&BOTH, typed("204 None", "application/json", "")).await;
    // A body that cannot be there is null where that is a value.
    assert_eq!(*reply.unwrap(), (0, 0, 204, Any::Null));
    assert!(
        got(&BOTH, typed("202 Yes", "application/json", "1"))
            .await
            .is_ok()
    );
    assert!(
        got(&BOTH, typed("500 No", "application/json", "1"))
            .await
            .unwrap_err()
            .as_reply()
            .is_some()
    );
}

#[tokio::test]
async fn a_status_that_is_not_described_is_an_error_that_shows_the_body() {
    static NARROW: Operation = Operation {
        success: &[case(Status::Code(200), &[JSON])],
        ..GET
    };
    let error = other(
        got(&NARROW, typed("500 No", "text/html", "<p>"))
            .await
            .unwrap_err(),
    );
    assert_eq!(
        error.to_string(),
        "getIt: the service refused: <p> (HTTP 500)"
    );
    let error = other(
        got(&NARROW, typed("202 Ok", "text/html", "<p>"))
            .await
            .unwrap_err(),
    );
    assert_eq!(
        error.to_string(),
        "getIt: the service answered with a status that is not described: <p> (HTTP 202)"
    );
    let moved = reply("302 Found", "location: http://evil.example/?key=1\r\n", "");
    let error = other(got(&NARROW, moved).await.unwrap_err());
    assert!(
        error
            .to_string()
            .contains("redirects are not followed, this one leads to evil.example (HTTP 302)"),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_of_another_kind_is_an_error_that_says_both() {
    static ONLY: Operation = Operation {
        success: &[case(Status::Code(200), &[JSON])],
        ..GET
    };
    let error = other(
        got(&ONLY, typed("200 OK", "text/html", "<html>"))
            .await
            .unwrap_err(),
    );
    let shown = all_of(&error);
    assert!(
        shown.contains("expected application/json, found \"text/html\""),
        "{shown}"
    );
    assert!(matches!(error, Error::Decode(_)) && error.status() == Some(200));
    // Nothing, or nothing in particular, is taken for what is described.
    assert!(got(&ONLY, reply("200 OK", "", "1")).await.is_ok());
    assert!(
        got(&ONLY, typed("200 OK", "application/octet-stream", "1"))
            .await
            .is_ok()
    );
    assert!(got(&ONLY, typed("200 OK", "text/plain", "1")).await.is_ok());
    // Of several, it must be known which one it is.
    assert!(got(&MANY, reply("200 OK", "", "1")).await.is_err());
}

#[tokio::test]
async fn all_described_types_are_asked_for() {
    let service = Service::answering(typed("201 Created", "text/plain", "")).await;
    service
        .client(&API)
        .call(&MANY)
        .send(seen, seen)
        .await
        .unwrap();
    assert_eq!(
        service.header("accept").unwrap(),
        "application/json, text/plain, application/xml, application/x-www-form-urlencoded, application/problem+json"
    );
}

#[tokio::test]
async fn replies_without_bodies_are_read_as_such() {
    static HEAD: Operation = Operation {
        method: Method::Head,
        success: &[case(Status::Code(200), &[]), case(Status::Code(304), &[])],
        ..GET
    };
    for status in ["200 OK", "304 Same"] {
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n"
        );
        let service = Service::answering(head).await;
        let call = service.client(&API).call(&HEAD);
        let reply = call
            .send(|answer| answer.empty(), |answer| answer.undocumented())
            .await
            .unwrap();
        assert_eq!(reply.headers()["content-length"], "5");
        assert_eq!(service.line(), "HEAD /v1/it");
    }
}

static COUNT: Header = Header {
    name: "X-Count",
    required: true,
    style: Style::Simple,
    explode: false,
};
static TAGS: Header = Header {
    name: "X-Tags",
    required: false,
    style: Style::Simple,
    explode: false,
};
static MAP: Header = Header {
    name: "X-Map",
    required: false,
    style: Style::Simple,
    explode: true,
};
static PAIRS: Header = Header {
    name: "X-Map",
    required: false,
    style: Style::Simple,
    explode: false,
};
static DOCUMENT: Header = Header {
    name: "X-Json",
    required: false,
    style: Style::Json,
    explode: false,
};

#[derive(Debug)]
struct Headers {
    count: i64,
    tags: Option<Vec<String>>,
    map: Option<BTreeMap<String, i64>>,
    document: Option<Vec<i64>>,
}

async fn headed(headers: &str) -> Result<Reply<Headed<(), Headers>>, CallError<Undocumented>> {
    let service = Service::answering(reply("200 OK", headers, "")).await;
    static EMPTY: Operation = Operation {
        success: &[case(Status::Code(200), &[])],
        ..GET
    };
    let read = |answer: Answer<'_>| {
        let headers = Headers {
            count: answer.required_header(&COUNT)?,
            tags: answer.header(&TAGS),
            map: answer.header(&MAP),
            document: answer.header(&DOCUMENT),
        };
        answer.empty().map(|body| Headed { body, headers })
    };
    service
        .client(&API)
        .call(&EMPTY)
        .send(read, |answer| answer.undocumented())
        .await
}

#[tokio::test]
async fn headers_are_typed() {
    let reply =
        headed("x-count: 7\r\nx-tags: a, b\r\nx-tags: c\r\nx-map: k=1,l=2\r\nx-json: [1,2]\r\n")
            .await
            .unwrap();
    let headers = &reply.headers;
    assert_eq!(headers.count, 7);
    assert_eq!(headers.tags.as_deref().unwrap(), ["a", "b", "c"]);
    assert_eq!(headers.map.as_ref().unwrap()["l"], 2);
    assert_eq!(headers.document.as_deref().unwrap(), [1, 2]);
    assert_eq!(headed("x-count: 7\r\n").await.unwrap().headers.tags, None);
    for (sent, expected) in [
        ("<a>; title=\"x, y\", b", ["<a>; title=\"x, y\"", "b"]),
        ("5\", 6", ["5\"", "6"]),
    ] {
        let reply = headed(&format!("x-count: 7\r\nx-tags: {sent}\r\n")).await;
        assert_eq!(reply.unwrap().headers.tags.as_deref().unwrap(), expected);
    }
}

/// RFC 8288, section 3: a target stands between angle brackets, and its commas are its own.
#[tokio::test]
async fn commas_in_the_targets_of_links_are_none_between_them() {
    static LINKS: Header = Header::optional("link");
    static EMPTY: Operation = Operation {
        success: &[case(Status::Code(200), &[])],
        ..GET
    };
    for (sent, expected) in [
        (
            "<http://h/a,b?c=1,2>; rel=\"next\", <d>;rel=last",
            vec!["<http://h/a,b?c=1,2>; rel=\"next\"", "<d>;rel=last"],
        ),
        (
            "<a>; title=\"x, <y\", <b,c>; title=\">,<\"",
            vec!["<a>; title=\"x, <y\"", "<b,c>; title=\">,<\""],
        ),
        ("a, b>, c", vec!["a", "b>", "c"]),
    ] {
        let head = format!("link: {sent}\r\nLink: <e,f>\r\n");
        let service = Service::answering(reply("200 OK", &head, "")).await;
        let call = service.client(&API).call(&EMPTY);
        let read = |answer: Answer<'_>| Ok(answer.header::<Vec<String>>(&LINKS));
        let links = call.send(read, |answer| answer.undocumented()).await;
        let links = links.unwrap().into_inner().unwrap();
        assert_eq!(links, [expected, vec!["<e,f>"]].concat());
    }
    // Only links have targets.
    let other = headed("x-count: 7\r\nx-tags: <a,b>\r\n").await.unwrap();
    assert_eq!(other.headers.tags.as_deref().unwrap(), ["<a", "b>"]);
}

#[tokio::test]
async fn a_header_that_is_missing_or_wrong_is_named() {
    for (headers, shown) in [
        ("", "header X-Count: expected the header, found none"),
        ("x-count: many\r\n", "header X-Count: expected"),
    ] {
        let error = headed(headers).await.unwrap_err();
        assert!(all_of(&error).contains(shown), "{}", all_of(&error));
    }
    let mut bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nx-count: ".to_vec();
    bytes.extend(b"\xff\r\n\r\n");
    let service = Service::answering(bytes).await;
    static EMPTY: Operation = Operation {
        success: &[case(Status::Code(200), &[])],
        ..GET
    };
    let call = service.client(&API).call(&EMPTY);
    let error = call
        .send(
            |answer| answer.required_header::<i64>(&COUNT),
            |answer| answer.undocumented(),
        )
        .await
        .unwrap_err();
    assert!(
        all_of(&error).contains("header X-Count: expected UTF-8"),
        "{}",
        all_of(&error)
    );
}

#[tokio::test]
async fn a_header_that_is_not_required_and_wrong_leaves_the_reply_and_is_told() {
    let reply = headed("x-count: 1\r\nx-json: nope\r\nx-map: k=z\r\nx-tags: a\r\n").await;
    let reply = reply.unwrap();
    assert_eq!((reply.headers.count, &reply.headers.document), (1, &None));
    assert_eq!(reply.headers.tags.as_deref().unwrap(), ["a"]);
    let [map, json] = reply.unreadable_headers() else {
        panic!("{:?}", reply.unreadable_headers())
    };
    assert!(map.starts_with("header X-Map: k: expected"), "{map}");
    assert!(json.starts_with("header X-Json: expected JSON"), "{json}");
    let reply = headed("x-count: 1\r\n").await.unwrap();
    assert!(reply.unreadable_headers().is_empty());
}

#[tokio::test]
async fn a_date_in_a_header_may_be_one_of_http() {
    use crate::value::{Date, OffsetDateTime};
    static EXPIRES: Header = Header {
        name: "Expires",
        ..COUNT
    };
    static EMPTY: Operation = Operation {
        success: &[case(Status::Code(200), &[])],
        ..GET
    };
    async fn read<T: Value + 'static>(value: &str) -> Option<T> {
        let line = format!("expires: {value}\r\n");
        let service = Service::answering(reply("200 OK", &line, "")).await;
        let call = service.client(&API).call(&EMPTY);
        let read = |answer: Answer<'_>| answer.required_header::<T>(&EXPIRES);
        let reply = call.send(read, |answer| answer.undocumented()).await;
        reply.ok().map(Reply::into_inner)
    }
    let http = "Wed, 21 Oct 2015 07:28:00 GMT";
    let time: OffsetDateTime = "2015-10-21T07:28:00Z".parse().unwrap();
    assert_eq!(read(http).await, Some(time));
    assert_eq!(read("2015-10-21T07:28:00Z").await, Some(time));
    assert_eq!(read(http).await, Some(Date::constant(2015, 10, 21)));
    assert_eq!(read(http).await, Some(http.to_owned()));
    assert_eq!(read::<OffsetDateTime>("0").await, None);
    assert_eq!(read::<i64>(http).await, None);
}

#[tokio::test]
async fn members_of_a_header_may_stand_one_after_the_other() {
    let service = Service::answering(reply("200 OK", "x-map: k,1,l,2\r\n", "")).await;
    static EMPTY: Operation = Operation {
        success: &[case(Status::Code(200), &[])],
        ..GET
    };
    let read = |answer: Answer<'_>| Ok(answer.header::<BTreeMap<String, i64>>(&PAIRS));
    let reply = service
        .client(&API)
        .call(&EMPTY)
        .send(read, |answer| answer.undocumented())
        .await
        .unwrap();
    assert_eq!(reply.as_ref().unwrap()["l"], 2);
}
