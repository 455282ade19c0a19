//! Who may use the control endpoints: programs and pages of this computer, and no page of another site.

use std::net::IpAddr;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::error;

/// Refuses what a foreign web page could send through the browser of whoever looks at it.
///
/// A page of another site can send simple requests here, but none that says `application/json`, since browsers ask
/// first and get no permission. A foreign name that leads to this computer shows in the header `Host`; addresses in
/// numbers are nobody's to redirect.
pub(super) async fn check(request: Request, next: Next) -> Response {
    let headers = request.headers();
    if !is_for_this_computer(headers) {
        let problem = "the header Host must be localhost or an IP address";
        return error(StatusCode::FORBIDDEN, problem);
    }
    let writes = matches!(*request.method(), Method::POST | Method::PUT);
    if writes && !is_json(headers) {
        let problem = "the header Content-Type must be application/json";
        return error(StatusCode::UNSUPPORTED_MEDIA_TYPE, problem);
    }
    in_json(next.run(request).await).await
}

/// Refuses what comes under a foreign name.
pub(super) async fn check_host(request: Request, next: Next) -> Response {
    if is_for_this_computer(request.headers()) {
        return next.run(request).await;
    }
    let problem = "the header Host must be localhost or an IP address";
    error(StatusCode::FORBIDDEN, problem)
}

/// The refusals of the framework itself, such as of a body that is too large, are plain texts.
async fn in_json(response: Response) -> Response {
    let kind = response.headers().get(CONTENT_TYPE);
    let plain = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !response.status().is_client_error() || !plain {
        return response;
    }
    let status = response.status();
    let text = to_bytes(response.into_body(), 4096).await;
    let text = text.unwrap_or_default();
    error(status, &String::from_utf8_lossy(&text))
}

fn is_for_this_computer(headers: &HeaderMap) -> bool {
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    let name = name.unwrap_or_default();
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok()
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}
