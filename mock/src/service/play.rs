//! Faults of replies.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, HeaderValue};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt};

use crate::faults::Effect;
use crate::listener::Connection;
use crate::refusal::Refusal;
use crate::reply::Reply;

/// Time in which what was sent leaves the computer, before the connection breaks behind it.
const FLUSH: Duration = Duration::from_millis(20);

/// The refusal that a fault puts in the place of what the operation would have done.
pub(super) fn early_refusal(effect: Effect) -> Option<Refusal> {
    let refusal = match effect {
        Effect::Throttling(_) => Refusal::fault(
            StatusCode::TOO_MANY_REQUESTS,
            "Throttling.User",
            "Request was denied due to user flow control.",
        ),
        Effect::Error(status) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let (code, message) = match status.as_u16() {
                503 => (
                    "ServiceUnavailable",
                    "The request has failed due to a temporary failure of the server.",
                ),
                504 => (
                    "GatewayTimeout",
                    "The server did not answer the gateway in time.",
                ),
                502 => (
                    "BadGateway",
                    "The gateway got no valid answer from the server.",
                ),
                500..=599 => (
                    "InternalError",
                    "The request has failed due to an unknown error of the server.",
                ),
                _ => (
                    "Fault",
                    "The request was refused by a fault that the mock was asked for.",
                ),
            };
            Refusal::fault(status, code, message)
        }
        Effect::Redirect => Refusal::fault(
            StatusCode::TEMPORARY_REDIRECT,
            "Redirect",
            "The operation is at another address for a while.",
        ),
        Effect::ExpiredCredentials => Refusal::expired_security_token(),
        Effect::ClockSkew => Refusal::expired(),
        _ => return None,
    };
    Some(refusal)
}

/// The reply as it goes out.
pub(super) fn play_body(reply: Reply, effect: Option<Effect>, connection: &Connection) -> Response {
    let Reply {
        status,
        headers,
        body,
    } = reply;
    let length = HeaderValue::from(body.len());
    let half = body.len() / 2;
    let mut declared = None;
    let body = match effect {
        Some(Effect::EmptyBody) => Body::empty(),
        Some(Effect::Garbage) => Body::from(garbage(&body)),
        Some(Effect::SlowBody(time)) => {
            declared = Some(length);
            let second = body.slice(half..);
            let late = stream::once(async move {
                tokio::time::sleep(time).await;
                Ok::<_, io::Error>(second)
            });
            Body::from_stream(first(&body, half).chain(late))
        }
        Some(Effect::CutBody) => {
            declared = Some(length);
            let connection = connection.clone();
            let end = stream::once(async move {
                tokio::time::sleep(FLUSH).await;
                connection.reset();
                Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset))
            });
            Body::from_stream(first(&body, half).chain(end))
        }
        _ => Body::from(body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    if let Some(length) = declared {
        response.headers_mut().insert(CONTENT_LENGTH, length);
    }
    response
}

fn first(body: &Bytes, half: usize) -> impl futures_util::Stream<Item = io::Result<Bytes>> + use<> {
    let first = body.slice(..half);
    stream::once(async move { Ok(first) })
}

/// Bytes of the same number that are no text.
fn garbage(body: &Bytes) -> Bytes {
    body.iter().map(|byte| byte ^ 0xA5).collect()
}
