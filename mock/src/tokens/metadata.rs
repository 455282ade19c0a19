//! The metadata service of an ECS instance, as far as roles go.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{Shared, issued, ok};

/// The role that the instance has.
const ROLE: &str = "edas-mock-role";
/// The one token. It is no secret: it only shows that whoever asks can set headers.
const TOKEN: &str = "edas-mock-metadata-token";

/// Hands out the token that further requests carry.
pub(super) async fn token(headers: HeaderMap) -> Response {
    let seconds = headers
        .get("x-aliyun-ecs-metadata-token-ttl-seconds")
        .and_then(|value| value.to_str().ok()?.parse::<u32>().ok());
    match seconds {
        Some(1..=21600) => TOKEN.into_response(),
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// The name of the role.
pub(super) async fn roles(headers: HeaderMap) -> Response {
    refused(&headers).unwrap_or_else(|| ROLE.into_response())
}

/// Credentials of the role.
pub(super) async fn role(
    State(service): Shared,
    Path(role): Path<String>,
    headers: HeaderMap,
) -> Response {
    if let Some(refused) = refused(&headers) {
        return refused;
    }
    if role != ROLE {
        return StatusCode::NOT_FOUND.into_response();
    }
    ok(&issued(&service))
}

/// A request without a token is one of version 1, and welcome; one with another token is not.
fn refused(headers: &HeaderMap) -> Option<Response> {
    let token = headers.get("x-aliyun-ecs-metadata-token")?;
    (token != TOKEN).then(|| StatusCode::FORBIDDEN.into_response())
}
