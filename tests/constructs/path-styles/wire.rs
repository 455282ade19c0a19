use path_styles::types::MatrixApartPoint;
use path_styles::{Client, Config};

use crate::server::Server;

#[tokio::test]
async fn each_style_has_its_own_marks() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    client.simple("a/b c", [1, 2]).send().await.unwrap();
    client.label([1, 2]).send().await.unwrap();
    client.matrix([1, 2]).send().await.unwrap();
    client
        .matrix_apart(MatrixApartPoint::new(1, 2))
        .send()
        .await
        .unwrap();
    let lines: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| request.line)
        .collect();
    assert_eq!(
        lines,
        [
            "GET /simple/a%2Fb%20c/1,2",
            "GET /label.1.2",
            "GET /matrix;list=1,2",
            "GET /matrix-apart;x=1;y=2",
        ]
    );
}
