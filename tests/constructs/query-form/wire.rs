use query_form::{Client, Config};

use crate::server::Server;

#[tokio::test]
async fn lists_and_objects_stand_apart_or_together() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    client
        .search([3, 5])
        .tags(["a b", "c,d"])
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().line,
        "GET /search?ids=3&ids=5&tags=a%20b,c%2Cd"
    );
}
