//! From the parts of a request to the request as it is sent, with the interceptors asked on the way.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use http::{Request, Response};

use super::Call;
use super::arguments::{Parts, target};
use super::seal::Seal;
use crate::BoxFuture;
use crate::credentials::Credentials;
use crate::error::{Error, RequestError};
use crate::exchange::{Before, Exchange, Subject};
use crate::intercept::{Context, Item, UnsignedRequest};
use crate::operation::Operation;
use crate::parameters::Pair;
use crate::reply;
use crate::signing::{Unsigned, sign};
use crate::transport::Body;

/// A call with the parts of its requests, each of which is signed by itself.
pub(super) struct Signing<'a> {
    call: &'a Call,
    parts: Parts<'a>,
}

impl<'a> Signing<'a> {
    pub(super) fn new(call: &'a Call) -> Result<Self, Error> {
        let parts = call.arguments.parts(call.operation)?;
        Ok(Self { call, parts })
    }
}

impl Exchange for Signing<'_> {
    fn subject(&self) -> &dyn Subject {
        self.call
    }

    fn request(&self, before: Before) -> BoxFuture<'_, Result<Request<Body>, Error>> {
        Box::pin(async move {
            let credentials = self.call.client.inner.credentials.credentials().await;
            let credentials = credentials.map_err(|error| error.during(self.operation().name))?;
            Ok(self.signed(&credentials, before)?.map(Body::from))
        })
    }

    fn refusal(&self, reply: &Response<Bytes>) -> Option<Error> {
        reply::refusal(self.operation(), reply)
    }
}

impl Signing<'_> {
    fn operation(&self) -> &'static Operation {
        self.call.operation
    }

    /// The request with a nonce and a date of its own.
    fn signed(
        &self,
        credentials: &Credentials,
        before: Before,
    ) -> Result<Request<Bytes>, RequestError> {
        let parts = &self.parts;
        let extra = self.extra_headers(before);
        let hooks = self.call.hooks();
        if hooks.is_empty() {
            return self.sign(credentials, &extra, &parts.query, &parts.target);
        }
        let context = Context {
            subject: self.call,
            attempt: before.attempts + 1,
        };
        let mut unsigned = self.unsigned(extra);
        hooks.before_signing(&context, &mut unsigned)?;
        let query: Vec<_> = unsigned.query().collect();
        let target = target(&parts.path, &query);
        let mut request = self.sign(credentials, &unsigned.headers, &query, &target)?;
        let seal = Seal::of(&request, self.call.client.inner.signature);
        hooks.before_sending(&context, &mut request)?;
        match seal.broken_by(&request) {
            None => Ok(request),
            Some(what) => Err(self.refused(format!(
                "an interceptor changed {what} after it was signed; change it in before_signing"
            ))),
        }
    }

    fn unsigned(&self, headers: Cow<'_, [Pair]>) -> UnsignedRequest<'_> {
        let query = self.parts.query.iter();
        UnsignedRequest {
            method: self.operation().method,
            path: &self.parts.path,
            query: query
                .map(|(name, value)| Item::plain(*name, *value))
                .collect(),
            headers: headers.into_owned(),
            body: &self.parts.body,
        }
    }

    fn sign(
        &self,
        credentials: &Credentials,
        extra: &[Pair],
        query: &[(&str, &str)],
        target: &str,
    ) -> Result<Request<Bytes>, RequestError> {
        let (client, operation) = (&*self.call.client.inner, self.operation());
        let parts = &self.parts;
        let nonce = client.nonce.next().map_err(|error| {
            self.refused("the operating system gives no random bytes for a nonce")
                .caused_by(error)
        })?;
        let unsigned = Unsigned {
            method: operation.method,
            path: &parts.path,
            query,
            body: &parts.body,
            host: &client.host,
            action: operation.name,
            version: client.service.version,
            user_agent: &client.user_agent,
            accept: client.accept,
            content_type: parts.content_type,
            extra,
        };
        let headers = sign(
            &unsigned,
            credentials,
            client.signature,
            client.clock.now(),
            &nonce,
        );
        let mut request = Request::new(parts.body.clone());
        *request.method_mut() = operation.method.to_http();
        *request.uri_mut() = format!("{}{target}", client.url)
            .parse()
            .map_err(|error| self.refused(unusable_address(target)).caused_by(error))?;
        request.headers_mut().reserve(headers.len());
        for (name, value) in &headers {
            self.insert(request.headers_mut(), name, value)?;
        }
        Ok(request)
    }

    /// The caller's own headers, and from the second attempt on what the official SDKs tell of those before.
    fn extra_headers(&self, before: Before) -> Cow<'_, [Pair]> {
        let own = &self.call.arguments.headers;
        if before.attempts == 0 {
            return Cow::Borrowed(own);
        }
        let mut headers = own.clone();
        headers.push(("x-acs-retry-attempts".into(), before.attempts.to_string()));
        let pause = before.pause.as_millis().to_string();
        headers.push(("x-acs-retry-delay".into(), pause));
        Cow::Owned(headers)
    }

    fn insert(&self, headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), RequestError> {
        let unusable = || self.refused(format!("the header {name} cannot be sent as given"));
        let key =
            HeaderName::from_bytes(name.as_bytes()).map_err(|error| unusable().caused_by(error))?;
        let mut value =
            HeaderValue::from_str(value).map_err(|error| unusable().caused_by(error))?;
        value.set_sensitive(key == AUTHORIZATION || name == "x-acs-security-token");
        headers.insert(key, value);
        Ok(())
    }

    fn refused(&self, problem: impl Into<Cow<'static, str>>) -> RequestError {
        RequestError::new(self.operation().name, problem)
    }
}

fn unusable_address(target: &str) -> String {
    format!(
        "path and query make no usable address ({} bytes; 65,534 are possible)",
        target.len()
    )
}
