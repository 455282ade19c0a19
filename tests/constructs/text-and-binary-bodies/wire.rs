use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use text_and_binary_bodies::types::{PutCellBody, PutMessageBodyObject, PutWordBodyText};
use text_and_binary_bodies::{Client, Config, CustomizeCall, Upload};

use crate::server::{Server, read_chunk, read_head, reply};

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

fn sent(server: &Server) -> (Option<String>, Vec<u8>) {
    let request = server.request();
    (request.header("content-type"), request.body)
}

#[tokio::test]
async fn texts_go_out_as_they_are() {
    let server = Server::silent();
    client(&server).put_text("a \"ü\"\n").send().await.unwrap();
    let expected = (
        Some("text/plain".to_owned()),
        "a \"ü\"\n".as_bytes().to_vec(),
    );
    assert_eq!(sent(&server), expected);
    let server = Server::silent();
    client(&server).put_number(-7).send().await.unwrap();
    assert_eq!(
        sent(&server),
        (Some("text/plain".to_owned()), b"-7".to_vec())
    );
    let server = Server::silent();
    client(&server).put_table("a,b\r\n").send().await.unwrap();
    assert_eq!(
        sent(&server),
        (Some("text/csv".to_owned()), b"a,b\r\n".to_vec())
    );
}

#[tokio::test]
async fn texts_of_several_types_go_out_without_the_quotation_marks_of_json() {
    let text = |kind: &str, text: &str| (Some(kind.to_owned()), text.as_bytes().to_vec());
    let server = Server::silent();
    client(&server).put_word(7).send().await.unwrap();
    assert_eq!(sent(&server), text("text/plain", "7"));
    let server = Server::silent();
    let all = PutWordBodyText::All;
    client(&server).put_word(all).send().await.unwrap();
    assert_eq!(sent(&server), text("text/plain", "all"));
    let server = Server::silent();
    let cell = PutCellBody::Text("a;b".to_owned());
    client(&server).put_cell(cell).send().await.unwrap();
    assert_eq!(sent(&server), text("text/csv", "a;b"));
}

#[tokio::test]
async fn a_text_or_an_object_goes_out_as_what_it_is() {
    let server = Server::silent();
    client(&server).put_message("a").send().await.unwrap();
    let expected = (Some("text/plain".to_owned()), b"a".to_vec());
    assert_eq!(sent(&server), expected);
    let server = Server::silent();
    let message = PutMessageBodyObject::new().text("a");
    client(&server).put_message(message).send().await.unwrap();
    assert_eq!(sent(&server).1, b"{\"text\":\"a\"}".to_vec());
}

#[tokio::test]
async fn bytes_go_out_as_they_are() {
    let bytes = vec![0, 255, 13, 10];
    let server = Server::silent();
    client(&server)
        .put_bytes(bytes.clone())
        .send()
        .await
        .unwrap();
    let expected = (Some("application/octet-stream".to_owned()), bytes.clone());
    assert_eq!(sent(&server), expected);
    let server = Server::silent();
    client(&server)
        .put_picture(bytes.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(sent(&server), (Some("image/png".to_owned()), bytes));
}

#[tokio::test]
async fn of_a_range_the_caller_says_which_it_is() {
    let server = Server::silent();
    let call = client(&server).put_any_picture(vec![1]);
    call.with_header("content-type", "image/gif")
        .send()
        .await
        .unwrap();
    assert_eq!(sent(&server), (Some("image/gif".to_owned()), vec![1]));
    let server = Server::silent();
    let picture = Upload::from(vec![2]).content_type("image/webp");
    client(&server)
        .put_any_picture(picture)
        .send()
        .await
        .unwrap();
    assert_eq!(sent(&server), (Some("image/webp".to_owned()), vec![2]));
    let server = Server::silent();
    let call = client(&server).put_anything().body("x");
    call.send().await.unwrap();
    assert_eq!(
        sent(&server),
        (Some("application/octet-stream".to_owned()), b"x".to_vec())
    );
    let server = Server::silent();
    client(&server).put_anything().send().await.unwrap();
    assert_eq!(sent(&server), (None, Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_goes_out_in_pieces_and_is_not_held() {
    const PIECE: usize = 64 << 10;
    const PIECES: usize = 800;
    let asked = Arc::new(AtomicUsize::new(0));
    let (seen, total) = (Arc::clone(&asked), Arc::new(AtomicUsize::new(0)));
    let taken = Arc::clone(&total);
    let server = Server::serving(move |reader| {
        read_head(reader).unwrap();
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
    let body = Upload::stream(futures_util::stream::iter(pieces));
    client(&server).put_bytes(body).send().await.unwrap();
    assert_eq!(total.load(Ordering::SeqCst), PIECE * PIECES);
}

#[tokio::test]
async fn a_stream_that_breaks_is_no_complete_body() {
    let server = Server::silent();
    let broken = std::io::Error::other("the source broke");
    let pieces = [Ok("begun".into()), Err(broken)];
    let body = Upload::stream(futures_util::stream::iter(pieces));
    client(&server).put_bytes(body).send().await.unwrap_err();
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn bytes_in_base64_go_out_as_its_text() {
    let server = Server::silent();
    let call = client(&server).put_encoded(vec![0_u8, 255, 1]);
    call.send().await.unwrap();
    let expected = (Some("image/png".to_owned()), b"AP8B".to_vec());
    assert_eq!(sent(&server), expected);
}
