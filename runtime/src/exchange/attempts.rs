//! From a request to a raw reply, within the time limits.
//!
//! The limits nest: the operation's around everything, the attempt's around one exchange. What repeats is
//! [`Attempt::send`], which has a new request made each time.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::{Instant, sleep, timeout};
use tracing::{Instrument, debug};

use super::{Before, Ended, Exchange, Failed, Received, Subject, spans};
use crate::error::{Error, Limit, TimeoutError, TransportError, TransportErrorKind};
use crate::intercept::{Context, Hooks, Outcome};
use crate::operation::Operation;
use crate::retry::may_repeat;
use crate::settings::Settings;
use crate::transport::Body;

/// Sends a call and receives its raw reply.
pub(super) async fn run(exchange: &dyn Exchange) -> Ended {
    let subject = exchange.subject();
    let attempt = Attempt {
        exchange,
        subject,
        settings: subject.settings(),
        operation: subject.operation(),
        hooks: subject.hooks(),
        left: AtomicBool::new(false),
        begun: AtomicU32::new(0),
        under_way: Mutex::default(),
    };
    let limit = attempt.settings.operation_timeout;
    let end = Instant::now().checked_add(limit);
    let outcome = timeout(limit, attempt.in_turn(end))
        .await
        .unwrap_or_else(|_| {
            let left = attempt.left.load(Ordering::Relaxed);
            let error = attempt.out_of_time(Limit::Operation, limit, left);
            attempt.tell_end(None, Some(&error));
            Err(error.into())
        });
    Ended {
        outcome,
        attempts: attempt.begun.load(Ordering::Relaxed),
    }
}

/// One exchange of a call.
struct Attempt<'a> {
    exchange: &'a dyn Exchange,
    subject: &'a dyn Subject,
    settings: &'a Settings,
    operation: Operation,
    hooks: Hooks<'a>,
    /// Whether a request was handed to the transport.
    left: AtomicBool,
    /// How many attempts were begun.
    begun: AtomicU32,
    /// Since when one is under way; only kept for interceptors.
    under_way: Mutex<Option<Instant>>,
}

