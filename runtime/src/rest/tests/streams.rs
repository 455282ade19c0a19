//! Downloads and server-sent events.

use futures_util::StreamExt;

use super::*;
use crate::error::Limit;

static FILE: Operation = Operation {
    success: &[Case {
        status: Status::Code(200),
        contents: &[
            Content {
                media_type: "image/*",
                kind: Kind::Binary,
            },
            JSON,
        ],
    }],
    failure: &[Case {
        status: Status::Default,
        contents: &[Content {
            media_type: "*/*",
            kind: Kind::Binary,
        }],
    }],
    ..GET
};

#[derive(Debug)]
enum Body {
    File(Download),
    Other(crate::value::Any),
}

fn body(answer: Answer<'_>) -> Result<Body, ReadError> {
    match answer.content() {
        0 => answer.download().map(Body::File),
        _ => answer.value().map(Body::Other),
    }
}

fn download(answer: Answer<'_>) -> Result<Download, ReadError> {
    answer.download()
}

async fn opened(client: &Client) -> Download {
    let reply = client.call(&FILE).send(body, download).await.unwrap();
    match reply.into_inner() {
        Body::File(download) => download,
        Body::Other(value) => panic!("{value}"),
    }
}

fn head(kind: &str, length: usize) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n")
        .into_bytes()
}

#[tokio::test]
async fn a_download_is_there_before_its_end_and_may_take_longer_than_all_limits() {
    let pieces = vec![
        head("image/png", 8),
        b"ab".to_vec(),
        b"cd".to_vec(),
        b"ef".to_vec(),
        b"gh".to_vec(),
    ];
    let service = Service::acting(vec![Act::Pieces(pieces, Duration::from_millis(150))]).await;
    let client = service.client_with(&API, |it| {
        let limit = Duration::from_millis(400);
        it.attempt_timeout(limit).operation_timeout(limit)
    });
    let mut download = opened(&client).await;
    assert_eq!(download.content_type(), Some("image/png"));
    assert_eq!(download.content_length(), Some(8));
    let first = download.next().await.unwrap().unwrap();
    assert!(first.len() < 8);
    let rest = download.bytes().await.unwrap();
    assert_eq!([first, rest].concat(), b"abcdefgh");
}

#[tokio::test]
async fn a_download_goes_into_a_file() {
    let service =
        Service::answering(reply("200 OK", "content-type: image/gif\r\n", "GIF89a")).await;
    let path = std::env::temp_dir().join(format!("acs-download-{}", std::process::id()));
    let size = opened(&service.client(&API))
        .await
        .save(&path)
        .await
        .unwrap();
    assert_eq!(
        (size, std::fs::read(&path).unwrap().as_slice()),
        (6, b"GIF89a".as_slice())
    );
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn a_download_that_stalls_is_cut_or_is_too_large_is_an_error() {
    let mut stalling = head("image/png", 8);
    stalling.extend(b"ab");
    let service = Service::acting(vec![Act::Hang(stalling.clone())]).await;
    let client = service.client_with(&API, |it| it.attempt_timeout(Duration::from_millis(100)));
    let error = opened(&client).await.bytes().await.unwrap_err();
    assert!(
        matches!(&error, Error::Timeout(error) if error.limit() == Limit::Idle),
        "{error:?}"
    );

    let service = Service::acting(vec![Act::Send(stalling)]).await;
    let mut download = opened(&service.client(&API)).await;
    assert_eq!(download.next().await.unwrap().unwrap(), "ab");
    let error = download.next().await.unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::BodyCut)
    );
    assert!(download.next().await.is_none());

    let service = Service::answering(reply(
        "200 OK",
        "content-type: image/png\r\n",
        "x".repeat(200),
    ))
    .await;
    let client = service.client_with(&API, |it| it.max_reply_bytes(100));
    let error = opened(&client).await.bytes().await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge)
    );
}

#[tokio::test]
async fn other_bodies_of_the_same_operation_are_read_as_usual() {
    let service = Service::answering(json("[1]")).await;
    let reply = service
        .client(&API)
        .call(&FILE)
        .send(body, download)
        .await
        .unwrap();
    assert!(matches!(&*reply, Body::Other(value) if *value == serde_json::json!([1])));
    let service = Service::answering(reply_of_failure()).await;
    let error = service
        .client(&API)
        .call(&FILE)
        .send(body, download)
        .await
        .unwrap_err();
    let CallError::Reply(reply) = error else {
        panic!("{error}")
    };
    assert_eq!(reply.into_inner().bytes().await.unwrap(), "sorry");
}

fn reply_of_failure() -> Vec<u8> {
    reply("500 Broken", "content-type: text/plain\r\n", "sorry")
}

