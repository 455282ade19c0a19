//! What a client of any kind is set up with: limits, retries, the way to the service.

mod basics;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::error::ConfigError;
use crate::intercept::Interceptor;
use crate::retry::{Budget, RetryPolicy};
use crate::transport::{ReplyLimits, Transport};

pub(crate) use basics::{Basics, basic_setters};

/// The settings as calls need them.
pub(crate) struct Settings {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) operation_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    /// A permit for each call that may be under way.
    pub(crate) in_flight: Option<Semaphore>,
    pub(crate) limits: ReplyLimits,
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(crate) dice: Dice,
}

/// The permits for so many calls at once.
pub(crate) fn places(max_in_flight: Option<usize>) -> Option<Semaphore> {
    max_in_flight.map(|calls| Semaphore::new(calls.min(Semaphore::MAX_PERMITS)))
}

/// Refuses a limit that leaves no time for anything.
pub(crate) fn check_limit(setting: &'static str, limit: Duration) -> Result<(), ConfigError> {
    if limit.is_zero() {
        return Err(ConfigError::new(
            setting,
            "a limit of 0 leaves no time for anything; give a longer one, or leave it out for the default",
        ));
    }
    Ok(())
}

/// A header takes visible ASCII, and blanks within it.
pub(crate) fn check_user_agent(text: &str) -> Result<(), ConfigError> {
    let fits = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if (1..=256).contains(&text.len()) && text.bytes().all(fits) && text.trim() == text {
        return Ok(());
    }
    Err(ConfigError::new(
        "user_agent",
        "it does not fit a header; use up to 256 visible ASCII characters, with blanks only between them",
    ))
}

/// A number from 0 to 1, by chance.
#[derive(Clone)]
pub(crate) struct Dice(Arc<dyn Fn() -> f64 + Send + Sync>);

impl Dice {
    pub(crate) fn new(next: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(next))
    }

    pub(crate) fn next(&self) -> f64 {
        (self.0)()
    }
}

impl Default for Dice {
    fn default() -> Self {
        Self::new(|| {
            // Without chance the longest pause is the safest.
            getrandom::u32().map_or(1.0, |number| f64::from(number) / f64::from(u32::MAX))
        })
    }
}