impl Attempt<'_> {
    /// Waits for a place among the calls that are under way; giving up gives the place away.
    async fn in_turn(&self, end: Option<Instant>) -> Result<Received, Failed> {
        let _place = match &self.settings.in_flight {
            // Nobody closes it.
            Some(places) => places.acquire().await.ok(),
            None => None,
        };
        self.repeat(end).await
    }

    /// Sends until a reply is a success, or no further attempt is due. `end` is when the whole call must have ended.
    async fn repeat(&self, end: Option<Instant>) -> Result<Received, Failed> {
        let settings = self.settings;
        let policy = self.subject.retry_policy().unwrap_or(settings.retry);
        let mut before = Before::default();
        // Whether any attempt so far may have done what was asked.
        let mut reached = false;
        loop {
            let Failed { error, reply } = match self.once(before).await {
                Ok(received) => {
                    if before.attempts == 0 {
                        settings.budget.refill();
                    }
                    return Ok(received);
                }
                Err(failed) => failed,
            };
            before.attempts += 1;
            let again = before.attempts < policy.attempts()
                && may_repeat(self.operation.effect, &error)
                && self.exchange.is_repeatable();
            if !again {
                let error = error.after_sending(reached);
                return Err(Failed { error, reply });
            }
            reached |= error.may_have_reached_service() && !error.is_throttling();
            let asked = error.retry_after();
            before.pause =
                asked.unwrap_or_else(|| policy.pause(before.attempts, settings.dice.next()));
            // Who would run out of time while waiting learns at once why.
            let resumes = Instant::now().checked_add(before.pause);
            let too_late = resumes.is_none_or(|then| end.is_some_and(|end| then >= end));
            if too_late || !settings.budget.take() {
                let error = error.after_sending(reached);
                return Err(Failed { error, reply });
            }
            let pause = before.pause.as_millis();
            debug!(attempts = before.attempts, pause_ms = pause, "trying again");
            sleep(before.pause).await;
        }
    }

    async fn once(&self, before: Before) -> Result<Received, Failed> {
        self.begun.store(before.attempts + 1, Ordering::Relaxed);
        if !self.hooks.is_empty() {
            *self.since() = Some(Instant::now());
        }
        let span = spans::of_attempt(self.subject, before.attempts);
        let answer = self.send(before).instrument(span.clone()).await;
        let refusal = answer
            .as_ref()
            .ok()
            .and_then(|received| self.exchange.refusal(&received.reply));
        let reply = answer.as_ref().ok().map(|received| &received.reply);
        self.tell_end(reply, refusal.as_ref().or(answer.as_ref().err()));
        let outcome = match (refusal, answer) {
            (Some(error), answer) => Err(Failed {
                error,
                reply: answer.ok().map(|received| Box::new(received.reply)),
            }),
            (None, answer) => answer.map_err(Failed::from),
        };
        let seen = outcome.as_ref().map(|received| &received.reply);
        spans::end(&span, self.subject, seen.map_err(|failed| &failed.error));
        outcome
    }

    /// Tells the interceptors how the attempt that is under way ended, if there is one.
    fn tell_end(&self, reply: Option<&Response<Bytes>>, error: Option<&Error>) {
        let Some(since) = self.since().take() else {
            return;
        };
        let outcome = Outcome {
            reply,
            error,
            elapsed: since.elapsed(),
        };
        let context = Context {
            subject: self.subject,
            attempt: self.begun.load(Ordering::Relaxed),
        };
        self.hooks.after_attempt(&context, &outcome);
    }

    fn since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    async fn send(&self, before: Before) -> Result<Received, Error> {
        let request = self.exchange.request(before).await?;
        self.left.store(true, Ordering::Relaxed);
        let limit = self.settings.attempt_timeout;
        let (head, body) = request.into_parts();
        let result = match body.into_whole() {
            // Without a stream on either side, what a transport must be able to do is enough.
            Ok(bytes) if !self.exchange.may_leave_body() => {
                let request = Request::from_parts(head, bytes);
                timeout(limit, self.whole(request)).await
            }
            Ok(bytes) => {
                let request = Request::from_parts(head, Body::from(bytes));
                timeout(limit, self.streamed(request)).await
            }
            Err(body) => {
                // How long an upload takes depends on its size; the transport's own pace is not judged here.
                Ok(self.streamed(Request::from_parts(head, body)).await)
            }
        };
        match result {
            Ok(result) => result.map_err(|error| self.failed(error)),
            Err(_) => Err(self.out_of_time(Limit::Attempt, limit, true)),
        }
    }

    async fn whole(&self, request: Request<Bytes>) -> Result<Received, TransportError> {
        let settings = self.settings;
        let reply = settings.transport.send(request, settings.limits).await?;
        Ok(Received {
            reply,
            stream: None,
        })
    }

    /// Receives the head of the reply, and its body unless that is left to the caller.
    async fn streamed(&self, request: Request<Body>) -> Result<Received, TransportError> {
        let settings = self.settings;
        let reply = settings.transport.stream(request, settings.limits).await?;
        let (head, body) = reply.into_parts();
        let head = Response::from_parts(head, ());
        if self.exchange.leaves_body(&head) {
            return Ok(Received {
                reply: head.map(|()| Bytes::new()),
                stream: Some(body),
            });
        }
        let body = body.collect(settings.limits.max_bytes).await?;
        Ok(Received {
            reply: head.map(|()| body),
            stream: None,
        })
    }

    fn failed(&self, error: TransportError) -> Error {
        if error.kind() == TransportErrorKind::ConnectTimeout {
            return self.out_of_time(Limit::Connect, self.settings.connect_timeout, false);
        }
        error.during(self.operation.name).into()
    }

    fn out_of_time(&self, limit: Limit, after: Duration, may_have_reached_service: bool) -> Error {
        TimeoutError {
            operation: self.operation.name,
            limit,
            after,
            may_have_reached_service,
            last: None,
        }
        .into()
    }
}
