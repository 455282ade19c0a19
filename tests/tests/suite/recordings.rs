//! Requests against recordings of the official Python SDK, and replies against what it decodes.

use std::time::{Duration, SystemTime};

use acs_runtime::signing::{CanonicalHeaders, SignatureVersion, acs3, roa};
use acs_runtime::{
    Effect, Endpoints, Envelope, Method, Operation, Service, decode_json, decode_xml,
};
use edas_client::change_order::AbortAndRollbackChangeOrderResponse;
use edas_client::testing::{Reply, Script};
use edas_client::{Client, Config, ConfigBuilder, Credentials};
use http::Request;
use serde_json::Value;

const REQUESTS: &str = include_str!("../../recordings/requests.jsonl");
const WITH_TOKEN: &str = include_str!("../../recordings/requests-sts.jsonl");
const DOCUMENTED: &str = include_str!("../../recordings/documented-authorization.jsonl");
const RESPONSES: &str = include_str!("../../recordings/responses.jsonl");

/// Headers of the SDK alone, or of the HTTP library below.
const NOT_OURS: [&str; 6] = [
    "accept-encoding",
    "content-length",
    "user-agent",
    "x-acs-credentials-provider",
    "authorization",
    "host",
];

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a recording is JSON"))
        .collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is a text"))
}

fn pairs(value: &Value) -> Vec<(String, String)> {
    let pair = |pair: &Value| {
        (
            pair[0].as_str().expect("a name").into(),
            pair[1].as_str().expect("a value").into(),
        )
    };
    value.as_array().expect("pairs").iter().map(pair).collect()
}

fn headers(recording: &Value) -> Vec<(String, String)> {
    let headers = recording["request"]["headers"]
        .as_object()
        .expect("headers");
    headers
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().expect("a text").to_owned()))
        .collect()
}

/// A client that signs with the recording's key, date and nonce.
fn config(recording: &Value, transport: Script) -> ConfigBuilder {
    let (id, secret) = (
        text(recording, "access_key_id"),
        text(recording, "access_key_secret"),
    );
    let credentials = match recording["security_token"].as_str() {
        Some(token) => Credentials::temporary(id, secret, token, None),
        None => Credentials::new(id, secret),
    };
    let date: jiff::Timestamp = text(recording, "date").parse().expect("a date");
    let seconds = u64::try_from(date.as_second()).expect("after 1970");
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let nonce = text(recording, "nonce").to_owned();
    let version = if text(recording, "sig") == "v3" {
        SignatureVersion::Acs3
    } else {
        SignatureVersion::Roa
    };
    Config::builder()
        .region("cn-hangzhou")
        .credentials(credentials.expect("usable"))
        .signature(version)
        .signing_clock(move || date)
        .signing_nonce(move || nonce.clone())
        .transport(transport)
}

fn sent(transport: &Script) -> Request<bytes::Bytes> {
    let request = transport.requests().pop().expect("a request was sent");
    request.http().clone()
}

/// Compares all but the signature.
fn assert_same_request(recording: &Value, request: &Request<bytes::Bytes>) {
    let (id, recorded) = (text(recording, "id"), &recording["request"]);
    assert_eq!(request.method().as_str(), text(recorded, "method"), "{id}");
    assert_eq!(request.uri().path(), text(recorded, "path"), "{id}");
    assert_eq!(
        request
            .uri()
            .authority()
            .map(ToString::to_string)
            .as_deref(),
        Some(header_of(recording, "host")),
        "{id}"
    );
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let mut query: Vec<_> = url::form_urlencoded::parse(query).into_owned().collect();
    let mut expected = pairs(&recorded["query"]);
    query.sort();
    expected.sort();
    assert_eq!(query, expected, "{id}");
    assert_eq!(request.body(), text(recorded, "body"), "{id}");
    let ours = |name: &str| !NOT_OURS.contains(&name);
    let mut found: Vec<_> = request
        .headers()
        .iter()
        .filter(|(name, _)| ours(name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().expect("a text").to_owned()))
        .collect();
    let mut expected: Vec<_> = headers(recording)
        .into_iter()
        .filter(|(name, _)| ours(name))
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{id}");
}

fn header_of<'a>(recording: &'a Value, name: &str) -> &'a str {
    text(&recording["request"]["headers"], name)
}

#[tokio::test]
async fn the_typed_call_sends_what_the_official_sdk_sends() {
    let recordings = lines(REQUESTS);
    assert_eq!(recordings.len(), 4);
    for recording in &recordings {
        let transport = Script::always(Reply::json(r#"{"Code":200}"#));
        let client = Client::new(config(recording, transport.clone()).build()).expect("usable");
        let id = text(&recording["input"], "ChangeOrderId");
        client
            .abort_and_rollback_change_order(id)
            .send()
            .await
            .expect("answered");
        let request = sent(&transport);
        assert_same_request(recording, &request);
        assert_signs_what_it_sends(recording, &request);
    }
}

/// Computes the signature again from the request alone: the SDK's own header is not there, so that the recorded
/// signature cannot be.
fn assert_signs_what_it_sends(recording: &Value, request: &Request<bytes::Bytes>) {
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let query: Vec<_> = url::form_urlencoded::parse(query).into_owned().collect();
    let query: Vec<_> = query
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let mut all: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().expect("a text")))
        .collect();
    if !request.headers().contains_key("host") {
        all.push(("host", header_of(recording, "host")));
    }
    let (method, path) = (request.method().as_str(), request.uri().path());
    let (key, secret) = (
        text(recording, "access_key_id"),
        text(recording, "access_key_secret"),
    );
    let expected = if text(recording, "sig") == "v3" {
        all.retain(|(name, _)| {
            ["host", "content-type"].contains(name) || name.starts_with("x-acs-")
        });
        all.sort_unstable();
        let names: Vec<_> = all.iter().map(|(name, _)| *name).collect();
        let hash = acs3::content_hash(request.body());
        let headers = CanonicalHeaders::new(&all);
        let canonical = acs3::canonical_request(method, path, &query, &headers, &hash);
        let signature = acs3::signature(secret, &acs3::string_to_sign(&canonical));
        acs3::authorization(key, &names.join(";"), &signature)
    } else {
        let string = roa::string_to_sign(method, path, &query, &all);
        roa::authorization(key, &roa::signature(secret, &string))
    };
    let found = request.headers()["authorization"].to_str();
    assert_eq!(
        found.expect("a text"),
        expected,
        "{}",
        text(recording, "id")
    );
}

