use reserved_characters::types::SendFormBody;
use reserved_characters::{Client, Config};

use crate::server::Server;

const RESERVED: &str = ":/?#[]@!$&'()*+,;= %ü";

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

#[tokio::test]
async fn they_are_encoded_in_the_path_and_wherever_nothing_allows_them() {
    let server = Server::silent();
    let call = client(&server).get_file(RESERVED).encoded(RESERVED);
    call.send().await.unwrap();
    let encoded = "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%20%25%C3%BC";
    assert_eq!(
        server.request().line,
        format!("GET /files/{encoded}?encoded={encoded}")
    );
}

#[tokio::test]
async fn where_they_are_allowed_only_those_are_encoded_that_would_end_the_value() {
    let server = Server::silent();
    let call = client(&server).get_file("p").kept(RESERVED);
    call.list(["a/b", "c,d"]).send().await.unwrap();
    assert_eq!(
        server.request().line,
        "GET /files/p?kept=:/?%23%5B%5D@!$%26%27()*%2B,;=%20%25%C3%BC&list=a/b,c%2Cd"
    );
    // What is percent-encoded already stays as it is (RFC 6570, section 3.2.3).
    let server = Server::silent();
    let call = client(&server).get_file("%2F").kept("%2F%zz");
    call.send().await.unwrap();
    assert_eq!(server.request().line, "GET /files/%252F?kept=%2F%25zz");
    let server = Server::silent();
    let body = SendFormBody::new("a/b&c d", "a/b&c d");
    client(&server).send_form(body).send().await.unwrap();
    assert_eq!(server.request().text(), "a=a/b%26c%20d&b=a%2Fb%26c+d");
}

#[tokio::test]
async fn a_name_may_have_them_too() {
    let server = Server::silent();
    client(&server)
        .get_file("p")
        .top(1)
        .filter_name("n")
        .a_b_c("x")
        .ids([1, 2])
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().line,
        "GET /files/p?%24top=1&filter%5Bname%5D=n&a%20b%26c=x&ids%5B%5D=1&ids%5B%5D=2"
    );
}

#[tokio::test]
async fn a_header_cannot_have_a_comma_in_an_item_but_for_a_quoted_one() {
    let server = Server::silent();
    let call = client(&server).get_file("p").x_tags(["\"a,b\"", "é"]);
    call.x_text("a, é").send().await.unwrap();
    let request = server.request();
    assert_eq!(request.header("x-tags").as_deref(), Some("\"a,b\",é"));
    assert_eq!(request.header("x-text").as_deref(), Some("a, é"));
    let server = Server::silent();
    let call = client(&server).get_file("p").x_tags(["a,b"]);
    let error = call.send().await.unwrap_err();
    assert!(error.to_string().contains("X-Tags"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_segment_that_would_change_the_path_does_not_leave() {
    for segment in ["", ".", ".."] {
        let server = Server::silent();
        let error = client(&server).get_file(segment).send().await.unwrap_err();
        assert!(error.to_string().contains("path"), "{error}");
        assert!(server.requests().is_empty());
    }
}
