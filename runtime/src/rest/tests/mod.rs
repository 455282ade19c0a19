//! Calls over loopback, to a server that answers with prepared bytes and keeps what it received.
#![allow(
    clippy::items_after_statements,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "facts stand beside the test that needs them, and readers have one signature"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::error::{Error, TransportErrorKind};
use crate::retry::RetryPolicy;
use crate::value::Value;

mod again;
mod bodies;
mod faults;
mod parameters;
mod replies;
mod security;
mod streams;

/// A text in pieces, cut behind so many bytes.
pub(super) fn cut(text: &[u8], mut cuts: Vec<usize>) -> Vec<&[u8]> {
    cuts.sort_unstable();
    let mut from = 0;
    let ends = cuts.into_iter().map(|cut| cut.min(text.len()));
    ends.chain([text.len()])
        .map(|to| &text[std::mem::replace(&mut from, to)..to])
        .collect()
}

/// What the server does with one request.
#[derive(Clone, Debug)]
enum Act {
    /// Sends these bytes and closes.
    Send(Vec<u8>),
    /// Sends these pieces, with a pause after each, and closes.
    Pieces(Vec<Vec<u8>>, Duration),
    /// Sends these bytes and then nothing.
    Hang(Vec<u8>),
}

/// A server on loopback. Each connection takes one request.
struct Service {
    url: String,
    seen: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Service {
    /// The last act goes on for all further requests.
    async fn acting(acts: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        tokio::spawn(async move {
            for turn in 0.. {
                let (connection, _) = listener.accept().await.unwrap();
                let act = acts.get(turn).or(acts.last()).cloned().unwrap();
                tokio::spawn(serve(connection, act, Arc::clone(&kept)));
            }
        });
        Self { url, seen }
    }

    async fn answering(reply: impl Into<Vec<u8>>) -> Self {
        Self::acting(vec![Act::Send(reply.into())]).await
    }

    fn client(&self, api: &'static Api) -> Client {
        self.client_with(api, |config| config)
    }

    fn client_with(
        &self,
        api: &'static Api,
        set: impl FnOnce(ConfigBuilder) -> ConfigBuilder,
    ) -> Client {
        let config = Config::builder()
            .base_url(format!("{}/v1", self.url))
            .retry(RetryPolicy::none());
        Client::new(api, set(config).build()).unwrap()
    }

    /// The requests as texts, without the service's own address.
    fn requests(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        let host = self.url.trim_start_matches("http://");
        let texts = seen.iter().map(|bytes| String::from_utf8_lossy(bytes));
        texts.map(|text| text.replace(host, "HOST")).collect()
    }

    fn request(&self) -> String {
        let [only] = &self.requests()[..] else {
            panic!("{:?}", self.requests())
        };
        only.clone()
    }

    /// The first line without the version.
    fn line(&self) -> String {
        let request = self.request();
        let line = request.lines().next().unwrap();
        line.strip_suffix(" HTTP/1.1").unwrap().to_owned()
    }

    fn body(&self) -> String {
        self.request().split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    fn header(&self, name: &str) -> Option<String> {
        let request = self.request();
        let mut lines = request.split("\r\n\r\n").next().unwrap().lines();
        lines.find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(": ")?.to_owned()))
    }
}

async fn serve(mut connection: TcpStream, act: Act, seen: Arc<Mutex<Vec<Vec<u8>>>>) {
    let request = received(&mut connection).await;
    seen.lock().unwrap().push(request);
    match act {
        Act::Send(bytes) => drop(connection.write_all(&bytes).await),
        Act::Pieces(pieces, pause) => {
            for piece in pieces {
                if connection.write_all(&piece).await.is_err() {
                    return;
                }
                tokio::time::sleep(pause).await;
            }
        }
        Act::Hang(bytes) => {
            let _ = connection.write_all(&bytes).await;
            std::future::pending::<()>().await;
        }
    }
    let _ = connection.shutdown().await;
}

/// One whole request: its head, and a body by its length or in chunks, which are put together.
async fn received(connection: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(at) = find(&bytes, b"\r\n\r\n") {
            break at + 4;
        }
        if connection.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return bytes;
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let chunked = text.contains("transfer-encoding: chunked");
    let done = |bytes: &[u8]| match length {
        Some(length) => bytes.len() - head >= length,
        None => !chunked || bytes.ends_with(b"0\r\n\r\n"),
    };
    while !done(&bytes) {
        if connection.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            break;
        }
    }
    if chunked {
        let body = dechunked(&bytes[head..]);
        bytes.truncate(head);
        bytes.extend(body);
    }
    bytes
}

fn dechunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(at) = find(bytes, b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..at]).unwrap(), 16).unwrap();
        let from = at + 2;
        if size == 0 || bytes.len() < from + size {
            break;
        }
        body.extend(&bytes[from..from + size]);
        bytes = &bytes[from + size + 2..];
    }
    body
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// A reply that ends with its body.
fn reply(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend(body);
    bytes
}

fn json(body: &str) -> Vec<u8> {
    reply("200 OK", "content-type: application/json\r\n", body)
}

static API: Api = Api {
    title: "Zoo",
    user_agent: "zoo-client/1",
    servers: &[],
    operation_servers: &[],
    schemes: &[],
};

const JSON: Content = Content {
    media_type: "application/json",
    kind: Kind::Json,
};

/// Answers with any JSON.
static GET: Operation = Operation {
    name: "getIt",
    method: Method::Get,
    path: "/it",
    effect: Effect::Read,
    security: &[],
    servers: &[],
    success: &[Case {
        status: Status::Code(200),
        contents: &[JSON],
    }],
    failure: &[],
};

static POST: Operation = Operation {
    name: "postIt",
    method: Method::Post,
    effect: Effect::Write,
    ..GET
};

async fn sent(call: Call) -> Result<Reply<crate::value::Any>, CallError<Undocumented>> {
    call.send(|answer| answer.value(), |answer| answer.undocumented())
        .await
}

/// What kept a call from an answer.
fn other<E: std::fmt::Debug>(error: CallError<E>) -> Error {
    match error {
        CallError::Other(error) => error,
        CallError::Reply(reply) => panic!("{reply:?}"),
    }
}

/// An error and all that is behind it, with what `Debug` says.
fn all_of(error: &dyn std::error::Error) -> String {
    let mut text = format!("{error:?}: {error}");
    let mut source = error.source();
    while let Some(error) = source {
        text += &format!(": {error}");
        source = error.source();
    }
    text
}
