use shared_parameters::{Client, Config};

use crate::server::Server;

#[tokio::test]
async fn an_operation_overrides_its_path_and_names_that_differ_little_are_both_sent() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    // `limit` is the operation's integer, not the path's text.
    client
        .get_thing("a")
        .limit(3)
        .limit_query(true)
        .id_query(7)
        .send()
        .await
        .unwrap();
    let line = server.request().line;
    let (path, query) = line.split_once('?').unwrap();
    let mut pairs: Vec<_> = query.split('&').collect();
    pairs.sort_unstable();
    assert_eq!(path, "GET /things/a");
    assert_eq!(pairs, ["Limit=true", "id=7", "limit=3"]);
}
