//! Bodies of requests, byte for byte.

use futures_util::stream;

use super::*;

#[derive(Debug, Default)]
struct Pet {
    name: String,
    age: Option<i64>,
    tags: Vec<String>,
    owner: Option<Owner>,
}
crate::object!(Pet {
    name: "name",
    age: "age",
    tags: "tags",
    owner: "owner"
});

#[derive(Debug, Default)]
struct Owner {
    name: String,
}
crate::object!(Owner { name: "name" });

fn pet() -> Pet {
    Pet {
        name: "Mia & \"Mo\"".to_owned(),
        age: None,
        tags: vec!["a b".to_owned(), "c".to_owned()],
        owner: Some(Owner {
            name: "x".to_owned(),
        }),
    }
}

/// What arrives of a call with a body: content type and body.
async fn arrived(set: impl FnOnce(&mut Call)) -> (Option<String>, String) {
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    set(&mut call);
    sent(call).await.unwrap();
    (service.header("content-type"), service.body())
}

#[tokio::test]
async fn json_xml_text_and_bytes_are_sent_under_their_media_types() {
    let (kind, body) = arrived(|call| call.json(&pet())).await;
    assert_eq!(kind.unwrap(), "application/json");
    assert_eq!(
        body,
        r#"{"name":"Mia & \"Mo\"","tags":["a b","c"],"owner":{"name":"x"}}"#
    );
    let (kind, body) = arrived(|call| {
        call.json(&vec![1]);
        call.media_type("application/merge-patch+json");
    })
    .await;
    assert_eq!(
        (kind.unwrap().as_str(), body.as_str()),
        ("application/merge-patch+json", "[1]")
    );
    let (kind, body) = arrived(|call| {
        call.xml(
            "Pet",
            &Owner {
                name: "a<b".to_owned(),
            },
        );
    })
    .await;
    assert_eq!(kind.unwrap(), "application/xml");
    assert!(body.ends_with("<Pet><name>a&lt;b</name></Pet>"), "{body}");
    let (kind, body) = arrived(|call| call.text(&"é".to_owned(), "text/plain")).await;
    assert_eq!((kind.unwrap().as_str(), body.as_str()), ("text/plain", "é"));
    let (kind, body) = arrived(|call| {
        call.binary(b"\0bytes".to_vec(), "image/png");
        call.media_type("image/*");
    })
    .await;
    assert_eq!(
        (kind.unwrap().as_str(), body.as_str()),
        ("image/png", "\0bytes")
    );
}

#[tokio::test]
async fn an_absent_body_is_none_and_a_write_says_that_it_is_empty() {
    let none: Option<Owner> = None;
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    call.json(&none);
    call.media_type("application/json");
    sent(call).await.unwrap();
    assert_eq!(service.header("content-type"), None);
    assert_eq!(service.header("content-length").unwrap(), "0");
    assert_eq!(service.body(), "");
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    call.text(&String::new(), "text/plain");
    sent(call).await.unwrap();
    assert_eq!(service.header("content-type").unwrap(), "text/plain");
    assert_eq!(service.header("content-length").unwrap(), "0");
}

#[tokio::test]
async fn a_form_writes_scalars_lists_and_nested_values() {
    let (kind, body) = arrived(|call| call.form(&pet(), &[])).await;
    assert_eq!(kind.unwrap(), "application/x-www-form-urlencoded");
    assert_eq!(
        body,
        "name=Mia+%26+%22Mo%22&tags=a+b&tags=c&owner=%7B%22name%22%3A%22x%22%7D"
    );
    const FIELDS: [FormField; 2] = [
        FormField {
            name: "tags",
            style: Style::Form,
            explode: false,
            reserved: false,
        },
        FormField {
            name: "owner",
            style: Style::DeepObject,
            explode: true,
            reserved: false,
        },
    ];
    let (_, body) = arrived(|call| call.form(&pet(), &FIELDS)).await;
    assert_eq!(body, "name=Mia+%26+%22Mo%22&tags=a+b,c&owner%5Bname%5D=x");
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    call.form(&vec![1], &[]);
    assert!(sent(call).await.is_err() && service.requests().is_empty());
}

