//! How many retries all calls of a client share.

use std::sync::atomic::{AtomicU32, Ordering};

/// A store of retries that successful calls fill up. When a service fails for everybody, it runs empty, and the client
/// does not add to the service's trouble.
#[derive(Debug)]
pub(crate) struct Budget {
    /// In tenths of a retry; none is no limit.
    capacity: Option<u32>,
    left: AtomicU32,
}

/// What one retry takes, in tenths; a success gives one back.
const RETRY: u32 = 10;

impl Budget {
    pub(crate) fn new(retries: Option<u32>) -> Self {
        let capacity = retries.map(|retries| retries.saturating_mul(RETRY));
        Self {
            capacity,
            left: AtomicU32::new(capacity.unwrap_or_default()),
        }
    }

    /// Takes a retry, if there is one.
    pub(crate) fn take(&self) -> bool {
        if self.capacity.is_none() {
            return true;
        }
        let taken = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(RETRY)
            });
        taken.is_ok()
    }

    /// Notes a call that succeeded.
    pub(crate) fn refill(&self) {
        let Some(capacity) = self.capacity else {
            return;
        };
        // Full is the usual case; then there is nothing to write.
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                (left < capacity).then_some(left + 1)
            });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_successes_pay_for_a_retry() {
        let budget = Budget::new(Some(2));
        assert!(budget.take() && budget.take() && !budget.take());
        for _ in 0..9 {
            budget.refill();
        }
        assert!(!budget.take());
        budget.refill();
        assert!(budget.take() && !budget.take());
    }

    #[test]
    fn it_does_not_fill_beyond_its_size() {
        let budget = Budget::new(Some(1));
        for _ in 0..100 {
            budget.refill();
        }
        assert!(budget.take() && !budget.take());
    }

    #[test]
    fn none_is_no_limit_and_nought_is_no_retry() {
        let unlimited = Budget::new(None);
        assert!((0..1000).all(|_| unlimited.take()));
        assert!(!Budget::new(Some(0)).take());
    }
}
