use std::io::Write;
use std::thread::sleep;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use time_limits::{Client, Config, Error, RetryPolicy};

use crate::server::{Server, read};

/// The limit of an exchange.
const LIMIT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(20);

fn client(server: &Server) -> Client {
    let config = Config::builder()
        .base_url(server.url())
        .attempt_timeout(LIMIT)
        .retry(RetryPolicy::none());
    Client::new(config.build()).unwrap()
}

/// A service that sends these, with a pause behind each.
fn slowly(pieces: &'static [&'static str], pause: Duration) -> Server {
    Server::serving(move |reader| {
        if read(reader).is_none() {
            return;
        }
        for piece in pieces {
            if reader.get_mut().write_all(piece.as_bytes()).is_err() {
                return;
            }
            sleep(pause);
        }
    })
}

#[tokio::test]
async fn a_head_or_a_body_that_does_not_come_is_given_up() {
    for server in [
        slowly(&["HTTP/1.1 "], LONG),
        slowly(&[""], LONG),
        slowly(
            &[
                "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\n",
                "ab",
            ],
            LONG,
        ),
    ] {
        let begun = Instant::now();
        let error = client(&server).whole().send().await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn a_stream_may_take_long_as_a_whole_but_not_between_two_pieces() {
    let server = slowly(
        &[
            "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n",
            "a",
            "b",
            "c",
            "d",
        ],
        LIMIT / 3,
    );
    let file = client(&server).stream().send().await.unwrap().into_inner();
    assert_eq!(file.bytes().await.unwrap(), "abcd");
    let server = slowly(
        &["HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\na", "b"],
        LONG,
    );
    let mut file = client(&server).stream().send().await.unwrap().into_inner();
    assert_eq!(file.next().await.unwrap().unwrap(), "a");
    let error = file.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}