#[tokio::test]
async fn a_download_works_with_a_transport_that_knows_no_streams() {
    use crate::transport::{ReplyLimits, Transport};
    #[derive(Debug)]
    struct Memory;
    impl Transport for Memory {
        fn send(
            &self,
            request: http::Request<bytes::Bytes>,
            _: ReplyLimits,
        ) -> crate::BoxFuture<'_, Result<http::Response<bytes::Bytes>, crate::error::TransportError>>
        {
            let reply = http::Response::builder().header("content-type", "image/png");
            let body = format!(
                "{} {}",
                request.uri(),
                String::from_utf8_lossy(request.body())
            );
            Box::pin(async { Ok(reply.body(body.into()).unwrap()) })
        }
    }
    let config = Config::builder()
        .base_url("http://h")
        .transport(Memory)
        .build();
    let mut call = Client::new(&API, config).unwrap().call(&FILE);
    call.binary(
        Upload::stream(futures_util::stream::iter([Ok("up".into())])),
        "text/plain",
    );
    let reply = call.send(download, download).await.unwrap();
    assert_eq!(reply.into_inner().bytes().await.unwrap(), "http://h/it up");
}

static EVENTS: Operation = Operation {
    success: &[Case {
        status: Status::Code(200),
        contents: &[Content {
            media_type: "text/event-stream",
            kind: Kind::Events,
        }],
    }],
    ..GET
};

fn stream_of(body: &str) -> Vec<u8> {
    reply(
        "200 OK",
        "content-type: text/event-stream;charset=utf-8\r\n",
        body,
    )
}

async fn events<T: Value>(client: &Client) -> Events<T> {
    let call = client.call(&EVENTS);
    call.send(
        |answer| answer.events::<T>(),
        |answer| answer.undocumented(),
    )
    .await
    .unwrap()
    .into_inner()
}

#[tokio::test]
async fn events_come_one_by_one_with_their_data_typed() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n".to_vec();
    let pieces = vec![
        head,
        b"event: add\nid: 1\ndata: [1,\n".to_vec(),
        b"data: 2]\n\ndata: nope\n\ndata: [3]\n\ndata: [4".to_vec(),
    ];
    let service = Service::acting(vec![Act::Pieces(pieces, Duration::from_millis(20))]).await;
    let mut events = events::<Vec<i64>>(&service.client(&API)).await;
    let first = events.next().await.unwrap().unwrap();
    assert_eq!(
        (first.event.as_str(), first.id.as_str(), first.data),
        ("add", "1", vec![1, 2])
    );
    let second = events.next().await.unwrap().unwrap_err();
    assert!(matches!(second, Error::Decode(_)) && second.to_string().contains("nope"));
    assert_eq!(events.next().await.unwrap().unwrap().data, [3]);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn texts_are_taken_as_they_are_and_a_stream_of_json_ends_with_its_mark() {
    let body = "data: \"a\"\n\ndata: [DONE]\n\ndata: 1\n\n";
    let service = Service::answering(stream_of(body)).await;
    let client = service.client(&API);
    let texts: Vec<_> = events::<String>(&client)
        .await
        .map(|event| event.unwrap().data)
        .collect()
        .await;
    assert_eq!(texts, ["\"a\"", "[DONE]", "1"]);
    let values: Vec<_> = events::<crate::value::Any>(&client)
        .await
        .map(|event| event.unwrap().data)
        .collect()
        .await;
    assert_eq!(values, ["a"]);
}

#[tokio::test]
async fn an_endless_line_and_a_silent_service_are_errors() {
    let service = Service::answering(stream_of(&"x".repeat(5000))).await;
    let client = service.client_with(&API, |it| it.max_reply_bytes(1000));
    let error = events::<String>(&client)
        .await
        .next()
        .await
        .unwrap()
        .unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge)
    );

    let silent = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n".to_vec();
    let service = Service::acting(vec![Act::Hang(silent)]).await;
    let client = service.client_with(&API, |it| it.attempt_timeout(Duration::from_millis(100)));
    let mut events = events::<String>(&client).await;
    assert!(matches!(
        events.next().await.unwrap(),
        Err(Error::Timeout(_))
    ));
    assert!(events.next().await.is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn calls_and_streams_work_without_asynchronous_code() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let service = runtime.block_on(Service::answering(stream_of("data: 1\n\ndata: 2\n\n")));
    let call = service.client(&API).call(&EVENTS);
    let reply = call
        .send_blocking(
            |answer| answer.events::<i64>(),
            |answer| answer.undocumented(),
        )
        .unwrap();
    let data: Vec<_> = reply
        .into_inner()
        .iter_blocking()
        .map(|event| event.unwrap().data)
        .collect();
    assert_eq!(data, [1, 2]);
    let call = service.client(&API).call(&EVENTS);
    let refused = runtime.block_on(async {
        call.send_blocking(
            |answer| answer.events::<i64>(),
            |answer| answer.undocumented(),
        )
    });
    assert!(refused.unwrap_err().to_string().contains("must not wait"));
}
