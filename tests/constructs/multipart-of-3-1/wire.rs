use multipart_of_3_1::types::UploadBody;
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
        .note("n");
    client.upload(body).send().await.unwrap();
    let mut sent = parts(&server.request());
    sent.sort();
    let head =
        |name: &str, rest: &str| format!("content-disposition: form-data; name=\"{name}\"{rest}");
    let binary = " | content-type: application/octet-stream";
    assert_eq!(
        sent,
        [
            (head("bare", binary), "bare".to_owned()),
            (
                head("encoded", " | content-type: image/gif"),
                "AQID".to_owned()
            ),
            (head("note", ""), "n".to_owned()),
            (
                head("picture", "; filename=\"a.png\" | content-type: image/png"),
                "png".to_owned()
            ),
            (head("raw", binary), "raw".to_owned()),
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
