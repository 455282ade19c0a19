use header_and_cookie_parameters::types::ListThingsTheme;
use header_and_cookie_parameters::types::Point;
use header_and_cookie_parameters::{Client, Config};

use crate::server::Server;

#[tokio::test]
async fn they_go_into_headers_and_one_cookie_header() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    client
        .list_things("t-1")
        .x_ids([1, 2])
        .x_point(Point::new(3, 4))
        .session("s 1")
        .theme(ListThingsTheme::Dark)
        .send()
        .await
        .unwrap();
    let request = server.request();
    assert_eq!(request.line, "GET /things");
    assert_eq!(request.header("x-trace").as_deref(), Some("t-1"));
    assert_eq!(request.header("x-ids").as_deref(), Some("1,2"));
    assert_eq!(request.header("x-point").as_deref(), Some("x=3,y=4"));
    assert_eq!(
        request.header("cookie").as_deref(),
        Some("session=s%201; theme=dark")
    );
}
