//! From the parts of a request to the request as it is sent, with the interceptors asked on the way.

use std::borrow::Cow;

use bytes::Bytes;
use http::Request;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use super::arguments::target;
use super::execute::{Attempt, Before};
use crate::credentials::Credentials;
use crate::error::RequestError;
use crate::intercept::UnsignedRequest;
use crate::parameters::Pair;
use crate::signing::{Unsigned, sign};

impl Attempt<'_> {
    /// The request with a nonce and a date of its own.
    pub(super) fn signed(
        &self,
        credentials: &Credentials,
        before: Before,
    ) -> Result<Request<Bytes>, RequestError> {
        let parts = self.parts;
        let extra = self.extra_headers(before);
        if self.hooks.is_empty() {
            return self.sign(credentials, &extra, &parts.query, &parts.target);
        }
        let context = self.context(before.attempts + 1);
        let mut unsigned = self.unsigned(extra);
        self.hooks.before_signing(&context, &mut unsigned)?;
        let query: Vec<_> = unsigned.query().collect();
        let target = target(&parts.path, &query);
        let mut request = self.sign(credentials, &unsigned.headers, &query, &target)?;
        let version = self.client.signature;
        self.hooks.before_sending(&context, &mut request, version)?;
        Ok(request)
    }

    fn unsigned(&self, headers: Cow<'_, [Pair]>) -> UnsignedRequest<'_> {
        let query = self.parts.query.iter();
        UnsignedRequest {
            method: self.operation.method,
            path: &self.parts.path,
            query: query
                .map(|(name, value)| ((*name).into(), (*value).into()))
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
        let Self {
            client,
            operation,
            parts,
            ..
        } = *self;
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
        let own = &self.arguments.headers;
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
        RequestError::new(self.operation.name, problem)
    }
}

fn unusable_address(target: &str) -> String {
    format!(
        "path and query make no usable address ({} bytes; 65,534 are possible)",
        target.len()
    )
}
