//! How a client is set up.
//!
//! Each setting has a method of [`ConfigBuilder`], which wins over the environment. [`Config::from_env`] reads the
//! variables below and [`to_builder`](Config::to_builder) changes what was read; [`Config::builder`] begins without
//! them.
//!
//! ```no_run
//! use std::time::Duration;
//! use acs_runtime::Config;
//!
//! let config = Config::from_env()?.to_builder().attempt_timeout(Duration::from_secs(10)).build();
//! # Ok::<(), acs_runtime::Error>(())
//! ```
//!
//! | Setting | Variable | Default |
//! |---|---|---|
//! | [`region`](ConfigBuilder::region) | `ALIBABA_CLOUD_REGION_ID` | with `from_env`, `region_id` of the profile in `~/.aliyun/config.json`; needed unless there is an endpoint |
//! | [`endpoint`](ConfigBuilder::endpoint) | `ALIBABA_CLOUD_<PRODUCT>_ENDPOINT` | the region's |
//! | [`vpc`](ConfigBuilder::vpc) | | `false` |
//! | [`plain_http`](ConfigBuilder::plain_http) | | `false` |
//! | [`credentials`](ConfigBuilder::credentials) | see [`credentials`](crate::credentials) | none with `builder`, those of the environment with `from_env` |
//! | [`profile`](ConfigBuilder::profile) | `ALIBABA_CLOUD_PROFILE` | the one that the file calls current |
//! | [`proxy`](ConfigBuilder::proxy), [`no_proxy`](ConfigBuilder::no_proxy) | `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY` | the system's; none to loopback |
//! | [`connect_timeout`](ConfigBuilder::connect_timeout) | `ALIBABA_CLOUD_CONNECT_TIMEOUT` | 5 s |
//! | [`attempt_timeout`](ConfigBuilder::attempt_timeout) | `ALIBABA_CLOUD_ATTEMPT_TIMEOUT` | 30 s |
//! | [`operation_timeout`](ConfigBuilder::operation_timeout) | `ALIBABA_CLOUD_OPERATION_TIMEOUT` | 60 s |
//! | [`retry`](ConfigBuilder::retry) | | three attempts, see [`RetryPolicy`](crate::RetryPolicy) |
//! | [`max_in_flight`](ConfigBuilder::max_in_flight) | | no limit |
//! | [`max_reply_bytes`](ConfigBuilder::max_reply_bytes) | | 64 MiB |
//! | [`application_id`](ConfigBuilder::application_id) | | none |
//! | [`user_agent`](ConfigBuilder::user_agent) | `ALIBABA_CLOUD_USER_AGENT` | nothing is added |
//! | [`interceptor`](ConfigBuilder::interceptor) | | none |
//! | [`reply_format`](ConfigBuilder::reply_format) | | JSON |
//! | [`signature`](ConfigBuilder::signature) | | `ACS3-HMAC-SHA256` |
//! | [`transport`](ConfigBuilder::transport) | | reqwest |
//! | [`signing_clock`](ConfigBuilder::signing_clock) | | the system's time |
//! | [`signing_nonce`](ConfigBuilder::signing_nonce) | | random |
//! | [`retry_dice`](ConfigBuilder::retry_dice) | | random |
//!
//! An empty variable counts as absent. One that does not fit is an error that names it and does not show what it holds,
//! except a region or an endpoint without user information.
//!
//! * Lengths of time are whole numbers with a unit, `10s`, `1500ms`, `2m`, or seconds alone, `10`.
//! * `<PRODUCT>` is the service's short name in capitals, `ECS` for example. The name of this variable, and those of the
//!   attempt's and the whole call's limit, are this client's own; the others are those of Alibaba Cloud's SDKs and
//!   command line.
//! * `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED` does not set `vpc`: Alibaba Cloud's credentials libraries document it for the
//!   security token service alone.
//!
//! `Debug` of a [`Config`] shows all settings but secrets: neither credentials nor the user and password of a proxy or in
//! an endpoint.

mod builder;
mod duration;
mod seams;
pub(crate) mod variables;

use std::fmt;
use std::sync::Arc;

pub use builder::ConfigBuilder;

pub(crate) use crate::settings::Dice;
pub(crate) use seams::{Clock, Nonce};