#[tokio::test]
async fn parts_are_written_as_browsers_do_with_a_boundary_of_their_own() {
    let parts = || {
        Multipart::new()
            .text("tags", &vec!["a".to_owned(), "b".to_owned()])
            .text("none", &None::<String>)
            .json("pet", &vec![1])
            .xml(
                "doc",
                "Doc",
                &Owner {
                    name: "x".to_owned(),
                },
            )
            .content_type("text/xml")
            .header("x-part", "1")
            .file(
                "a\"b\r\n",
                File::from(b"data".to_vec()).file_name("ü\"\n.txt"),
            )
            .file("image", File::from("png").content_type("image/png"))
            .content_type("image/gif")
    };
    let (kind, body) = arrived(|call| {
        call.multipart(parts());
        call.media_type("multipart/form-data");
    })
    .await;
    let kind = kind.unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(boundary.len(), "part-".len() + 32);
    let body = body.replace(boundary, "B").replace("\r\n", "\n");
    assert_eq!(
        body,
        "--B\ncontent-disposition: form-data; name=\"tags\"\n\na\n\
         --B\ncontent-disposition: form-data; name=\"tags\"\n\nb\n\
         --B\ncontent-disposition: form-data; name=\"pet\"\ncontent-type: application/json\n\n[1]\n\
         --B\ncontent-disposition: form-data; name=\"doc\"\ncontent-type: text/xml\nx-part: 1\n\n\
         <?xml version=\"1.0\" encoding=\"UTF-8\"?><Doc><name>x</name></Doc>\n\
         --B\ncontent-disposition: form-data; name=\"a%22b%0D%0A\"; filename=\"ü%22%0A.txt\"\n\
         content-type: application/octet-stream\n\ndata\n\
         --B\ncontent-disposition: form-data; name=\"image\"; filename=\"image\"\ncontent-type: image/png\n\npng\n\
         --B--\n"
    );
    let (other, _) = arrived(|call| call.multipart(parts())).await;
    assert_ne!(other.unwrap(), kind);
}

/// RFC 7578, section 4.2.
#[tokio::test]
async fn a_file_has_the_name_of_its_part_unless_it_has_its_own() {
    let files = [File::from("1"), File::from("2").file_name("two.txt")];
    let mut parts = Multipart::new().text("text", &1);
    for file in files {
        parts = parts.file("a \"b\"", file);
    }
    let (_, body) = arrived(|call| call.multipart(parts.json("json", &1))).await;
    let heads = body.lines().filter(|line| line.starts_with("content-disp"));
    let heads: Vec<_> = heads
        .map(|head| head.trim_start_matches("content-disposition: form-data; "))
        .collect();
    assert_eq!(
        heads,
        [
            "name=\"text\"",
            "name=\"a %22b%22\"; filename=\"a %22b%22\"",
            "name=\"a %22b%22\"; filename=\"two.txt\"",
            "name=\"json\"",
        ]
    );
}

#[tokio::test]
async fn a_part_s_header_cannot_begin_another() {
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    call.multipart(
        Multipart::new()
            .text("a", &1)
            .header("x-a", "1\r\nx-evil: 1"),
    );
    let problem = sent(call).await.unwrap_err().to_string();
    assert!(
        problem.contains("\"a\"") && service.requests().is_empty(),
        "{problem}"
    );
}

fn pieces() -> Upload {
    Upload::stream(stream::iter(
        ["one ", "two"].map(|piece| Ok(bytes::Bytes::from(piece))),
    ))
}

