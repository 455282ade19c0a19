//! How a plain client is set up.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

use super::security::Credential;
use crate::error::ConfigError;
use crate::intercept::Interceptor;
use crate::retry::RetryPolicy;
use crate::settings::{Dice, check_limit, check_user_agent};
use crate::transport::{Proxy, Transport};

/// Everything that a client is made of but its API. [`Config::builder`] makes one.
///
/// `Debug` shows all settings but secrets: no credential, no header's value, no user and password of a proxy.
#[derive(Clone)]
pub struct Config {
    pub(super) base_url: Option<String>,
    pub(super) server: usize,
    pub(super) variables: BTreeMap<String, String>,
    pub(super) credentials: BTreeMap<String, Credential>,
    pub(super) headers: Vec<(String, Zeroizing<String>)>,
    pub(super) connect_timeout: Duration,
    pub(super) attempt_timeout: Duration,
    pub(super) operation_timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) max_in_flight: Option<usize>,
    pub(super) max_reply_bytes: usize,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) proxy: Proxy,
    pub(super) user_agent: Option<String>,
    pub(super) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(super) dice: Dice,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base_url: None,
            server: 0,
            variables: BTreeMap::new(),
            credentials: BTreeMap::new(),
            headers: Vec::new(),
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

impl Config {
    /// The defaults, to be changed.
    ///
    /// ```
    /// use std::time::Duration;
    /// use acs_runtime::rest::{Config, Credential};
    ///
    /// let config = Config::builder()
    ///     .base_url("http://127.0.0.1:8080/v1")
    ///     .credential("api_key", Credential::key("a-secret"))
    ///     .attempt_timeout(Duration::from_secs(10))
    ///     .build();
    /// assert!(!format!("{config:?}").contains("a-secret"));
    /// ```
    #[must_use]
    pub fn builder() -> ConfigBuilder {
        Self::default().to_builder()
    }

    /// The same configuration, to be changed.
    #[must_use]
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder {
            config: self.clone(),
        }
    }

    /// Refuses settings that fit no client, whatever its API.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        check_limit("connect_timeout", self.connect_timeout)?;
        check_limit("attempt_timeout", self.attempt_timeout)?;
        check_limit("operation_timeout", self.operation_timeout)?;
        self.user_agent.as_deref().map_or(Ok(()), check_user_agent)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        // An address is only checked when a client is made, so a password may still stand in it.
        let base_url = self.base_url.as_deref();
        let base_url = base_url.map(|url| url.rsplit('@').next().unwrap_or_default());
        f.debug_struct("Config")
            .field("base_url", &base_url)
            .field("server", &self.server)
            .field("variables", &self.variables)
            .field("credentials", &self.credentials)
            .field("headers", &headers)
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("operation_timeout", &self.operation_timeout)
            .field("retry", &self.retry)
            .field("max_in_flight", &self.max_in_flight)
            .field("max_reply_bytes", &self.max_reply_bytes)
            .field("transport", &self.transport)
            .field("proxy", &self.proxy)
            .field("user_agent", &self.user_agent)
            .field("interceptors", &self.interceptors.len())
            .finish_non_exhaustive()
    }
}

/// Fills a [`Config`]. What does not fit shows when a client is made of it.
#[derive(Clone, Debug)]
pub struct ConfigBuilder {
    config: Config,
}

impl ConfigBuilder {
    /// The address to call, as `https://host/path`, in place of all servers of the description.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.config.base_url = Some(url.into());
        self
    }

    /// Which of the description's servers is called, counted from 0. The first by default.
    #[must_use]
    pub fn server(mut self, index: usize) -> Self {
        self.config.server = index;
        self
    }

    /// The value of a variable in the server's address.
    #[must_use]
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.config.variables.insert(name.into(), value.into());
        self
    }

    /// Who calls, by the name of one of the API's security schemes.
    #[must_use]
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.config.credentials.insert(scheme.into(), credential);
        self
    }

    /// A header of every request, in place of the one that it would have otherwise.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into().to_ascii_lowercase();
        self.config.headers.retain(|(known, _)| *known != name);
        self.config
            .headers
            .push((name, Zeroizing::new(value.into())));
        self
    }

    /// The limit for opening a connection. 5 seconds by default. A [`transport`](Self::transport) of the caller's own
    /// keeps its own.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.config.connect_timeout = limit;
        self
    }

    /// The limit for one exchange, from the first byte sent to the last received; for a reply that is received in
    /// pieces, to its head, and then for each pause between two pieces. An upload in pieces is limited by
    /// [`operation_timeout`](Self::operation_timeout) alone. 30 seconds by default; 0 is refused, as it is for the
    /// other two limits.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.config.attempt_timeout = limit;
        self
    }

    /// The limit for a whole call, retries and pauses included; for a reply that is received in pieces, to its head.
    /// 60 seconds by default.
    #[must_use]
    pub fn operation_timeout(mut self, limit: Duration) -> Self {
        self.config.operation_timeout = limit;
        self
    }

    /// How often a call is sent and how long it waits in between. Three attempts by default; [`RetryPolicy::none`]
    /// switches retries off.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.config.retry = policy;
        self
    }

    /// How many calls of the client and its clones are under way at once; further ones wait, within their own time
    /// limit, in the order in which they came. No limit by default; 0 counts as 1. A reply that is received in pieces
    /// counts to its head.
    #[must_use]
    pub fn max_in_flight(mut self, calls: usize) -> Self {
        self.config.max_in_flight = Some(calls.max(1));
        self
    }

    /// How large a reply's body may be, in bytes, as far as it is held in memory: a whole body, or one event of a
    /// stream. 64 MiB by default.
    #[must_use]
    pub fn max_reply_bytes(mut self, limit: usize) -> Self {
        self.config.max_reply_bytes = limit;
        self
    }

    /// Another way for requests than this crate's own HTTP client.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.config.transport = Some(Arc::new(transport));
        self
    }

    /// The proxy for all requests, whatever environment and system say: `http://host:3128`,
    /// `http://user:password@host:3128`, or `https://` for a proxy that speaks TLS itself. Reserved characters of user
    /// and password are percent-encoded.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.config.proxy = Proxy::Url(Zeroizing::new(url.into()));
        self
    }

    /// No proxy, whatever environment and system say.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.config.proxy = Proxy::None;
        self
    }

    /// Text at the end of the `user-agent` header, behind the client's own name: up to 256 visible ASCII characters,
    /// with blanks between them.
    #[must_use]
    pub fn user_agent(mut self, more: impl Into<String>) -> Self {
        self.config.user_agent = Some(more.into());
        self
    }

    /// Adds an interceptor, which is asked before and after each request, behind those that are there already.
    #[must_use]
    pub fn interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.config.interceptors.push(Arc::new(interceptor));
        self
    }

    /// For tests: the numbers from 0 to 1 that pauses between attempts are drawn with, instead of random ones.
    #[must_use]
    pub fn retry_dice(mut self, next: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.config.dice = Dice::new(next);
        self
    }

    /// The configuration.
    #[must_use]
    pub fn build(self) -> Config {
        self.config
    }
}
