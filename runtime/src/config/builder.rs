//! The setters of a configuration.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use zeroize::Zeroizing;

use super::{Clock, Config, Dice, Nonce, ReplyFormat};
use crate::credentials::{DefaultCredentials, ProvideCredentials, Surroundings};
use crate::intercept::Interceptor;
use crate::retry::RetryPolicy;
use crate::signing::SignatureVersion;
use crate::transport::{Proxy, Transport};

/// Fills a [`Config`]. What does not fit shows when a client is made of it.
#[derive(Clone, Debug)]
pub struct ConfigBuilder {
    pub(super) config: Config,
}

impl ConfigBuilder {
    /// The region to call, as `cn-hangzhou`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.config.region = Some(region.into());
        self
    }

    /// The host to call, whatever the region: `host`, `host:port`, or either with `https://` or `http://` before it.
    /// `http://` asks for plain HTTP.
    #[must_use]
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.config.endpoint = Some(endpoint.into());
        self
    }

    /// Whether to call the region's host inside a virtual private cloud. Off by default.
    #[must_use]
    pub fn vpc(mut self, vpc: bool) -> Self {
        self.config.vpc = vpc;
        self
    }

    /// Whether to call without encryption, where everybody on the way reads and may replay requests. Off by default.
    #[must_use]
    pub fn plain_http(mut self, plain_http: bool) -> Self {
        self.config.plain_http = plain_http;
        self
    }

    /// Who calls: [`Credentials`](crate::credentials::Credentials) or a source of them.
    #[must_use]
    pub fn credentials(mut self, credentials: impl ProvideCredentials + 'static) -> Self {
        self.config.credentials = Some(Arc::new(credentials));
        self
    }

    /// Which profile of Alibaba Cloud's configuration files is read, in a configuration
    /// [from the environment](Config::from_env): for credentials, and for the region where none is set. Credentials that are
    /// set themselves are not touched.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        if let Some(environment) = &self.config.environment {
            let chain = DefaultCredentials::among(Surroundings::with(environment.clone()));
            self.config.default_credentials = Some(Arc::new(chain.with_profile(&name)));
        }
        self.config.profile = Some(name);
        self
    }

    /// In which format replies are asked for. JSON by default.
    #[must_use]
    pub fn reply_format(mut self, format: ReplyFormat) -> Self {
        self.config.reply_format = format;
        self
    }

    /// How requests are signed. `ACS3-HMAC-SHA256` by default.
    #[must_use]
    pub fn signature(mut self, version: SignatureVersion) -> Self {
        self.config.signature = version;
        self
    }

    /// The limit for opening a connection. 5 seconds by default. A [`transport`](Self::transport) of the caller's
    /// own keeps its own.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.config.connect_timeout = limit;
        self
    }

    /// The limit for one exchange, from the first byte sent to the last received. 30 seconds by default; 0 is refused, as it is for the other two limits.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.config.attempt_timeout = limit;
        self
    }

    /// The limit for a whole call, credentials, retries and pauses included. 60 seconds by default.
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
    /// limit, in the order in which they came. No limit by default; 0 counts as 1.
    #[must_use]
    pub fn max_in_flight(mut self, calls: usize) -> Self {
        self.config.max_in_flight = Some(calls.max(1));
        self
    }

    /// How large a reply's body may be, in bytes. 64 MiB by default.
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
    /// and password are percent-encoded. Requests to `https://` are tunnelled, so that the proxy does not see them.
    ///
    /// A [`transport`](Self::transport) of the caller's own keeps its own.
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

    /// A name of the calling application, added to the `user-agent` header: letters, digits and `-_./`, at most 64.
    #[must_use]
    pub fn application_id(mut self, id: impl Into<String>) -> Self {
        self.config.application_id = Some(id.into());
        self
    }

    /// Text at the end of the `user-agent` header, behind the application's name: up to 256 visible ASCII characters,
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

    /// For tests: the time that requests are signed with, instead of the system's.
    #[must_use]
    pub fn signing_clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.config.clock = Clock::new(now);
        self
    }

    /// For tests: the nonces that requests are signed with, instead of random ones. A service refuses a nonce that
    /// it has seen.
    #[must_use]
    pub fn signing_nonce(mut self, next: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.config.nonce = Nonce::new(next);
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
