use std::error::Error as _;

use wrong_content_types::{CallError, Client, Config, Error, RetryPolicy};

use crate::server::{Server, reply};

const BODY: &str = r#"{"id": 1}"#;

fn client(server: &Server) -> Client {
    let config = Config::builder().base_url(server.url());
    Client::new(config.retry(RetryPolicy::none()).build()).unwrap()
}

#[tokio::test]
async fn what_services_commonly_say_of_json_is_taken_for_it() {
    let names = [
        "application/json;charset=UTF-8",
        "APPLICATION/JSON",
        "application/problem+json",
        "text/json",
        "text/plain",
        "application/octet-stream",
        "",
    ];
    for name in names {
        let headers = [("content-type", name)];
        let headers = if name.is_empty() {
            &[][..]
        } else {
            &headers[..]
        };
        let server = Server::answering([reply(200, headers, BODY)]);
        let it = client(&server).json().send().await;
        assert_eq!(it.unwrap_or_else(|error| panic!("{name}: {error}")).id, 1);
    }
}

#[tokio::test]
async fn a_clearly_different_one_is_an_error_that_says_both() {
    for (status, name) in [
        (200, "text/html"),
        (200, "application/xml"),
        (502, "text/html"),
    ] {
        let server = Server::answering([reply(status, &[("content-type", name)], BODY)]);
        let error = client(&server).json().send().await.unwrap_err();
        assert!(
            matches!(error, CallError::Other(Error::Decode(_))),
            "{error:?}"
        );
        assert_eq!(error.status(), Some(status));
        let text = format!("{error}: {}", error.source().unwrap());
        assert!(
            text.contains(name) && text.contains("application/json"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn broken_and_cut_json_are_errors() {
    for body in [
        "",
        "{",
        "[]",
        "{\"id\": \"1\"}",
        "{}",
        "{\"id\": null}",
        "{\"id\": 1} x",
    ] {
        let server = Server::json(body);
        let error = client(&server).json().send().await.unwrap_err();
        assert!(
            matches!(error, CallError::Other(Error::Decode(_))),
            "{body}: {error:?}"
        );
    }
    let cut = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{\"id\": 1}";
    let server = Server::answering([cut]);
    let error = client(&server).json().send().await.unwrap_err();
    assert!(
        matches!(error, CallError::Other(Error::Transport(_))),
        "{error:?}"
    );
}

/// The reply says what the description leaves open.
#[tokio::test]
async fn of_a_range_the_reply_s_own_type_says_how_it_is_read() {
    let answering = |name: &str, body: &str| {
        Server::answering([reply(200, &[("content-type", name)], body)])
    };
    for (name, body, expected) in [
        ("text/plain", "\"a\"", "\"a\""),
        ("application/json", "\"a\\n\"", "a\n"),
        ("application/hal+json; charset=utf-8", "\"a\"", "a"),
        // A text that is a document itself.
        ("application/json", "{\"a\": 1}", "{\"a\": 1}"),
        ("text/html", "<p>", "<p>"),
    ] {
        let server = answering(name, body);
        let text = client(&server).any_text().send().await.unwrap();
        assert_eq!(text.into_inner(), expected, "{name}");
    }
    let key = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    for (name, body) in [
        ("application/json", format!("\"{key}\"")),
        ("text/plain", key.to_owned()),
    ] {
        let server = answering(name, &body);
        let found = client(&server).any_key().send().await.unwrap();
        assert_eq!(found.to_string(), key);
    }
    for (name, body) in [
        ("application/json", BODY),
        ("application/xml", "<It><id>1</id></It>"),
        ("application/x-www-form-urlencoded", "id=1"),
        ("text/plain", BODY),
    ] {
        let server = answering(name, body);
        let it = client(&server).any_it().send().await;
        assert_eq!(it.unwrap_or_else(|error| panic!("{name}: {error}")).id, 1);
    }
}

#[tokio::test]
async fn a_text_in_plain_text_needs_no_quotation_marks_though_json_is_described() {
    for (name, body, expected) in [
        ("text/plain", "hello", Some("hello")),
        ("text/plain", "\"hello\"", Some("hello")),
        ("text/plain", "", Some("")),
        ("application/json", "hello", None),
    ] {
        let server = Server::answering([reply(200, &[("content-type", name)], body)]);
        let text = client(&server).text().send().await;
        let text = text.ok().map(wrong_content_types::Reply::into_inner);
        assert_eq!(text.as_deref(), expected, "{name} {body}");
    }
}
