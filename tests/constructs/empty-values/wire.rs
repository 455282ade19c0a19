use empty_values::runtime::value::Date;
use empty_values::types::{FormBody, Page, Search, SearchKind};
use empty_values::{Client, Config, Nullable};

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

async fn query(set: impl FnOnce(Search) -> Search) -> String {
    let server = Server::silent();
    let day: Date = "2024-02-29".parse().unwrap();
    let call = client(&server).search(day);
    set(call).send().await.unwrap();
    let line = server.request().line;
    let query = line.strip_prefix("GET /search?day=2024-02-29").unwrap();
    query.trim_start_matches('&').to_owned()
}

#[tokio::test]
async fn what_may_be_empty_is_sent_with_its_name_alone() {
    assert_eq!(query(|call| call.text("")).await, "text=");
    assert_eq!(query(|call| call.flag(Nullable::Null)).await, "flag=");
    assert_eq!(query(|call| call.kind(Nullable::Null)).await, "kind=");
    assert_eq!(query(|call| call.tags([""])).await, "tags=");
    assert_eq!(query(|call| call.sizes(Nullable::Null)).await, "sizes=");
    assert_eq!(query(|call| call.page(Nullable::Null)).await, "page=");
    let server = Server::silent();
    client(&server).search(Nullable::Null).send().await.unwrap();
    assert_eq!(server.request().line, "GET /search?day=");
}

#[tokio::test]
async fn other_values_are_sent_as_ever() {
    assert_eq!(query(|call| call).await, "");
    assert_eq!(query(|call| call.flag(true)).await, "flag=true");
    assert_eq!(query(|call| call.kind(SearchKind::A)).await, "kind=a");
    assert_eq!(query(|call| call.tags(["x", "y"])).await, "tags=x&tags=y");
    assert_eq!(query(|call| call.sizes(vec![1, 2])).await, "sizes=1,2");
    let page = Page::new().size(2).sort(["name", "a,b"]);
    assert_eq!(
        query(|call| call.page(page)).await,
        "size=2&sort=name&sort=a%2Cb"
    );
}

#[tokio::test]
async fn a_body_may_be_there_and_empty() {
    let server = Server::silent();
    client(&server).note("").send().await.unwrap();
    client(&server).form(FormBody::new()).send().await.unwrap();
    client(&server).remove_note().body("").send().await.unwrap();
    let requests = server.requests();
    let types = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "text/plain",
    ];
    for (request, media_type) in requests.iter().zip(types) {
        assert_eq!(request.header("content-type").unwrap(), media_type);
        assert_eq!(request.header("content-length").unwrap(), "0");
    }
    assert_eq!(requests.len(), 3);
}
