//! Which operation answers what.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::Request;

use super::{Reply, SentRequest};
use crate::config::Config;
use crate::credentials::Credentials;

/// How a service in memory answers, and what it was asked. Clones share both.
///
/// An operation that has no reply, or none any more, answers with an error of status 501, which is not tried again. Its
/// message says what was called and what is scripted; [`verify`](Self::verify) panics with it.
#[derive(Clone, Default)]
pub struct Script {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    operations: BTreeMap<String, VecDeque<Step>>,
    otherwise: Option<Answer>,
    requests: Vec<SentRequest>,
    /// What was said to calls that found no reply.
    unscripted: Vec<String>,
}

/// Replies for the next calls of an operation.
struct Step {
    answer: Answer,
    /// How many; none is for all.
    left: Option<usize>,
}

/// A reply, or what computes it.
#[derive(Clone)]
enum Answer {
    Fixed(Box<Reply>),
    Computed(Arc<dyn Fn(&SentRequest) -> Reply + Send + Sync>),
}

impl Answer {
    fn to(&self, request: &SentRequest) -> Reply {
        match self {
            Self::Fixed(reply) => (**reply).clone(),
            Self::Computed(compute) => compute(request),
        }
    }
}

impl Script {
    /// A script without a reply.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A script that answers every operation with this reply.
    #[must_use]
    pub fn always(reply: impl Into<Reply>) -> Self {
        let script = Self::new();
        script.otherwise(reply);
        script
    }

    /// Adds replies to an operation, by its name on the wire: `GetChangeOrderInfo`. They are given in the order in which
    /// they are added.
    #[must_use = "without a reply nothing is scripted"]
    pub fn on(&self, operation: impl Into<String>) -> OnOperation<'_> {
        OnOperation {
            script: self,
            operation: operation.into(),
        }
    }

    /// What every operation answers that has no reply of its own, or none any more.
    pub fn otherwise(&self, reply: impl Into<Reply>) {
        self.state().otherwise = Some(Answer::Fixed(Box::new(reply.into())));
    }

    /// A configuration whose calls come here: a region, an access key that is none, and no time between attempts. All
    /// else is as a client has it, and can be changed by [`Config::to_builder`].
    #[must_use]
    pub fn config(&self) -> Config {
        let builder = Config::builder()
            .region("cn-hangzhou")
            .transport(self.clone())
            .retry_dice(|| 0.0);
        // It has nothing in it that a key may not have.
        let key = Credentials::new("LTAI-FAKE-TESTING-KEY", "no-secret-at-all");
        key.map_or_else(
            |_| Config::default(),
            |key| builder.credentials(key).build(),
        )
    }

    /// All requests, oldest first, each attempt of a call for itself.
    #[must_use]
    pub fn requests(&self) -> Vec<SentRequest> {
        self.state().requests.clone()
    }

    /// The requests of one operation, oldest first.
    #[must_use]
    pub fn requests_of(&self, operation: &str) -> Vec<SentRequest> {
        let mut requests = self.requests();
        requests.retain(|request| request.operation() == operation);
        requests
    }

    /// The names of the operations that were called, oldest first, each attempt of a call for itself.
    #[must_use]
    pub fn operations(&self) -> Vec<String> {
        let requests = self.requests();
        requests
            .iter()
            .map(|request| request.operation().to_owned())
            .collect()
    }

    /// The only request of an operation.
    ///
    /// # Panics
    /// When there is none, or more than one.
    #[must_use]
    #[track_caller]
    pub fn only_request_of(&self, operation: &str) -> SentRequest {
        let mut requests = self.requests_of(operation);
        match (requests.len(), requests.pop()) {
            (1, Some(request)) => request,
            (count, _) => panic!(
                "{operation} was called {count} times instead of once; all calls: [{}]",
                self.operations().join(", ")
            ),
        }
    }

    /// Holds the calls against the script.
    ///
    /// # Panics
    /// When a reply that was to be given a number of times is left, or a call found none.
    #[track_caller]
    pub fn verify(&self) {
        let state = self.state();
        let left = state.operations.iter().filter_map(|(operation, steps)| {
            let left: usize = steps.iter().filter_map(|step| step.left).sum();
            (left > 0).then(|| format!("{operation} has replies left: {left}"))
        });
        let problems: Vec<_> = state.unscripted.iter().cloned().chain(left).collect();
        drop(state);
        assert!(
            problems.is_empty(),
            "the calls did not follow the script: {}",
            problems.join("; ")
        );
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes the request; what is answered, and the number of the request.
    pub(super) fn answer(&self, request: Request<Bytes>) -> (Reply, usize) {
        let request = SentRequest::new(request);
        let (answer, number) = {
            let mut state = self.state();
            state.requests.push(request.clone());
            (state.next(request.operation()), state.requests.len())
        };
        // Not under the lock: what computes a reply may look at the script.
        let reply = match answer {
            Ok(answer) => answer.to(&request),
            Err(problem) => Reply::error(501, "NotScripted", &problem),
        };
        (reply, number)
    }
}

