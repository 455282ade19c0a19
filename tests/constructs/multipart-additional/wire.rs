use multipart_additional::types::{
    Answer, AnswersBody, AnythingBody, EitherBody, EitherBodyValue, FilesBody,
};
use multipart_additional::{Client, Config, File, Multipart};

use crate::multipart_body_wire::parts;
use crate::server::Server;

const OCTETS: &str = " | content-type: application/octet-stream";
const JSON: &str = " | content-type: application/json";

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

/// The parts that went out, each as `head: content`.
fn sent(server: &Server) -> Vec<String> {
    let parts = parts(&server.request()).into_iter();
    parts
        .map(|(head, content)| {
            let head = head.replace("content-disposition: form-data; name=", "");
            format!("{head}: {content}")
        })
        .collect()
}

#[tokio::test]
async fn parts_of_one_kind_have_names_of_the_caller() {
    let server = Server::silent();
    let body = FilesBody::new("t")
        .additional("b", "2")
        .additional("a \"", File::from("1").file_name("1.txt"));
    client(&server).files(body).send().await.unwrap();
    let file = format!("\"a %22\"; filename=\"1.txt\"{OCTETS}: 1");
    let other = format!("\"b\"; filename=\"b\"{OCTETS}: 2");
    assert_eq!(sent(&server), ["\"title\": t", &file, &other]);
}

#[tokio::test]
async fn lists_are_several_parts_of_one_name() {
    let server = Server::silent();
    let body = AnswersBody::new()
        .additional("own")
        .additional2("q", [Answer::new("x"), Answer::new("y")]);
    client(&server).answers(body).send().await.unwrap();
    let first = format!("\"q\"{JSON}: {{\"text\":\"x\"}}");
    let second = format!("\"q\"{JSON}: {{\"text\":\"y\"}}");
    assert_eq!(sent(&server), ["\"additional\": own", &first, &second]);
}

#[tokio::test]
async fn parts_of_any_kind_are_put_together_by_the_caller() {
    let server = Server::silent();
    let parts = Multipart::new().text("n", &5).file("f", "bytes");
    let body = AnythingBody::new().title("t").additional(parts);
    client(&server).anything(body).send().await.unwrap();
    let file = format!("\"f\"; filename=\"f\"{OCTETS}: bytes");
    assert_eq!(sent(&server), ["\"title\": t", "\"n\": 5", &file]);
    let server = Server::silent();
    let parts = Multipart::new().text("a", &"b".to_owned());
    client(&server).names(parts).send().await.unwrap();
    assert_eq!(sent(&server), ["\"a\": b"]);
}

#[tokio::test]
async fn a_part_may_be_called_like_a_function_or_have_no_name() {
    let server = Server::silent();
    let body = EitherBody::new().new2("n").into_parts2("i").unnamed("u");
    client(&server).either(body).send().await.unwrap();
    assert_eq!(
        sent(&server),
        ["\"new\": n", "\"into_parts\": i", "\"\": u"]
    );
}

#[tokio::test]
async fn what_can_be_a_text_is_one_when_it_is() {
    let server = Server::silent();
    let text = EitherBodyValue::Text("x".to_owned());
    let body = EitherBody::new().value(text).free("y");
    client(&server).either(body).send().await.unwrap();
    assert_eq!(sent(&server), ["\"value\": x", "\"free\": y"]);
    let server = Server::silent();
    let body = EitherBody::new()
        .value(EitherBodyValue::Answer(Answer::new("x")))
        .free(serde_json::json!({"a": 1}));
    client(&server).either(body).send().await.unwrap();
    let value = format!("\"value\"{JSON}: {{\"text\":\"x\"}}");
    let free = format!("\"free\"{JSON}: {{\"a\":1}}");
    assert_eq!(sent(&server), [value, free]);
}
