use content_parameter::types::Filter;
use content_parameter::{Client, Config};

use crate::server::Server;

#[tokio::test]
async fn the_value_is_one_json_text() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    client
        .search(Filter::new("a").sizes([1, 2]))
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().line,
        "GET /search?filter=%7B%22name%22%3A%22a%22%2C%22sizes%22%3A%5B1%2C2%5D%7D"
    );
}

#[tokio::test]
async fn in_a_header_it_is_ascii() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    let call = client.search(Filter::new("a"));
    call.x_names(["é😀", "a,b\n"]).send().await.unwrap();
    assert_eq!(
        server.request().header("x-names").unwrap(),
        r#"["\u00e9\ud83d\ude00","a,b\n"]"#
    );
}
