use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use multipart_body::types::{Owner, UploadBody};
use multipart_body::{Client, Config, File, Upload};

use crate::server::{Request, Server, read_chunk, read_head, reply};

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

/// Head and content of each part.
pub fn parts(request: &Request) -> Vec<(String, String)> {
    let content_type = request.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let text = request.text();
    let body = text.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    let delimiter = format!("--{boundary}\r\n");
    let parts = body.split(&delimiter).skip(1);
    let parts = parts.map(|part| {
        let (head, content) = part.split_once("\r\n\r\n").unwrap();
        let content = content.strip_suffix("\r\n").unwrap();
        (head.replace("\r\n", " | "), content.to_owned())
    });
    parts.collect()
}

#[tokio::test]
async fn each_kind_of_part_says_what_it_is() {
    let server = Server::silent();
    let body = UploadBody::new("a\r\nb", File::from(vec![1, 2]).file_name("ü \"1\".bin"))
        .count(3)
        .day(
            "2024-02-29"
                .parse::<multipart_body::runtime::value::Date>()
                .unwrap(),
        )
        .labels(["x", "y"])
        .owner(Owner::new("o"))
        .owners([Owner::new("p"), Owner::new("q")])
        .settings(Owner::new("s"))
        .page("<p>")
        .picture(
            File::from("png".to_owned())
                .file_name("p.png")
                .header("x-width", "7"),
        )
        .any(File::from("jpg".to_owned()).content_type("image/jpeg"))
        .attachments([
            File::from("1").file_name("1"),
            File::from("2").content_type("text/csv"),
        ]);
    client(&server).upload(body).send().await.unwrap();
    let request = server.request();
    assert_eq!(request.line, "POST /files");
    let name = |name: &str| format!("content-disposition: form-data; name=\"{name}\"");
    let typed = |part: &str, media: &str| format!("{} | content-type: {media}", name(part));
    let file = |part: &str, file: &str, media: &str| {
        format!(
            "{}; filename=\"{file}\" | content-type: {media}",
            name(part)
        )
    };
    let binary = "application/octet-stream";
    let json = "application/json";
    let mut expected = [
        (name("title"), "a\r\nb"),
        (name("count"), "3"),
        (name("day"), "2024-02-29"),
        (name("labels"), "x"),
        (name("labels"), "y"),
        (typed("owner", json), r#"{"name":"o"}"#),
        (typed("owners", json), r#"{"name":"p"}"#),
        (typed("owners", json), r#"{"name":"q"}"#),
        (
            typed("settings", "application/vnd.acme+json"),
            r#"{"name":"s"}"#,
        ),
        (typed("page", "text/html"), "<p>"),
        (file("file", "ü %221%22.bin", binary), "\u{1}\u{2}"),
        (file("picture", "p.png", "image/png | x-width: 7"), "png"),
        (file("any", "any", "image/jpeg"), "jpg"),
        (file("attachments", "1", binary), "1"),
        (file("attachments", "attachments", "text/csv"), "2"),
    ]
    .map(|(head, content)| (head, content.to_owned()));
    let mut sent = parts(&request);
    sent.sort();
    expected.sort();
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn what_is_not_required_and_not_set_is_no_part() {
    let server = Server::silent();
    let body = UploadBody::new("", File::from(""));
    client(&server).upload(body).send().await.unwrap();
    let sent = parts(&server.request());
    let contents: Vec<_> = sent.iter().map(|(_, content)| content.as_str()).collect();
    assert_eq!(contents, ["", ""]);
}

#[tokio::test]
async fn a_file_of_the_disk_has_its_name_and_a_length_that_is_known() {
    let path = std::env::temp_dir().join(format!("part-{}.txt", std::process::id()));
    std::fs::write(&path, "from disk").unwrap();
    let server = Server::silent();
    let body = UploadBody::new("t", File::open(&path).content_type("text/plain"));
    client(&server).upload(body).send().await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let request = server.request();
    assert!(request.header("content-length").is_some());
    let name = path.file_name().unwrap().to_str().unwrap();
    let head = format!(
        "content-disposition: form-data; name=\"file\"; filename=\"{name}\" | content-type: text/plain"
    );
    assert_eq!(parts(&request)[1], (head, "from disk".to_owned()));
    let body = UploadBody::new("t", File::open(&path));
    let error = client(&server).upload(body).send().await.unwrap_err();
    assert!(error.to_string().contains("cannot be opened"), "{error}");
}

/// 50 MB, of which the server does not take any before the client had to stop.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_is_asked_for_no_more_than_the_service_takes() {
    const PIECE: usize = 64 << 10;
    const PIECES: usize = 800;
    let asked = Arc::new(AtomicUsize::new(0));
    let (seen, total) = (Arc::clone(&asked), Arc::new(AtomicUsize::new(0)));
    let taken = Arc::clone(&total);
    let server = Server::serving(move |reader| {
        let head = read_head(reader).unwrap();
        assert_eq!(head.header("transfer-encoding").as_deref(), Some("chunked"));
        // Until nothing more is asked for.
        let mut before = usize::MAX;
        while before != seen.load(Ordering::SeqCst) {
            before = seen.load(Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(200));
        }
        assert!(before < PIECES / 2, "{before} pieces were held");
        while let Some(chunk) = read_chunk(reader).unwrap() {
            taken.fetch_add(chunk.len(), Ordering::SeqCst);
        }
        reader.get_mut().write_all(&reply(204, &[], "")).unwrap();
    });
    let pieces = (0..PIECES).map(move |_| {
        asked.fetch_add(1, Ordering::SeqCst);
        Ok(vec![7; PIECE].into())
    });
    let file = Upload::stream(futures_util::stream::iter(pieces));
    let body = UploadBody::new("big", File::from(file).file_name("big"));
    client(&server).upload(body).send().await.unwrap();
    let total = total.load(Ordering::SeqCst);
    assert!(
        (PIECE * PIECES..PIECE * PIECES + 1000).contains(&total),
        "{total}"
    );
}
