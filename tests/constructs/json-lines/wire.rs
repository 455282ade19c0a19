use std::io::Write;
use std::sync::Mutex;
use std::sync::mpsc;

use futures_util::StreamExt;
use json_lines::types::{EitherResponseContent as Either, Entry, SendEitherBody as SentEither};
use json_lines::{Client, Config, Error, JsonLines, Nullable};

use crate::server::{Server, read, reply, story};

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

fn lines(media_type: &str, body: &str) -> Server {
    Server::answering([reply(200, &[("content-type", media_type)], body)])
}

fn entry(text: &str) -> Entry {
    Entry::new(text)
}

#[tokio::test]
async fn each_item_goes_out_on_a_line_of_its_own() {
    let server = Server::silent();
    let entries = [entry("a\nb"), entry("\u{e9}").at(5)];
    client(&server).send_entries(entries).send().await.unwrap();
    let request = server.request();
    let stated = request.header("content-type");
    assert_eq!(stated.as_deref(), Some("application/x-ndjson; charset=utf-8"));
    assert_eq!(request.text(), "{\"text\":\"a\\nb\"}\n{\"text\":\"\u{e9}\",\"at\":5}\n");

    let server = Server::silent();
    client(&server).send_sequence(vec![entry("a"), entry("b")]).send().await.unwrap();
    let request = server.request();
    assert_eq!(request.header("content-type").as_deref(), Some("application/geo+json-seq"));
    assert_eq!(request.text(), "\u{1e}{\"text\":\"a\"}\n\u{1e}{\"text\":\"b\"}\n");
}

#[tokio::test]
async fn no_items_are_an_empty_body_and_no_list_is_none() {
    let server = Server::silent();
    client(&server).send_list().send().await.unwrap();
    assert_eq!(server.request().header("content-type"), None);
    for (items, expected) in [
        (vec![], ""),
        (vec![Nullable::Value(1), Nullable::Null], "1\nnull\n"),
    ] {
        let server = Server::silent();
        client(&server).send_list().body(items).send().await.unwrap();
        let request = server.request();
        assert_eq!(request.header("content-type").as_deref(), Some("application/jsonl"));
        assert_eq!(request.text(), expected);
    }
}

#[tokio::test]
async fn lines_go_out_beside_other_bodies_and_as_a_text() {
    for (body, media_type, expected) in [
        (SentEither::from(entry("a")), "application/json", "{\"text\":\"a\"}"),
        (SentEither::from(vec![entry("a")]), "application/x-ndjson", "{\"text\":\"a\"}\n"),
    ] {
        let server = Server::silent();
        client(&server).send_either(body).send().await.unwrap();
        let request = server.request();
        assert_eq!(request.header("content-type").as_deref(), Some(media_type));
        assert_eq!(request.text(), expected);
    }
    // A text is all of the lines already.
    let server = Server::silent();
    client(&server).send_text("{}\n[]\n").send().await.unwrap();
    assert_eq!(server.request().text(), "{}\n[]\n");
}

/// The texts of all entries, or what is wrong with one.
async fn texts(entries: JsonLines<Entry>) -> Vec<Result<String, String>> {
    let texts = entries.map(|entry| entry.map(|it| it.text).map_err(|error| story(&error)));
    texts.collect().await
}

#[tokio::test]
async fn each_line_is_a_value_of_the_schema() {
    let body = "\u{feff}{\"text\": \"a\"}\r\n\n  \n{\"text\": \"b\"}\n{\"text\": \"c\"}";
    let server = lines("application/x-ndjson; charset=utf-8", body);
    let entries = client(&server).entries().send().await.unwrap().into_inner();
    assert_eq!(texts(entries).await, ["a", "b", "c"].map(|it| Ok(it.to_owned())));
    let accept = server.request().header("accept");
    assert_eq!(accept.as_deref(), Some("application/x-ndjson, application/json"));
}

