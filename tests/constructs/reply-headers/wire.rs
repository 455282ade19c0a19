use reply_headers::types::{ListThingsResponseXKind as Kind, Point};
use reply_headers::{CallError, Client, Config, Error, RetryPolicy};

use crate::server::{Server, reply};

const JSON: (&str, &str) = ("content-type", "application/json");

fn client(server: &Server) -> Client {
    let config = Config::builder().base_url(server.url());
    Client::new(config.retry(RetryPolicy::none()).build()).unwrap()
}

fn coordinates(point: Option<Point>) -> (i64, i64) {
    let point = point.unwrap();
    (point.x, point.y)
}

#[tokio::test]
async fn each_has_its_type() {
    let headers = [
        JSON,
        ("x-total", "2"),
        ("X-RATE", "0.5"),
        ("x-flag", "true"),
        ("x-day", "2024-02-29"),
        ("x-reset", "2024-02-29T12:00:00Z"),
        ("x-kind", "b"),
        ("x-tags", "a, b"),
        ("x-tags", "c"),
        ("x-sizes", "1,2"),
        ("x-point", "x,1,y,2"),
        ("x-apart", "x=3,y=4"),
        ("x-json", r#"{"x": 5, "y": 6}"#),
        ("set-cookie", "a=1; expires=Thu, 01 Jan 2026 00:00:00 GMT"),
        ("set-cookie", "b=2"),
        ("type", "t"),
        ("x-other", "o"),
    ];
    let server = Server::answering([reply(200, &headers, r#"["a"]"#)]);
    let answer = client(&server).list_things().send().await.unwrap();
    assert_eq!(answer.body, ["a"]);
    assert_eq!(answer.headers().get("x-other").unwrap(), "o");
    let headers = answer.into_inner().headers;
    assert_eq!(headers.x_total, 2);
    assert_eq!((headers.x_rate, headers.x_flag), (Some(0.5), Some(true)));
    assert_eq!(headers.x_day.unwrap().to_string(), "2024-02-29");
    assert_eq!(headers.x_reset.unwrap().to_string(), "2024-02-29T12:00:00Z");
    assert_eq!(headers.x_kind, Some(Kind::B));
    let texts = |texts: &[&str]| Some(texts.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    assert_eq!(headers.x_tags, texts(&["a", "b", "c"]));
    assert_eq!(headers.x_sizes, Some(vec![1, 2]));
    assert_eq!(coordinates(headers.x_point), (1, 2));
    assert_eq!(coordinates(headers.x_apart), (3, 4));
    assert_eq!(coordinates(headers.x_json), (5, 6));
    let cookies = ["a=1; expires=Thu, 01 Jan 2026 00:00:00 GMT", "b=2"];
    assert_eq!(headers.set_cookie, texts(&cookies));
    assert_eq!(headers.type_.as_deref(), Some("t"));
}

#[tokio::test]
async fn those_that_are_missing_are_absent_unless_they_are_required() {
    let server = Server::answering([reply(200, &[JSON, ("x-total", "0")], "[]")]);
    let answer = client(&server).list_things().send().await.unwrap();
    assert_eq!((answer.headers.x_total, answer.headers.x_rate), (0, None));
    for total in [None, Some("many")] {
        let mut headers = vec![JSON];
        headers.extend(total.map(|total| ("x-total", total)));
        let server = Server::answering([reply(200, &headers, "[]")]);
        let error = client(&server).list_things().send().await.unwrap_err();
        assert!(
            matches!(error, CallError::Other(Error::Decode(_))),
            "{error:?}"
        );
        let text = format!("{error} {}", std::error::Error::source(&error).unwrap());
        assert!(text.contains("header X-Total"), "{text}");
    }
}

/// RFC 9110, section 5.6.7: `Last-Modified` and the like are described as `date-time`, and never are by RFC 3339.
#[tokio::test]
async fn dates_may_be_those_of_http() {
    let date = "Thu, 29 Feb 2024 12:00:00 GMT";
    let headers = [JSON, ("x-total", "0"), ("x-reset", date), ("x-day", date)];
    let server = Server::answering([reply(200, &headers, "[]")]);
    let answer = client(&server).list_things().send().await.unwrap();
    let headers = &answer.headers;
    let reset = headers.x_reset.as_ref().unwrap();
    assert_eq!(reset.to_string(), "2024-02-29T12:00:00Z");
    assert_eq!(headers.x_day.unwrap().to_string(), "2024-02-29");
    assert!(answer.unreadable_headers().is_empty());
}

/// RFC 9110, section 5.6.4.
#[tokio::test]
async fn a_comma_in_quotation_marks_is_none_between_items() {
    let headers = [JSON, ("x-total", "0"), ("x-tags", "<a>; title=\"b, c\", d")];
    let server = Server::answering([reply(200, &headers, "[]")]);
    let answer = client(&server).list_things().send().await.unwrap();
    let tags = answer.headers.x_tags.as_deref().unwrap();
    assert_eq!(tags, ["<a>; title=\"b, c\"", "d"]);
}

/// RFC 8288, section 3.
#[tokio::test]
async fn a_comma_in_the_target_of_a_link_is_none_between_links() {
    let links = "<http://h/?ids=1,2>; rel=next, <http://h/>";
    let headers = [JSON, ("x-total", "0"), ("link", links)];
    let server = Server::answering([reply(200, &headers, "[]")]);
    let answer = client(&server).list_things().send().await.unwrap();
    let links = answer.headers.link.as_deref().unwrap();
    assert_eq!(links, ["<http://h/?ids=1,2>; rel=next", "<http://h/>"]);
}

#[tokio::test]
async fn one_that_is_not_required_and_wrong_leaves_the_reply_and_is_told() {
    let headers = [
        JSON,
        ("x-total", "1"),
        ("x-rate", "fast"),
        ("x-reset", "0"),
        ("x-flag", "true"),
    ];
    let server = Server::answering([reply(200, &headers, r#"["a"]"#)]);
    let answer = client(&server).list_things().send().await.unwrap();
    assert_eq!(answer.body, ["a"]);
    assert_eq!(
        (answer.headers.x_rate, answer.headers.x_flag),
        (None, Some(true))
    );
    assert!(answer.headers.x_reset.is_none());
    let told = answer.unreadable_headers();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].contains("X-Rate") && told[1].contains("X-Reset"),
        "{told:?}"
    );
}

#[tokio::test]
async fn errors_have_headers_too() {
    let server = Server::answering([reply(429, &[("retry-after", "7")], "")]);
    let error = client(&server).list_things().send().await.unwrap_err();
    assert_eq!(error.as_reply().unwrap().headers.retry_after, 7);
    assert_eq!(error.retry_after().unwrap().as_secs(), 7);
    assert!(error.is_throttling());
}
