//! The mock's own endpoints, all below `/_mock`, and the web page.

mod access;
mod clusters;
mod orders;
mod page;
mod world;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::description::{DOCUMENT, Description};
use crate::faults::{EFFECTS, Fault};
use crate::service::{Service, handle};
use crate::state::Failure;
use crate::tokens;

pub(crate) use world::{export, import};

type Shared = State<Arc<Service>>;

/// The largest state that is read: some ten thousand change orders.
const MAX_STATE: usize = 64 << 20;

/// All addresses of the server: the mock's own, and for the rest the operations of EDAS.
pub(crate) fn router(service: Arc<Service>) -> Router {
    let sts = from_fn_with_state(Arc::clone(&service), tokens::sts_or);
    let own = Router::new()
        .route("/", get(page::index))
        .route("/_mock/reference", get(page::reference))
        .route("/_mock/web/{*path}", get(page::file))
        .route("/_mock/openapi.json", get(document))
        .route("/_mock/info", get(world::info))
        .route("/_mock/requests", get(requests))
        .route("/_mock/change-orders", get(orders::list))
        .route("/_mock/change-orders/{id}/{action}", post(orders::act))
        .route(
            "/_mock/clusters/{id}/fail-import",
            post(clusters::fail_import),
        )
        .route(
            "/_mock/faults",
            get(faults).post(add_fault).delete(clear_faults),
        )
        .route("/_mock/faults/{id}", put(enable_fault).delete(remove_fault))
        .route("/_mock/effects", get(effects))
        .route("/_mock/clock", get(world::clock).post(world::set_clock))
        .route("/_mock/state", get(world::state).put(world::set_state))
        .layer(DefaultBodyLimit::max(MAX_STATE))
        .layer(sts)
        .layer(from_fn(access::check));
    // These are asked by programs, which need not say that they send JSON.
    let tokens = tokens::router().layer(from_fn(access::check_host));
    own.merge(tokens)
        .fallback(handle)
        .method_not_allowed_fallback(handle)
        .with_state(service)
}

/// An answer of the control endpoints.
fn answer(status: StatusCode, body: &Value) -> Response {
    let kind = [(CONTENT_TYPE, "application/json")];
    (status, kind, body.to_string()).into_response()
}

fn ok(body: &Value) -> Response {
    answer(StatusCode::OK, body)
}

fn error(status: StatusCode, problem: &str) -> Response {
    answer(status, &json!({"error": problem}))
}

/// An answer to something that was to be done in the world.
fn done(outcome: Result<(), Failure>) -> Response {
    match outcome {
        Ok(()) => ok(&json!({})),
        Err(failure) => {
            let status = match failure {
                Failure::Unknown { .. } => StatusCode::NOT_FOUND,
                Failure::Conflict(_) | Failure::Invalid { .. } => StatusCode::CONFLICT,
            };
            error(status, &failure.to_string())
        }
    }
}

/// Reads a body, or says what is wrong with it.
fn read<'a, T: Deserialize<'a>>(body: &'a Bytes) -> Result<T, Box<Response>> {
    serde_json::from_slice(body).map_err(|problem| {
        let text = problem.to_string();
        // Where the text is JSON, its place says nothing to whoever has filled in a form.
        let shown = match text.split_once(" at line ") {
            Some((shown, _)) if problem.is_data() => shown,
            _ => &text,
        };
        Box::new(error(StatusCode::BAD_REQUEST, shown))
    })
}

async fn document() -> Response {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT).into_response()
}

async fn requests(State(service): Shared, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let after = pairs
        .find(|(name, _)| name == "after")
        .map(|(_, value)| value.parse());
    match after.unwrap_or(Ok(0)) {
        Ok(after) => {
            let (last, requests) = service.journal.after(after);
            ok(&json!({"last": last, "requests": requests}))
        }
        Err(_) => error(
            StatusCode::BAD_REQUEST,
            "`after` is the number of a request",
        ),
    }
}

async fn faults(State(service): Shared) -> Response {
    ok(&json!({"faults": service.faults.all()}))
}

async fn add_fault(State(service): Shared, body: Bytes) -> Response {
    match read::<Fault>(&body) {
        Ok(fault) => answer(StatusCode::CREATED, &json!(service.faults.add(fault))),
        Err(refusal) => *refusal,
    }
}

async fn clear_faults(State(service): Shared) -> StatusCode {
    service.faults.clear();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Switch {
    enabled: bool,
}

async fn enable_fault(State(service): Shared, Path(id): Path<u64>, body: Bytes) -> Response {
    match read::<Switch>(&body).map(|switch| service.faults.enable(id, switch.enabled)) {
        Ok(Some(fault)) => ok(&json!(fault)),
        Ok(None) => no_fault(id),
        Err(refusal) => *refusal,
    }
}

async fn remove_fault(State(service): Shared, Path(id): Path<u64>) -> Response {
    if service.faults.remove(id) {
        StatusCode::NO_CONTENT.into_response()
    } else {
        no_fault(id)
    }
}

fn no_fault(id: u64) -> Response {
    error(StatusCode::NOT_FOUND, &format!("there is no fault {id}"))
}

async fn effects() -> Response {
    let effects = EFFECTS.iter().map(|help| {
        json!({"syntax": help.syntax, "example": help.example, "description": help.description})
    });
    ok(&Value::Array(effects.collect()))
}

/// The names of all operations.
fn operation_names() -> Vec<&'static str> {
    let all = Description::get().operations.iter();
    all.map(|operation| operation.name.as_str()).collect()
}
