//! Asking for the state until the work has ended.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::TryFutureExt;
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use tokio::time::{Instant, sleep, timeout};
use tracing::debug;

use super::{Outcome, Settings, Wait, Waiter};
use crate::call::Call;
use crate::error::{Error, Limit, Result, TimeoutError};
use crate::value::Response;

/// What a look at the state shows.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::exhaustive_enums, reason = "work goes on or it does not")]
pub enum State<R> {
    /// The work goes on; the reply says how far it is.
    Running(R),
    /// The work has ended.
    Ended(Outcome<R>),
}

/// The states of work, one after the other: a [`Stream`] whose last item is how the work ended, or an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct States<R> {
    stream: BoxStream<'static, Result<State<R>>>,
}

impl<R: Response + 'static> States<R> {
    pub(super) fn new(wait: Wait<R>) -> Self {
        let asking = wait.begin().map_ok(|poller| {
            stream::unfold(Some(poller), |poller| async move {
                let mut poller = poller?;
                let state = poller.next().await;
                let goes_on = matches!(state, Ok(State::Running(_)));
                Some((state, goes_on.then_some(poller)))
            })
        });
        Self {
            stream: asking.try_flatten_stream().boxed(),
        }
    }
}

impl<R> States<R> {
    /// The next state; `None` after the end.
    ///
    /// # Errors
    /// As for awaiting the [`Wait`]. Nothing follows an error.
    pub async fn next(&mut self) -> Option<Result<State<R>>> {
        self.stream.next().await
    }
}

impl<R> Stream for States<R> {
    type Item = Result<State<R>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.poll_next_unpin(context)
    }
}

impl<R> fmt::Debug for States<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("States").finish_non_exhaustive()
    }
}

/// Asks again and again.
pub(super) struct Poller<R> {
    call: Call,
    waiter: &'static Waiter,
    settings: Settings<R>,
    begun: Instant,
    /// How long to rest before the next look.
    pause: Duration,
    /// How long the rest after that is at most.
    longest: Duration,
    /// What went wrong with the last look.
    last: Option<Error>,
}

impl<R: Response> Poller<R> {
    pub(super) fn new(call: Call, waiter: &'static Waiter, settings: Settings<R>) -> Self {
        Self {
            call,
            waiter,
            begun: Instant::now(),
            pause: Duration::ZERO,
            longest: settings.first_pause.min(settings.longest_pause),
            settings,
            last: None,
        }
    }

    /// The next state, after a pause unless it is the first one.
    pub(super) async fn next(&mut self) -> Result<State<R>> {
        loop {
            // Who would run out of time while resting learns at once.
            let spent = self.begun.elapsed().saturating_add(self.pause);
            let left = self.settings.limit.saturating_sub(spent);
            if left.is_zero() {
                return Err(self.out_of_time());
            }
            sleep(self.pause).await;
            let looked = timeout(left, self.call.clone().send::<R>()).await;
            self.grow();
            match looked {
                Ok(Ok(reply)) => return Ok(self.state_of(reply)),
                Ok(Err(error)) if error.is_retryable() => {
                    debug!(%error, "asking for the state failed; it is asked again");
                    self.pause = self.pause.max(error.retry_after().unwrap_or_default());
                    self.last = Some(error);
                }
                Ok(Err(error)) => return Err(error),
                Err(_) => return Err(self.out_of_time()),
            }
        }
    }

    /// Draws the rest before the look after this one.
    fn grow(&mut self) {
        let share = 1.0
            - self
                .call
                .client()
                .inner
                .settings
                .dice
                .next()
                .clamp(0.0, 1.0)
                / 2.0;
        let pause = Duration::try_from_secs_f64(self.longest.as_secs_f64() * share);
        self.pause = pause.unwrap_or(self.longest);
        let longer = self.longest.saturating_add(self.longest / 2);
        self.longest = longer.min(self.settings.longest_pause);
    }

    fn state_of(&mut self, reply: R) -> State<R> {
        self.last = None;
        if let Some(progress) = &mut self.settings.progress {
            progress(&reply);
        }
        match Outcome::of(reply, self.waiter) {
            Ok(outcome) => State::Ended(outcome),
            Err(reply) => State::Running(reply),
        }
    }

    fn out_of_time(&mut self) -> Error {
        TimeoutError {
            operation: self.call.operation().name,
            limit: Limit::Wait,
            after: self.settings.limit,
            may_have_reached_service: true,
            last: self.last.take().map(Box::new),
        }
        .into()
    }
}
