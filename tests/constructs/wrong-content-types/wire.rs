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
