use std::time::{Duration, Instant};

use retries::{Client, Config, RetryPolicy, Upload};

use crate::server::{Server, reply};

fn client(server: &Server) -> Client {
    let config = Config::builder().base_url(server.url());
    Client::new(config.retry_dice(|| 0.0).build()).unwrap()
}

fn busy(pause: &str) -> Vec<u8> {
    let headers = [("retry-after", pause), ("content-type", "text/plain")];
    reply(503, &headers, "busy")
}

fn fine() -> Vec<u8> {
    reply(204, &[], "")
}

#[tokio::test]
async fn what_does_no_harm_twice_is_sent_again_after_the_pause_asked_for() {
    let json = reply(200, &[("content-type", "application/json")], "1");
    let server = Server::answering([busy("1"), json]);
    let begun = Instant::now();
    assert_eq!(*client(&server).read().send().await.unwrap(), 1);
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.requests().len(), 2);
    let server = Server::answering([busy("0"), fine()]);
    client(&server).remove().send().await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn each_attempt_has_the_whole_body_and_a_stream_has_one_attempt() {
    let server = Server::answering([busy("0"), fine()]);
    client(&server).replace(vec![1, 2]).send().await.unwrap();
    let bodies: Vec<_> = server.requests().into_iter().map(|it| it.body).collect();
    assert_eq!(bodies, [[1, 2], [1, 2]]);
    let server = Server::answering([busy("0"), fine()]);
    let body = Upload::stream(futures_util::stream::iter([Ok("ab".into())]));
    let error = client(&server).replace(body).send().await.unwrap_err();
    assert_eq!(**error.as_reply().unwrap(), "busy");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_may_do_harm_twice_is_sent_once() {
    let server = Server::answering([busy("0"), fine()]);
    let error = client(&server).add().send().await.unwrap_err();
    assert_eq!((error.status(), server.requests().len()), (Some(503), 1));
    assert!(error.is_retryable() && error.may_have_reached_service());
    let server = Server::answering([Vec::new(), fine()]);
    client(&server).change().send().await.unwrap_err();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn there_is_an_end_and_a_switch() {
    let server = Server::answering([busy("0")]);
    let error = client(&server).remove().send().await.unwrap_err();
    assert_eq!((error.status(), server.requests().len()), (Some(503), 3));
    let server = Server::answering([busy("0"), fine()]);
    let config = Config::builder().base_url(server.url());
    let client = Client::new(config.retry(RetryPolicy::none()).build()).unwrap();
    client.remove().send().await.unwrap_err();
    assert_eq!(server.requests().len(), 1);
}
