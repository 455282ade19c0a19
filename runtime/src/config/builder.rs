//! The setters of a configuration.

use std::sync::Arc;
use std::time::SystemTime;

use super::{Clock, Config, Nonce, ReplyFormat};
use crate::credentials::{DefaultCredentials, ProvideCredentials, Surroundings};
use crate::settings::basic_setters;
use crate::signing::SignatureVersion;

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

    /// A name of the calling application, added to the `user-agent` header: letters, digits and `-_./`, at most 64.
    #[must_use]
    pub fn application_id(mut self, id: impl Into<String>) -> Self {
        self.config.application_id = Some(id.into());
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

    basic_setters!();
}
