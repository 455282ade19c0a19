//! From arguments to a raw reply, within the time limits.
//!
//! The limits nest: the operation's around everything, the attempt's around one exchange. What repeats is
//! [`Attempt::run`], which signs anew each time.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use tokio::time::{Instant, sleep, timeout};
use tracing::{Instrument, debug};

use super::arguments::{Arguments, Parts};
use super::spans;
use crate::client::Inner;
use crate::credentials::Credentials;
use crate::error::{Error, Limit, TimeoutError, TransportError, TransportErrorKind};
use crate::intercept::{Context, Hooks, Outcome};
use crate::operation::Operation;
use crate::reply;
use crate::retry::may_repeat;

/// How a call ended.
pub(super) struct Ended {
    pub(super) outcome: Result<Response<Bytes>, Error>,
    /// How many attempts were made.
    pub(super) attempts: u32,
}

/// Sends a call and receives its raw reply.
pub(super) async fn execute(
    client: &Inner,
    operation: &'static Operation,
    arguments: &Arguments,
) -> Ended {
    let parts = match arguments.parts(operation) {
        Ok(parts) => parts,
        Err(error) => {
            return Ended {
                outcome: Err(error.into()),
                attempts: 0,
            };
        }
    };
    let attempt = Attempt {
        client,
        operation,
        arguments,
        parts: &parts,
        hooks: arguments.hooks(client),
        left: AtomicBool::new(false),
        begun: AtomicU32::new(0),
        under_way: Mutex::default(),
    };
    let limit = client.operation_timeout;
    let end = Instant::now().checked_add(limit);
    let outcome = timeout(limit, attempt.in_turn(end))
        .await
        .unwrap_or_else(|_| {
            let left = attempt.left.load(Ordering::Relaxed);
            let error = out_of_time(operation, Limit::Operation, limit, left);
            attempt.tell_end(None, Some(&error));
            Err(error)
        });
    Ended {
        outcome,
        attempts: attempt.begun.load(Ordering::Relaxed),
    }
}

/// One exchange of a call.
pub(super) struct Attempt<'a> {
    pub(super) client: &'a Inner,
    pub(super) operation: &'static Operation,
    pub(super) arguments: &'a Arguments,
    pub(super) parts: &'a Parts<'a>,
    pub(super) hooks: Hooks<'a>,
    /// Whether a request was handed to the transport.
    left: AtomicBool,
    /// How many attempts were begun.
    begun: AtomicU32,
    /// Since when one is under way; only kept for interceptors.
    under_way: Mutex<Option<Instant>>,
}

/// What a request tells of the attempts before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    pub(super) attempts: u32,
    /// The pause after the last of them.
    pub(super) pause: Duration,
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
        // Whether any attempt so far may have done what was asked.
        let mut reached = false;
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
                return Err(error.after_sending(reached));
            }
            reached |= error.may_have_reached_service() && !error.is_throttling();
            let asked = error.retry_after();
            before.pause =
                asked.unwrap_or_else(|| policy.pause(before.attempts, client.dice.next()));
            // Who would run out of time while waiting learns at once why.
            let resumes = Instant::now().checked_add(before.pause);
            let too_late = resumes.is_none_or(|then| end.is_some_and(|end| then >= end));
            if too_late || !client.budget.take() {
                return Err(error.after_sending(reached));
            }
            let pause = before.pause.as_millis();
            debug!(attempts = before.attempts, pause_ms = pause, "trying again");
            sleep(before.pause).await;
        }
    }

    async fn once(&self, before: Before) -> Result<Response<Bytes>, Error> {
        self.begun.store(before.attempts + 1, Ordering::Relaxed);
        if !self.hooks.is_empty() {
            *self.since() = Some(Instant::now());
        }
        let span = spans::of_attempt(self.client, self.operation, before.attempts);
        let answer = self.with_credentials(before).instrument(span.clone()).await;
        let refusal = answer
            .as_ref()
            .ok()
            .and_then(|reply| reply::refusal(self.operation, reply));
        self.tell_end(
            answer.as_ref().ok(),
            refusal.as_ref().or(answer.as_ref().err()),
        );
        let outcome = match refusal {
            Some(error) => Err(error),
            None => answer,
        };
        spans::end(&span, outcome.as_ref());
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
        let context = self.context(self.begun.load(Ordering::Relaxed));
        self.hooks.after_attempt(&context, &outcome);
    }

    fn since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn context(&self, attempt: u32) -> Context<'_> {
        Context {
            client: self.client,
            operation: self.operation,
            arguments: self.arguments,
            attempt,
        }
    }

    async fn with_credentials(&self, before: Before) -> Result<Response<Bytes>, Error> {
        let credentials = self.client.credentials.credentials().await;
        let credentials = credentials.map_err(|error| error.during(self.operation.name))?;
        self.run(&credentials, before).await
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
