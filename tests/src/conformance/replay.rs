//! A recorded call, made again.

use std::time::{Duration, SystemTime};

use acs_runtime::signing::SignatureVersion;
use bytes::Bytes;
use edas_client::testing::{Reply, Script};
use edas_client::{Client, Config, Credentials};
use http::Request;
use serde_json::Value;

use super::{Difference, text};

/// The request that the client makes of a recording's input.
pub(super) async fn request(recording: &Value) -> Result<Request<Bytes>, Difference> {
    let transport = Script::always(Reply::json("{}"));
    let client = Client::new(config(recording, transport.clone())?)
        .map_err(|error| Difference::unusable(error.to_string()))?;
    let call = client
        .by_name(text(recording, "op")?, recording["input"].clone())
        .map_err(|error| Difference::unusable(error.to_string()))?;
    // What the script answers is no reply of the operation; only the request matters.
    let _ = call.send().await;
    let request = transport.requests().pop();
    let request = request.map(|request| request.http().clone());
    request.ok_or_else(|| Difference::unusable("nothing was sent"))
}

/// The recording's key, date, nonce and address.
fn config(recording: &Value, transport: Script) -> Result<Config, Difference> {
    let client = &recording["client_config"];
    let (id, secret) = (
        text(recording, "access_key_id")?,
        text(recording, "access_key_secret")?,
    );
    let credentials = match recording["security_token"].as_str() {
        Some(token) => Credentials::temporary(id, secret, token, None),
        None => Credentials::new(id, secret),
    };
    let credentials = credentials.map_err(|error| Difference::unusable(error.to_string()))?;
    let date = date(text(recording, "date")?)?;
    let nonce = text(recording, "nonce")?.to_owned();
    let version = match text(recording, "sig")? {
        "v3" => SignatureVersion::Acs3,
        "v2" => SignatureVersion::Roa,
        other => return Err(Difference::unusable(format!("unknown signature {other}"))),
    };
    let config = Config::builder()
        .region(client["region_id"].as_str().unwrap_or("cn-hangzhou"))
        .vpc(client["network"] == "vpc")
        .credentials(credentials)
        .signature(version)
        .signing_clock(move || date)
        .signing_nonce(move || nonce.clone())
        .transport(transport);
    Ok(match client["endpoint"].as_str() {
        Some(endpoint) => config.endpoint(endpoint).build(),
        None => config.build(),
    })
}

fn date(text: &str) -> Result<SystemTime, Difference> {
    let unusable = |_| Difference::unusable(format!("{text} is no date"));
    let date: jiff::Timestamp = text.parse().map_err(unusable)?;
    let seconds =
        u64::try_from(date.as_second()).map_err(|_| Difference::unusable("a date before 1970"))?;
    Ok(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}
