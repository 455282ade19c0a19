//! Settings of one call.

use super::Call;
use crate::intercept::Interceptor;
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

    /// Adds an interceptor for this call, behind those of the client.
    ///
    /// ```
    /// use acs_runtime::{Call, CustomizeCall, intercept::Interceptor};
    ///
    /// #[derive(Debug)]
    /// struct Quiet;
    /// impl Interceptor for Quiet {}
    ///
    /// fn watched(call: Call) -> Call {
    ///     call.with_interceptor(Quiet)
    /// }
    /// ```
    #[must_use]
    fn with_interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.as_mut().intercept(interceptor);
        self
    }
}

impl<T: AsMut<Call>> CustomizeCall for T {}

impl AsMut<Self> for Call {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}
