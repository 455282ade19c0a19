use several_replies::types::{StartJobError, StartJobReply};
use several_replies::{CallError, Client, Config, RetryPolicy};

use crate::server::{Server, reply};

const JSON: (&str, &str) = ("content-type", "application/json");

fn client(server: &Server) -> Client {
    let config = Config::builder()
        .base_url(server.url())
        .retry(RetryPolicy::none());
    Client::new(config.build()).unwrap()
}

async fn failure(status: u16, content_type: &str, body: &str) -> (u16, StartJobError) {
    let server = Server::answering([reply(status, &[("content-type", content_type)], body)]);
    match client(&server).start_job().send().await {
        Err(CallError::Reply(reply)) => (reply.status().as_u16(), reply.into_inner()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn each_success_has_a_variant() {
    let server = Server::answering([reply(200, &[JSON], r#"{"id": 3}"#)]);
    let done = client(&server)
        .start_job()
        .send()
        .await
        .unwrap()
        .into_inner();
    assert!(matches!(done, StartJobReply::Ok(result) if result.id == 3));
    let server = Server::answering([reply(202, &[("location", "/jobs/3"), ("x-wait", "7")], "")]);
    let later = client(&server)
        .start_job()
        .send()
        .await
        .unwrap()
        .into_inner();
    let StartJobReply::Accepted(later) = later else {
        panic!("{later:?}")
    };
    assert_eq!(
        (later.headers.location.as_str(), later.headers.x_wait),
        ("/jobs/3", Some(7))
    );
}

#[tokio::test]
async fn the_exact_status_wins_over_its_range_and_that_over_the_default() {
    let (_, error) = failure(404, "application/json", r#"{"message": "gone"}"#).await;
    assert!(matches!(error, StartJobError::NotFound(problem) if problem.message == "gone"));
    let (status, error) = failure(418, "text/plain", "teapot").await;
    assert!(matches!(error, StartJobError::ClientError(text) if text == "teapot"));
    assert_eq!(status, 418);
    let (status, error) = failure(500, "application/json", r#"{"message": "oh"}"#).await;
    assert!(matches!(error, StartJobError::Default(problem) if problem.message == "oh"));
    assert_eq!(status, 500);
}
