//! Waiting for work that goes on after the call that began it.
//!
//! The description says which operation tells the state of the work, and which states end it. [`Wait`] calls that
//! operation again and again, after pauses that grow and that are drawn at random, until the work has ended, its limit
//! runs out, or a call fails for good. A call that fails for now (see [`Error::is_retryable`](crate::Error::is_retryable)) is only one more reason to
//! ask again. Dropping the future or the stream ends the waiting, and leaves the work as it is.

mod outcome;
mod states;
mod waiter;

use std::fmt;
use std::time::Duration;

use crate::BoxFuture;
use crate::call::Call;
use crate::client::Client;
use crate::error::Result;
use crate::named::to_any;
use crate::value::Response;

pub use outcome::{End, Failure, Outcome};
pub use states::{State, States};
pub use waiter::{Failures, MemberPath, Waiter};

use states::Poller;

/// Waiting that has not begun yet: awaiting it waits for the end of the work.
///
/// It is the same from a method that asks for the state of work (`client.wait_for_...`), and from one that begins the work
/// (`send_and_wait`); the latter sends its call first. What is set for that call alone, such as its retries, is not set for
/// those that ask.
#[must_use = "nothing is asked until it is awaited"]
pub struct Wait<R> {
    begin: Begin,
    settings: Settings<R>,
}

/// Which call to repeat.
enum Begin {
    Known(Call, &'static Waiter),
    /// Another call has to be sent first.
    After(BoxFuture<'static, Result<(Call, &'static Waiter)>>),
}

impl Begin {
    async fn call(self) -> Result<(Call, &'static Waiter)> {
        match self {
            Self::Known(call, waiter) => Ok((call, waiter)),
            Self::After(begin) => begin.await,
        }
    }
}

struct Settings<R> {
    limit: Duration,
    first_pause: Duration,
    longest_pause: Duration,
    progress: Option<Progress<R>>,
}

type Progress<R> = Box<dyn FnMut(&R) + Send>;

impl<R> Default for Settings<R> {
    fn default() -> Self {
        Self {
            limit: Duration::from_secs(30 * 60),
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(15),
            progress: None,
        }
    }
}

impl<R: Response + 'static> Wait<R> {
    /// Waits by means of a call that tells the state.
    pub fn new(call: Call, waiter: &'static Waiter) -> Self {
        Self {
            begin: Begin::Known(call, waiter),
            settings: Settings::default(),
        }
    }

    /// Sends a call that begins work, and waits for that work. `id` is where its reply, a `B`, names the work, and
    /// `wait` makes what waits for it.
    pub fn after<B: Response + 'static>(
        call: Call,
        id: MemberPath,
        wait: fn(Client, String) -> Self,
    ) -> Self {
        let begin = async move {
            let client = call.client().clone();
            let exchange = call.exchange().await?;
            let mut reply = B::default();
            exchange.read(&mut reply)?;
            let tree = to_any(&reply);
            let Some(found) = waiter::first_text(&tree, id) else {
                return Err(exchange.lacks(id.join("."), "the ID of what to wait for"));
            };
            wait(client, found.into_owned()).begin.call().await
        };
        Self {
            begin: Begin::After(Box::pin(begin)),
            settings: Settings::default(),
        }
    }

    /// How long to wait at most, from the first look at the state. 30 minutes by default.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.settings.limit = limit;
        self
    }

    /// The pause after the first look at the state, and the longest one. Each pause is half as long again as the one
    /// before it, and up to a half of it is left out by chance. 1 and 15 seconds by default.
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.settings.first_pause = first;
        self.settings.longest_pause = longest;
        self
    }

    /// Shows each reply that tells the state, the last one included.
    pub fn on_progress(mut self, progress: impl FnMut(&R) + Send + 'static) -> Self {
        self.settings.progress = Some(Box::new(progress));
        self
    }

    /// The states one after the other; the last one is how the work ended.
    pub fn states(self) -> States<R> {
        States::new(self)
    }

    /// Sends the call that begins the work, if that is to be done.
    async fn begin(self) -> Result<Poller<R>> {
        let (call, waiter) = self.begin.call().await?;
        Ok(Poller::new(call, waiter, self.settings))
    }
}

impl<R: Response + 'static> IntoFuture for Wait<R> {
    type Output = Result<Outcome<R>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    /// Waits for the end.
    ///
    /// # Errors
    /// As for [`Call::send`]; [`Error::Timeout`](crate::Error::Timeout) when the limit runs out, which leaves the work as
    /// it is.
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut poller = self.begin().await?;
            loop {
                if let State::Ended(outcome) = poller.next().await? {
                    return Ok(outcome);
                }
            }
        })
    }
}

impl<R> fmt::Debug for Wait<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("limit", &self.settings.limit)
            .field("first_pause", &self.settings.first_pause)
            .field("longest_pause", &self.settings.longest_pause)
            .finish_non_exhaustive()
    }
}
