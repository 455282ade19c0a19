//! One fetch for all who wait for it.

use std::fmt;

use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};

use crate::BoxFuture;

/// A fetch that may have any number of waiters. Each of them can drive it, so that none depends on another: whoever
/// is dropped leaves the rest waiting. When all are gone, so is the fetch.
pub(super) type Joined<T> = Shared<BoxFuture<'static, T>>;

/// The fetch that is under way, if one is.
pub(super) struct Flight<T: Clone>(Option<WeakShared<BoxFuture<'static, T>>>);

impl<T: Clone> Flight<T> {
    /// Joins the fetch that is under way, or begins one.
    pub(super) fn join(&mut self, begin: impl FnOnce() -> BoxFuture<'static, T>) -> Joined<T> {
        if let Some(joined) = self.under_way() {
            return joined;
        }
        let joined = begin().shared();
        self.0 = joined.downgrade();
        joined
    }

    /// The fetch that still has a waiter.
    pub(super) fn under_way(&self) -> Option<Joined<T>> {
        self.0.as_ref().and_then(WeakShared::upgrade)
    }

    /// Notes that the fetch has ended, so that the next one begins anew.
    pub(super) fn land(&mut self) {
        self.0 = None;
    }
}

impl<T: Clone> Default for Flight<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Clone> fmt::Debug for Flight<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.under_way().is_some() {
            "Flight(under way)"
        } else {
            "Flight(none)"
        })
    }
}
