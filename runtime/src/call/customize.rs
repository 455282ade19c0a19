//! Settings of one call.

use super::Call;
use crate::retry::RetryPolicy;

/// Settings of a single call, whatever the configuration of its client says. Every call of a generated client has them.
pub trait CustomizeCall: AsMut<Call> + Sized {
    /// How often this call is sent, and how long it waits in between.
    ///
    /// ```
    /// use acs_runtime::{Call, CustomizeCall, RetryPolicy};
    ///
    /// fn once(call: Call) -> Call {
    ///     call.with_retry(RetryPolicy::none())
    /// }
    /// ```
    #[must_use]
    fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.as_mut().retry(policy);
        self
    }
}

impl<T: AsMut<Call>> CustomizeCall for T {}

impl AsMut<Self> for Call {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}
