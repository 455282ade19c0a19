//! How often and after which pauses.

use std::time::Duration;

/// How often a call is sent, and how long it waits in between.
///
/// Which failures are worth another attempt, and which calls may be repeated at all, is not a matter of policy: see
/// [`Error::is_retryable`](crate::Error::is_retryable) and [`Effect`](crate::Effect).
///
/// ```
/// use std::time::Duration;
/// use acs_runtime::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_attempts(5).backoff(Duration::from_millis(500), Duration::from_secs(30));
/// assert_eq!(RetryPolicy::none().attempts(), 1);
/// assert_eq!(patient.attempts(), 5);
/// ```
///
#[doc = include_str!("../../RETRIES.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    base: Duration,
    cap: Duration,
    budget: Option<u32>,
}

impl Default for RetryPolicy {
    /// Three attempts, pauses of up to 0.2 and 0.4 seconds, 50 retries in store for each client.
    fn default() -> Self {
        Self {
            max_attempts: 3,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(20),
            budget: Some(50),
        }
    }
}

impl RetryPolicy {
    /// One attempt and no retry.
    #[must_use]
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// How many attempts there are at most, the first included; 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest pause before the second attempt, which doubles with each further one, and where doubling ends. The
    /// pause itself is drawn between nothing and that ("full jitter"), so that clients that failed together do not come
    /// back together.
    ///
    /// A service that asks for a pause gets it, unless the call's time limit ends before.
    #[must_use]
    pub fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        self.base = base;
        self.cap = cap;
        self
    }

    /// How many retries all calls of a client have in store. Each retry takes one, ten calls that succeed at once give
    /// one back; when none is left, a call fails with its first error. `None` is no limit. Counts in a client's
    /// configuration only, not for a single call.
    #[must_use]
    pub fn budget(mut self, retries: Option<u32>) -> Self {
        self.budget = retries;
        self
    }

    /// How many attempts there are at most.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.max_attempts
    }

    pub(crate) fn shared(&self) -> Option<u32> {
        self.budget
    }

    /// The pause after so many attempts. `dice` is from 0 to 1.
    pub(crate) fn pause(&self, attempts: u32, dice: f64) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        let longest = self.base.saturating_mul(1 << doublings).min(self.cap);
        longest.mul_f64(dice.clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pauses_double_up_to_the_cap() {
        let policy = RetryPolicy::default().backoff(Duration::from_secs(1), Duration::from_secs(5));
        let longest = [1, 2, 3, 4, 100].map(|attempts| policy.pause(attempts, 1.0).as_secs());
        assert_eq!(longest, [1, 2, 4, 5, 5]);
        assert_eq!(policy.pause(2, 0.5), Duration::from_secs(1));
        assert_eq!(policy.max_attempts(0).attempts(), 1);
    }

    proptest! {
        #[test]
        fn no_pause_is_longer_than_the_cap(
            attempts: u32,
            dice: f64,
            base in 0u64..u64::MAX,
            cap in 0u64..1_000_000,
        ) {
            let cap = Duration::from_millis(cap);
            let policy = RetryPolicy::default().backoff(Duration::from_millis(base), cap);
            prop_assume!(!dice.is_nan());
            prop_assert!(policy.pause(attempts, dice) <= cap);
        }
    }
}
