//! A reply of the service into a value or an error.

mod failure;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response, StatusCode};

use crate::envelope::Verdict;
use crate::error::{DecodeError, Error, Result, text};
use crate::operation::{Method, Operation};
use crate::service::Service;
use crate::value::{Discard, Mismatch, Problem, ReadError, Value, Watch};
use crate::{json, xml};

/// The header with the request's id.
const REQUEST_ID: &str = "x-acs-request-id";

/// Reads a reply into `slot`.
///
/// A reply is an error when HTTP says so, and also when its envelope does: services answer failures of their own with
/// the HTTP status 200.
pub(crate) fn read(
    service: &'static Service,
    operation: &'static Operation,
    reply: &Response<Bytes>,
    slot: &mut dyn Value,
) -> Result<()> {
    if let Some(error) = refusal(operation, reply) {
        return Err(error);
    }
    if reply.body().is_empty()
        && (reply.status() == StatusCode::NO_CONTENT || operation.method == Method::Head)
    {
        return Ok(());
    }
    let mut verdict = Verdict::new(&service.envelope);
    let result = decode(reply, slot, &mut verdict);
    if result
        .as_ref()
        .is_err_and(|error| matches!(error.problem(), Problem::Mismatch(_)))
    {
        // A failure often has other members than a success; what it says about itself is then the better error.
        verdict = Verdict::new(&service.envelope);
        let _ = decode(reply, &mut Discard, &mut verdict);
    }
    if verdict.is_failure() {
        return Err(failure::by_envelope(operation.name, reply, &verdict).into());
    }
    // What was read before the reply broke off may have named the request.
    result.map_err(|cause| undecodable(operation.name, reply, verdict.request_id(), cause))
}

/// The error of a reply whose HTTP status says that it is one.
pub(crate) fn refusal(operation: &'static Operation, reply: &Response<Bytes>) -> Option<Error> {
    let refused = !reply.status().is_success();
    refused.then(|| failure::by_status(operation.name, reply).into())
}

/// The request's id in the reply's header.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    header(headers, REQUEST_ID)
}

/// Fills an empty request id from the reply's header.
pub(crate) fn fill_request_id(id: Option<&mut Option<String>>, headers: &HeaderMap) {
    if let Some(id) = id
        && id.as_deref().is_none_or(str::is_empty)
    {
        *id = header(headers, REQUEST_ID).or(id.take());
    }
}

fn decode(
    reply: &Response<Bytes>,
    slot: &mut dyn Value,
    watch: &mut dyn Watch,
) -> Result<(), ReadError> {
    let text = json::text(reply.body())?;
    if is_xml(reply.headers()) {
        xml::read(text, slot, Some(watch))
    } else {
        json::read(text, slot, Some(watch))
    }
}

/// The error of a reply that succeeded but says nothing where it must.
pub(crate) fn lacking(
    operation: &'static Operation,
    reply: &Response<Bytes>,
    path: String,
    expected: &'static str,
) -> Error {
    let mismatch = Problem::Mismatch(Mismatch::new(expected, "nothing"));
    let cause = ReadError::new(path, mismatch);
    // The member that names the request, if the body has one, is not known here.
    undecodable(operation.name, reply, None, cause)
}

fn undecodable(
    operation: &'static str,
    reply: &Response<Bytes>,
    in_body: Option<&str>,
    cause: ReadError,
) -> Error {
    let in_body = in_body.map(str::to_owned);
    let error = DecodeError {
        operation,
        status: reply.status().as_u16(),
        content_type: header(reply.headers(), CONTENT_TYPE.as_str()),
        request_id: in_body.or_else(|| header(reply.headers(), REQUEST_ID)),
        retry_after: None,
        excerpt: text::excerpt(reply.body()),
        cause,
    };
    error.into()
}

/// Whether the content type names XML, in any spelling: `text/xml;charset=utf-8`, `application/problem+xml`.
fn is_xml(headers: &HeaderMap) -> bool {
    let Some(kind) = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    kind.ends_with("/xml") || kind.ends_with("+xml")
}

/// A header's text; `None` when it is absent, empty or no text.
fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(headers.get(name)?.as_bytes())
        .trim()
        .to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests;
