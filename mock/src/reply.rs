//! Replies, in the format that the request asks for.

mod xml;

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::description::Operation;
use crate::incoming::Incoming;
use crate::refusal::{Code, Refusal};

/// The format of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

/// A reply before it goes out.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Members that are about the call and not about the world. Some operations begin them with a lower-case letter.
const ENVELOPE: [&str; 6] = [
    "Code",
    "ErrorCode",
    "Message",
    "RequestId",
    "Success",
    "TraceId",
];

impl Format {
    /// The format that a request wants.
    pub(crate) fn of(request: &Incoming<'_>) -> Self {
        Self::accepted(request.header("accept").unwrap_or_default())
    }

    /// XML when the request likes it better than JSON.
    fn accepted(accept: &str) -> Self {
        let mut best = (0.0, Self::Json);
        for range in accept.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let format = match parts
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
                .as_str()
            {
                "application/xml" | "text/xml" => Self::Xml,
                "application/json" | "application/*" | "*/*" => Self::Json,
                _ => continue,
            };
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight = weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
            if weight > best.0 {
                best = (weight, format);
            }
        }
        best.1
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }

    /// The answer of an operation: these members, or the sample's, in the envelope that the sample has.
    pub(crate) fn answer(
        self,
        operation: &Operation,
        members: Option<Map<String, Value>>,
        request_id: &str,
    ) -> Reply {
        let body = envelope(operation, members, request_id);
        self.reply(StatusCode::OK, &operation.root, &body, request_id)
    }

    /// The answer of a call that has failed.
    pub(crate) fn refusal(self, refusal: &Refusal, host: &str, request_id: &str) -> Reply {
        let body = match refusal.code {
            Code::Word(word) => json!({
                "RequestId": request_id,
                "HostId": host,
                "Code": word,
                "Message": refusal.message,
                "Recommend": format!("https://api.alibabacloud.com/troubleshoot?q={word}&product=Edas"),
            }),
            Code::Number(number) => json!({
                "RequestId": request_id,
                "Code": number,
                "Message": refusal.message,
            }),
        };
        self.reply(refusal.status, "Error", &body, request_id)
    }

    fn reply(self, status: StatusCode, root: &str, body: &Value, request_id: &str) -> Reply {
        // The gateway of Alibaba Cloud says `text/xml` of an error, and an official SDK reads it only then.
        let (kind, body) = match self {
            Self::Json => ("application/json;charset=utf-8", body.to_string()),
            Self::Xml if root == "Error" => ("text/xml;charset=utf-8", xml::write(root, body)),
            Self::Xml => ("application/xml;charset=utf-8", xml::write(root, body)),
        };
        let mut headers = HeaderMap::with_capacity(3);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Ok(id) = HeaderValue::from_str(request_id) {
            headers.insert(HeaderName::from_static("x-acs-request-id"), id);
        }
        Reply {
            status,
            headers,
            body: body.into(),
        }
    }
}

/// The members with those around them that every reply of the operation has.
fn envelope(operation: &Operation, members: Option<Map<String, Value>>, request_id: &str) -> Value {
    let mut body = operation.sample.clone();
    let Some(object) = body.as_object_mut() else {
        return body;
    };
    if let Some(members) = members {
        object.retain(|name, _| ENVELOPE.iter().any(|one| one.eq_ignore_ascii_case(name)));
        object.extend(
            members
                .into_iter()
                .map(|(name, value)| (name, without_null(value))),
        );
    }
    if let Some(id) = object.get_mut("RequestId") {
        *id = request_id.into();
    }
    body
}

/// EDAS leaves out what it does not have.
fn without_null(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let present = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(
                present
                    .map(|(name, value)| (name, without_null(value)))
                    .collect(),
            )
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_null).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests;