impl State {
    /// The next reply of an operation.
    fn next(&mut self, operation: &str) -> Result<Answer, String> {
        let scripted = self.operations.get_mut(operation);
        let known = scripted.is_some();
        for step in scripted.into_iter().flatten() {
            match &mut step.left {
                None => return Ok(step.answer.clone()),
                Some(0) => {}
                Some(left) => {
                    *left -= 1;
                    return Ok(step.answer.clone());
                }
            }
        }
        if let Some(answer) = &self.otherwise {
            return Ok(answer.clone());
        }
        let names: Vec<_> = self.operations.keys().map(String::as_str).collect();
        let problem = if known {
            format!("{operation} was called more often than it has replies")
        } else {
            format!(
                "{operation} was called, which has no reply; the script has: [{}]",
                names.join(", ")
            )
        };
        self.unscripted.push(problem.clone());
        Err(problem)
    }
}

/// Adds replies to one operation of a [`Script`].
#[derive(Clone, Debug)]
pub struct OnOperation<'a> {
    script: &'a Script,
    operation: String,
}

// Each returns the same, so that replies can follow each other; none has to.
#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "the last of a row is not used"
)]
impl OnOperation<'_> {
    /// Answers one call with this reply.
    pub fn once(self, reply: impl Into<Reply>) -> Self {
        self.times(1, reply)
    }

    /// Answers so many calls with this reply.
    pub fn times(self, calls: usize, reply: impl Into<Reply>) -> Self {
        self.step(Answer::Fixed(Box::new(reply.into())), Some(calls))
    }

    /// Answers all further calls with this reply.
    pub fn always(self, reply: impl Into<Reply>) -> Self {
        self.step(Answer::Fixed(Box::new(reply.into())), None)
    }

    /// Answers all further calls with what this makes of the request.
    ///
    /// ```
    /// use acs_runtime::testing::{Reply, Script};
    ///
    /// let script = Script::new();
    /// script.on("GetRollout").compute(|request| match request.parameter("RolloutId") {
    ///     Some("r-1") => Reply::json(r#"{"Status": "Done"}"#),
    ///     _ => Reply::error(404, "NotFound", "there is no such rollout"),
    /// });
    /// ```
    pub fn compute<R: Into<Reply>>(
        self,
        reply: impl Fn(&SentRequest) -> R + Send + Sync + 'static,
    ) -> Self {
        let compute = move |request: &SentRequest| reply(request).into();
        self.step(Answer::Computed(Arc::new(compute)), None)
    }

    fn step(self, answer: Answer, left: Option<usize>) -> Self {
        let mut state = self.script.state();
        let steps = state.operations.entry(self.operation.clone()).or_default();
        steps.push_back(Step { answer, left });
        drop(state);
        self
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Script")
            .field("operations", &state.operations.keys())
            .field("requests", &state.requests.len())
            .finish_non_exhaustive()
    }
}
