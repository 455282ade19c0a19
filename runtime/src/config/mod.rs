//! How a client is set up.

mod builder;
mod seams;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use builder::ConfigBuilder;

pub(crate) use seams::{Clock, Dice, Nonce};

use crate::credentials::{EnvironmentCredentials, ProvideCredentials};
use crate::environment::Environment;
use crate::error::{ConfigError, Error};
use crate::intercept::Interceptor;
use crate::retry::RetryPolicy;
use crate::signing::SignatureVersion;
use crate::transport::Transport;

/// The variable with the region.
const REGION: &str = "ALIBABA_CLOUD_REGION_ID";

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
#[derive(Clone)]
pub struct Config {
    pub(crate) region: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) vpc: bool,
    pub(crate) plain_http: bool,
    pub(crate) credentials: Option<Arc<dyn ProvideCredentials>>,
    pub(crate) reply_format: ReplyFormat,
    pub(crate) signature: SignatureVersion,
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) operation_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_in_flight: Option<usize>,
    pub(crate) max_reply_bytes: usize,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    pub(crate) application_id: Option<String>,
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(crate) clock: Clock,
    pub(crate) nonce: Nonce,
    pub(crate) dice: Dice,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            region: None,
            endpoint: None,
            vpc: false,
            plain_http: false,
            credentials: None,
            reply_format: ReplyFormat::default(),
            signature: SignatureVersion::default(),
            connect_timeout: Duration::from_secs(5),
            attempt_timeout: Duration::from_secs(30),
            operation_timeout: Duration::from_secs(60),
            retry: RetryPolicy::default(),
            max_in_flight: None,
            max_reply_bytes: 64 << 20,
            transport: None,
            application_id: None,
            interceptors: Vec::new(),
            clock: Clock::default(),
            nonce: Nonce::default(),
            dice: Dice::default(),
        }
    }
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

    /// The region of `ALIBABA_CLOUD_REGION_ID`, and the credentials of
    /// [`EnvironmentCredentials`]. An empty variable counts as absent.
    ///
    /// # Errors
    /// [`Error::Config`] when the variable is not UTF-8. What is missing shows when a client is made.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_environment(Environment::default())
    }

    pub(crate) fn from_environment(environment: Environment) -> Result<Self, Error> {
        let region = environment.get(REGION).map_err(|_| {
            ConfigError::new(
                "region",
                format!("the environment variable {REGION} is not UTF-8"),
            )
        })?;
        let credentials: Arc<dyn ProvideCredentials> =
            Arc::new(EnvironmentCredentials::from_environment(environment));
        Ok(Self {
            region,
            credentials: Some(credentials),
            ..Self::default()
        })
    }

    /// The same configuration, to be changed.
    #[must_use]
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder {
            config: self.clone(),
        }
    }

    /// The error of a client that is to be made without a place to call.
    pub(crate) fn no_region() -> ConfigError {
        let problem = format!(
            "neither a region nor an endpoint is set; call region(\"cn-hangzhou\") on the builder, or set the \
             environment variable {REGION} for a client from the environment"
        );
        ConfigError::new("region", problem)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.region)
            .field(
                "endpoint",
                &self.endpoint.as_deref().map(without_user_information),
            )
            .field("vpc", &self.vpc)
            .field("plain_http", &self.plain_http)
            // Not the provider itself, whose Debug may be somebody else's.
            .field("credentials", &self.credentials.as_ref().map(|_| "***"))
            .field("reply_format", &self.reply_format)
            .field("signature", &self.signature)
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("operation_timeout", &self.operation_timeout)
            .field("retry", &self.retry)
            .field("max_in_flight", &self.max_in_flight)
            .field("max_reply_bytes", &self.max_reply_bytes)
            .field("transport", &self.transport)
            .field("application_id", &self.application_id)
            // How many; their Debug may be somebody else's.
            .field("interceptors", &self.interceptors.len())
            .finish_non_exhaustive()
    }
}

/// An endpoint is only checked when a client is made, so a password may still stand in it.
fn without_user_information(endpoint: &str) -> &str {
    endpoint.rsplit('@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
