use shared_parameters::{Client, Config};

use crate::server::Server;

#[tokio::test]
async fn an_operation_overrides_its_path_and_names_that_differ_little_are_both_sent() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    // `limit` is the operation's integer, not the path's text.
    client
        // Names of headers have no case, so that the operation's takes the place of the path's.
        .get_thing("a", 9)
        .limit(3)
        .limit_query(true)
        .id_query(7)
        .id_cookie("c")
        .send()
        .await
        .unwrap();
    let request = server.request();
    assert_eq!(request.header("x-trace").as_deref(), Some("9"));
    assert_eq!(request.header("cookie").as_deref(), Some("id=c"));
    let line = request.line;
    let (path, query) = line.split_once('?').unwrap();
    let mut pairs: Vec<_> = query.split('&').collect();
    pairs.sort_unstable();
    assert_eq!(path, "GET /things/a");
    assert_eq!(pairs, ["Limit=true", "id=7", "limit=3"]);
}
