use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use downloads::{Client, Config, Error};
use futures_util::StreamExt;

use crate::server::{Server, read, reply};

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

#[tokio::test]
async fn bytes_come_whole_or_into_a_file_with_what_is_said_of_them() {
    let headers = [
        ("content-type", "application/octet-stream"),
        ("content-disposition", "attachment"),
    ];
    let bytes = [0, 255, 13, 10];
    let server = Server::answering([reply(200, &headers, bytes)]);
    let file = client(&server)
        .get_file()
        .send()
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        file.headers.content_disposition.as_deref(),
        Some("attachment")
    );
    assert_eq!(file.body.content_length(), Some(4));
    assert_eq!(file.body.bytes().await.unwrap(), &bytes[..]);
    let server = Server::answering([reply(200, &[("content-type", "image/webp")], bytes)]);
    let picture = client(&server).get_picture().send().await.unwrap();
    assert_eq!(picture.content_type(), Some("image/webp"));
    let path = std::env::temp_dir().join(format!("download-{}", std::process::id()));
    assert_eq!(picture.into_inner().save(&path).await.unwrap(), 4);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    std::fs::remove_file(path).unwrap();
    let accept = server.request().header("accept");
    assert_eq!(accept.as_deref(), Some("image/*"));
}

#[tokio::test]
async fn an_error_is_no_download() {
    let server = Server::answering([reply(
        404,
        &[("content-type", "application/json")],
        "\"none\"",
    )]);
    let error = client(&server).get_file().send().await.unwrap_err();
    assert_eq!(**error.as_reply().unwrap(), "none");
}

/// 100 MB, of which the service can send only what is asked for.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_is_not_held() {
    const PIECE: usize = 64 << 10;
    const PIECES: usize = 1600;
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let server = Server::serving(move |reader| {
        read(reader).unwrap();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n",
            PIECE * PIECES
        );
        let stream = reader.get_mut();
        stream.write_all(head.as_bytes()).unwrap();
        for _ in 0..PIECES {
            stream.write_all(&[7; PIECE]).unwrap();
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    let file = client(&server)
        .get_file()
        .send()
        .await
        .unwrap()
        .into_inner();
    let mut file = file.body;
    let first = file.next().await.unwrap().unwrap();
    let mut before = usize::MAX;
    while before != sent.load(Ordering::SeqCst) {
        before = sent.load(Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(before < PIECES / 2, "{before} pieces were held");
    let mut size = first.len();
    while let Some(piece) = file.next().await {
        size += piece.unwrap().len();
    }
    assert_eq!(size, PIECE * PIECES);
}

#[tokio::test]
async fn one_that_is_cut_off_is_an_error() {
    let whole = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf";
    let pieces = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n";
    for cut in [whole, pieces] {
        let server = Server::answering([cut]);
        let file = client(&server)
            .get_file()
            .send()
            .await
            .unwrap()
            .into_inner();
        let mut file = file.body;
        assert_eq!(file.next().await.unwrap().unwrap(), "half");
        let error = file.next().await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(file.next().await.is_none());
        let file = client(&server)
            .get_file()
            .send()
            .await
            .unwrap()
            .into_inner();
        assert!(file.body.bytes().await.is_err());
    }
}
