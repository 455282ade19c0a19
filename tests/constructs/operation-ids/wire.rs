use operation_ids::{Client, Config};

use crate::server::Server;

#[tokio::test]
async fn any_name_becomes_one_that_is_rust_and_stands_once() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    client.get_pet_by_id().send().await.unwrap();
    client.type_().send().await.unwrap();
    client._3d().send().await.unwrap();
    client.get_pet().send().await.unwrap();
    client.get_pet2().send().await.unwrap();
    client.get_pet3().send().await.unwrap();
    client.宠物().send().await.unwrap();
    client.new2().send().await.unwrap();
    client.clone2().send().await.unwrap();
    client.call2().send().await.unwrap();
    client.self_().send().await.unwrap();
    client.error().send().await.unwrap();
    client.pets_list().send().await.unwrap();
    client.get_pets_by_id("a").send().await.unwrap();
    client.get_pets_by_id2("a").send().await.unwrap();
    client.blank().send().await.unwrap();
    let sent = server.requests().into_iter().map(|it| it.line);
    let expected = (1..=13).map(|number| format!("GET /{number}"));
    let others = ["GET /pets/a", "GET /pets/a/", "GET /a%20path"].map(str::to_owned);
    assert_eq!(
        sent.collect::<Vec<_>>(),
        expected.chain(others).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn each_method_of_http_is_sent() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    client.get_ways().send().await.unwrap();
    client.put_ways().send().await.unwrap();
    client.post_ways().send().await.unwrap();
    client.delete_ways().send().await.unwrap();
    client.options_ways().send().await.unwrap();
    client.head_ways().send().await.unwrap();
    client.patch_ways().send().await.unwrap();
    client.trace_ways().send().await.unwrap();
    let requests = server.requests();
    // HTTP forbids a body, which is described.
    let trace = requests.last().unwrap();
    assert_eq!(
        (trace.header("content-type"), trace.text()),
        (None, String::new())
    );
    let sent = requests.into_iter().map(|it| it.line);
    let methods = [
        "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
    ];
    let expected = methods.map(|method| format!("{method} /ways"));
    assert_eq!(sent.collect::<Vec<_>>(), expected);
}
