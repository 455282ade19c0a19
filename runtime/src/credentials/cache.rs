//! Keeps what a source fetched, and refreshes it in time.
//!
//! The rules are those of Alibaba Cloud's Python SDK, with one difference: the SDK raises when a refresh fails,
//! even while the old value would still be accepted. Here the old value stays in use until it ends.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use futures_util::FutureExt;
use tokio::runtime::Handle;
use tokio::time::Instant;
use tracing::{debug, warn};

use super::Credentials;
use super::flight::{Flight, Joined};
use super::surroundings::Surroundings;
use crate::BoxFuture;
use crate::error::CredentialsError;

/// How long before its end a value counts as stale.
pub(super) const MARGIN: Duration = Duration::from_secs(15 * 60);

/// How long a fetch may take, whatever it is made of. Each request and each program has its own, shorter limit.
const LIMIT: Duration = Duration::from_secs(120);

/// The least pause between two refreshes in the background. It matters for values that are stale from the start.
const PAUSE: Duration = Duration::from_secs(1);

/// How much longer it may become after a failure, by chance.
const MORE_AFTER_FAILURE: Duration = Duration::from_secs(9);

type Outcome = Result<Credentials, CredentialsError>;

/// A source that has to ask somebody.
pub(super) trait Fetch: Send + Sync + 'static {
    /// What the source is called in names, as `ecs_ram_role`.
    fn name(&self) -> String;

    /// Asks.
    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>>;
}

/// Credentials, and when to ask for others.
#[derive(Debug)]
pub(super) struct Fetched {
    credentials: Credentials,
    /// `None` for what is good for one use.
    stale_at: Option<SystemTime>,
    ahead_at: Option<SystemTime>,
}

impl Fetched {
    /// Credentials that are stale so long before their end.
    pub(super) fn temporary(credentials: Credentials, margin: Duration) -> Self {
        let stale_at = credentials
            .expires_at()
            .and_then(|end| end.checked_sub(margin));
        Self {
            credentials,
            stale_at,
            ahead_at: None,
        }
    }

    /// Credentials to be asked for again on each use, since nobody knows how long they are good.
    pub(super) fn once(credentials: Credentials) -> Self {
        Self {
            credentials,
            stale_at: None,
            ahead_at: None,
        }
    }

    /// To be refreshed from this time on, even if not stale by then.
    pub(super) fn ahead_at(mut self, time: SystemTime) -> Self {
        self.ahead_at = Some(time);
        self
    }

    fn is_fresh(&self, now: SystemTime) -> bool {
        self.stale_at.is_some_and(|stale| now < stale)
            && self.ahead_at.is_none_or(|ahead| now < ahead)
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.stale_at.is_some() && self.credentials.expires_at().is_none_or(|end| now < end)
    }
}

/// The value of one source.
pub(super) struct Cache<F> {
    inner: Arc<Inner<F>>,
}

struct Inner<F> {
    source: F,
    surroundings: Surroundings,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    value: Option<Fetched>,
    flight: Flight<Outcome>,
    /// Whether the last fetch began in the background.
    ahead: bool,
    /// Before this, no refresh begins in the background.
    not_before: Option<Instant>,
}

/// A fetch to wait for.
struct Awaited {
    fetch: Joined<Outcome>,
    /// Whether it began in the background.
    ahead: bool,
}

impl State {
    /// Joins the fetch that is under way, or begins one.
    fn join(
        &mut self,
        ahead: bool,
        begin: impl FnOnce() -> BoxFuture<'static, Outcome>,
    ) -> Awaited {
        let fetch = self.flight.join(|| {
            self.ahead = ahead;
            begin()
        });
        Awaited {
            fetch,
            ahead: self.ahead,
        }
    }
}

