//! What every configuration has, whichever client it is for.

use std::fmt::DebugStruct;
use std::sync::Arc;
use std::time::Duration;

use super::{Dice, Settings, check_limit, check_user_agent, places};
use crate::error::ConfigError;
use crate::intercept::Interceptor;
use crate::retry::{Budget, RetryPolicy};
use crate::transport::{Proxy, ReplyLimits, Transport};

/// Limits, retries and the way to the service, as a caller sets them; [`basic_setters!`] has the setters.
#[derive(Clone)]
pub(crate) struct Basics {
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) operation_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_in_flight: Option<usize>,
    pub(crate) max_reply_bytes: usize,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    pub(crate) proxy: Proxy,
    pub(crate) user_agent: Option<String>,
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(crate) dice: Dice,
}

impl Default for Basics {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            attempt_timeout: Duration::from_secs(30),
            operation_timeout: Duration::from_secs(60),
            retry: RetryPolicy::default(),
            max_in_flight: None,
            max_reply_bytes: 64 << 20,
            transport: None,
            proxy: Proxy::default(),
            user_agent: None,
            interceptors: Vec::new(),
            dice: Dice::default(),
        }
    }
}

impl Basics {
    /// Refuses settings that fit no client.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        check_limit("connect_timeout", self.connect_timeout)?;
        check_limit("attempt_timeout", self.attempt_timeout)?;
        check_limit("operation_timeout", self.operation_timeout)?;
        self.user_agent.as_deref().map_or(Ok(()), check_user_agent)
    }

    /// Shows them among those of a configuration.
    pub(crate) fn show(&self, shown: &mut DebugStruct<'_, '_>) {
        shown
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("operation_timeout", &self.operation_timeout)
            .field("retry", &self.retry)
            .field("max_in_flight", &self.max_in_flight)
            .field("max_reply_bytes", &self.max_reply_bytes)
            .field("transport", &self.transport)
            .field("proxy", &self.proxy)
            .field("user_agent", &self.user_agent)
            // How many; their Debug may be somebody else's.
            .field("interceptors", &self.interceptors.len());
    }

    /// The settings as calls need them, with the transport that is set or else this one.
    pub(crate) fn settings(
        self,
        usual: impl FnOnce(Duration, &Proxy) -> Result<Arc<dyn Transport>, ConfigError>,
    ) -> Result<Settings, ConfigError> {
        let transport = match self.transport {
            Some(transport) => transport,
            None => usual(self.connect_timeout, &self.proxy)?,
        };
        Ok(Settings {
            transport,
            connect_timeout: self.connect_timeout,
            attempt_timeout: self.attempt_timeout,
            operation_timeout: self.operation_timeout,
            retry: self.retry,
            budget: Budget::new(self.retry.shared()),
            in_flight: places(self.max_in_flight),
            limits: ReplyLimits::new(self.max_reply_bytes),
            interceptors: self.interceptors,
            dice: self.dice,
        })
    }
}

/// The setters of [`Basics`], for a builder with a `config` that has `basics`.
macro_rules! basic_setters {
    () => {
        /// The limit for opening a connection. 5 seconds by default. A [`transport`](Self::transport) of the caller's own
        /// keeps its own.
        #[must_use]
        pub fn connect_timeout(mut self, limit: ::std::time::Duration) -> Self {
            self.config.basics.connect_timeout = limit;
            self
        }

        /// The limit for one exchange, from the first byte sent to the last received; for a reply that is received in
        /// pieces, to its head, and then for each pause between two pieces. An upload in pieces is limited by
        /// [`operation_timeout`](Self::operation_timeout) alone. 30 seconds by default; 0 is refused, as it is for the
        /// other two limits.
        #[must_use]
        pub fn attempt_timeout(mut self, limit: ::std::time::Duration) -> Self {
            self.config.basics.attempt_timeout = limit;
            self
        }

        /// The limit for a whole call, credentials, retries and pauses included; for a reply that is received in pieces,
        /// to its head. 60 seconds by default.
        #[must_use]
        pub fn operation_timeout(mut self, limit: ::std::time::Duration) -> Self {
            self.config.basics.operation_timeout = limit;
            self
        }

        /// How often a call is sent and how long it waits in between. Three attempts by default;
        /// [`RetryPolicy::none`](crate::RetryPolicy::none) switches retries off.
        #[must_use]
        pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
            self.config.basics.retry = policy;
            self
        }

        /// How many calls of the client and its clones are under way at once; further ones wait, within their own time
        /// limit, in the order in which they came. No limit by default; 0 counts as 1. A reply that is received in
        /// pieces counts to its head.
        #[must_use]
        pub fn max_in_flight(mut self, calls: usize) -> Self {
            self.config.basics.max_in_flight = Some(calls.max(1));
            self
        }

        /// How large a reply's body may be, in bytes, as far as it is held in memory: a whole body, or one event of a
        /// stream. 64 MiB by default.
        #[must_use]
        pub fn max_reply_bytes(mut self, limit: usize) -> Self {
            self.config.basics.max_reply_bytes = limit;
            self
        }

        /// Another way for requests than this crate's own HTTP client.
        #[must_use]
        pub fn transport(mut self, transport: impl $crate::transport::Transport + 'static) -> Self {
            self.config.basics.transport = Some(::std::sync::Arc::new(transport));
            self
        }

        /// The proxy for all requests, whatever environment and system say: `http://host:3128`,
        /// `http://user:password@host:3128`, or `https://` for a proxy that speaks TLS itself. Reserved characters of user
        /// and password are percent-encoded. Requests to `https://` are tunnelled, so that the proxy does not see them.
        ///
        /// A [`transport`](Self::transport) of the caller's own keeps its own.
        #[must_use]
        pub fn proxy(mut self, url: impl Into<String>) -> Self {
            self.config.basics.proxy =
                $crate::transport::Proxy::Url(::zeroize::Zeroizing::new(url.into()));
            self
        }

        /// No proxy, whatever environment and system say.
        #[must_use]
        pub fn no_proxy(mut self) -> Self {
            self.config.basics.proxy = $crate::transport::Proxy::None;
            self
        }

        /// Text at the end of the `user-agent` header, behind the names of client and application: up to 256 visible ASCII
        /// characters, with blanks between them.
        #[must_use]
        pub fn user_agent(mut self, more: impl Into<String>) -> Self {
            self.config.basics.user_agent = Some(more.into());
            self
        }

        /// Adds an interceptor, which is asked before and after each request, behind those that are there already.
        #[must_use]
        pub fn interceptor(
            mut self,
            interceptor: impl $crate::intercept::Interceptor + 'static,
        ) -> Self {
            let interceptor = ::std::sync::Arc::new(interceptor);
            self.config.basics.interceptors.push(interceptor);
            self
        }

        /// For tests: the numbers from 0 to 1 that pauses between attempts are drawn with, instead of random ones.
        #[must_use]
        pub fn retry_dice(mut self, next: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
            self.config.basics.dice = $crate::settings::Dice::new(next);
            self
        }

        /// The configuration.
        #[must_use]
        pub fn build(self) -> Config {
            self.config
        }
    };
}

pub(crate) use basic_setters;
