use xml_messages::types::{Book, Place, Shelf};
use xml_messages::{Client, Config, RetryPolicy};

use crate::server::{Server, reply};

fn client(server: &Server) -> Client {
    let config = Config::builder().base_url(server.url());
    Client::new(config.retry(RetryPolicy::none()).build()).unwrap()
}

#[tokio::test]
async fn names_attributes_lists_and_namespaces_are_those_described() {
    let body = "<?xml version=\"1.0\"?><b:book xmlns:b=\"http://example.com/books\" id=\"7\"><Title>x &lt; y</Title>\
                <author>A</author><author>B</author><tags><tag>t</tag></tags><printed>true</printed></b:book>";
    let server = Server::answering([reply(200, &[("content-type", "application/xml")], body)]);
    let book = Book::new(1, "a & b")
        .authors(["x", "y"])
        .tags(["t1", "t2"])
        .printed(false);
    let back = client(&server).add_book(book).send().await.unwrap();
    assert_eq!((back.id, back.title.as_str()), (7, "x < y"));
    assert_eq!(back.authors, Some(vec!["A".to_owned(), "B".to_owned()]));
    assert_eq!(back.tags, Some(vec!["t".to_owned()]));
    assert_eq!(back.printed, Some(true));
    let request = server.request();
    let content_type = request.header("content-type");
    assert_eq!(content_type.as_deref(), Some("application/xml"));
    let text = request.text();
    let text = text
        .split_once("?>")
        .map_or(text.as_str(), |(_, rest)| rest);
    assert_eq!(
        text,
        "<b:book xmlns:b=\"http://example.com/books\" id=\"1\"><Title>a &amp; b</Title><author>x</author>\
         <author>y</author><tags><tag>t1</tag><tag>t2</tag></tags><printed>false</printed></b:book>"
    );
}

#[tokio::test]
async fn the_root_is_called_like_the_schema_where_nothing_says_more() {
    let body = "<Shelf><place><row>1</row></place></Shelf>";
    let server = Server::answering([reply(
        200,
        &[("content-type", "text/xml; charset=utf-8")],
        body,
    )]);
    let shelf = Shelf::new()
        .place(Place::new(3))
        .books([Place::new(4), Place::new(5)]);
    let back = client(&server).add_shelf(shelf).send().await.unwrap();
    assert_eq!(back.place.as_ref().unwrap().row, 1);
    let request = server.request();
    assert_eq!(request.header("content-type").as_deref(), Some("text/xml"));
    let text = request.text();
    assert!(
        text.ends_with(
            "<Shelf><place><row>3</row></place><books><row>4</row></books><books><row>5</row></books></Shelf>"
        ),
        "{text}"
    );
}

#[tokio::test]
async fn errors_in_xml_are_typed_and_what_is_no_xml_is_an_error() {
    let body = "<problem><title>no</title></problem>";
    let head = [("content-type", "application/problem+xml")];
    let server = Server::answering([reply(400, &head, body)]);
    let error = client(&server)
        .add_shelf(Shelf::new())
        .send()
        .await
        .unwrap_err();
    let problem = error.as_reply().unwrap();
    assert_eq!(problem.title.as_deref(), Some("no"));
    let head = [("content-type", "text/xml")];
    for broken in ["", "<Shelf>", "{}", "<Shelf><place/></Shelf>"] {
        let server = Server::answering([reply(200, &head, broken)]);
        let result = client(&server).add_shelf(Shelf::new()).send().await;
        assert!(result.is_err(), "{broken}: {result:?}");
    }
}

#[tokio::test]
async fn a_list_that_is_the_whole_body_has_the_names_of_its_items() {
    let server = Server::silent();
    client(&server).put_numbers([1, 2]).send().await.unwrap();
    let text = server.request().text();
    let expected = "<numbers><number>1</number><number>2</number></numbers>";
    assert!(text.ends_with(expected), "{text}");
    let places = "<Places><Place><row>1</row></Place><Place><row>2</row></Place></Places>";
    let head = [("content-type", "application/xml")];
    let server = Server::answering([reply(200, &head, places)]);
    let call = client(&server).move_places([Place::new(1), Place::new(2)]);
    let back = call.send().await.unwrap();
    let rows: Vec<_> = back.iter().map(|place| place.row).collect();
    assert_eq!(rows, [1, 2]);
    let text = server.request().text();
    assert!(text.ends_with(places), "{text}");
}
