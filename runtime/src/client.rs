//! A configured service.

use std::fmt;
use std::sync::Arc;

use crate::call::Call;
use crate::config::{Clock, Config, Nonce, ReplyFormat, variables};
use crate::credentials::ProvideCredentials;
use crate::endpoint::{self, Endpoint};
use crate::environment::Environment;
use crate::error::{ConfigError, Error};
use crate::operation::Operation;
use crate::service::Service;
use crate::settings::Settings;
use crate::signing::SignatureVersion;
use crate::transport::usual;

/// What a generated client wraps: one service, one pool of connections.
///
/// A clone is cheap and shares all of it.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

/// The settings as calls need them.
pub(crate) struct Inner {
    pub(crate) service: &'static Service,
    /// When the configuration names one; an endpoint alone does not tell.
    pub(crate) region: Option<String>,
    pub(crate) host: String,
    pub(crate) url: String,
    pub(crate) user_agent: String,
    pub(crate) credentials: Arc<dyn ProvideCredentials>,
    pub(crate) accept: &'static str,
    pub(crate) signature: SignatureVersion,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) nonce: Nonce,
}

impl Client {
    /// A client of the service with this configuration. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Config`] for a setting that does not fit: no region and no endpoint, no credentials, an endpoint with
    /// a path, a region that is no name, an application id with foreign characters, a time limit of 0, no TLS.
    pub fn new(service: &'static Service, config: Config) -> Result<Self, Error> {
        config.basics.check()?;
        let region = config.region();
        let endpoint = endpoint(service, &config, region.as_deref())?;
        let user_agent = user_agent(service, &config)?;
        let credentials = config.credentials().ok_or_else(no_credentials)?;
        let settings = config.basics.settings(|limit, proxy| {
            Ok(Arc::new(usual(
                &endpoint.host,
                endpoint.plain,
                limit,
                proxy,
            )?))
        })?;
        let inner = Inner {
            service,
            region,
            url: endpoint.url(),
            host: endpoint.host,
            user_agent,
            credentials,
            accept: accept(config.reply_format),
            signature: config.signature,
            settings,
            clock: config.clock,
            nonce: config.nonce,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// A client with the region and the credentials of the environment, see [`Config::from_env`].
    ///
    /// # Errors
    /// As [`new`](Self::new); also [`Error::Credentials`] when no source of
    /// [`DefaultCredentials`](crate::credentials::DefaultCredentials) has any, so that this shows before the first call.
    pub async fn from_env(service: &'static Service) -> Result<Self, Error> {
        Self::from_environment(service, Environment::default()).await
    }

    pub(crate) async fn from_environment(
        service: &'static Service,
        environment: Environment,
    ) -> Result<Self, Error> {
        let client = Self::new(service, Config::from_environment(environment)?)?;
        client.inner.credentials.credentials().await?;
        Ok(client)
    }

    /// Begins a call.
    #[must_use]
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(self.clone(), operation)
    }

    /// The address that is called, as `https://service.cn-hangzhou.aliyuncs.com`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.inner.url
    }

    /// The service that is called.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.inner.service
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("product", &self.inner.service.product)
            .field("endpoint", &self.inner.url)
            .finish_non_exhaustive()
    }
}

fn endpoint(
    service: &Service,
    config: &Config,
    region: Option<&str>,
) -> Result<Endpoint, ConfigError> {
    if let Some(endpoint) = &config.endpoint {
        return endpoint::parse(endpoint, config.plain_http);
    }
    if let Some(environment) = &config.environment {
        let name = variables::endpoint_name(service.product);
        if let Some(endpoint) = variables::text(environment, &name, "endpoint")? {
            let parsed = endpoint::parse(&endpoint, config.plain_http);
            return parsed.map_err(|error| error.in_variable(&name));
        }
    }
    match region {
        Some(region) => {
            endpoint::of_region(&service.endpoints, region, config.vpc, config.plain_http)
        }
        None => Err(Config::no_region()),
    }
}

fn no_credentials() -> ConfigError {
    ConfigError::new(
        "credentials",
        "none are set; call credentials(..) on the builder, or begin with Config::from_env to take those of the \
         environment",
    )
}

fn accept(format: ReplyFormat) -> &'static str {
    match format {
        ReplyFormat::Json => "application/json",
        ReplyFormat::Xml => "application/xml",
    }
}

/// The client's own name, the application's, and what else is to be told.
fn user_agent(service: &Service, config: &Config) -> Result<String, ConfigError> {
    let mut text = service.user_agent.to_owned();
    if let Some(id) = &config.application_id {
        check_application_id(id)?;
        text = format!("{text} {id}");
    }
    if let Some(more) = &config.basics.user_agent {
        text = format!("{text} {more}");
    }
    Ok(text)
}

fn check_application_id(id: &str) -> Result<(), ConfigError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    if (1..=64).contains(&id.len()) && id.bytes().all(fits) {
        return Ok(());
    }
    let shown = crate::error::text::quoted(id, 80);
    let problem = format!(
        "{shown} does not fit a header; use up to 64 letters, digits and the characters -_./"
    );
    Err(ConfigError::new("application_id", problem))
}
