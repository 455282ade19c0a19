use reply_ranges::types::StartJobError;
use reply_ranges::{CallError, Client, Config, Error, RetryPolicy};

use crate::server::{Server, reply};

fn client(server: &Server) -> Client {
    let config = Config::builder().base_url(server.url());
    Client::new(config.retry(RetryPolicy::none()).build()).unwrap()
}

async fn failure(status: u16, headers: &[(&str, &str)], body: &str) -> (u16, StartJobError) {
    let server = Server::answering([reply(status, headers, body)]);
    match client(&server).start_job().send().await {
        Err(CallError::Reply(reply)) => (reply.status().as_u16(), reply.into_inner()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_range_stands_for_each_of_its_statuses() {
    for status in [200, 201, 299] {
        let server = Server::answering([reply(
            status,
            &[("content-type", "application/json")],
            r#"{"id": 1}"#,
        )]);
        let done = client(&server).start_job().send().await.unwrap();
        assert_eq!((done.id, done.status().as_u16()), (1, status));
    }
    let (status, error) = failure(307, &[("location", "/x")], "").await;
    let StartJobError::Redirection(headed) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (status, headed.headers.location.as_deref()),
        (307, Some("/x"))
    );
    let problem = [("content-type", "application/problem+json")];
    let (status, error) = failure(499, &problem, r#"{"title": "t"}"#).await;
    assert!(matches!(error, StartJobError::ClientError(problem) if problem.title == "t"));
    assert_eq!(status, 499);
    let (_, error) = failure(
        409,
        &[("content-type", "application/json")],
        r#"{"other": 2}"#,
    )
    .await;
    assert!(matches!(error, StartJobError::Conflict(twice) if twice.other == 2));
    let (status, error) = failure(503, &[("content-type", "text/plain")], "oh").await;
    assert!(matches!(error, StartJobError::ServerError(text) if text == "oh"));
    assert_eq!(status, 503);
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let server = Server::answering([reply(302, &[("location", "/elsewhere")], "")]);
    let moved = client(&server).follow().send().await.unwrap();
    assert_eq!(moved.headers.location, "/elsewhere");
    assert_eq!(server.request().line, "GET /moved");
}

#[tokio::test]
async fn a_status_that_is_not_described_is_an_error_that_says_so() {
    for status in [201, 302, 404, 500] {
        let server = Server::answering([reply(
            status,
            &[("content-type", "application/json")],
            r#"{"id": 1}"#,
        )]);
        let error = client(&server).known().send().await.unwrap_err();
        assert!(
            matches!(error, CallError::Other(Error::Service(_))),
            "{error:?}"
        );
        assert_eq!(error.status(), Some(status));
        assert!(error.to_string().contains(&status.to_string()), "{error}");
    }
}
