//! The server as a whole: what it is, its clock, its state.

use std::time::Duration;

use acs_runtime::credentials::Credentials;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Shared, error, ok, operation_names, read};
use crate::clock::Clock;
use crate::service::Service;
use crate::state::World;

pub(super) async fn info(State(service): Shared, headers: HeaderMap) -> Response {
    let host = headers
        .get("host")
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let accounts = service.accounts.iter();
    let accounts: Vec<_> = accounts
        .map(|one| account(one, service.account_is_made_up))
        .collect();
    ok(&json!({
        "endpoint": format!("http://{host}"),
        "region": service.world().region,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": service.seed,
        "accounts": accounts,
        "operations": operation_names(),
    }))
}

/// Only what the mock has made up is shown whole: somebody may have started it with a key that is in use elsewhere.
fn account(credentials: &Credentials, made_up: bool) -> Value {
    let end = credentials.expires_at();
    let end = end.and_then(|end| Timestamp::try_from(end).ok());
    json!({
        "access_key_id": credentials.access_key_id(),
        "access_key_secret": made_up.then(|| credentials.access_key_secret()),
        "security_token": credentials.security_token().filter(|_| made_up),
        "expires": end,
    })
}

pub(super) async fn clock(State(service): Shared) -> Response {
    clock_of(&service)
}

fn clock_of(service: &Service) -> Response {
    ok(&json!({"now": service.clock.now(), "speed": service.clock.speed()}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockChange {
    speed: Option<f64>,
    advance_ms: Option<u64>,
}

pub(super) async fn set_clock(State(service): Shared, body: Bytes) -> Response {
    let change: ClockChange = match read(&body) {
        Ok(change) => change,
        Err(refusal) => return *refusal,
    };
    if let Some(speed) = change.speed {
        if !(0.0..=Clock::MAX_SPEED).contains(&speed) {
            let problem = format!("the speed is from 0 to {}", Clock::MAX_SPEED);
            return error(StatusCode::BAD_REQUEST, &problem);
        }
        service.clock.set_speed(speed);
    }
    if let Some(milliseconds) = change.advance_ms {
        service.clock.advance(Duration::from_millis(milliseconds));
    }
    clock_of(&service)
}

pub(super) async fn state(State(service): Shared) -> Response {
    ([(CONTENT_TYPE, "application/json")], export(&service)).into_response()
}

pub(super) async fn set_state(State(service): Shared, body: Bytes) -> Response {
    let imported = std::str::from_utf8(&body).map_err(|problem| problem.to_string());
    match imported.and_then(World::import) {
        Ok(world) => {
            import(&service, world);
            ok(&json!({}))
        }
        Err(problem) => error(StatusCode::BAD_REQUEST, &problem),
    }
}

/// The world as JSON.
pub(crate) fn export(service: &Service) -> String {
    let world = service.world().clone();
    serde_json::to_string_pretty(&world).unwrap_or_default()
}

/// Puts a world in the place of the one that is.
pub(crate) fn import(service: &Service, world: World) {
    service.clock.set(world.now);
    *service.world() = world;
}
