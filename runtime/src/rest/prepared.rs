//! From a call to its requests.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{
    ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue,
};
use http::{Request, Response, Uri};

use super::api::{Kind, Operation, Place};
use super::call::{Call, Pairs, Payload};
use super::cases::{self, Verdict};
use super::security::Placed;
use super::style::{Escape, Written};
use super::{media_type, path};
use crate::BoxFuture;
use crate::error::{Error, RequestError};
use crate::exchange::{Before, Exchange, Subject};
use crate::intercept::{Context, Item, UnsignedRequest};
use crate::operation::Method;
use crate::transport::Body;

/// A call with the parts of its requests that are the same for all attempts.
pub(super) struct Prepared<'a> {
    call: &'a Call,
    /// The address before the query.
    url: String,
    /// Where the path begins in it.
    path_at: usize,
    headers: HeaderMap,
    boundary: Option<String>,
    credentials: Vec<&'a Placed>,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(call: &'a Call) -> Result<Self, Error> {
        let refused = |problem: String| RequestError::new(call.operation.name, problem);
        let inputs = &call.inputs;
        if let Some(problem) = inputs.problem() {
            return Err(refused(problem.to_owned()).into());
        }
        let base = inputs
            .base
            .as_ref()
            .map_err(|problem| refused(problem.clone()))?;
        let path = path::fill(call.operation.path, &inputs.path).map_err(refused)?;
        let credentials = credentials(call).map_err(refused)?;
        let boundary = match &inputs.payload {
            Payload::Multipart(parts) => {
                parts.check().map_err(refused)?;
                Some(parts.boundary().map_err(|error| {
                    refused("the operating system gives no random bytes for a boundary".to_owned())
                        .caused_by(error)
                })?)
            }
            Payload::None | Payload::Upload(_) => None,
        };
        let mut prepared = Self {
            call,
            url: format!("{}{path}", base.url),
            // Behind scheme, host and port; a base has a path of its own, too.
            path_at: base.url.find("://").map_or(0, |at| at + 3) + base.host.len(),
            headers: HeaderMap::new(),
            boundary,
            credentials,
        };
        prepared.headers = prepared.own_headers()?;
        if !prepared.is_repeatable() {
            return Err(refused("the stream that is the body was sent already".to_owned()).into());
        }
        Ok(prepared)
    }

    /// All headers but credentials and cookies.
    fn own_headers(&self) -> Result<HeaderMap, RequestError> {
        let inputs = &self.call.inputs;
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept(self.call.operation) {
            headers.insert(ACCEPT, accept);
        }
        if let Some(media_type) = &inputs.media_type {
            let stated = match &self.boundary {
                Some(boundary) => media_type::with_boundary(media_type, boundary),
                None => media_type.clone(),
            };
            self.insert(&mut headers, CONTENT_TYPE.as_str(), &stated)?;
        }
        for (name, value) in &self.call.client.inner.headers {
            headers.insert(name.clone(), value.clone());
        }
        for (name, value) in &inputs.headers {
            self.insert(&mut headers, name, value)?;
        }
        Ok(headers)
    }

    fn insert(&self, headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), RequestError> {
        let shown = crate::error::text::quoted(name, 80);
        let unusable = || self.refused(format!("the header {shown} cannot be sent as given"));
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable())?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| unusable())?;
        headers.insert(name, value);
        Ok(())
    }

    fn refused(&self, problem: impl Into<Cow<'static, str>>) -> RequestError {
        RequestError::new(self.call.operation.name, problem)
    }

    async fn make(&self, before: Before) -> Result<Request<Body>, Error> {
        let (body, length) = self.body().await?;
        let hooks = self.call.hooks();
        if hooks.is_empty() {
            let query = pairs(&self.call.inputs.query).map(|pair| pair.raw.as_str());
            let request = self.request(query, self.headers.clone(), length)?;
            return Ok(request.map(|()| body));
        }
        let (whole, stream) = match body.into_whole() {
            Ok(whole) => (whole, None),
            Err(stream) => (Bytes::new(), Some(stream)),
        };
        let context = Context {
            subject: self.call,
            attempt: before.attempts + 1,
        };
        let mut unsigned = self.unsigned(&whole);
        hooks.before_signing(&context, &mut unsigned)?;
        let (query, changes) = (unsigned.query, unsigned.headers);
        let mut headers = self.headers.clone();
        for (name, value) in &changes {
            self.insert(&mut headers, name, value)?;
        }
        let query: Vec<_> = query.into_iter().map(raw).collect();
        let request = self.request(query.iter().map(|raw| &**raw), headers, length)?;
        let mut request = request.map(|()| whole);
        hooks.before_sending(&context, &mut request)?;
        Ok(request.map(|whole| match stream {
            Some(stream) if whole.is_empty() => stream,
            _ => Body::from(whole),
        }))
    }

    fn unsigned<'r>(&'r self, body: &'r Bytes) -> UnsignedRequest<'r> {
        let inputs = &self.call.inputs;
        let query = pairs(&inputs.query).map(|pair| Item {
            name: Cow::Borrowed(&pair.name),
            value: Cow::Borrowed(&pair.value),
            raw: Some(Cow::Borrowed(&pair.raw)),
        });
        let headers = inputs.headers.iter();
        UnsignedRequest {
            method: self.call.operation.method,
            path: self.url.get(self.path_at..).unwrap_or_default(),
            query: query.collect(),
            headers: headers
                .map(|(name, value)| (Cow::Owned(name.clone()), value.clone()))
                .collect(),
            body,
        }
    }

    /// The request but for its body, with the credentials.
    fn request<'q>(
        &self,
        query: impl Iterator<Item = &'q str>,
        mut headers: HeaderMap,
        length: Option<u64>,
    ) -> Result<Request<()>, RequestError> {
        for placed in &self.credentials {
            placed.insert_into(&mut headers);
        }
        self.add_cookies(&mut headers)?;
        if let Some(length) = length {
            headers.insert(CONTENT_LENGTH, length.into());
        }
        let keys = self.credentials.iter().filter_map(|placed| match placed {
            Placed::Query(name, key) => Some(Written::plain(name, key, Escape::Percent).raw),
            Placed::Header(..) | Placed::Cookie(..) => None,
        });
        let mut url = self.url.clone();
        let pairs = query.map(Cow::Borrowed).chain(keys.map(Cow::Owned));
        for pair in pairs {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&pair);
        }
        // Neither the address nor the reason is shown: a key may stand in the query.
        let uri: Uri = url.parse().map_err(|_| {
            let size = url.len();
            self.refused(format!(
                "path and query make no usable address ({size} bytes; 65,534 are possible)"
            ))
        })?;
        let mut request = Request::new(());
        *request.method_mut() = self.call.operation.method.to_http();
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Ok(request)
    }

    fn add_cookies(&self, headers: &mut HeaderMap) -> Result<(), RequestError> {
        let keys = self.credentials.iter().filter_map(|placed| match placed {
            Placed::Cookie(name, key) => Some(Written::plain(name, key, Escape::Cookie).raw),
            Placed::Header(..) | Placed::Query(..) => None,
        });
        let own = pairs(&self.call.inputs.cookies).map(|pair| pair.raw.clone());
        let cookies: Vec<_> = own.chain(keys).collect();
        if cookies.is_empty() {
            return Ok(());
        }
        let mut all = cookies.join("; ").into_bytes();
        if let Some(stated) = headers.get(COOKIE) {
            all = [stated.as_bytes(), b"; ", &all].concat();
        }
        let mut all = HeaderValue::from_bytes(&all)
            .map_err(|_| self.refused("the cookies cannot be sent as given"))?;
        all.set_sensitive(true);
        headers.insert(COOKIE, all);
        Ok(())
    }

    /// The body, and its length if it has to be stated.
    async fn body(&self) -> Result<(Body, Option<u64>), RequestError> {
        let opened = match &self.call.inputs.payload {
            Payload::None => return Ok((Body::from(Bytes::new()), self.stated(0))),
            Payload::Upload(upload) => upload.open().await,
            Payload::Multipart(parts) => {
                parts
                    .open(self.boundary.as_deref().unwrap_or_default())
                    .await
            }
        };
        let (body, length) = opened.map_err(|error| {
            self.refused("a file that is to be sent cannot be opened")
                .caused_by(error)
        })?;
        match body.into_whole() {
            Ok(whole) => {
                let length = self.stated(whole.len());
                Ok((Body::from(whole), length))
            }
            Err(stream) => Ok((stream, length)),
        }
    }

    /// The length of a whole body if it has to be stated: the HTTP library does so, but for an empty one. Some servers
    /// refuse a request that has none and does not say so; others take one that is there and empty for none. A length that
    /// a header of the call gives is not believed: a service would wait for what does not come, or stop before the end.
    fn stated(&self, length: usize) -> Option<u64> {
        if self.headers.contains_key(CONTENT_LENGTH) {
            return u64::try_from(length).ok();
        }
        let method = self.call.operation.method;
        let expected = matches!(method, Method::Post | Method::Put | Method::Patch);
        let has_body = !matches!(self.call.inputs.payload, Payload::None);
        (length == 0 && (expected || has_body)).then_some(0)
    }
}