impl<F: Fetch> Cache<F> {
    pub(super) fn new(source: F, surroundings: &Surroundings) -> Self {
        let inner = Inner {
            source,
            surroundings: surroundings.clone(),
            state: Mutex::default(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    pub(super) fn source(&self) -> &F {
        &self.inner.source
    }

    /// The value; waits only when there is none that the service would accept.
    pub(super) fn credentials(&self) -> BoxFuture<'_, Outcome> {
        Box::pin(async {
            let awaited = match self.inner.kept() {
                Ok(credentials) => return Ok(credentials),
                Err(awaited) => awaited,
            };
            let outcome = awaited.fetch.await;
            if outcome.is_ok() || !awaited.ahead {
                return outcome;
            }
            // It began while there still was a value, perhaps long ago on a runtime that has stood still since.
            match self.inner.kept() {
                Ok(credentials) => Ok(credentials),
                Err(awaited) => awaited.fetch.await,
            }
        })
    }
}

impl<F: Fetch> Inner<F> {
    /// The value while it is valid, else the fetch to wait for.
    fn kept(self: &Arc<Self>) -> Result<Credentials, Awaited> {
        let now = self.surroundings.now();
        let mut state = self.state();
        let Some(value) = state.value.as_ref().filter(|value| value.is_valid(now)) else {
            return Err(state.join(false, || Arc::clone(self).begin()));
        };
        let credentials = value.credentials.clone();
        if !value.is_fresh(now) {
            self.refresh_ahead(&mut state);
        }
        Ok(credentials)
    }

    /// Begins a refresh that nobody waits for, unless one is under way or the last was only just now.
    fn refresh_ahead(self: &Arc<Self>, state: &mut State) {
        let too_early = state.not_before.is_some_and(|then| Instant::now() < then);
        if too_early || state.flight.under_way().is_some() {
            return;
        }
        // Without a runtime the value stays in use until its end, and is then fetched by whoever needs it.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(state.join(true, || Arc::clone(self).begin()).fetch);
        }
    }

    fn begin(self: Arc<Self>) -> BoxFuture<'static, Outcome> {
        Box::pin(async move {
            // Below may be a source of the caller's own. Its panic would leave all other waiters without an answer, and
            // those who come later would join them.
            let fetched = AssertUnwindSafe(self.fetch()).catch_unwind().await;
            self.keep(fetched.unwrap_or_else(|_| Err(self.failed("panicked"))))
        })
    }

    /// Asks the source. One of the caller's own that never returns would be waited for by all who come later.
    async fn fetch(&self) -> Result<Fetched, CredentialsError> {
        let fetched = self.source.fetch();
        // Without a runtime there are no timers, and nothing that could take long.
        if Handle::try_current().is_err() {
            return fetched.await;
        }
        let fetched = tokio::time::timeout(LIMIT, fetched).await;
        fetched.unwrap_or_else(|_| {
            let how = format!("took longer than {} s", LIMIT.as_secs());
            Err(self.failed(&how))
        })
    }

    fn failed(&self, how: &str) -> CredentialsError {
        CredentialsError::new(format!("the source {} {how}", self.source.name()))
    }

    fn keep(&self, fetched: Result<Fetched, CredentialsError>) -> Outcome {
        let now = self.surroundings.now();
        let fetched = fetched.and_then(|fetched| self.unexpired(fetched, now));
        let mut state = self.state();
        state.flight.land();
        let mut pause = PAUSE;
        if fetched.is_err() {
            pause += MORE_AFTER_FAILURE.mul_f64(self.surroundings.dice.next().clamp(0.0, 1.0));
        }
        state.not_before = Instant::now().checked_add(pause);
        match fetched {
            Ok(fetched) => {
                debug!(source = self.source.name(), "credentials have been fetched");
                #[cfg(test)]
                self.surroundings
                    .kept
                    .push(now, fetched.stale_at, fetched.ahead_at);
                let credentials = fetched.credentials.clone();
                state.value = Some(fetched);
                Ok(credentials)
            }
            Err(error) => {
                let source = self.source.name();
                warn!(source, %error, "credentials could not be fetched");
                Err(error)
            }
        }
    }

    /// Refuses a reply that is no longer any use.
    fn unexpired(&self, fetched: Fetched, now: SystemTime) -> Result<Fetched, CredentialsError> {
        match fetched.credentials.expires_at() {
            Some(end) if end <= now => Err(CredentialsError::new(format!(
                "the source {} gave credentials that ended at {}; it is {} here, so look at both clocks",
                self.source.name(),
                shown(end),
                shown(now),
            ))),
            _ => Ok(fetched),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What it guards is whole at any time.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A time as people read it.
pub(super) fn shown(time: SystemTime) -> String {
    jiff::Timestamp::try_from(time).map_or_else(
        |_| "a time out of any calendar".to_owned(),
        |time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    )
}

impl<F: Fetch> fmt::Debug for Cache<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.inner.state();
        f.debug_struct("Cache")
            .field("source", &self.inner.source.name())
            .field("value", &state.value)
            .field("flight", &state.flight)
            .finish_non_exhaustive()
    }
}

/// The times at which values have to be refreshed, in the order in which they were kept.
#[cfg(test)]
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(Arc<Mutex<Vec<KeptTimes>>>);

/// When a value was kept, when it is stale, when it is refreshed ahead.
#[cfg(test)]
pub(super) type KeptTimes = (SystemTime, Option<SystemTime>, Option<SystemTime>);

#[cfg(test)]
impl Kept {
    fn push(&self, now: SystemTime, stale_at: Option<SystemTime>, ahead_at: Option<SystemTime>) {
        self.0.lock().unwrap().push((now, stale_at, ahead_at));
    }

    pub(super) fn times(&self) -> Vec<KeptTimes> {
        self.0.lock().unwrap().clone()
    }
}

#[cfg(test)]
mod tests;
