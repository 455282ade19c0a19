use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// Answers one connection with these bytes, closes it, and returns what the request said.
async fn serve(answer: Vec<u8>) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/path?a=b+c", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut seen = Vec::new();
        while !seen.windows(4).any(|window| window == b"\r\n\r\n") {
            if stream.read_buf(&mut seen).await.unwrap() == 0 {
                break;
            }
        }
        stream.write_all(&answer).await.unwrap();
        stream.shutdown().await.unwrap();
        String::from_utf8(seen).unwrap()
    });
    (url, task)
}

fn transport() -> ReqwestTransport {
    ReqwestTransport::new(Duration::from_secs(5), true).unwrap()
}

async fn send(url: &str, max_bytes: usize) -> Result<http::Response<Bytes>, TransportError> {
    let request = http::Request::put(url)
        .header("host", "service.example.com")
        .body(Bytes::new())
        .unwrap();
    transport().send(request, ReplyLimits::new(max_bytes)).await
}

fn answer(head: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

#[tokio::test]
async fn a_request_is_sent_as_it_is_and_its_reply_handed_back() {
    let (url, seen) = serve(answer("404 Not Found\r\nx-a: b", "body")).await;
    let reply = send(&url, 4).await.unwrap();
    assert_eq!(
        (reply.status().as_u16(), &reply.headers()["x-a"]),
        (404, &"b".parse().unwrap())
    );
    assert_eq!(reply.body(), "body");
    let seen = seen.await.unwrap();
    assert!(seen.starts_with("PUT /path?a=b+c HTTP/1.1\r\n"), "{seen}");
    assert!(seen.contains("host: service.example.com\r\n"), "{seen}");
    assert_eq!(seen.matches("host:").count(), 1, "{seen}");
    assert!(
        !seen.to_lowercase().contains("accept-encoding: gzip"),
        "{seen}"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (url, _) = serve(answer("302 Found\r\nlocation: http://127.0.0.1:1/", "")).await;
    assert_eq!(send(&url, 100).await.unwrap().status(), 302);
}

#[tokio::test]
async fn a_body_that_stops_early_is_an_error() {
    let (url, _) = serve(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this".to_vec()).await;
    let error = send(&url, 1000).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::BodyCut);
    assert!(error.may_have_reached_service());
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whether_announced_or_not() {
    let (url, _) = serve(answer("200 OK", "12345")).await;
    assert_eq!(
        send(&url, 4).await.unwrap_err().kind(),
        TransportErrorKind::TooLarge
    );
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n";
    let (url, _) = serve(chunked.to_vec()).await;
    assert_eq!(
        send(&url, 4).await.unwrap_err().kind(),
        TransportErrorKind::TooLarge
    );
}

#[tokio::test]
async fn a_connection_that_closes_without_an_answer_may_have_done_something() {
    let (url, _) = serve(Vec::new()).await;
    let error = send(&url, 4).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Exchange);
    assert!(error.may_have_reached_service());
}

#[tokio::test]
async fn a_refused_connection_certainly_did_nothing_and_its_error_hides_the_query() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/?secret=value", listener.local_addr().unwrap());
    drop(listener);
    let error = send(&url, 4).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!(!error.may_have_reached_service());
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
}

#[tokio::test]
async fn a_name_without_an_address_is_told_apart() {
    let error = send("http://name.invalid/", 4).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Dns, "{error:?}");
}

#[tokio::test]
async fn a_server_without_tls_is_told_apart_from_one_that_does_not_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream
            .write_all(&answer("400 Bad Request", ""))
            .await
            .unwrap();
        // Held open until the other side has read and left.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    let request = http::Request::get(url).body(Bytes::new()).unwrap();
    let error = transport()
        .send(request, ReplyLimits::new(4))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Tls, "{error:?}");
}

#[tokio::test]
async fn plain_http_needs_to_be_asked_for() {
    let strict = ReqwestTransport::new(Duration::from_secs(5), false).unwrap();
    let request = http::Request::get("http://127.0.0.1:1/")
        .body(Bytes::new())
        .unwrap();
    let error = strict.send(request, ReplyLimits::new(4)).await.unwrap_err();
    assert!(!error.may_have_reached_service(), "{error:?}");
}

#[tokio::test]
async fn a_proxy_gets_plain_requests_with_its_own_user_and_password() {
    let (proxy, seen) = serve(answer("200 OK", "{}")).await;
    let proxy = proxy.trim_end_matches("/path?a=b+c");
    let proxy = proxy.replace("http://", "http://me:my%40secret@");
    let transport = ReqwestTransport::proxied(Duration::from_secs(5), true, &proxy).unwrap();
    assert!(!format!("{transport:?}").contains("secret"));
    let request = http::Request::get("http://service.example.com/path")
        .body(Bytes::new())
        .unwrap();
    let reply = transport
        .send(request, ReplyLimits::new(100))
        .await
        .unwrap();
    assert_eq!(reply.body(), "{}");
    let seen = seen.await.unwrap();
    assert!(
        seen.starts_with("GET http://service.example.com/path HTTP/1.1\r\n"),
        "{seen}"
    );
    // "me:my@secret" in base64.
    let expected = "proxy-authorization: Basic bWU6bXlAc2VjcmV0";
    assert!(seen.contains(expected), "{seen}");
}

#[tokio::test]
async fn a_proxy_that_refuses_the_tunnel_is_no_connection_and_its_password_does_not_show() {
    let (proxy, seen) = serve(answer("407 Proxy Authentication Required", "")).await;
    let proxy = proxy.trim_end_matches("/path?a=b+c");
    let proxy = proxy.replace("http://", "http://me:my-secret@");
    let transport = ReqwestTransport::proxied(Duration::from_secs(5), false, &proxy).unwrap();
    let request = http::Request::get("https://service.example.com/path")
        .body(Bytes::new())
        .unwrap();
    let error = transport
        .send(request, ReplyLimits::new(100))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!(!error.may_have_reached_service());
    assert!(!format!("{error:?}").contains("my-secret"), "{error:?}");
    let seen = seen.await.unwrap();
    assert!(
        seen.starts_with("CONNECT service.example.com:443 HTTP/1.1\r\n"),
        "{seen}"
    );
}
