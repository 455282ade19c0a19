use replies_without_body::types::ReplaceReply;
use replies_without_body::{CallError, Client, Config, RetryPolicy};

use crate::server::{Server, reply};

fn client(server: &Server) -> Client {
    let config = Config::builder().base_url(server.url());
    Client::new(config.retry(RetryPolicy::none()).build()).unwrap()
}

#[tokio::test]
async fn a_204_is_nothing() {
    let server = Server::silent();
    let () = client(&server).remove().send().await.unwrap().into_inner();
    let request = server.request();
    assert_eq!(
        (request.line.as_str(), request.text().as_str()),
        ("DELETE /things", "")
    );
}

#[tokio::test]
async fn statuses_without_a_body_are_variants_and_a_body_that_comes_does_no_harm() {
    for (status, body) in [(200, ""), (201, "")] {
        let server = Server::answering([reply(status, &[], body)]);
        let done = client(&server).replace().send().await.unwrap();
        match status {
            200 => assert!(matches!(*done, ReplaceReply::Ok)),
            _ => assert!(matches!(*done, ReplaceReply::Created)),
        }
    }
    let server = Server::answering([reply(200, &[("content-type", "text/html")], "<p>")]);
    assert!(matches!(
        *client(&server).replace().send().await.unwrap(),
        ReplaceReply::Ok
    ));
    let server = Server::answering([reply(404, &[], "")]);
    let error = client(&server).replace().send().await.unwrap_err();
    assert!(matches!(error, CallError::Reply(_)), "{error:?}");
}

#[tokio::test]
async fn head_has_headers_and_no_body_whatever_length_they_state() {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 1000\r\nx-size: 7\r\n\r\n";
    let server = Server::answering([head]);
    let there = client(&server).peek().send().await.unwrap();
    assert_eq!(there.headers.x_size, 7);
    assert_eq!(server.request().line, "HEAD /things");
    let head = "HTTP/1.1 404 None\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
    let server = Server::answering([head]);
    let error = client(&server).peek().send().await.unwrap_err();
    assert!(
        error.as_reply().is_some() && error.is_not_found(),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_304_is_the_described_answer() {
    let server = Server::answering([reply(304, &[("etag", "\"1\"")], "")]);
    let call = client(&server).read().if_none_match("\"1\"");
    let error = call.send().await.unwrap_err();
    let answer = error.as_reply().unwrap();
    assert_eq!(answer.headers.e_tag.as_deref(), Some("\"1\""));
    assert_eq!(
        server.request().header("if-none-match").as_deref(),
        Some("\"1\"")
    );
}
