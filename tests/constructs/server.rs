//! A server on loopback that answers with the bytes given, and keeps what it was asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Method and target: `GET /pets?limit=1`.
    pub line: String,
    /// Names in lower case, in the order of the request.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header; those of several headers of one name are joined with `, `.
    pub fn header(&self, name: &str) -> Option<String> {
        let values = self.headers.iter().filter(|(known, _)| known == name);
        let values: Vec<_> = values.map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the body is a text")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }
}

pub struct Server {
    address: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Answers the first request with the first reply, and so on; the last reply stands for all that follow.
    pub fn answering<R: Into<Vec<u8>>>(replies: impl IntoIterator<Item = R>) -> Self {
        let replies: Vec<Vec<u8>> = replies.into_iter().map(Into::into).collect();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        thread::spawn(move || {
            for (count, stream) in listener.incoming().enumerate() {
                let reply = replies.get(count).or(replies.last()).cloned();
                let Ok(stream) = stream else { return };
                exchange(stream, &reply.unwrap_or_default(), &kept);
            }
        });
        Self { address, requests }
    }

    /// Hands each connection to `serve`, which reads the request and answers as it likes.
    pub fn serving(serve: impl Fn(&mut BufReader<TcpStream>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let serve = Arc::new(serve);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let serve = Arc::clone(&serve);
                thread::spawn(move || serve(&mut BufReader::new(stream)));
            }
        });
        let requests = Arc::default();
        Self { address, requests }
    }

    /// Answers each request with status 204.
    pub fn silent() -> Self {
        Self::answering([reply(204, &[], "")])
    }

    /// Answers each request with status 200 and this as JSON.
    pub fn json(body: &str) -> Self {
        Self::answering([reply(200, &[("content-type", "application/json")], body)])
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The only request so far.
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("nobody panicked").clone()
    }
}

/// The bytes of a reply, after which the connection is closed.
pub fn reply(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut text = format!("HTTP/1.1 {status} Whatever\r\nconnection: close\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    if status != 204 && status != 304 {
        text += &format!("content-length: {}\r\n", body.len());
    }
    let mut bytes = (text + "\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

fn exchange(stream: TcpStream, reply: &[u8], kept: &Mutex<Vec<Request>>) {
    let mut reader = BufReader::new(stream);
    if let Some(request) = read(&mut reader) {
        kept.lock().expect("nobody panicked").push(request);
        let _ = reader.get_mut().write_all(reply);
    }
}

/// Reads a request, its body included.
pub fn read(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut request = read_head(reader)?;
    if let Some(length) = request.header("content-length") {
        request.body.resize(length.parse().ok()?, 0);
        reader.read_exact(&mut request.body).ok()?;
    } else if request.header("transfer-encoding").as_deref() == Some("chunked") {
        while let Some(mut chunk) = read_chunk(reader)? {
            request.body.append(&mut chunk);
        }
    }
    Some(request)
}

/// A piece of a body that is sent in pieces; `Some(None)` at its end.
pub fn read_chunk(reader: &mut BufReader<TcpStream>) -> Option<Option<Vec<u8>>> {
    let size = usize::from_str_radix(&line(reader)?, 16).ok()?;
    let mut chunk = vec![0; size];
    reader.read_exact(&mut chunk).ok()?;
    line(reader)?;
    Some((size > 0).then_some(chunk))
}

/// Reads a request up to its body.
pub fn read_head(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut request = Request::default();
    let line = line(reader)?;
    request.line = line.strip_suffix(" HTTP/1.1")?.to_owned();
    loop {
        let line = self::line(reader)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        let value = value.trim().to_owned();
        request.headers.push((name.to_ascii_lowercase(), value));
    }
    Some(request)
}

fn line(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    line.strip_suffix("\r\n").map(str::to_owned)
}

/// The body that goes out when a client's operation `save` is called with a value.
macro_rules! sent {
    ($client:ident, $value:expr) => {{
        let server = $crate::server::Server::silent();
        let config = $client::Config::builder().base_url(server.url());
        let client = $client::Client::new(config.build()).unwrap();
        client.save($value).send().await.unwrap();
        server.request().text()
    }};
}

/// What a client's operation `load` makes of a reply; of an error, what it and its sources say.
macro_rules! loaded {
    ($client:ident, $body:expr) => {
        $crate::server::loaded!($client, "application/json", $body)
    };
    ($client:ident, $media_type:literal, $body:expr) => {{
        let reply = $crate::server::reply(200, &[("content-type", $media_type)], $body);
        let server = $crate::server::Server::answering([reply]);
        let config = $client::Config::builder().base_url(server.url());
        let client = $client::Client::new(config.build()).unwrap();
        let result = client.load().send().await;
        let value = result.map($client::Reply::into_inner);
        value.map_err(|error| $crate::server::story(&error))
    }};
}

pub(crate) use {loaded, sent};

/// What an error and its sources say.
pub fn story(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text += &format!(": {error}");
        source = error.source();
    }
    text
}