/// The credentials that a call needs and does not have by itself: what the caller set for this call alone is meant to be
/// sent.
fn credentials(call: &Call) -> Result<Vec<&Placed>, String> {
    let inner = &call.client.inner;
    let is_configured =
        |place, name: &str| place == Place::Header && inner.headers.contains_key(name);
    let is_stated = |place, name: &str| call.inputs.has(place, name) || is_configured(place, name);
    let mut credentials = inner.keys.of(call.operation, is_stated)?;
    credentials.retain(|placed| {
        let (place, name) = placed.place();
        !call.inputs.has(place, name)
    });
    Ok(credentials)
}

/// The pairs of all parameters of a place.
fn pairs(all: &[Pairs]) -> impl Iterator<Item = &Written> {
    all.iter().flat_map(|of_one| &of_one.pairs)
}

/// A parameter of the query as it stands on the wire.
fn raw(item: Item<'_>) -> Cow<'_, str> {
    item.raw
        .unwrap_or_else(|| Cow::Owned(Written::plain(&item.name, &item.value, Escape::Percent).raw))
}

/// All media types that a reply is described with, in their order.
fn accept(operation: &Operation) -> Option<HeaderValue> {
    let cases = operation.success.iter().chain(operation.failure);
    let mut types: Vec<&str> = Vec::new();
    for content in cases.flat_map(|case| case.contents) {
        if !types.contains(&content.media_type) {
            types.push(content.media_type);
        }
    }
    if types.is_empty() {
        return None;
    }
    HeaderValue::from_str(&types.join(", ")).ok()
}

impl Exchange for Prepared<'_> {
    fn subject(&self) -> &dyn Subject {
        self.call
    }

    fn request(&self, before: Before) -> BoxFuture<'_, Result<Request<Body>, Error>> {
        Box::pin(self.make(before))
    }

    fn refusal(&self, reply: &Response<Bytes>) -> Option<Error> {
        let operation = self.call.operation;
        match cases::judge_whole(operation, reply) {
            Verdict::Success(_) => None,
            Verdict::Failure(_) => Some(cases::refused(operation, reply)),
            Verdict::Unknown => Some(cases::undescribed(operation, reply)),
        }
    }

    fn may_leave_body(&self) -> bool {
        let mut contents = self
            .call
            .operation
            .success
            .iter()
            .flat_map(|case| case.contents);
        contents.any(|content| is_streamed(content.kind))
    }

    fn leaves_body(&self, head: &Response<()>) -> bool {
        let operation = self.call.operation;
        let Verdict::Success(index) = cases::judge(operation, head.status().as_u16()) else {
            return false;
        };
        let case = &operation.success[index];
        let has_body =
            operation.method != Method::Head && !matches!(head.status().as_u16(), 204 | 304);
        let content = cases::content(case, head.headers());
        has_body
            && content.is_ok_and(|index| {
                let content = case.contents.get(index);
                content.is_some_and(|content| is_streamed(content.kind))
            })
    }

    fn is_repeatable(&self) -> bool {
        match &self.call.inputs.payload {
            Payload::None => true,
            Payload::Upload(upload) => upload.is_repeatable(),
            Payload::Multipart(parts) => parts.is_repeatable(),
        }
    }
}

fn is_streamed(kind: Kind) -> bool {
    matches!(kind, Kind::Binary | Kind::Events | Kind::Lines)
}
