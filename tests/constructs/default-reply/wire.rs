use default_reply::types::FailureCode;
use default_reply::{CallError, Client, Config, Error, RetryPolicy};

use crate::server::{Server, reply};

const JSON: (&str, &str) = ("content-type", "application/json");

fn client(server: &Server) -> Client {
    let config = Config::builder().base_url(server.url());
    Client::new(config.retry(RetryPolicy::none()).build()).unwrap()
}

#[tokio::test]
async fn alone_it_is_the_success_of_the_two_hundreds_and_the_failure_of_all_others() {
    let body = r#"{"text": "a"}"#;
    for status in [200, 202] {
        let server = Server::answering([reply(status, &[JSON], body)]);
        assert_eq!(client(&server).only().send().await.unwrap().text, "a");
    }
    for status in [302, 404, 500] {
        let server = Server::answering([reply(status, &[JSON], body)]);
        let error = client(&server).only().send().await.unwrap_err();
        assert_eq!(error.as_reply().unwrap().text, "a");
        assert_eq!(error.status(), Some(status));
    }
}

/// There is no body to make a value of, and no other type is described.
#[tokio::test]
async fn a_status_that_has_no_body_and_that_it_alone_describes_is_an_error_with_the_status() {
    for status in [204, 205, 304] {
        let server = Server::answering([reply(status, &[], "")]);
        let error = client(&server).only().send().await.unwrap_err();
        match (status, &error) {
            (304, CallError::Other(Error::Service(_))) | (204 | 205, CallError::Other(Error::Decode(_))) => {}
            _ => panic!("{error:?}"),
        }
        assert_eq!(error.status(), Some(status));
    }
}

#[tokio::test]
async fn such_a_status_is_null_where_that_is_a_value() {
    let server = Server::answering([reply(204, &[], "")]);
    assert!(client(&server).maybe().send().await.unwrap().is_null());
    let server = Server::answering([reply(304, &[], "")]);
    let error = client(&server).maybe().send().await.unwrap_err();
    assert!(error.as_reply().unwrap().is_null());
    let server = Server::answering([reply(200, &[JSON], "")]);
    let error = client(&server).maybe().send().await.unwrap_err();
    assert!(matches!(error, CallError::Other(Error::Decode(_))), "{error:?}");
}

#[tokio::test]
async fn success_without_a_body_is_that_of_an_operation_that_has_none_to_give() {
    for status in [200, 201, 204, 205] {
        let server = Server::answering([reply(status, &[], "")]);
        let done = client(&server).finish().send().await.unwrap();
        assert_eq!(done.status().as_u16(), status);
        let () = done.into_inner();
    }
    // A body says that something else is meant, 202 that it is not done, and of several it must be known which one it is.
    let server = Server::answering([reply(206, &[JSON], r#"{"code": "busy"}"#)]);
    let error = client(&server).finish().send().await.unwrap_err();
    assert_eq!(error.as_reply().unwrap().code, FailureCode::Busy);
    let server = Server::answering([reply(202, &[], "")]);
    let error = client(&server).finish().send().await.unwrap_err();
    assert_eq!(error.to_string(), "finish: the service answered with a status that is not described (HTTP 202)");
    let server = Server::answering([reply(204, &[], "")]);
    let error = client(&server).replace().send().await.unwrap_err();
    assert_eq!(error.status(), Some(204));
}

#[tokio::test]
async fn a_failure_without_the_body_that_is_described_is_known_by_its_status() {
    for status in [304, 404, 429, 503] {
        let server = Server::answering([reply(status, &[("retry-after", "7")], "")]);
        let error = client(&server).finish().send().await.unwrap_err();
        assert_eq!(error.to_string(), format!("finish: the service refused (HTTP {status})"));
        assert!(matches!(error, CallError::Other(Error::Service(_))), "{error:?}");
        assert_eq!(error.is_retryable(), matches!(status, 429 | 503));
        assert_eq!(error.retry_after().map(|it| it.as_secs()), Some(7));
    }
}

#[tokio::test]
async fn beside_a_success_it_is_the_failure_with_its_types() {
    for (status, code, expected) in [
        (404, "busy", FailureCode::Busy),
        (500, "broken", FailureCode::Broken),
        (500, "else", FailureCode::Unknown("else".to_owned())),
    ] {
        let body = format!("{{\"code\": \"{code}\"}}");
        let server = Server::answering([reply(status, &[JSON], body)]);
        let error = client(&server).beside().send().await.unwrap_err();
        assert_eq!(error.as_reply().unwrap().code, expected);
    }
    // A body that is not the described one is not taken for it, and its status is not lost.
    let server = Server::answering([reply(500, &[JSON], "{}")]);
    let error = client(&server).beside().send().await.unwrap_err();
    assert!(
        matches!(error, CallError::Other(Error::Decode(_))),
        "{error:?}"
    );
    assert_eq!(error.status(), Some(500));
}
