//! Which of the described replies one is.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER};
use http::{Response, Uri};

use super::api::{Case, Content, Kind, Operation, Status};
use super::http_date;
use super::media_type::{Fit, MediaType};
use super::values::wrong;
use crate::error::{Error, ServiceError, text};
use crate::value::ReadError;

/// What a status is by the description: the place of its reply among the successes or the failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Success(usize),
    Failure(usize),
    Unknown,
}

/// The reply of a status: the one of this code, else of its hundred, else the default one. A default reply that is on
/// both sides, or a success alone, is a success for 200 to 299.
pub(super) fn judge(operation: &Operation, status: u16) -> Verdict {
    let find = |cases: &[Case], wanted| cases.iter().position(|case| case.status == wanted);
    let success = |wanted| find(operation.success, wanted).map(Verdict::Success);
    let failure = |wanted| find(operation.failure, wanted).map(Verdict::Failure);
    let by_default = || {
        let success = success(Status::Default).filter(|_| (200..300).contains(&status));
        success.or_else(|| failure(Status::Default))
    };
    [Status::Code(status), Status::Range(status / 100)]
        .into_iter()
        .find_map(|wanted| success(wanted).or_else(|| failure(wanted)))
        .or_else(by_default)
        .unwrap_or(Verdict::Unknown)
}

/// The same of a whole reply. One without a body that says nothing but success is that of an operation that succeeds
/// without a body, whether its status is described or not; `default` describes errors there.
pub(super) fn judge_whole(operation: &Operation, reply: &Response<Bytes>) -> Verdict {
    let status = reply.status().as_u16();
    let verdict = judge(operation, status);
    let is_described = match verdict {
        Verdict::Success(_) => true,
        Verdict::Failure(index) => operation.failure[index].status != Status::Default,
        Verdict::Unknown => false,
    };
    // Not 202, which says that the work is still to be done.
    let is_done = matches!(status, 200 | 201 | 204 | 205) && reply.body().is_empty();
    match operation.success {
        [only] if only.contents.is_empty() && is_done && !is_described => Verdict::Success(0),
        _ => verdict,
    }
}

/// What the body of a reply is: the place among the case's contents; 0 for a case without any.
pub(super) fn content(case: &Case, headers: &HeaderMap) -> Result<usize, ReadError> {
    let contents = case.contents;
    if contents.is_empty() {
        return Ok(0);
    }
    let stated = headers.get(CONTENT_TYPE);
    let stated = stated.map(|value| String::from_utf8_lossy(value.as_bytes()));
    let parsed = stated.as_deref().and_then(MediaType::parse);
    let fits = parsed.as_ref().and_then(|own| closest(own, contents));
    if let Some(index) = fits {
        return Ok(index);
    }
    if contents.len() == 1 && parsed.is_none_or(|own| own.is_generic()) {
        return Ok(0);
    }
    let found = match &stated {
        Some(stated) => text::quoted(stated, 80),
        None => "no content type".to_owned(),
    };
    if let [only] = contents {
        return Err(wrong(only.media_type, found));
    }
    let types: Vec<_> = contents.iter().map(|content| content.media_type).collect();
    let found = format!("{found} (described are {})", types.join(", "));
    Err(wrong("one of the described media types", found))
}

/// How a body is read: of a range of media types, as the reply's own type says.
pub(super) fn kind(content: &Content, headers: &HeaderMap) -> Kind {
    let own = own_type(headers);
    let described = MediaType::parse(content.media_type);
    let range = described.is_some_and(|it| it.is_range());
    let Some(own) = own.filter(|_| range) else {
        return content.kind;
    };
    match (content.kind, own.notation()) {
        (Kind::Text, Some("json")) => Kind::Json,
        (Kind::Json, Some("xml")) => Kind::Xml,
        (Kind::Json, None) if own.is("application/x-www-form-urlencoded") => Kind::Form,
        (kind, _) => kind,
    }
}

/// Whether a text may stand in JSON's place without quotation marks: the description or the reply says that it is one.
pub(super) fn may_be_bare(content: &Content, headers: &HeaderMap) -> bool {
    content.kind == Kind::Text || own_type(headers).is_some_and(|own| own.is("text/plain"))
}

fn own_type(headers: &HeaderMap) -> Option<MediaType> {
    let stated = headers.get(CONTENT_TYPE)?;
    MediaType::parse(&String::from_utf8_lossy(stated.as_bytes()))
}

/// The content that a type fits most closely, the first of several.
fn closest(own: &MediaType, contents: &[Content]) -> Option<usize> {
    let mut best: Option<(Fit, usize)> = None;
    for (index, content) in contents.iter().enumerate() {
        let described = MediaType::parse(content.media_type)?;
        let fit = own
            .fit(&described)
            .or_else(|| loosely(own, content, &described));
        if let Some(fit) = fit
            && best.is_none_or(|(known, _)| fit > known)
        {
            best = Some((fit, index));
        }
    }
    best.map(|(_, index)| index)
}

/// What services commonly say instead: any type for plain bytes, plain text for what is written in it.
fn loosely(own: &MediaType, content: &Content, described: &MediaType) -> Option<Fit> {
    let fits = match content.kind {
        Kind::Binary => described.is_generic(),
        Kind::Json | Kind::Xml => own.is("text/plain"),
        Kind::Text => own.is("text/*"),
        // Each line is JSON, and a body of one line is both.
        Kind::Lines => own.is("text/plain") || own.is("application/json"),
        Kind::Form | Kind::Events => false,
    };
    fits.then_some(Fit::Any)
}

/// The error of a reply that is described as a failure.
pub(super) fn refused(operation: &Operation, reply: &Response<Bytes>) -> Error {
    service_error(operation, reply).into()
}

/// The error of a reply whose status is not described.
pub(super) fn undescribed(operation: &Operation, reply: &Response<Bytes>) -> Error {
    let mut error = service_error(operation, reply);
    error.redirect_host = reply
        .status()
        .is_redirection()
        .then(|| redirect_host(reply.headers()))
        .flatten();
    error.into()
}

fn service_error(operation: &Operation, reply: &Response<Bytes>) -> ServiceError {
    ServiceError {
        operation: operation.name,
        status: reply.status().as_u16(),
        retry_after: retry_after(reply.headers(), SystemTime::now()),
        // A failure that `default` describes can have such a status, too.
        undescribed: reply.status().is_success(),
        excerpt: Some(text::excerpt(reply.body())),
        ..ServiceError::default()
    }
}

/// Where a redirect leads, without its path and query, which can hold anything.
fn redirect_host(headers: &HeaderMap) -> Option<String> {
    let location: Uri = headers.get(LOCATION)?.to_str().ok()?.parse().ok()?;
    location.host().map(str::to_owned)
}

/// The pause that the service asks for, in seconds or to a date (RFC 9110, section 10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return (seconds > 0).then(|| Duration::from_secs(seconds));
    }
    let date = http_date::parse(text)?;
    let seconds = u64::try_from(date.as_second()).ok()?;
    let then = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    then.duration_since(now).ok()
}
