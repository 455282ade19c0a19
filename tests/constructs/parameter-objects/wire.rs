use std::collections::BTreeMap;

use parameter_objects::types::{Deep, Page, Point};
use parameter_objects::{Client, Config};

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

fn point() -> Point {
    Point::new(1, 2)
}

#[tokio::test]
async fn in_the_path_each_style_has_two_ways() {
    let server = Server::silent();
    let client = client(&server);
    client.simple(point()).send().await.unwrap();
    client.simple_apart(point()).send().await.unwrap();
    client.label(point()).send().await.unwrap();
    client.label_apart(point()).send().await.unwrap();
    client.matrix(point()).send().await.unwrap();
    client.matrix_apart(["a", "b;"], "").send().await.unwrap();
    let lines = server.requests().into_iter().map(|it| it.line);
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "GET /simple/x,1,y,2",
            "GET /simple-apart/x=1,y=2",
            "GET /label.x,1,y,2",
            "GET /label-apart.x=1.y=2",
            "GET /matrix;point=x,1,y,2",
            "GET /matrix-apart;list=a;list=b%3B;text",
        ]
    );
}

#[tokio::test]
async fn as_json_at_any_place() {
    let server = Server::silent();
    let call = client(&server).json(point()).x_point(point());
    call.point_cookie(point()).send().await.unwrap();
    let request = server.request();
    let encoded = "%7B%22x%22%3A1%2C%22y%22%3A2%7D";
    assert_eq!(request.line, format!("GET /json/{encoded}"));
    assert_eq!(request.header("x-point").unwrap(), r#"{"x":1,"y":2}"#);
    assert_eq!(
        request.header("cookie").unwrap(),
        format!("point={encoded}")
    );
}

#[tokio::test]
async fn in_headers_and_cookies() {
    let server = Server::silent();
    let call = client(&server).others().x_point(point());
    call.point(point()).apart(point()).send().await.unwrap();
    let request = server.request();
    assert_eq!(request.line, "GET /others");
    assert_eq!(request.header("x-point").unwrap(), "x,1,y,2");
    assert_eq!(request.header("cookie").unwrap(), "point=x,1,y,2; x=1; y=2");
}

#[tokio::test]
async fn a_member_and_a_parameter_of_one_name_are_both_sent() {
    let server = Server::silent();
    let call = client(&server).others().size(1);
    let call = call.page(Page::new().size(2).after("a"));
    call.send().await.unwrap();
    assert_eq!(server.request().line, "GET /others?size=1&size=2&after=a");
    let server = Server::silent();
    let call = client(&server)
        .others()
        .page(Page::new().size(2).after("a"));
    let call = call.size(1).page(Page::new().size(3));
    call.send().await.unwrap();
    assert_eq!(server.request().line, "GET /others?size=3&size=1");
}

#[tokio::test]
async fn maps_are_objects_and_what_a_style_cannot_say_is_not_sent_at_all() {
    let server = Server::silent();
    let free = BTreeMap::from([("a b".to_owned(), "c".to_owned())]);
    client(&server).others().free(free).send().await.unwrap();
    assert_eq!(server.request().line, "GET /others?a%20b=c");
    let server = Server::silent();
    let deep = Deep::new().point(point());
    let error = client(&server)
        .others()
        .deep(deep)
        .send()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("the parameter deep"), "{error}");
    assert!(server.requests().is_empty());
}
