use form_body::types::{Login, LoginDevice};
use form_body::{Client, Config};

use crate::server::Server;

#[tokio::test]
async fn members_are_pairs_and_objects_are_json_texts() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    let login = Login::new("a b&c")
        .roles(["r1", "r2"])
        .scopes(["s1", "s2"])
        .device(LoginDevice::new().os("x"));
    client.login(login).send().await.unwrap();
    let request = server.request();
    let form = Some("application/x-www-form-urlencoded");
    assert_eq!(request.header("content-type").as_deref(), form);
    assert_eq!(
        request.text(),
        "user=a+b%26c&roles=r1&roles=r2&scopes=s1,s2&device=%7B%22os%22%3A%22x%22%7D"
    );
}
