//! What a call costs beside the bare request, and what decoding costs beside `serde_json` into the same struct.

mod fixtures;

use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

use acs_runtime::{Client, decode_json};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fixtures::{Memory, REPLY, Rollout, SERVICE, call, config, derived, one_megabyte, own, sign};
use tokio::runtime::{Builder, Runtime};

/// A server that knows one reply, on a thread of its own.
fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let length = REPLY.len();
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{REPLY}"
    );
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            stream.set_nodelay(true).expect("a socket option");
            let reply = reply.clone();
            thread::spawn(move || {
                let mut request = [0; 4096];
                // One read is one request: they are small, and the next comes after the reply.
                while stream.read(&mut request).is_ok_and(|read| read > 0) {
                    stream.write_all(reply.as_bytes()).expect("sent");
                }
            });
        }
    });
    address
}

fn runtime() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// A call without a network: arguments, signing, retries, spans, decoding.
fn own_cost(criterion: &mut Criterion) {
    let runtime = runtime();
    let client = Client::new(&SERVICE, config().transport(Memory).build()).expect("a client");
    let mut group = criterion.benchmark_group("call");
    group.bench_function("without a network", |bencher| {
        bencher.iter(|| black_box(runtime.block_on(call(&client))));
    });
    group.finish();
}

/// The same over loopback, beside reqwest with headers of the same size.
fn loopback(criterion: &mut Criterion) {
    let runtime = runtime();
    let address = server();
    let endpoint = format!("http://{address}");
    let client = Client::new(&SERVICE, config().endpoint(&endpoint).build()).expect("a client");
    let bare = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let url = format!("{endpoint}/rollout?RolloutId=30b2374d-9520-4d72");
    let authorization = "x".repeat(300);
    let mut group = criterion.benchmark_group("loopback");
    group.bench_function("call", |bencher| {
        bencher.iter(|| black_box(runtime.block_on(call(&client))));
    });
    group.bench_function("reqwest", |bencher| {
        bencher.iter(|| {
            runtime.block_on(async {
                let request = bare
                    .get(&url)
                    .header("x-acs-version", "2017-08-01")
                    .header("x-acs-action", "GetRollout")
                    .header("x-acs-date", "2026-01-02T03:04:05Z")
                    .header("x-acs-signature-nonce", "0123456789abcdef0123456789abcdef")
                    .header("x-acs-content-sha256", "0".repeat(64))
                    .header("authorization", &authorization);
                let reply = request.send().await.expect("a reply");
                black_box(reply.bytes().await.expect("a body"))
            })
        });
    });
    group.finish();
}

/// The signature alone.
fn signing(criterion: &mut Criterion) {
    criterion.bench_function("signing", |bencher| bencher.iter(sign));
}

/// A reply as small as most are.
fn decode_small(criterion: &mut Criterion) {
    criterion.bench_function("decode a small reply", |bencher| {
        bencher.iter(|| {
            let mut read = Rollout::default();
            decode_json(black_box(REPLY.as_bytes()), &mut read).expect("a document");
            read
        });
    });
}

fn decode(criterion: &mut Criterion) {
    let document = one_megabyte();
    let mut group = criterion.benchmark_group("decode 1 MB");
    group.throughput(Throughput::Bytes(document.len() as u64));
    group.bench_function("acs-runtime", |bencher| {
        bencher.iter(|| {
            let mut read = own::Applications::default();
            decode_json(black_box(document.as_bytes()), &mut read).expect("a document");
            read
        });
    });
    group.bench_function("serde_json", |bencher| {
        bencher.iter(|| {
            serde_json::from_slice::<derived::Applications>(black_box(document.as_bytes()))
                .expect("a document")
        });
    });
    group.finish();
}

criterion_group!(benches, own_cost, loopback, signing, decode_small, decode);
criterion_main!(benches);
