//! The members of Alibaba Cloud's error replies.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http::header::LOCATION;
use serde_json::Value as Json;

use super::{REQUEST_ID, header, is_xml};
use crate::envelope::Verdict;
use crate::error::{ServiceError, text};
use crate::value::{Mismatch, Object, Scalar, Shape, Value, View};
use crate::{json, xml};

/// The header with the pause that the service asks for, in milliseconds.
const RETRY_AFTER: &str = "x-acs-retry-after";

/// The error of a reply whose HTTP status is no success.
pub(super) fn by_status(operation: &'static str, reply: &Response<Bytes>) -> ServiceError {
    let body = Body::read(reply);
    let mut error = common(operation, reply, &body);
    error.code = body.text(&["Code", "code"]);
    error.message = body.text(&["Message", "message"]);
    error.request_id = body
        .text(&["RequestId", "requestId", "requestid"])
        .or(error.request_id);
    error.redirect_host = reply
        .status()
        .is_redirection()
        .then(|| redirect_host(reply))
        .flatten();
    if error.code.is_none() && error.message.is_none() {
        error.excerpt = Some(text::excerpt(reply.body()));
    }
    error
}

/// The error of a reply whose envelope says that it is none of success.
pub(super) fn by_envelope(
    operation: &'static str,
    reply: &Response<Bytes>,
    verdict: &Verdict,
) -> ServiceError {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let mut error = common(operation, reply, &Body::read(reply));
    error.code = owned(verdict.code());
    error.message = owned(verdict.message());
    error.request_id = owned(verdict.request_id()).or(error.request_id);
    error
}

fn common(operation: &'static str, reply: &Response<Bytes>, body: &Body) -> ServiceError {
    ServiceError {
        operation,
        status: reply.status().as_u16(),
        request_id: header(reply.headers(), REQUEST_ID),
        description: body.text(&["Description", "description"]),
        detail: body.text(&["Detail", "detail"]),
        recommend: body.text(&["Recommend", "recommend"]),
        host_id: body.text(&["HostId", "hostId"]),
        access_denied_detail: body.texts(&["AccessDeniedDetail", "accessDeniedDetail"]),
        retry_after: retry_after(reply),
        ..ServiceError::default()
    }
}

fn retry_after(reply: &Response<Bytes>) -> Option<Duration> {
    let pause: u64 = header(reply.headers(), RETRY_AFTER)?.parse().ok()?;
    (pause > 0).then(|| Duration::from_millis(pause))
}

/// Where a redirect leads, without its path and query, which can hold anything.
fn redirect_host(reply: &Response<Bytes>) -> Option<String> {
    let location: http::Uri = header(reply.headers(), LOCATION.as_str())?.parse().ok()?;
    location.host().map(str::to_owned)
}

/// The members that matter, each with whatever the reply holds for it, so that an odd member spoils no other.
#[derive(Default)]
struct Body {
    members: BTreeMap<&'static str, Json>,
}

const NAMES: &[&str] = &[
    "Code",
    "code",
    "Message",
    "message",
    "RequestId",
    "requestId",
    "requestid",
    "Description",
    "description",
    "Detail",
    "detail",
    "Recommend",
    "recommend",
    "HostId",
    "hostId",
    "AccessDeniedDetail",
    "accessDeniedDetail",
];

impl Body {
    /// The members of a JSON or XML object; none for anything else, as the page of a proxy or an empty body.
    fn read(reply: &Response<Bytes>) -> Self {
        let mut body = Self::default();
        let Ok(text) = json::text(reply.body()) else {
            return body;
        };
        // Gateways are careless about the content type of errors.
        let start = text.trim_start();
        let looks_like_xml = start.starts_with("<?xml") || start.starts_with("<Error");
        let result = if is_xml(reply.headers()) || looks_like_xml {
            xml::read(text, &mut body, None)
        } else {
            json::read(text, &mut body, None)
        };
        if result.is_ok() {
            body
        } else {
            Self::default()
        }
    }

    /// The text of the first of these members that has one.
    fn text(&self, names: &[&str]) -> Option<String> {
        names
            .iter()
            .filter_map(|name| self.members.get(name))
            .find_map(text_of)
    }

    /// The members of the first of these objects.
    fn texts(&self, names: &[&str]) -> BTreeMap<String, String> {
        let found = names
            .iter()
            .find_map(|name| self.members.get(name)?.as_object());
        let texts = found
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| Some((name.clone(), text_of(value)?)));
        texts.collect()
    }
}

/// A value as text; `None` for a null and for an empty text.
fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) if text.is_empty() => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

impl Value for Body {
    fn blank() -> Self {
        Self::default()
    }

    fn shape(&self) -> Shape {
        Shape::Object
    }

    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        Err(Mismatch::scalar("an object", scalar))
    }

    fn as_object(&mut self) -> Result<&mut dyn Object, Mismatch> {
        Ok(self)
    }
}

impl Object for Body {
    fn member(&mut self, name: &str) -> Option<&mut dyn Value> {
        let name = NAMES.iter().find(|known| **known == name)?;
        Some(self.members.entry(name).or_insert(Json::Null))
    }

    fn members(&self, visit: &mut dyn FnMut(&str, &dyn Value)) {
        for (name, value) in &self.members {
            visit(name, value);
        }
    }
}
