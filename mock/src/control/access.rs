//! Who may use the control endpoints: programs and pages of this computer, and no page of another site.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::error;

/// Refuses what a foreign web page could send through the browser of whoever looks at it.
///
/// A page of another site can send simple requests here, but none that says `application/json`, since browsers ask
/// first and get no permission. A foreign name that leads to this computer shows in the header `Host`.
pub(super) async fn check(
    State(address): State<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    if address.ip().is_loopback() && !is_for_this_computer(headers) {
        return error(
            StatusCode::FORBIDDEN,
            "the header Host does not name this computer",
        );
    }
    let writes = matches!(*request.method(), Method::POST | Method::PUT);
    if writes && !is_json(headers) {
        let problem = "the header Content-Type must be application/json";
        return error(StatusCode::UNSUPPORTED_MEDIA_TYPE, problem);
    }
    next.run(request).await
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
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}
