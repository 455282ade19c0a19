//! Requests against recordings of the official SDK.

use acs_runtime::signing::{CanonicalHeaders, acs3, roa};
use bytes::Bytes;
use http::Request;
use serde_json::Value;

use super::{Difference, difference, members, pairs, replay, text};

/// Headers of the SDK alone, or of the HTTP library below it. `host` and `authorization` are compared by themselves.
const NOT_OURS: [&str; 6] = [
    "accept-encoding",
    "content-length",
    "user-agent",
    "x-acs-credentials-provider",
    "authorization",
    "host",
];

/// What the client's request differs in from the recorded one.
pub async fn check(recording: &Value) -> Vec<Difference> {
    let compared = match replay::request(recording).await {
        Ok(request) => compare(recording, &request),
        Err(unusable) => Err(unusable),
    };
    compared.unwrap_or_else(|unusable| vec![unusable])
}

fn compare(recording: &Value, request: &Request<Bytes>) -> Result<Vec<Difference>, Difference> {
    let recorded = &recording["request"];
    let mut found = Vec::new();
    difference::texts(
        "method",
        text(recorded, "method")?,
        request.method().as_str(),
        &mut found,
    );
    difference::texts(
        "path",
        text(recorded, "path")?,
        request.uri().path(),
        &mut found,
    );
    let query = decoded(request.uri().query().unwrap_or_default().as_bytes());
    difference::pairs("query", &pairs(recorded, "query")?, &query, &mut found);
    compare_body(recorded, request, &mut found)?;
    compare_headers(recorded, request, &mut found)?;
    difference::texts(
        "authorization over the recorded headers",
        text(&recorded["headers"], "authorization")?,
        &authorization(recording, request)?,
        &mut found,
    );
    Ok(found)
}

fn compare_body(
    recorded: &Value,
    request: &Request<Bytes>,
    found: &mut Vec<Difference>,
) -> Result<(), Difference> {
    let (body, content_type) = (
        text(recorded, "body")?,
        recorded["headers"]["content-type"].as_str(),
    );
    if content_type.is_some_and(|it| it.starts_with("application/x-www-form-urlencoded")) {
        let form = decoded(request.body());
        difference::pairs("form", &decoded(body.as_bytes()), &form, found);
    } else {
        let own = String::from_utf8_lossy(request.body());
        difference::texts("body", body, &own, found);
    }
    Ok(())
}

fn compare_headers(
    recorded: &Value,
    request: &Request<Bytes>,
    found: &mut Vec<Difference>,
) -> Result<(), Difference> {
    let headers = recorded_headers(recorded)?;
    let host = headers.iter().find(|(name, _)| name == "host");
    let authority = request.uri().authority().map(ToString::to_string);
    difference::texts(
        "host",
        host.map(|(_, host)| host.as_str()).unwrap_or_default(),
        &authority.unwrap_or_default(),
        found,
    );
    let ours = |(name, _): &(String, String)| !NOT_OURS.contains(&name.as_str());
    let expected: Vec<_> = headers.into_iter().filter(ours).collect();
    let own = request.headers().iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.to_string(), value)
    });
    let own: Vec<_> = own.filter(ours).collect();
    difference::pairs("header", &expected, &own, found);
    Ok(())
}

/// The recorded headers with their names in lower case, as HTTP takes them.
fn recorded_headers(recorded: &Value) -> Result<Vec<(String, String)>, Difference> {
    let headers = members(recorded, "headers")?.into_iter();
    Ok(headers
        .map(|(name, value)| (name.to_ascii_lowercase(), value))
        .collect())
}

/// What the client's signing makes of its own request and the headers that the SDK signed.
fn authorization(recording: &Value, request: &Request<Bytes>) -> Result<String, Difference> {
    let recorded = &recording["request"];
    let headers = recorded_headers(recorded)?;
    let headers = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let query = decoded(request.uri().query().unwrap_or_default().as_bytes());
    let query: Vec<_> = query
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let (method, path) = (request.method().as_str(), request.uri().path());
    let (key, secret) = (
        text(recording, "access_key_id")?,
        text(recording, "access_key_secret")?,
    );
    let all = headers.filter(|(name, _)| *name != "authorization");
    if text(recording, "sig")? == "v2" {
        let all: Vec<_> = all.collect();
        let string = roa::string_to_sign(method, path, &query, &all);
        return Ok(roa::authorization(key, &roa::signature(secret, &string)));
    }
    let recorded = text(&recorded["headers"], "authorization")?;
    let names = recorded
        .split_once("SignedHeaders=")
        .and_then(|(_, rest)| rest.split(',').next())
        .unwrap_or_default();
    let signed: Vec<_> = all
        .filter(|(name, _)| names.split(';').any(|it| it == *name))
        .collect();
    let hash = acs3::content_hash(request.body());
    let headers = CanonicalHeaders::new(&signed);
    let canonical = acs3::canonical_request(method, path, &query, &headers, &hash);
    let signature = acs3::signature(secret, &acs3::string_to_sign(&canonical));
    Ok(acs3::authorization(key, names, &signature))
}

fn decoded(text: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text).into_owned().collect()
}
