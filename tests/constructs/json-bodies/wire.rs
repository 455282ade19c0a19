use json_bodies::types::{Pet, PetChange};
use json_bodies::{Client, Config, Nullable};

use crate::server::{Request, Server, reply};

const JSON: &str = "application/json";

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

fn shown(request: &Request) -> (&str, Option<String>, String) {
    let content_type = request.header("content-type");
    (&request.line, content_type, request.text())
}

#[tokio::test]
async fn an_object_goes_out_without_what_is_absent_and_comes_back_typed() {
    let body = r#"{"name": "é", "tag": null, "age": 3, "new": 1}"#;
    let server = Server::answering([reply(201, &[("content-type", JSON)], body)]);
    let added = client(&server)
        .add_pet(Pet::new("é").tag(Nullable::Null))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (added.name.as_str(), &added.tag, added.age),
        ("é", &Some(Nullable::Null), Some(3))
    );
    let request = server.request();
    let expected = r#"{"name":"é","tag":null}"#.to_owned();
    assert_eq!(shown(&request), ("POST /pets", Some(JSON.into()), expected));
    assert_eq!(request.header("accept").as_deref(), Some(JSON));
    let length = request.header("content-length");
    assert_eq!(length.as_deref(), Some("24"));
}

#[tokio::test]
async fn lists_and_scalars_are_bodies_too() {
    let server = Server::json(r#"[{"name": "a"}]"#);
    let pets = client(&server)
        .replace_pets([Pet::new("a"), Pet::new("b").age(1)])
        .send()
        .await
        .unwrap();
    assert_eq!((pets.len(), pets[0].name.as_str()), (1, "a"));
    let expected = r#"[{"name":"a"},{"name":"b","age":1}]"#;
    assert_eq!(server.request().text(), expected);
    let server = Server::json("41");
    let none: [Pet; 0] = [];
    client(&server).replace_pets(none).send().await.unwrap_err();
    assert_eq!(server.request().text(), "[]");
    let server = Server::json("41");
    let before = client(&server).set_count(42).send().await.unwrap();
    assert_eq!((*before, server.request().text().as_str()), (41, "42"));
}

#[tokio::test]
async fn no_body_a_null_and_a_text_are_three_things() {
    let server = Server::json("null");
    let before = client(&server).set_note().send().await.unwrap();
    assert!(before.is_null());
    let request = server.request();
    let headers = ["content-type", "content-length"].map(|name| request.header(name));
    assert_eq!(headers, [None, Some("0".to_owned())]);
    assert_eq!(request.text(), "");
    let server = Server::json("\"old\"");
    let call = client(&server).set_note().body(Nullable::Null);
    let before = call.send().await.unwrap();
    assert_eq!(*before, Nullable::Value("old".to_owned()));
    assert_eq!(server.request().text(), "null");
    let server = Server::json("null");
    let call = client(&server).set_note();
    let call = call.body(Nullable::Value("a \"b\"".to_owned()));
    call.send().await.unwrap();
    assert_eq!(server.request().text(), r#""a \"b\"""#);
}

#[tokio::test]
async fn a_merge_patch_tells_absent_from_null() {
    let server = Server::silent();
    let change = PetChange::new().tag(Nullable::Null);
    client(&server).change_pet(change).send().await.unwrap();
    let request = server.request();
    let expected = ("PATCH /pets", Some("application/merge-patch+json".into()));
    let (line, content_type, body) = shown(&request);
    assert_eq!((line, content_type), expected);
    assert_eq!(body, r#"{"tag":null}"#);
}

#[tokio::test]
async fn parameters_and_suffixes_of_media_types_are_kept() {
    for name in [
        "application/json; charset=utf-8",
        "application/vnd.acme.v2+json",
    ] {
        let body = r#"{"name": "b"}"#;
        let server = Server::answering([reply(200, &[("content-type", name)], body)]);
        let pet = match name.contains("vnd") {
            true => client(&server).of_vendor(Pet::new("a")).send().await,
            false => client(&server).with_charset(Pet::new("a")).send().await,
        };
        assert_eq!(pet.unwrap().name, "b");
        let request = server.request();
        assert_eq!(request.header("content-type").as_deref(), Some(name));
        assert_eq!(request.header("accept").as_deref(), Some(name));
        assert_eq!(request.text(), r#"{"name":"a"}"#);
    }
}

#[tokio::test]
async fn a_body_without_a_schema_is_any_json() {
    let server = Server::json("[1, null]");
    let value = serde_json::json!({"a": [1.5, null, "x"]});
    let back = client(&server).send_anything(value.clone()).send().await;
    assert_eq!(back.unwrap().into_inner(), serde_json::json!([1, null]));
    assert_eq!(server.request().json(), value);
}
