use blocking::{Client, Config};

use crate::server::{Server, reply};

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

#[test]
fn a_program_that_is_not_asynchronous_gets_the_same_values() {
    let server = Server::json("5");
    assert_eq!(*client(&server).read().send_blocking().unwrap(), 5);
    assert_eq!(server.request().line, "GET /things");
    let json = [("content-type", "application/json")];
    let server = Server::answering([reply(404, &json, "\"none\"")]);
    let error = client(&server).read().send_blocking().unwrap_err();
    assert_eq!(**error.as_reply().unwrap(), "none");
}

#[tokio::test]
async fn where_waiting_would_block_others_it_is_an_error() {
    let server = Server::json("5");
    let error = client(&server).read().send_blocking().unwrap_err();
    assert!(server.requests().is_empty(), "{error}");
}
