use missing_operation_id::{Client, Config};

use crate::server::Server;

#[tokio::test]
async fn method_and_path_make_the_name() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    client.get_users_by_id_posts("u").send().await.unwrap();
    client.post_users_by_id_posts("u").send().await.unwrap();
    let lines: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| request.line)
        .collect();
    assert_eq!(lines, ["GET /users/u/posts", "POST /users/u/posts"]);
}
