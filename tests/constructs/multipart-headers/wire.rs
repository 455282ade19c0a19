use multipart_headers::types::{Origin, Page, SendBody, SendBodyNote, SendBodyPages, SendBodyScan};
use multipart_headers::{Client, Config, File};

use crate::multipart_body_wire::parts;
use crate::server::Server;

async fn sent(body: SendBody) -> Vec<(String, String)> {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    client.send(body).send().await.unwrap();
    let mut parts = parts(&server.request());
    for (head, _) in &mut parts {
        *head = head.replace("content-disposition: form-data; ", "");
    }
    parts
}

fn owned(parts: &[(&str, &str)]) -> Vec<(String, String)> {
    let parts = parts.iter();
    parts
        .map(|(head, content)| ((*head).to_owned(), (*content).to_owned()))
        .collect()
}

#[tokio::test]
async fn headers_of_texts_json_and_files_are_typed() {
    let note = SendBodyNote::new("n", 7)
        .x_tags(["a", "b"])
        .x_origin(Origin::new("Oslo").floor(2));
    let day = "2024-02-29".parse::<multipart_headers::runtime::value::Date>();
    let scan = SendBodyScan::new(
        File::from("png")
            .file_name("s.png")
            .content_type("image/png"),
    )
    .x_taken(day.unwrap())
    .x_area([1, 2]);
    let pages = [
        SendBodyPages::new(Page::new("1")).x_number(1),
        Page::new("2").into(),
    ];
    let body = SendBody::new(note).pages(pages).scan(scan).plain("p");
    let json = "name=\"pages\" | content-type: application/vnd.page+json";
    let mut expected = owned(&[
        (
            "name=\"note\" | X-Priority: 7 | X-Tags: a,b | X-Origin: city=Oslo,floor=2",
            "n",
        ),
        (&format!("{json} | X-Number: 1"), r#"{"text":"1"}"#),
        (json, r#"{"text":"2"}"#),
        (
            "name=\"scan\"; filename=\"s.png\" | content-type: image/png | X-Taken: 2024-02-29 | X-Area: [1,2]",
            "png",
        ),
        ("name=\"plain\"", "p"),
    ]);
    let mut sent = sent(body).await;
    sent.sort();
    expected.sort();
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn those_that_are_not_required_and_not_set_do_not_go_out() {
    let body = SendBody::new(SendBodyNote::new("n", 1)).scan("bytes");
    let octets = "name=\"scan\"; filename=\"scan\" | content-type: application/octet-stream";
    assert_eq!(
        sent(body).await,
        owned(&[("name=\"note\" | X-Priority: 1", "n"), (octets, "bytes")])
    );
}

#[tokio::test]
async fn a_header_that_would_begin_another_one_is_refused() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    let note = SendBodyNote::new("n", 1).x_tags(["a\r\nx-evil: 1"]);
    let error = client.send(SendBody::new(note)).send().await.unwrap_err();
    assert!(
        error.to_string().contains("a header of the part"),
        "{error}"
    );
    assert!(server.requests().is_empty());
}
