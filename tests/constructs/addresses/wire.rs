use addresses::{Client, Config, Error};

use crate::server::Server;

#[tokio::test]
async fn a_relative_address_needs_one_of_the_caller_s() {
    let error = Client::new(Config::builder().build()).unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error:?}");
    assert!(error.to_string().contains("base_url"), "{error}");
    let server = Server::silent();
    let config = Config::builder().base_url(format!("{}/v1/", server.url()));
    let client = Client::new(config.build()).unwrap();
    client.a().send().await.unwrap();
    assert_eq!(server.request().line, "GET /v1/a");
}

#[test]
fn an_address_that_is_none_is_refused() {
    for address in [
        "",
        "localhost:80",
        "ftp://a",
        "http://u:p@a",
        "http://a?b",
        "http://a b",
    ] {
        let config = Config::builder().base_url(address).build();
        let error = Client::new(config).unwrap_err();
        assert!(matches!(error, Error::Config(_)), "{address}: {error:?}");
    }
}