#[tokio::test]
async fn of_a_list_each_line_is_an_item() {
    let server = lines("application/x-ndjson", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n");
    let entries = client(&server).list().send().await.unwrap().into_inner();
    assert_eq!(texts(entries).await, ["a", "b"].map(|it| Ok(it.to_owned())));
    let server = lines("application/jsonl", "");
    let entries = client(&server).list().send().await.unwrap().into_inner();
    assert_eq!(texts(entries).await, []);
}

#[tokio::test]
async fn a_sequence_has_separators_and_values_of_several_lines() {
    let body = "\x1e{\n  \"text\": \"}\\\"\"\n}\n\x1e{\"text\": \"b\"}\n\x1e{\"text\":\n\x1e{\"text\": \"d\"}";
    let server = lines("application/geo+json-seq", body);
    let entries = client(&server).sequence().send().await.unwrap();
    let texts = texts(entries.into_inner()).await;
    assert_eq!(texts[..2], ["}\"", "b"].map(|it| Ok(it.to_owned())));
    let broken = texts[2].as_ref().unwrap_err();
    assert!(broken.contains("line 5: "), "{broken}");
    assert_eq!(texts[3..], [Ok("d".to_owned())]);
}

#[tokio::test]
async fn a_line_that_is_not_of_the_type_is_an_error_with_its_number() {
    let body = "{\"text\": \"a\"}\n\n{\"text\": 5}\nnot JSON\n{\"at\": 1}\n{\"text\": \"b\"}\n";
    let server = lines("application/x-ndjson", body);
    let entries = client(&server).entries().send().await.unwrap().into_inner();
    let texts = texts(entries).await;
    for (index, expected) in [
        (1, "line 3: text: expected a text, found the number 5"),
        (2, "line 4: the document is not valid JSON"),
        (3, "line 5: text: expected a text, found nothing"),
    ] {
        let error = texts[index].as_ref().unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
    assert_eq!(texts[4], Ok("b".to_owned()));
    assert_eq!(texts.len(), 5);
}

#[tokio::test]
async fn a_line_of_text_may_lack_its_quotation_marks() {
    let server = lines("application/jsonl", "\"a\\n\"\nb c\n");
    let lines = client(&server).texts().send().await.unwrap().into_inner();
    let texts: Vec<_> = lines.map(Result::unwrap).collect().await;
    assert_eq!(texts, ["a\n", "b c"]);
}

#[tokio::test]
async fn other_bodies_beside_lines_are_what_they_say() {
    let server = lines("application/json", "[{\"text\": \"a\"}]");
    let answer = client(&server).either().send().await.unwrap().into_inner();
    assert!(matches!(answer, Either::Json(all) if all[0].text == "a"));
    let server = lines("application/x-ndjson", "{\"text\": \"a\"}");
    let answer = client(&server).either().send().await.unwrap().into_inner();
    let Either::Lines(entries) = answer else {
        panic!("{answer:?}");
    };
    assert_eq!(texts(entries).await, [Ok("a".to_owned())]);
    let json = [("content-type", "application/json")];
    let server = Server::answering([reply(400, &json, "{\"text\": \"no\"}")]);
    let error = client(&server).entries().send().await.unwrap_err();
    assert_eq!(error.as_reply().unwrap().text, "no");
}

#[tokio::test]
async fn bytes_and_what_no_schema_describes_are_downloads() {
    let server = lines("application/x-ndjson", "1\n2");
    let download = client(&server).bytes().send().await.unwrap().into_inner();
    assert_eq!(download.bytes().await.unwrap(), "1\n2");
    let download = client(&server).undescribed().send().await.unwrap();
    assert_eq!(download.into_inner().bytes().await.unwrap(), "1\n2");
}

#[tokio::test]
async fn one_that_is_cut_off_is_an_error_behind_the_lines_that_came() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ncontent-length: 100\r\n\r\n";
    let server = Server::answering([format!("{head}{{\"text\": \"a\"}}\n{{\"text\"")]);
    let mut entries = client(&server).entries().send().await.unwrap().into_inner();
    assert_eq!(entries.next().await.unwrap().unwrap().text, "a");
    let error = entries.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(entries.next().await.is_none());
}

/// The service sends the rest of a line, and the next, only when the one before was read.
#[tokio::test(flavor = "multi_thread")]
async fn each_line_comes_when_it_is_sent() {
    let (told, wait) = mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let server = Server::serving(move |reader| {
        read(reader).unwrap();
        let stream = reader.get_mut();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\nconnection: close\r\n\r\n";
        let begin = "{\"text\": \"a\"}\n{\"text\": \"\u{e9}";
        let begin = [head.as_bytes(), &begin.as_bytes()[..begin.len() - 1]].concat();
        stream.write_all(&begin).unwrap();
        wait.lock().unwrap().recv().unwrap();
        stream.write_all(b"\xa9\"}\n").unwrap();
    });
    let mut entries = client(&server).entries().send().await.unwrap().into_inner();
    assert_eq!(entries.next().await.unwrap().unwrap().text, "a");
    told.send(()).unwrap();
    assert_eq!(entries.next().await.unwrap().unwrap().text, "\u{e9}");
    assert!(entries.next().await.is_none());
}