static SERVICE: Service = Service {
    product: "edas",
    version: "2017-08-01",
    user_agent: "test/1",
    endpoints: Endpoints {
        rule: "edas.{region}.aliyuncs.com",
        rule_vpc: "edas-vpc.{region}.aliyuncs.com",
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

/// The operation of a recording; it lives as long as the test.
fn operation(recording: &Value) -> &'static Operation {
    let request = &recording["request"];
    let method = match text(request, "method") {
        "GET" => Method::Get,
        "PUT" => Method::Put,
        other => panic!("{other}"),
    };
    Box::leak(Box::new(Operation {
        name: text(recording, "op").to_owned().leak(),
        path: text(request, "path").to_owned().leak(),
        method,
        effect: Effect::Write,
    }))
}

/// Sends the recording with the one header that only the SDK has, so that the signatures cover the same.
async fn replayed(recording: &Value) -> Request<bytes::Bytes> {
    let transport = Script::always(Reply::json(r#"{"Code":200}"#));
    let client = acs_runtime::Client::new(&SERVICE, config(recording, transport.clone()).build())
        .expect("usable");
    let mut call = client.call(operation(recording));
    call.query_pairs(pairs(&recording["request"]["query"]));
    call.header(
        "x-acs-credentials-provider",
        header_of(recording, "x-acs-credentials-provider").to_owned(),
    );
    call.send::<acs_runtime::Empty>().await.expect("answered");
    sent(&transport)
}

#[tokio::test]
async fn both_signatures_are_exact_with_and_without_a_token() {
    let documented = lines(DOCUMENTED);
    let recordings: Vec<_> = lines(REQUESTS)
        .into_iter()
        .chain(lines(WITH_TOKEN))
        .collect();
    assert_eq!(recordings.len(), 8);
    for recording in &recordings {
        let id = text(recording, "id");
        let request = replayed(recording).await;
        assert_same_request(recording, &request);
        let authorization = request.headers()["authorization"].to_str().expect("a text");
        if text(recording, "sig") == "v2" {
            assert_eq!(authorization, header_of(recording, "authorization"), "{id}");
        } else {
            let line = documented.iter().find(|line| line["id"] == id);
            let line = line.unwrap_or_else(|| panic!("{id} has no documented authorization"));
            assert_eq!(authorization, text(line, "authorization"), "{id}");
        }
    }
}

#[test]
fn over_the_recorded_headers_the_signature_is_the_recorded_one() {
    for recording in lines(REQUESTS).iter().chain(&lines(WITH_TOKEN)) {
        let request = &recording["request"];
        let (method, path) = (text(request, "method"), text(request, "path"));
        let (query, all) = (pairs(&request["query"]), headers(recording));
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let all: Vec<_> = all
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let (key, secret) = (
            text(recording, "access_key_id"),
            text(recording, "access_key_secret"),
        );
        let recorded = header_of(recording, "authorization");
        let (string_to_sign, authorization) = if text(recording, "sig") == "v3" {
            let names = recorded
                .split("SignedHeaders=")
                .nth(1)
                .and_then(|rest| rest.split(',').next())
                .expect("names");
            let signed: Vec<_> = all
                .into_iter()
                .filter(|(name, _)| names.split(';').any(|it| it == *name))
                .collect();
            let hash = acs3::content_hash(text(request, "body").as_bytes());
            let canonical = acs3::canonical_request(
                method,
                path,
                &query,
                &CanonicalHeaders::new(&signed),
                &hash,
            );
            assert_eq!(canonical, text(recording, "canonical_request"));
            let string = acs3::string_to_sign(&canonical);
            let signature = acs3::signature(secret, &string);
            (string, acs3::authorization(key, names, &signature))
        } else {
            let string = roa::string_to_sign(method, path, &query, &all);
            let signature = roa::signature(secret, &string);
            (string, roa::authorization(key, &signature))
        };
        assert_eq!(string_to_sign, text(recording, "string_to_sign"));
        assert_eq!(authorization, recorded);
    }
}

#[test]
fn the_recorded_reply_decodes_to_what_the_official_sdk_makes_of_it() {
    let recordings = lines(RESPONSES);
    assert_eq!(recordings.len(), 1);
    for recording in &recordings {
        let (mut json, mut xml) = (
            AbortAndRollbackChangeOrderResponse::default(),
            AbortAndRollbackChangeOrderResponse::default(),
        );
        decode_json(text(recording, "json").as_bytes(), &mut json).expect("JSON");
        decode_xml(text(recording, "xml").as_bytes(), &mut xml).expect("XML");
        assert_eq!(json, xml);
        let value: Value = serde_json::from_str(&acs_runtime::to_json(&json)).expect("JSON");
        assert_eq!(value, recording["expected"]);
    }
}
