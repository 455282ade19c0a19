use server_variables::{Client, Config, Error};

use crate::server::Server;

#[tokio::test]
async fn a_variable_that_only_an_operation_s_server_has_can_be_set() {
    let server = Server::silent();
    let host = server.url().replace("http://", "");
    let config = Config::builder().server_variable("host", host);
    let client = Client::new(config.clone().build()).unwrap();
    client.b().send().await.unwrap();
    let second = Client::new(config.server_variable("version", "v2").build());
    second.unwrap().b().send().await.unwrap();
    let lines: Vec<_> = server.requests().into_iter().map(|it| it.line).collect();
    assert_eq!(lines, ["GET /v1/b", "GET /v2/b"]);
}

#[tokio::test]
async fn a_value_that_is_not_allowed_goes_nowhere() {
    let config = Config::builder().server_variable("none", "x").build();
    assert!(matches!(Client::new(config), Err(Error::Config(_))));
    let config = Config::builder().server_variable("version", "v3").build();
    assert!(matches!(Client::new(config), Err(Error::Config(_))));
}
