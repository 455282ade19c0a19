use futures_util::StreamExt;
use several_content_types::types::{
    AddPetBody, AddPetResponseContent as Content, GetVersionResponseContent as Version, Pet,
    SetMaybeBody,
};
use several_content_types::{CallError, Client, Config, Error, Nullable, RetryPolicy};

use crate::server::{Server, reply};

fn client(server: &Server) -> Client {
    let config = Config::builder().base_url(server.url());
    Client::new(config.retry(RetryPolicy::none()).build()).unwrap()
}

async fn sent(body: AddPetBody) -> (String, String) {
    let server = Server::json("{\"name\": \"x\"}");
    client(&server).add_pet(body).send().await.unwrap();
    let request = server.request();
    (request.header("content-type").unwrap(), request.text())
}

#[tokio::test]
async fn the_caller_says_which_body_it_is() {
    let pet = || Pet::new("a b");
    let pair = |name: &str, body: &str| (name.to_owned(), body.to_owned());
    let json = pair("application/json", r#"{"name":"a b"}"#);
    assert_eq!(sent(pet().into()).await, json);
    assert_eq!(sent(AddPetBody::Json(pet())).await, json);
    let (name, body) = sent(AddPetBody::Xml(pet())).await;
    assert_eq!(name, "application/xml");
    assert!(body.ends_with("<Pet><name>a b</name></Pet>"), "{body}");
    let form = pair("application/x-www-form-urlencoded", "name=a+b");
    assert_eq!(sent(AddPetBody::Form(pet())).await, form);
    let text = pair("text/plain", "a b");
    assert_eq!(sent(AddPetBody::Text("a b".to_owned())).await, text);
    assert_eq!(sent("a b".into()).await, text);
    let vendor = pair("application/vnd.acme+json", r#"["a"]"#);
    assert_eq!(sent(vec!["a".to_owned()].into()).await, vendor);
}

#[tokio::test]
async fn what_may_be_null_is_made_of_what_it_may_be() {
    for (body, media_type, expected) in [
        (SetMaybeBody::from(Pet::new("a")), "application/json", r#"{"name":"a"}"#),
        (SetMaybeBody::from(5), "text/plain", "5"),
        (SetMaybeBody::Json(Nullable::Null), "application/json", "null"),
    ] {
        let server = Server::silent();
        client(&server).set_maybe(body).send().await.unwrap();
        let request = server.request();
        assert_eq!(request.header("content-type").as_deref(), Some(media_type));
        assert_eq!(request.text(), expected);
    }
}

async fn answered(
    content_type: &str,
    body: &str,
) -> Result<Content, CallError<several_content_types::Undocumented>> {
    let server = Server::answering([reply(200, &[("content-type", content_type)], body)]);
    let answer = client(&server).add_pet(Pet::new("a")).send().await?;
    let accept = server.request().header("accept");
    let all = "application/json, text/plain, image/*, text/event-stream";
    assert_eq!(accept.as_deref(), Some(all));
    Ok(answer.into_inner())
}

#[tokio::test]
async fn the_reply_s_media_type_says_which_reply_it_is() {
    let body = r#"{"name": "n"}"#;
    let answer = answered("application/json; charset=utf-8", body).await;
    assert!(matches!(answer, Ok(Content::Json(pet)) if pet.name == "n"));
    let answer = answered("text/plain", body).await;
    assert!(matches!(answer, Ok(Content::Text(text)) if text == body));
    let Ok(Content::Binary(picture)) = answered("image/webp", "RIFF").await else {
        panic!("no picture")
    };
    assert_eq!(picture.content_type(), Some("image/webp"));
    assert_eq!(picture.bytes().await.unwrap(), "RIFF");
    let Ok(Content::Events(mut events)) = answered("text/event-stream", "data: a\n\n").await else {
        panic!("no events")
    };
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    assert!(events.next().await.is_none());
    let error = answered("video/mp4", "x").await.unwrap_err();
    assert!(
        matches!(error, CallError::Other(Error::Decode(_))),
        "{error}"
    );
}

#[tokio::test]
async fn one_type_in_two_notations_is_one_type() {
    for (name, body) in [
        ("application/json", r#"{"name": "n"}"#),
        ("application/xml", "<Pet><name>n</name></Pet>"),
    ] {
        let server = Server::answering([reply(200, &[("content-type", name)], body)]);
        let pet = client(&server).get_same().send().await.unwrap();
        assert_eq!(pet.name, "n");
        let accept = server.request().header("accept");
        let all = "application/json, application/xml, application/problem+json";
        assert_eq!(accept.as_deref(), Some(all));
    }
}

#[tokio::test]
async fn parameters_tell_media_types_of_one_name_apart() {
    for (name, body, second) in [
        ("application/json; version=1", "1", false),
        ("application/json;charset=utf-8;Version=\"2\"", r#"{"name": "n"}"#, true),
        ("application/json", "1", false),
    ] {
        let server = Server::answering([reply(200, &[("content-type", name)], body)]);
        let answer = client(&server).get_version().send().await;
        let answer = answer.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(matches!(*answer, Version::Json2(_)), second, "{name}");
    }
}
