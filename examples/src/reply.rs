//! Replies, in the format that the request asks for.

use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::header::{ACCEPT, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use quick_xml::escape::escape;
use serde_json::json;

use crate::refusal::Refusal;

const SAMPLE_JSON: &str =
    include_str!("../../spec/samples/change-order/AbortAndRollbackChangeOrder.json");
const SAMPLE_XML: &str =
    include_str!("../../spec/samples/change-order/AbortAndRollbackChangeOrder.xml");

/// The format of a reply.
#[derive(Clone, Copy)]
pub(crate) enum Format {
    Json,
    Xml,
}

impl Format {
    /// XML when the request asks for it, else JSON.
    pub(crate) fn accepted(headers: &HeaderMap) -> Self {
        if text(headers, &ACCEPT).contains("application/xml") {
            Self::Xml
        } else {
            Self::Json
        }
    }

    /// The description's sample, as it is.
    pub(crate) fn sample(self) -> Response {
        let body = match self {
            Self::Json => SAMPLE_JSON,
            Self::Xml => SAMPLE_XML,
        };
        (StatusCode::OK, [(CONTENT_TYPE, self.content_type())], body).into_response()
    }

    /// An error with an id of its own, which the header repeats.
    pub(crate) fn refusal(self, refusal: &Refusal, request: &HeaderMap) -> Response {
        let request_id = next_request_id();
        let host = text(request, &HOST);
        let body = match self {
            Self::Json => error_json(refusal, &request_id, host),
            Self::Xml => error_xml(refusal, &request_id, host),
        };
        let kind = [(CONTENT_TYPE, self.content_type())];
        let id = [(HeaderName::from_static("x-acs-request-id"), request_id)];
        (refusal.status, kind, id, body).into_response()
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json;charset=utf-8",
            Self::Xml => "application/xml;charset=utf-8",
        }
    }
}

fn error_json(refusal: &Refusal, request_id: &str, host: &str) -> String {
    let body = json!({
        "RequestId": request_id,
        "HostId": host,
        "Code": refusal.code,
        "Message": refusal.message,
    });
    body.to_string()
}

fn error_xml(refusal: &Refusal, request_id: &str, host: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>{request_id}</RequestId><HostId>{}</HostId>\
         <Code>{}</Code><Message>{}</Message></Error>",
        escape(host),
        escape(refusal.code),
        escape(&*refusal.message),
    )
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}

/// Different for each error of this process, and the same in every run, so that tests can rely on its looks.
fn next_request_id() -> String {
    static LAST: AtomicU32 = AtomicU32::new(0);
    let number = LAST.fetch_add(1, Ordering::Relaxed);
    format!("{number:08X}-0000-4000-8000-000000000000")
}