use crate::credentials::{DefaultCredentials, ProvideCredentials, Surroundings, cli};
use crate::environment::Environment;
use crate::error::{ConfigError, Error};
use crate::settings::Basics;
use crate::signing::SignatureVersion;

/// In which format replies are asked for. Either is understood, whatever was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyFormat {
    /// `application/json`.
    #[default]
    Json,
    /// `application/xml`.
    Xml,
}

/// Everything that a client is made of but its service. [`Config::builder`] makes one.
#[derive(Clone, Default)]
pub struct Config {
    pub(crate) region: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) vpc: bool,
    pub(crate) plain_http: bool,
    pub(crate) credentials: Option<Arc<dyn ProvideCredentials>>,
    pub(crate) reply_format: ReplyFormat,
    pub(crate) signature: SignatureVersion,
    pub(crate) basics: Basics,
    /// Which profile of Alibaba Cloud's files credentials are taken from.
    pub(crate) profile: Option<String>,
    pub(crate) application_id: Option<String>,
    /// Where variables are looked up whose names depend on the service; none for a configuration without them.
    pub(crate) environment: Option<Environment>,
    /// Those of the environment, where no others are set.
    pub(crate) default_credentials: Option<Arc<DefaultCredentials>>,
    pub(crate) clock: Clock,
    pub(crate) nonce: Nonce,
}

impl Config {
    /// An empty configuration to fill. It needs a region or an endpoint, and credentials.
    ///
    /// ```
    /// use acs_runtime::Config;
    /// use acs_runtime::credentials::Credentials;
    ///
    /// let config = Config::builder()
    ///     .region("cn-hangzhou")
    ///     .credentials(Credentials::new("LTAI-EXAMPLE-ID", "example-secret")?)
    ///     .build();
    /// # Ok::<(), acs_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn builder() -> ConfigBuilder {
        Self::default().to_builder()
    }

    /// What the variables of the [table above](self) say, and the credentials of [`DefaultCredentials`].
    ///
    /// # Errors
    /// [`Error::Config`] when a variable does not fit. What is missing shows when a client is made, as does an endpoint
    /// that does not fit, whose variable depends on the service.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_environment(Environment::default())
    }

    pub(crate) fn from_environment(environment: Environment) -> Result<Self, Error> {
        let mut config = Self {
            environment: Some(environment.clone()),
            ..Self::default()
        };
        variables::read(&environment, &mut config)?;
        config.default_credentials = Some(Arc::new(DefaultCredentials::among(Surroundings::with(
            environment,
        ))));
        Ok(config)
    }

    /// The same configuration, to be changed.
    #[must_use]
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder {
            config: self.clone(),
        }
    }

    /// The region that is set, else that of the profile of Alibaba Cloud's command line, for a configuration from the
    /// environment.
    pub(crate) fn region(&self) -> Option<String> {
        let of_profile = || cli::region(self.environment.as_ref()?, self.profile.as_deref());
        self.region.clone().or_else(of_profile)
    }

    /// Who calls, as far as the configuration says.
    pub(crate) fn credentials(&self) -> Option<Arc<dyn ProvideCredentials>> {
        let of_environment =
            || Some(self.default_credentials.clone()? as Arc<dyn ProvideCredentials>);
        self.credentials.clone().or_else(of_environment)
    }

    /// The error of a client that is to be made without a place to call.
    pub(crate) fn no_region() -> ConfigError {
        let problem = format!(
            "neither a region nor an endpoint is set; call region(\"cn-hangzhou\") on the builder, or set the \
             environment variable {} for a client from the environment",
            variables::VARIABLES[0].name
        );
        ConfigError::new("region", problem)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoint = self.endpoint.as_deref().map(without_user_information);
        let mut shown = f.debug_struct("Config");
        shown
            .field("region", &self.region)
            .field("endpoint", &endpoint)
            .field("vpc", &self.vpc)
            .field("plain_http", &self.plain_http)
            // Not the provider itself, whose Debug may be somebody else's.
            .field("credentials", &self.credentials.as_ref().map(|_| "***"))
            .field("reply_format", &self.reply_format)
            .field("signature", &self.signature)
            .field("profile", &self.profile)
            .field("application_id", &self.application_id);
        self.basics.show(&mut shown);
        shown.finish_non_exhaustive()
    }
}

/// An endpoint is only checked when a client is made, so a password may still stand in it.
fn without_user_information(endpoint: &str) -> &str {
    endpoint.rsplit('@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
