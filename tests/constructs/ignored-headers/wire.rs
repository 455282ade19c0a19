use ignored_headers::{Client, Config, Credential, CustomizeCall};

use crate::server::{Server, reply};

fn server() -> Server {
    let headers = [("content-type", "application/json"), ("etag", "\"e\"")];
    Server::answering([reply(200, &headers, "1")])
}

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

#[tokio::test]
async fn media_types_and_security_say_what_they_are() {
    let server = server();
    // Neither `Accept` nor `Authorization` is an argument.
    let call = client(&server).add_thing("\"v1\"", 7);
    let back = call.user_agent("mine").send().await.unwrap();
    assert_eq!(
        (back.body, back.headers.e_tag.as_deref()),
        (1, Some("\"e\""))
    );
    let request = server.request();
    let names = [
        "accept",
        "content-type",
        "authorization",
        "user-agent",
        "if-match",
    ];
    let sent = names.map(|name| request.header(name));
    let json = Some("application/json".to_owned());
    let [own, tag] = ["mine", "\"v1\""].map(|text| Some(text.to_owned()));
    assert_eq!(sent, [json.clone(), json, None, own, tag]);
}

#[tokio::test]
async fn the_length_is_that_of_the_body() {
    let server = server();
    let call = client(&server).add_thing("\"v1\"", 7).content_length(500);
    call.send().await.unwrap();
    let request = server.request();
    assert_eq!(request.header("content-length").as_deref(), Some("1"));
}

#[tokio::test]
async fn a_call_can_set_them_all_the_same() {
    let server = server();
    let call = client(&server)
        .add_thing("x", 7)
        .with_header("Accept", "a/b");
    call.send().await.unwrap();
    let request = server.request();
    assert_eq!(request.header("accept").as_deref(), Some("a/b"));
    let agent = request.header("user-agent");
    assert_eq!(agent.as_deref(), Some("ignored-headers/0.1.0"));
}

#[tokio::test]
async fn a_header_of_the_call_takes_the_place_of_a_credential() {
    let server = server();
    let config = Config::builder().base_url(server.url());
    let config = config.credential("token", Credential::bearer("all"));
    let client = Client::new(config.build()).unwrap();
    client.remove_things().send().await.unwrap();
    let call = client
        .remove_things()
        .with_header("Authorization", "Bearer one");
    call.send().await.unwrap();
    let sent: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("authorization"))
        .collect();
    assert_eq!(
        sent,
        ["Bearer all", "Bearer one"].map(|it| Some(it.to_owned()))
    );
}

#[tokio::test]
async fn a_header_of_the_call_or_of_all_calls_stands_for_a_credential_that_is_not_there() {
    let server = server();
    let bare = client(&server);
    bare.remove_things().send().await.unwrap_err();
    let call = bare
        .remove_things()
        .with_header("Authorization", "Bearer one");
    call.send().await.unwrap();
    let config = Config::builder().base_url(server.url());
    let config = config.header("authorization", "Bearer all");
    let client = Client::new(config.build()).unwrap();
    client.remove_things().send().await.unwrap();
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|request| request.header("authorization"))
        .collect();
    assert_eq!(
        sent,
        ["Bearer one", "Bearer all"].map(|it| Some(it.to_owned()))
    );
}
