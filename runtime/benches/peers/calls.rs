//! One call by three clients, to the same server in the same process, over one connection each.

use std::fs;
use std::hint::black_box;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use edas_client::runtime::BoxFuture;
use edas_client::runtime::error::TransportError;
use edas_client::runtime::transport::{ReplyLimits, Transport};
use edas_client::{Client, Config, Credentials};
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::{Builder, Runtime};

const ROUNDS: usize = 9;
const CALLS: u32 = 10_000;
const ID: &str = "30b2374d-9520-4d72-8c1b-4d72795c0000";

/// Answers every request with the same reply. Requests and replies are small: one read is one request.
fn server(reply: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{reply}",
        reply.len()
    );
    let reply: &'static str = reply.leak();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            stream.set_nodelay(true).expect("a socket option");
            thread::spawn(move || {
                let mut request = [0; 4096];
                while stream.read(&mut request).is_ok_and(|read| read > 0) {
                    stream.write_all(reply.as_bytes()).expect("sent");
                }
            });
        }
    });
    format!("http://{address}")
}

/// Keeps the request that it is to send, and has no reply.
#[derive(Clone, Debug, Default)]
struct Capture(Arc<Mutex<Option<http::Request<bytes::Bytes>>>>);

impl Transport for Capture {
    fn send(
        &self,
        request: http::Request<bytes::Bytes>,
        _: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<bytes::Bytes>, TransportError>> {
        *self.0.lock().expect("no panic") = Some(request);
        Box::pin(async { Ok(http::Response::new(bytes::Bytes::new())) })
    }
}

fn config(endpoint: &str) -> edas_client::ConfigBuilder {
    let credentials = Credentials::new("LTAI-FAKE-0123456789ab", "a-secret").expect("a key");
    Config::builder().endpoint(endpoint).credentials(credentials)
}

fn reqwest() -> reqwest::Client {
    let client = reqwest::Client::builder().no_proxy().http1_only();
    client.build().expect("a client")
}

/// What the client sends, its headers and signature included, to be sent over and over.
fn captured(runtime: &Runtime, endpoint: &str) -> http::Request<bytes::Bytes> {
    let capture = Capture::default();
    let client = Client::new(config(endpoint).transport(capture.clone()).build());
    let call = client.expect("a client").abort_and_rollback_change_order(ID);
    let _ = runtime.block_on(call.send());
    capture.0.lock().expect("no panic").take().expect("a request")
}

fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).expect("below a second"))
}

/// Wall and CPU time of a call, in microseconds. The CPU time is of the client's thread alone.
fn round(call: &mut dyn FnMut()) -> (f64, f64) {
    let (wall, used) = (Instant::now(), cpu());
    for _ in 0..CALLS {
        call();
    }
    let micros = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(CALLS);
    (micros(wall.elapsed()), micros(cpu() - used))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let sample = std::env::args().nth(1).expect("the path of a reply in JSON");
    let reply: &'static str = fs::read_to_string(sample).expect("a file").leak();
    let endpoint = server(reply);
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");

    let request = captured(&runtime, &endpoint);
    let (bare, url) = (reqwest(), reqwest::Url::parse(&request.uri().to_string()).expect("a URL"));
    let mut bare = || {
        let request = bare.put(url.clone()).headers(request.headers().clone());
        let bytes = runtime.block_on(async { request.send().await.expect("sent").bytes().await });
        black_box(bytes.expect("a body"));
    };
    let client = Client::new(config(&endpoint).build()).expect("a client");
    let mut own = || {
        let call = client.abort_and_rollback_change_order(ID);
        black_box(runtime.block_on(call.send()).expect("a reply"));
    };
    let peer = edas_progenitor::Client::new_with_client(&endpoint, reqwest());
    let mut peer = || {
        let call = peer.abort_and_rollback_change_order(ID);
        black_box(runtime.block_on(call).expect("a reply"));
    };

    let mut calls: [(&str, &mut dyn FnMut()); 3] = [
        ("reqwest, headers signed before", &mut bare),
        ("edas-client", &mut own),
        ("progenitor, which signs nothing", &mut peer),
    ];
    let mut times = vec![(Vec::new(), Vec::new()); calls.len()];
    for (_, call) in &mut calls {
        round(call);
    }
    // By turns, so that a change of the machine's mood concerns all.
    for _ in 0..ROUNDS {
        for ((_, call), (wall, used)) in calls.iter_mut().zip(&mut times) {
            let (w, u) = round(call);
            wall.push(w);
            used.push(u);
        }
    }
    println!("{:<36}{:>10}{:>10}", "microseconds a call, the median", "wall", "CPU");
    for ((name, _), (wall, used)) in calls.iter().zip(times) {
        println!("{name:<36}{:>10.1}{:>10.1}", median(wall), median(used));
    }
}
