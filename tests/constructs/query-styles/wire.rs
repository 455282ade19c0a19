use query_styles::types::Page;
use query_styles::{Client, Config};

use crate::server::Server;

async fn line(call: impl FnOnce(Client) -> query_styles::types::Search) -> String {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    call(client).send().await.unwrap();
    server.request().line
}

fn page() -> Page {
    Page::new().size(10).after("a&b")
}

#[tokio::test]
async fn lists_stand_apart_or_together() {
    let sent = line(|client| client.search().apart([3, 5])).await;
    assert_eq!(sent, "GET /search?apart=3&apart=5");
    let sent = line(|client| client.search().together(["a b", "c,d"])).await;
    assert_eq!(sent, "GET /search?together=a%20b,c%2Cd");
    let sent = line(|client| client.search().spaced(["a", "b"])).await;
    assert_eq!(sent, "GET /search?spaced=a%20b");
    let sent = line(|client| client.search().piped(["a", "b"])).await;
    assert_eq!(sent, "GET /search?piped=a%7Cb");
}

#[tokio::test]
async fn members_of_objects_are_parameters_or_one_list_or_stand_in_brackets() {
    let sent = line(|client| client.search().page(page())).await;
    assert_eq!(sent, "GET /search?size=10&after=a%26b");
    let sent = line(|client| client.search().flat(page())).await;
    assert_eq!(sent, "GET /search?flat=size,10,after,a%26b");
    let sent = line(|client| client.search().filter(page())).await;
    assert_eq!(
        sent,
        "GET /search?filter%5Bsize%5D=10&filter%5Bafter%5D=a%26b"
    );
}

#[tokio::test]
async fn reserved_characters_stay_where_they_are_allowed() {
    let sent = line(|client| client.search().path("/a?b=c d")).await;
    assert_eq!(sent, "GET /search?path=/a?b=c%20d");
}
