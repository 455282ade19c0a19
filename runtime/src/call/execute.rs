//! From arguments to a raw reply, within the time limits.
//!
//! The limits nest: the operation's around everything, the attempt's around one exchange. What repeats is
//! [`Attempt::run`], which signs anew each time.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use http::{Request, Response};
use tokio::time::{Instant, sleep, timeout};
use tracing::{Instrument, debug};

use super::arguments::{Arguments, Parts};
use super::spans;
use crate::client::{Client, Inner};
use crate::credentials::Credentials;
use crate::error::{Error, Limit, RequestError, TimeoutError, TransportError, TransportErrorKind};
use crate::operation::Operation;
use crate::parameters::Pair;
use crate::reply;
use crate::retry::may_repeat;
use crate::signing::{Unsigned, sign};

/// Sends a call and receives its raw reply.
pub(super) async fn execute(
    client: Client,
    operation: &'static Operation,
    arguments: Box<Arguments>,
) -> Result<Response<Bytes>, Error> {
    let client = &*client.inner;
    let parts = arguments.parts(operation)?;
    let attempt = Attempt {
        client,
        operation,
        arguments: &arguments,
        parts: &parts,
        left: AtomicBool::new(false),
    };
    let limit = client.operation_timeout;
    let end = Instant::now().checked_add(limit);
    timeout(limit, attempt.in_turn(end))
        .await
        .unwrap_or_else(|_| {
            let left = attempt.left.load(Ordering::Relaxed);
            Err(out_of_time(operation, Limit::Operation, limit, left))
        })
}

/// One exchange of a call.
struct Attempt<'a> {
    client: &'a Inner,
    operation: &'static Operation,
    arguments: &'a Arguments,
    parts: &'a Parts<'a>,
    /// Whether a request was handed to the transport.
    left: AtomicBool,
}

/// What a request tells of the attempts before it.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    attempts: u32,
    /// The pause after the last of them.
    pause: Duration,
}

impl Attempt<'_> {
    /// Waits for a place among the calls that are under way; giving up gives the place away.
    async fn in_turn(&self, end: Option<Instant>) -> Result<Response<Bytes>, Error> {
        let _place = match &self.client.in_flight {
            // Nobody closes it.
            Some(places) => places.acquire().await.ok(),
            None => None,
        };
        self.repeat(end).await
    }

    /// Sends until a reply is a success, or no further attempt is due. `end` is when the whole call must have ended.
    async fn repeat(&self, end: Option<Instant>) -> Result<Response<Bytes>, Error> {
        let client = self.client;
        let policy = self.arguments.retry.unwrap_or(client.retry);
        let mut before = Before::default();
        loop {
            let error = match self.once(before).await {
                Ok(reply) => {
                    if before.attempts == 0 {
                        client.budget.refill();
                    }
                    return Ok(reply);
                }
                Err(error) => error,
            };
            before.attempts += 1;
            if before.attempts >= policy.attempts() || !may_repeat(self.operation.effect, &error) {
                return Err(error);
            }
            let asked = error.retry_after();
            before.pause =
                asked.unwrap_or_else(|| policy.pause(before.attempts, client.dice.next()));
            // Who would run out of time while waiting learns at once why.
            let resumes = Instant::now().checked_add(before.pause);
            let too_late = resumes.is_none_or(|then| end.is_some_and(|end| then >= end));
            if too_late || !client.budget.take() {
                return Err(error);
            }
            let pause = before.pause.as_millis();
            debug!(attempts = before.attempts, pause_ms = pause, "trying again");
            sleep(before.pause).await;
        }
    }

    async fn once(&self, before: Before) -> Result<Response<Bytes>, Error> {
        let span = spans::of_attempt(self.client, self.operation, before.attempts);
        let outcome = self.with_credentials(before).instrument(span.clone()).await;
        spans::end(&span, outcome.as_ref());
        outcome
    }

    async fn with_credentials(&self, before: Before) -> Result<Response<Bytes>, Error> {
        let credentials = self.client.credentials.credentials().await;
        let credentials = credentials.map_err(|error| error.during(self.operation.name))?;
        let reply = self.run(&credentials, before).await?;
        match reply::refusal(self.operation, &reply) {
            Some(error) => Err(error),
            None => Ok(reply),
        }
    }

    async fn run(
        &self,
        credentials: &Credentials,
        before: Before,
    ) -> Result<Response<Bytes>, Error> {
        let request = self.signed(credentials, before)?;
        self.left.store(true, Ordering::Relaxed);
        let limit = self.client.attempt_timeout;
        match timeout(
            limit,
            self.client.transport.send(request, self.client.limits),
        )
        .await
        {
            Ok(result) => result.map_err(|error| self.failed(error)),
            Err(_) => Err(out_of_time(self.operation, Limit::Attempt, limit, true)),
        }
    }

    fn failed(&self, error: TransportError) -> Error {
        if error.kind() == TransportErrorKind::ConnectTimeout {
            return out_of_time(
                self.operation,
                Limit::Connect,
                self.client.connect_timeout,
                false,
            );
        }
        error.during(self.operation.name).into()
    }

    /// The request with a nonce and a date of its own.
    fn signed(
        &self,
        credentials: &Credentials,
        before: Before,
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
        let extra = self.extra_headers(before);
        let unsigned = Unsigned {
            method: operation.method,
            path: &parts.path,
            query: &parts.query,
            body: &parts.body,
            host: &client.host,
            action: operation.name,
            version: client.service.version,
            user_agent: &client.user_agent,
            accept: client.accept,
            content_type: parts.content_type,
            extra: &extra,
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
        *request.uri_mut() = format!("{}{}", client.url, parts.target)
            .parse()
            .map_err(|error| self.refused(self.unusable_address()).caused_by(error))?;
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

    fn unusable_address(&self) -> String {
        format!(
            "path and query make no usable address ({} bytes; 65,534 are possible)",
            self.parts.target.len()
        )
    }

    fn refused(&self, problem: impl Into<Cow<'static, str>>) -> RequestError {
        RequestError::new(self.operation.name, problem)
    }
}

fn out_of_time(
    operation: &'static Operation,
    limit: Limit,
    after: Duration,
    may_have_reached_service: bool,
) -> Error {
    TimeoutError {
        operation: operation.name,
        limit,
        after,
        may_have_reached_service,
        last: None,
    }
    .into()
}
