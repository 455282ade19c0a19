//! What a call tells `tracing`: a span for the operation, and within it one for each attempt, by OpenTelemetry's names
//! for HTTP clients. No argument, query or secret is told.
//!
//! The names are those of OpenTelemetry's semantic conventions 1.x, pages "HTTP spans" (section "HTTP client span") and
//! "RPC spans". `url.full` goes without the query, and with the names of the path's parameters for their values;
//! `otel.*` are the fields that `tracing-opentelemetry` reads. It makes texts of unsigned numbers, hence `i64`.

use bytes::Bytes;
use http::Response;
use tracing::field::Empty;
use tracing::{Span, info_span};

use super::{Peer, Subject};
use crate::error::{Error, TransportErrorKind};

/// The span of a whole call.
pub(super) fn of_operation(subject: &dyn Subject) -> Span {
    let (peer, operation) = (subject.peer(), subject.operation());
    let (address, port) = server(&peer);
    info_span!(
        "call",
        otel.name = format_args!("{}.{}", peer.name, operation.name),
        otel.kind = "client",
        rpc.system = peer.system,
        rpc.service = peer.name,
        rpc.method = operation.name,
        cloud.region = peer.region,
        server.address = address,
        server.port = port,
        alibaba_cloud.request_id = Empty,
        "error.type" = Empty,
        otel.status_code = Empty,
    )
}

/// The span of one attempt, after so many others.
pub(super) fn of_attempt(subject: &dyn Subject, before: u32) -> Span {
    let (peer, operation) = (subject.peer(), subject.operation());
    let (address, port) = server(&peer);
    let method = operation.method.as_str();
    let span = info_span!(
        "attempt",
        otel.name = format_args!("{method} {}", operation.path),
        otel.kind = "client",
        http.request.method = method,
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        server.address = address,
        server.port = port,
        url.full = format_args!("{}{}", peer.url, operation.path),
        url.template = operation.path,
        alibaba_cloud.request_id = Empty,
        "error.type" = Empty,
        otel.status_code = Empty,
    );
    if before > 0 {
        span.record("http.request.resend_count", i64::from(before));
    }
    span
}

/// Name and port of the host that is called.
fn server<'a>(peer: &Peer<'a>) -> (&'a str, i64) {
    let (address, port) = split_port(peer.host);
    let usual = if peer.url.starts_with("https:") {
        443
    } else {
        80
    };
    // OpenTelemetry spells addresses of IPv6 without brackets.
    let address = address.trim_start_matches('[').trim_end_matches(']');
    (address, port.unwrap_or(usual).into())
}

/// Name and port of a host header's value. The colons of an address in brackets are no port.
pub(crate) fn split_port(host: &str) -> (&str, Option<u16>) {
    let split = host.rsplit_once(':');
    let split = split.and_then(|(name, port)| Some((name, Some(port.parse().ok()?))));
    split.unwrap_or((host, None))
}

/// Notes how an exchange ended.
pub(super) fn end(span: &Span, subject: &dyn Subject, outcome: Result<&Response<Bytes>, &Error>) {
    if span.is_disabled() {
        return;
    }
    let (status, request_id) = match outcome {
        Ok(reply) => (
            Some(reply.status().as_u16()),
            subject.request_id(reply.headers()),
        ),
        Err(error) => (error.status(), error.request_id().map(str::to_owned)),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", i64::from(status));
    }
    if let Some(id) = request_id {
        span.record("alibaba_cloud.request_id", id);
    }
    if let Err(error) = outcome {
        failed(span, error);
    }
}

/// Notes why it failed, in a word.
pub(super) fn failed(span: &Span, error: &Error) {
    if !span.is_disabled() {
        span.record("error.type", &*error_type(error));
        span.record("otel.status_code", "ERROR");
    }
}

/// A word out of few, as metrics want it: the service's code, or the kind of what went wrong on the way.
fn error_type(error: &Error) -> String {
    let word = match error {
        Error::Service(service) => {
            let status = service.status().to_string();
            return service.code().map_or(status, str::to_owned);
        }
        Error::Transport(error) => match error.kind() {
            TransportErrorKind::Dns => "dns",
            TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout => "connect",
            TransportErrorKind::Tls => "tls",
            TransportErrorKind::Exchange => "exchange",
            TransportErrorKind::BodyCut => "body_cut",
            TransportErrorKind::TooLarge => "too_large",
            TransportErrorKind::Other => "transport",
        },
        Error::Timeout(_) => "timeout",
        Error::Decode(_) => "decode",
        #[cfg(feature = "alibaba")]
        Error::Credentials(_) => "credentials",
        Error::Config(_) => "config",
        Error::Request(_) => "request",
        #[cfg(feature = "alibaba")]
        Error::Paging(_) => "paging",
        #[cfg(feature = "alibaba")]
        Error::Outcome(_) => "outcome",
    };
    word.to_owned()
}
