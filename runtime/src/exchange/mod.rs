//! One call's way to the service and back, whichever client makes it: turns, time limits, attempts, spans, interceptors.
//!
//! What differs between clients stands behind two traits: a [`Subject`] says what is called and with which settings, an
//! [`Exchange`] makes the request of each attempt and judges what comes back.

mod attempts;
pub(crate) mod spans;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use tokio::time::Instant;
use tracing::{Instrument, Span};

use crate::BoxFuture;
use crate::error::Error;
use crate::intercept::{Context, Hooks, Outcome};
use crate::operation::Operation;
use crate::retry::RetryPolicy;
use crate::settings::Settings;
use crate::transport::Body;

/// What is called, and with which settings.
pub(crate) trait Subject: Send + Sync {
    fn settings(&self) -> &Settings;

    fn operation(&self) -> Operation;

    fn peer(&self) -> Peer<'_>;

    /// The interceptors, those of the client first.
    fn hooks(&self) -> Hooks<'_>;

    /// Other than the client's.
    fn retry_policy(&self) -> Option<RetryPolicy>;

    /// The names of the parameters that are set, without their values.
    fn parameter_names(&self) -> Vec<&str>;

    /// The id that the service gave the request, if its kind of service does.
    fn request_id(&self, headers: &HeaderMap) -> Option<String>;

    #[cfg(feature = "alibaba")]
    fn service(&self) -> Option<&'static crate::service::Service>;
}

/// Who is called.
#[derive(Clone, Copy)]
pub(crate) struct Peer<'a> {
    /// The service's name.
    pub(crate) name: &'a str,
    /// What OpenTelemetry calls the kind of service, if it has a name for it.
    pub(crate) system: Option<&'static str>,
    pub(crate) region: Option<&'a str>,
    /// `host` or `host:port`.
    pub(crate) host: &'a str,
    /// The address before the operation's path.
    pub(crate) url: &'a str,
}

/// How a call is asked, and how its answer is judged.
pub(crate) trait Exchange: Send + Sync {
    fn subject(&self) -> &dyn Subject;

    /// The request of one more attempt, authorised, and past the interceptors.
    fn request(&self, before: Before) -> BoxFuture<'_, Result<Request<Body>, Error>>;

    /// The error of a reply that says no.
    fn refusal(&self, reply: &Response<Bytes>) -> Option<Error>;

    /// Whether the body of a reply with this status and these headers is left on the wire for the caller.
    fn leaves_body(&self, head: &Response<()>) -> bool {
        let _ = head;
        false
    }

    /// Whether some reply may be one whose body is left on the wire.
    fn may_leave_body(&self) -> bool {
        false
    }

    /// Whether the request can be made once more.
    fn is_repeatable(&self) -> bool {
        true
    }
}

/// What a request tells of the attempts before it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Before {
    pub(crate) attempts: u32,
    /// The pause after the last of them.
    pub(crate) pause: Duration,
}

/// A reply that is no refusal.
pub(crate) struct Received {
    /// With an empty body when that is still on the wire.
    pub(crate) reply: Response<Bytes>,
    pub(crate) stream: Option<Body>,
}

/// Why there is none.
pub(crate) struct Failed {
    pub(crate) error: Error,
    /// The reply that the error was made of.
    pub(crate) reply: Option<Box<Response<Bytes>>>,
}

impl<E: Into<Error>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self {
            error: error.into(),
            reply: None,
        }
    }
}

/// How the attempts of a call ended.
pub(crate) struct Ended {
    pub(crate) outcome: Result<Received, Failed>,
    /// How many were made.
    pub(crate) attempts: u32,
}

/// What is left to do when a call was answered, or was not.
pub(crate) struct End {
    attempts: u32,
    /// When the call began; only kept for interceptors.
    since: Option<Instant>,
    /// Goes on until the reply is read, which can fail, too.
    span: Span,
}

/// Makes a call of this subject: `attempts` are its attempts, which end in a raw reply.
pub(crate) async fn call(
    subject: &dyn Subject,
    attempts: impl Future<Output = Ended> + Send,
) -> (Result<Received, Failed>, End) {
    let observed = !subject.hooks().is_empty();
    let since = observed.then(Instant::now);
    let span = spans::of_operation(subject);
    let ended = attempts.instrument(span.clone()).await;
    let outcome = ended.outcome.as_ref();
    let seen = outcome.map(|received| &received.reply);
    spans::end(&span, subject, seen.map_err(|failed| &failed.error));
    let end = End {
        attempts: ended.attempts,
        since,
        span,
    };
    (ended.outcome, end)
}

/// The attempts of an exchange, or the end before the first when there is none to make.
pub(crate) async fn attempts<X: Exchange>(exchange: Result<X, Error>) -> Ended {
    match exchange {
        Ok(exchange) => attempts::run(&exchange).await,
        Err(error) => Ended {
            outcome: Err(error.into()),
            attempts: 0,
        },
    }
}

impl End {
    /// Tells the interceptors how the call ended.
    pub(crate) fn tell(
        &self,
        subject: &dyn Subject,
        reply: Option<&Response<Bytes>>,
        error: Option<&Error>,
    ) {
        let Some(since) = self.since else {
            return;
        };
        let context = Context {
            subject,
            attempt: self.attempts,
        };
        let outcome = Outcome {
            reply,
            error,
            elapsed: since.elapsed(),
        };
        subject.hooks().after_call(&context, &outcome);
    }

    /// Notes an error that was found when the reply was read.
    pub(crate) fn failed(&self, error: &Error) {
        spans::failed(&self.span, error);
    }
}
