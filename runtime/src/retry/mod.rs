//! When a call is sent once more.

mod budget;
mod policy;

use crate::error::Error;
use crate::operation::Effect;

pub(crate) use budget::Budget;
pub use policy::RetryPolicy;

/// Whether a call that failed like this may be sent once more without doing harm.
///
/// What only reads, or does the same when it is repeated, may whenever a later attempt could succeed. What may make a
/// second change must be certain that there was no first: nothing left this side, or the service refused before it did
/// anything, which is what throttling means.
pub(crate) fn may_repeat(effect: Effect, error: &Error) -> bool {
    if !error.is_retryable() {
        return false;
    }
    match effect {
        Effect::Read | Effect::Idempotent => true,
        Effect::Write => error.is_throttling() || !error.may_have_reached_service(),
    }
}
