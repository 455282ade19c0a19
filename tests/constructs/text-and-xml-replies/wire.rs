use text_and_xml_replies::{Client, Config};

use crate::server::{Server, reply};

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

fn answering(content_type: &str, body: impl AsRef<[u8]>) -> Server {
    Server::answering([reply(200, &[("content-type", content_type)], body)])
}

#[tokio::test]
async fn texts_come_as_they_are_and_scalars_are_read() {
    let server = answering("text/plain; charset=utf-8", "ü\n");
    assert_eq!(*client(&server).text().send().await.unwrap(), "ü\n");
    assert_eq!(
        server.request().header("accept").as_deref(),
        Some("text/plain")
    );
    let server = answering("text/plain", "-5");
    assert_eq!(*client(&server).number().send().await.unwrap(), -5);
    let server = answering("text/csv", "a,b\r\n");
    assert_eq!(*client(&server).table().send().await.unwrap(), "a,b\r\n");
    let server = answering("text/html", "<p>");
    assert_eq!(*client(&server).page().send().await.unwrap(), "<p>");
    let server = answering("text/plain", "");
    assert_eq!(*client(&server).text().send().await.unwrap(), "");
}

#[tokio::test]
async fn a_text_is_read_in_the_charset_that_the_reply_names() {
    let server = answering("text/plain; charset=ISO-8859-1", [0x61, 0xfc]);
    assert_eq!(*client(&server).text().send().await.unwrap(), "aü");
    let server = answering("text/plain;charset=\"utf-16\"", [0xff, 0xfe, 0xfc, 0]);
    assert_eq!(*client(&server).text().send().await.unwrap(), "ü");
    let server = answering("text/plain;charset=utf-16", [0xfe, 0xff, 0, 0xfc]);
    assert_eq!(*client(&server).text().send().await.unwrap(), "ü");
    let server = answering("text/plain; charset=utf-16le", [0x35, 0]);
    assert_eq!(*client(&server).number().send().await.unwrap(), 5);
}

#[tokio::test]
async fn other_encodings_and_other_values_are_errors() {
    let server = answering("text/plain; charset=windows-1251", [0xfc]);
    client(&server).text().send().await.unwrap_err();
    let server = answering("text/plain; charset=utf-16", [0xfe, 0xff, 0]);
    client(&server).text().send().await.unwrap_err();
    let server = answering("text/plain", [0xff]);
    client(&server).text().send().await.unwrap_err();
    let server = answering("text/plain", "five");
    client(&server).number().send().await.unwrap_err();
}

#[tokio::test]
async fn forms_and_xml_are_typed() {
    let server = answering(
        "application/x-www-form-urlencoded",
        "token=a+b%26&expires=60&scope=x&scope=y&new=1",
    );
    let token = client(&server).form().send().await.unwrap();
    assert_eq!((token.token.as_str(), token.expires), ("a b&", Some(60)));
    assert_eq!(token.scope, Some(vec!["x".to_owned(), "y".to_owned()]));
    let body = "<List count=\"1\"><items><items><token>t</token></items></items></List>";
    let server = answering("application/xml", body);
    let list = client(&server).xml().send().await.unwrap();
    assert_eq!(list.count, Some(1));
    assert_eq!(list.items.as_ref().unwrap()[0].token, "t");
}
