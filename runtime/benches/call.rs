//! What a call costs beside the bare request, and what decoding costs beside `serde_json` into the same struct.

use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

use acs_runtime::credentials::Credentials;
use acs_runtime::error::TransportError;
use acs_runtime::transport::{ReplyLimits, Transport};
use acs_runtime::{
    BoxFuture, Client, Config, Effect, Endpoints, Envelope, Method, Operation, Response, Service,
    decode_json,
};
use bytes::Bytes;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tokio::runtime::{Builder, Runtime};

static SERVICE: Service = Service {
    product: "demo",
    version: "2017-08-01",
    user_agent: "demo-client/1",
    endpoints: Endpoints {
        rule: "demo.{region}.example.com",
        rule_vpc: "",
        fixed: &[],
        vpc_regions: &[],
    },
    envelope: Envelope {
        code: "Code",
        message: "Message",
        request_id: "RequestId",
        error_code: "ErrorCode",
        success: "Success",
        success_codes: &["200"],
    },
};

static GET: Operation = Operation {
    name: "GetRollout",
    method: Method::Get,
    path: "/rollout",
    effect: Effect::Read,
};

const REPLY: &str =
    r#"{"Code":200,"Message":"success","RequestId":"81E0B333-2871-4C65-9C4C-B8F5FF43AAAA"}"#;

#[derive(Debug, Default)]
struct Rollout {
    code: Option<i32>,
    message: Option<String>,
}
acs_runtime::object!(Rollout {
    code: "Code",
    message: "Message"
});

impl Response for Rollout {
    const XML_NAME: &'static str = "Rollout";
}

/// A service without a network.
#[derive(Debug)]
struct Memory;

impl Transport for Memory {
    fn send(
        &self,
        _: http::Request<Bytes>,
        _: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let reply = http::Response::new(Bytes::from_static(REPLY.as_bytes()));
        Box::pin(std::future::ready(Ok(reply)))
    }
}

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

fn config() -> acs_runtime::config::ConfigBuilder {
    let credentials = Credentials::new("LTAI-FAKE-0123456789ab", "a-secret").expect("a key");
    Config::builder()
        .region("cn-hangzhou")
        .credentials(credentials)
}

async fn call(client: &Client) -> Rollout {
    let mut call = client.call(&GET);
    call.query("RolloutId", "30b2374d-9520-4d72".to_owned());
    call.send::<Rollout>().await.expect("a reply")
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

/// The same two structs for both decoders.
macro_rules! structs {
    ($(#[$attribute:meta])*) => {
        $(#[$attribute])*
        #[derive(Debug, Default)]
        pub(super) struct Application {
            app_id: Option<String>,
            name: Option<String>,
            cluster_id: Option<String>,
            create_time: Option<i64>,
            instances: Option<i32>,
            port: Option<i32>,
            region_id: Option<String>,
        }

        $(#[$attribute])*
        #[derive(Debug, Default)]
        pub(super) struct Applications {
            application: Vec<Application>,
        }
    };
}

mod own {
    structs!();
    acs_runtime::object!(Application {
        app_id: "AppId",
        name: "Name",
        cluster_id: "ClusterId",
        create_time: "CreateTime",
        instances: "Instances",
        port: "Port",
        region_id: "RegionId",
    });
    acs_runtime::object!(Applications {
        application: "Application"
    });
}

mod derived {
    structs!(
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "PascalCase", default)]
        #[allow(dead_code, reason = "only decoded")]
    );
}

fn decode(criterion: &mut Criterion) {
    let one = r#"{"AppId":"3616cdca-4f92-4413-9520-4d72795c0000","ClusterId":"c37aec2a-bcca-4ec1-9520-4d72795c0000",
        "CreateTime":1573626226691,"Instances":3,"Name":"demo-application","Port":8080,"RegionId":"cn-hangzhou",
        "State":"RUNNING"}"#;
    let many = vec![one; (1 << 20) / one.len()].join(",");
    let document = format!(r#"{{"Application":[{many}]}}"#);
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

criterion_group!(benches, own_cost, loopback, decode);
criterion_main!(benches);