#[tokio::test]
async fn a_stream_is_sent_in_chunks_and_a_file_with_its_length() {
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    call.binary(pieces(), "text/plain");
    sent(call).await.unwrap();
    assert_eq!(service.header("transfer-encoding").unwrap(), "chunked");
    assert_eq!(service.body(), "one two");

    let path = std::env::temp_dir().join(format!("acs-upload-{}", std::process::id()));
    std::fs::write(&path, "x".repeat(200_000)).unwrap();
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    call.multipart(Multipart::new().file("f", File::open(&path)));
    sent(call).await.unwrap();
    let (length, body) = (service.header("content-length").unwrap(), service.body());
    assert_eq!(length, body.len().to_string());
    assert!(body.contains(&"x".repeat(200_000)) && body.contains("filename=\"acs-upload-"));
    std::fs::remove_file(&path).unwrap();

    let mut call = service.client(&API).call(&POST);
    call.binary(Upload::file(&path), "text/plain");
    let problem = sent(call).await.unwrap_err().to_string();
    assert!(problem.contains("cannot be opened"), "{problem}");
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn a_text_goes_out_in_the_charset_of_its_media_type_or_not_at_all() {
    for (charset, expected) in [
        ("utf-8", "ü\u{20ac}".as_bytes()),
        ("UTF-16", &[0xfe, 0xff, 0, 0xfc, 0x20, 0xac]),
        ("utf-16le", &[0xfc, 0, 0xac, 0x20]),
        ("utf-16be", &[0, 0xfc, 0x20, 0xac]),
    ] {
        let sent = bytes_in(charset, "ü\u{20ac}").await.unwrap();
        assert_eq!(sent, expected, "{charset}");
    }
    assert_eq!(
        bytes_in("\"ISO-8859-1\"", "aü").await.unwrap(),
        [0x61, 0xfc]
    );
    assert_eq!(bytes_in("windows-1251", "a").await.unwrap(), [0x61]);
    for (charset, text) in [("iso-8859-1", "\u{20ac}"), ("windows-1251", "ü")] {
        let problem = bytes_in(charset, text).await.unwrap_err().to_string();
        assert!(problem.contains(charset), "{problem}");
    }
}

/// The bytes of a text that arrive.
async fn bytes_in(charset: &str, text: &str) -> Result<Vec<u8>, CallError<Undocumented>> {
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    let media_type = format!("text/plain; charset={charset}");
    call.text(&text.to_owned(), &media_type);
    sent(call).await?;
    assert_eq!(service.header("content-type").unwrap(), media_type);
    let request = service.seen.lock().unwrap()[0].clone();
    let head = find(&request, b"\r\n\r\n").unwrap();
    Ok(request[head + 4..].to_vec())
}

#[tokio::test]
async fn the_length_of_a_body_is_its_own_whatever_a_header_says() {
    for (given, body, stated) in [("1", "four", "4"), ("70", "four", "4"), ("7", "", "0")] {
        let service = Service::answering(json("{}")).await;
        let mut call = service.client(&API).call(&POST);
        call.text(&body.to_owned(), "text/plain");
        call.header("Content-Length", given);
        sent(call).await.unwrap();
        assert_eq!(service.header("content-length").unwrap(), stated);
        assert_eq!(service.body(), body);
    }
    // Of a stream nobody else knows it.
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    call.binary(pieces(), "text/plain");
    call.header("Content-Length", "7");
    sent(call).await.unwrap();
    assert_eq!(service.header("content-length").unwrap(), "7");
    assert_eq!(service.body(), "one two");
}

#[tokio::test]
async fn a_stream_is_sent_once_and_bytes_again() {
    static PUT: Operation = Operation {
        method: Method::Put,
        effect: Effect::Idempotent,
        ..GET
    };
    let busy = || Act::Send(reply("503 Busy", "", ""));
    for (body, attempts) in [(Upload::from("x"), 3), (pieces(), 1)] {
        let service = Service::acting(vec![busy()]).await;
        let client = service.client_with(&API, |config| {
            config.retry(RetryPolicy::default()).retry_dice(|| 0.0)
        });
        let mut call = client.call(&PUT);
        call.binary(body, "text/plain");
        let again = call.clone();
        assert_eq!(sent(call).await.unwrap_err().status(), Some(503));
        assert_eq!(service.requests().len(), attempts);
        if attempts == 1 {
            let problem = sent(again).await.unwrap_err().to_string();
            assert!(problem.contains("was sent already"), "{problem}");
        }
    }
}

#[tokio::test]
async fn a_stream_that_no_connection_took_is_sent_with_the_next_attempt() {
    let service = Service::answering(json("{}")).await;
    // Nobody listens there any more.
    let gone = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let mut call = service.client(&API).call(&POST);
    call.binary(pieces(), "text/plain");
    let mut first = call.clone();
    first.base_url(&format!("http://{gone}"));
    assert!(!sent(first).await.unwrap_err().may_have_reached_service());
    sent(call).await.unwrap();
    assert_eq!(service.body(), "one two");
}

#[tokio::test]
async fn an_upload_that_fails_fails_the_call_with_its_reason() {
    let broken = stream::iter([
        Ok(bytes::Bytes::from("a")),
        Err(std::io::Error::other("disk on fire")),
    ]);
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    call.binary(Upload::stream(broken), "text/plain");
    let error = sent(call).await.unwrap_err();
    assert!(
        all_of(&error).contains("disk on fire"),
        "{}",
        all_of(&error)
    );
}
