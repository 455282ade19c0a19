//! What happens to a request, from its arrival to its reply.

mod play;
mod record;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use acs_runtime::credentials::Credentials;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::LOCATION;
use axum::response::Response;
use jiff::Timestamp;

use crate::arguments::{Arguments, Sent};
use crate::behaviour::act;
use crate::clock::Clock;
use crate::description::{Description, Operation};
use crate::faults::{Effect, Faults};
use crate::ids::{Purpose, uuid};
use crate::incoming::Incoming;
use crate::journal::{Journal, Outcome, Record};
use crate::listener::Connection;
use crate::refusal::Refusal;
use crate::reply::{Format, Reply};
use crate::state::{Failure, World};
use crate::tokens::Issuer;
use crate::verify::Verifier;

use play::{early_refusal, play_body};

/// The largest body that is read. Kubernetes has at most 1 MiB for a `ConfigMap`, and a form trebles some characters.
const MAX_BODY: usize = 4 << 20;

/// All that a server has, and all that requests share.
pub(crate) struct Service {
    pub(crate) description: &'static Description,
    pub(crate) seed: u64,
    pub(crate) accounts: Vec<Credentials>,
    pub(crate) account_is_made_up: bool,
    pub(crate) verifier: Verifier,
    pub(crate) issuer: Arc<Issuer>,
    pub(crate) clock: Clock,
    pub(crate) world: Mutex<World>,
    pub(crate) faults: Faults,
    pub(crate) journal: Journal,
    pub(crate) requests: AtomicU64,
}

/// What a request has come to.
struct Answered {
    /// None when the caller gets no reply.
    reply: Option<Reply>,
    /// What is wrong with how the reply goes out.
    effect: Option<Effect>,
}

impl Service {
    /// The world as it is now.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.advance(self.clock.now());
        world
    }

    /// Temporary credentials that the server takes from now on, at most for this long.
    pub(crate) fn issue(&self, at_most: Option<Duration>) -> Credentials {
        self.issuer.issue(at_most)
    }

    pub(crate) fn next_request_id(&self) -> String {
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        uuid(self.seed, Purpose::Request, number).to_ascii_uppercase()
    }

    /// The operation that the request asks for, by its address and, if it has one, by its header.
    fn operation(&self, request: &Incoming<'_>) -> Result<&'static Operation, Refusal> {
        let found = self.description.find(request.method, request.path);
        let operation = found.ok_or_else(Refusal::unknown_action)?;
        if request
            .header("x-acs-action")
            .is_some_and(|action| action != operation.name)
        {
            return Err(Refusal::unknown_action());
        }
        match request.header("x-acs-version") {
            Some(other) if other != self.description.version => {
                Err(Refusal::unknown_version(&self.description.version))
            }
            // Where it is missing, the check of the signature says so.
            _ => Ok(operation),
        }
    }

    /// Checks and carries out a request whose faults are known.
    fn carry_out(
        &self,
        request: &Incoming<'_>,
        operation: &'static Operation,
        record: &mut Record,
    ) -> Result<Reply, Refusal> {
        let verified = self.verifier.verify(request);
        record.signature.outcome = outcome(&verified);
        verified?;
        let sent = Sent::new(request);
        let arguments = Arguments::check(operation, &sent);
        record.parameters.outcome = outcome(&arguments);
        let arguments = arguments?;
        record.note_unknown(&sent.unknown(operation));
        let members = act(&mut self.world(), &arguments)?;
        Ok(Format::of(request).answer(operation, members, &record.request_id))
    }

    /// Answers a request, or plays the fault that befalls it.
    fn answer(&self, request: &Incoming<'_>, record: &mut Record) -> Answered {
        let operation = match self.operation(request) {
            Ok(operation) => operation,
            Err(refusal) => {
                return Answered {
                    reply: Some(self.refuse(request, refusal, record)),
                    effect: None,
                };
            }
        };
        record.operation = Some(operation.name.clone());
        let effect = self.faults.play(&operation.name);
        record.fault = effect.map(|effect| effect.to_string());
        if matches!(effect, Some(Effect::Reset | Effect::Hang)) {
            return Answered {
                reply: None,
                effect,
            };
        }
        let outcome = match effect.and_then(early_refusal) {
            Some(refusal) => Err(refusal),
            None => self.carry_out(request, operation, record),
        };
        let reply = outcome.unwrap_or_else(|refusal| self.refuse(request, refusal, record));
        Answered {
            reply: (effect != Some(Effect::ResetAfter))
                .then(|| with_headers(reply, effect, request)),
            effect,
        }
    }

    fn refuse(&self, request: &Incoming<'_>, mut refusal: Refusal, record: &mut Record) -> Reply {
        record::hide_secrets(self, request, &mut refusal.message);
        record.refused(&refusal);
        let host = request.header("host").unwrap_or_default();
        Format::of(request).refusal(&refusal, host, &record.request_id)
    }
}

/// The reply with the headers that a fault adds.
fn with_headers(mut reply: Reply, effect: Option<Effect>, request: &Incoming<'_>) -> Reply {
    match effect {
        Some(Effect::Throttling(Some(after))) => {
            let after = u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
            reply.headers.insert("x-acs-retry-after", after.into());
        }
        Some(Effect::Redirect) => {
            let host = request.header("host").unwrap_or_default();
            let target = format!("http://{host}{}", request.target).parse();
            reply
                .headers
                .extend(target.map(|target| (LOCATION, target)));
        }
        _ => {}
    }
    reply
}

fn outcome<T>(result: &Result<T, Refusal>) -> Outcome {
    match result {
        Ok(_) => Outcome::Passed,
        Err(_) => Outcome::Failed,
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unknown { what, id } => Self::unknown(what, &id),
            Failure::Conflict(message) => Self::conflict(message),
            Failure::Invalid { parameter, problem } => Self::invalid_parameter(parameter, &problem),
        }
    }
}

/// Answers whatever is not the mock's own.
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await;
    let started = Instant::now();
    let arrived = Timestamp::now();
    let request = Incoming::new(&parts, body.as_deref().unwrap_or_default());
    let mut record = Record::new(&request, arrived, service.next_request_id());
    record.arguments = record::arguments(&service, &request);
    record.format = Format::of(&request).name();
    let Answered { reply, effect } = if body.is_ok() {
        service.answer(&request, &mut record)
    } else {
        Answered {
            reply: Some(service.refuse(&request, Refusal::unreadable_body(), &mut record)),
            effect: None,
        }
    };
    record.status = reply.as_ref().map(|reply| reply.status.as_u16());
    record.duration_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    // Before anything is waited for, so that a caller who gives up is on record, too.
    service.journal.add(record);
    match effect {
        Some(Effect::Hang) => std::future::pending().await,
        Some(Effect::Latency(time)) => tokio::time::sleep(time).await,
        _ => {}
    }
    if let Some(reply) = reply {
        return play_body(reply, effect, &connection);
    }
    connection.reset();
    Response::default()
}
