//! Those who hand out temporary credentials: the security token service, the metadata service of an instance, and a
//! credentials URI. The mock then takes what they handed out.

mod issuer;
mod metadata;
mod sts;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use serde_json::{Value, json};

use crate::service::Service;

pub(crate) use issuer::Issuer;

/// Where a client finds credentials by an address.
pub(crate) const URI_PATH: &str = "/credentials";

type Shared = State<Arc<Service>>;

/// The addresses of all three, but for that of the security token service, which shares `/` with the mock's page.
pub(crate) fn router() -> Router<Arc<Service>> {
    Router::new()
        .route(URI_PATH, get(uri))
        .route("/latest/api/token", put(metadata::token))
        .route(
            "/latest/meta-data/ram/security-credentials/",
            get(metadata::roles),
        )
        .route(
            "/latest/meta-data/ram/security-credentials/{role}",
            get(metadata::role),
        )
}

/// Answers what is for the security token service, and leaves the rest to others.
pub(crate) async fn sts_or(State(service): Shared, request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if request.uri().path() == "/" && sts::is_call(query) {
        return sts::answer(&service, request.method().as_str(), query);
    }
    next.run(request).await
}

async fn uri(State(service): Shared) -> Response {
    ok(&issued(&service))
}

/// New credentials as the metadata service and credentials URIs spell them.
fn issued(service: &Service) -> Value {
    let session = service.issue(None);
    json!({
        "Code": "Success",
        "AccessKeyId": session.access_key_id(),
        "AccessKeySecret": session.access_key_secret(),
        "SecurityToken": session.security_token(),
        "Expiration": issuer::expiration(&session),
        "LastUpdated": issuer::now(),
    })
}

fn ok(body: &Value) -> Response {
    answer(StatusCode::OK, body)
}

fn answer(status: StatusCode, body: &Value) -> Response {
    let kind = [(CONTENT_TYPE, "application/json")];
    (status, kind, body.to_string()).into_response()
}
