use std::io::Write;
use std::sync::Mutex;
use std::sync::mpsc;
use std::time::Duration;

use futures_util::StreamExt;
use server_sent_events::types::EitherResponseContent as Either;
use server_sent_events::{Client, Config, Error};

use crate::server::{Server, read, reply};

const EVENTS: (&str, &str) = ("content-type", "text/event-stream; charset=utf-8");

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

#[tokio::test]
async fn data_is_json_of_the_described_type() {
    let body = ": hello\n\nevent: delta\nid: 1\nretry: 500\ndata: {\"text\":\ndata: \"a\"}\n\n\
                data: {\"text\": \"b\"}\r\n\r\nid: 2\n\ndata: 5\n\ndata: {\"text\": \"c\"}\n\ndata: [DONE]\n\n";
    let server = Server::answering([reply(200, &[EVENTS], body)]);
    let mut events = client(&server)
        .typed("go")
        .send()
        .await
        .unwrap()
        .into_inner();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.event.as_str(), first.id.as_str()), ("delta", "1"));
    assert_eq!(first.retry, Some(Duration::from_millis(500)));
    assert_eq!(first.data.text, "a");
    let second = events.next().await.unwrap().unwrap();
    assert_eq!(
        (second.event.as_str(), second.id.as_str()),
        ("message", "1")
    );
    assert_eq!(second.data.text, "b");
    // One that is not of the type is an error, and the others still come.
    let error = events.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    let last = events.next().await.unwrap().unwrap();
    assert_eq!((last.id.as_str(), last.data.text.as_str()), ("2", "c"));
    assert!(events.next().await.is_none());
    let request = server.request();
    assert_eq!(
        (request.line.as_str(), request.text().as_str()),
        ("POST /typed", "\"go\"")
    );
    let accept = request.header("accept");
    assert_eq!(
        accept.as_deref(),
        Some("text/event-stream, application/json")
    );
}

#[tokio::test]
async fn data_that_is_a_text_is_taken_as_it_is() {
    let body = "data: {\"a\":\ndata:  1}\n\ndata: [DONE]\n\ndata: not ended";
    let server = Server::answering([reply(200, &[EVENTS], body)]);
    let events = client(&server).texts().send().await.unwrap().into_inner();
    let all: Vec<_> = events.map(|event| event.unwrap().data).collect().await;
    assert_eq!(all, ["{\"a\":\n 1}", "[DONE]"]);
}

#[tokio::test]
async fn errors_and_whole_replies_beside_events_are_typed() {
    let json = [("content-type", "application/json")];
    let server = Server::answering([reply(400, &json, r#"{"text": "no"}"#)]);
    let error = client(&server).typed("go").send().await.unwrap_err();
    assert_eq!(error.as_reply().unwrap().text, "no");
    let server = Server::answering([reply(200, &json, r#"{"text": "all"}"#)]);
    let answer = client(&server).either().send().await.unwrap().into_inner();
    assert!(matches!(answer, Either::Json(delta) if delta.text == "all"));
}

#[tokio::test]
async fn one_that_is_cut_off_is_an_error() {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let server = Server::answering([format!("{head}9\r\ndata: a\n\n\r\n")]);
    let mut events = client(&server).texts().send().await.unwrap().into_inner();
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    let error = events.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(events.next().await.is_none());
}

/// The service sends the second event only when the first was read.
#[tokio::test(flavor = "multi_thread")]
async fn each_event_comes_when_it_is_sent() {
    let (told, wait) = mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let server = Server::serving(move |reader| {
        read(reader).unwrap();
        let stream = reader.get_mut();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\ndata: 1\n\n";
        stream.write_all(head.as_bytes()).unwrap();
        wait.lock().unwrap().recv().unwrap();
        stream.write_all(b"data: 2\n\n").unwrap();
    });
    let mut events = client(&server).texts().send().await.unwrap().into_inner();
    assert_eq!(events.next().await.unwrap().unwrap().data, "1");
    told.send(()).unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "2");
    assert!(events.next().await.is_none());
}

/// What the standard says of lines, wherever the body is cut: a byte order mark, each kind of line end, comments, fields
/// without a space or a value, several lines of data, and an event that has no end.
#[tokio::test(flavor = "multi_thread")]
async fn lines_are_those_of_the_standard_wherever_they_are_cut() {
    let pieces = [
        "\u{feff}data:a\r",
        "\ndata:  b\r\n\r",
        "\n: comment\rid:7\rretry:250\revent:x\rdata\r\r",
        "\r\ndata: {\"c\":1}:\n\nid\nretry: soon\ndata: \u{e9}\n",
        "\nevent: y\n\ndata: never ended\n",
    ];
    let server = Server::serving(move |reader| {
        read(reader).unwrap();
        let stream = reader.get_mut();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        for piece in pieces {
            write!(stream, "{:x}\r\n{piece}\r\n", piece.len()).unwrap();
            stream.flush().unwrap();
            std::thread::sleep(Duration::from_millis(20));
        }
        stream.write_all(b"0\r\n\r\n").unwrap();
    });
    let events = client(&server).texts().send().await.unwrap().into_inner();
    let events: Vec<_> = events.map(Result::unwrap).collect().await;
    let shown = events.iter().map(|it| {
        let pause = it.retry.map(|pause| pause.as_millis());
        (&*it.event, &*it.id, pause, &*it.data)
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            ("message", "", None, "a\n b"),
            ("x", "7", Some(250), ""),
            ("message", "7", None, "{\"c\":1}:"),
            ("message", "", None, "\u{e9}"),
        ]
    );
}
