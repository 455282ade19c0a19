use std::collections::BTreeMap;

use multipart_of_3_1::types::{
    StyledBody, StyledBodyFilter, StyledBodyIds, StyledBodyPoint, UploadBody,
};
use multipart_of_3_1::{Client, Config, File, Multipart};

use crate::multipart_body_wire::parts;
use crate::server::Server;

#[tokio::test]
async fn a_media_type_makes_a_file_and_an_encoding_a_text() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    let body = UploadBody::new(File::from("png").file_name("a.png"))
        .raw("raw")
        .bare("bare")
        .encoded(vec![1, 2, 3])
        .note("n")
        .ready(r#"{"a":1}"#);
    client.upload(body).send().await.unwrap();
    let mut sent = parts(&server.request());
    sent.sort();
    let head =
        |name: &str, rest: &str| format!("content-disposition: form-data; name=\"{name}\"{rest}");
    let binary = |name: &str| {
        let rest = format!("; filename=\"{name}\" | content-type: application/octet-stream");
        head(name, &rest)
    };
    assert_eq!(
        sent,
        [
            (binary("bare"), "bare".to_owned()),
            (
                head("encoded", " | content-type: image/gif"),
                "AQID".to_owned()
            ),
            (head("note", ""), "n".to_owned()),
            (
                head("picture", "; filename=\"a.png\" | content-type: image/png"),
                "png".to_owned()
            ),
            (binary("raw"), "raw".to_owned()),
            // A text that is JSON already.
            (
                head("ready", " | content-type: application/json"),
                r#"{"a":1}"#.to_owned()
            ),
        ]
    );
}

#[tokio::test]
async fn parts_that_nothing_describes_are_the_caller_s() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    let body = Multipart::new()
        .text("a", &1_i64)
        .json("b", &vec![1_i64])
        .header("x-part", "2");
    client.free(body).send().await.unwrap();
    let sent = parts(&server.request());
    assert_eq!(sent[0].1, "1");
    assert_eq!(
        sent[1].0,
        "content-disposition: form-data; name=\"b\" | content-type: application/json | x-part: 2"
    );
}

/// What 3.1 says of styles in a form of parts: the pairs of a query, each a part, and nothing is percent-encoded.
#[tokio::test]
async fn a_style_makes_parts_as_it_makes_pairs_of_a_query() {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    let filter = StyledBodyFilter::new()
        .size(BTreeMap::from([("g t".to_owned(), 1)]))
        .tags(["a,b", "c"]);
    let body = StyledBody::new()
        .ids(StyledBodyIds::new([1, 2]).x_count(2))
        .tags(["a b", "c&d"])
        .names(["e,f", "g"])
        .filter(filter)
        .page(BTreeMap::from([("after".to_owned(), "é".to_owned())]))
        .point(StyledBodyPoint::new().x(1));
    client.styled(body).send().await.unwrap();
    let sent = parts(&server.request());
    let shown = sent.iter().map(|(head, content)| {
        let name = head.strip_prefix("content-disposition: form-data; name=").unwrap();
        (name, content.as_str())
    });
    let shown: Vec<_> = shown.collect();
    assert_eq!(
        shown,
        [
            ("\"ids\" | X-Count: 2", "1,2"),
            ("\"tags\"", "a b|c&d"),
            ("\"names\"", "e,f"),
            ("\"names\"", "g"),
            ("\"filter[size][g t]\"", "1"),
            ("\"filter[tags]\"", "a,b"),
            ("\"filter[tags]\"", "c"),
            ("\"after\"", "é"),
            (
                "\"point\" | content-type: application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><point><x>1</x></point>"
            ),
        ]
    );
    // No other spelling of the delimiter tells an item with one from two.
    let body = StyledBody::new().tags(["a|b"]);
    let error = client.styled(body).send().await.unwrap_err();
    assert!(error.to_string().contains("tags"), "{error}");
}
