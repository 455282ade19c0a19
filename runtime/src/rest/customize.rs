//! Settings of one call.

use super::call::Call;
use crate::intercept::Interceptor;
use crate::retry::RetryPolicy;

/// Settings of a single call, whatever the configuration of its client says. Every call of a generated client has them.
pub trait CustomizeCall: AsMut<Call> + Sized {
    /// How often this call is sent, and how long it waits in between.
    ///
    /// ```
    /// use acs_runtime::RetryPolicy;
    /// use acs_runtime::rest::{Call, CustomizeCall};
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
    #[must_use]
    fn with_interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.as_mut().intercept(interceptor);
        self
    }

    /// A header of this call, in place of the one that it would have otherwise.
    #[must_use]
    fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.as_mut().header(name, value);
        self
    }

    /// The address that this call goes to, as `https://host/path`.
    #[must_use]
    fn with_base_url(mut self, url: &str) -> Self {
        self.as_mut().base_url(url);
        self
    }
}

impl<T: AsMut<Call>> CustomizeCall for T {}

impl AsMut<Self> for Call {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}
