//! A configured API.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::api::{Api, Operation, Server};
use super::call::Call;
use super::config::Config;
use super::security::Keys;
use super::server::{self, Base};
use crate::error::{ConfigError, Error};
use crate::settings::Settings;
use crate::transport::usual;

/// What a generated client wraps: one API, one pool of connections.
///
/// A clone is cheap and shares all of it.
#[derive(Clone)]
pub struct Client {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) api: &'static Api,
    /// None for an API whose operations alone say where they are served.
    base: Option<Base>,
    /// Whether the configuration names it, which wins over the description.
    fixed: bool,
    variables: BTreeMap<String, String>,
    pub(super) keys: Keys,
    /// Of every request.
    pub(super) headers: HeaderMap,
    pub(super) settings: Settings,
}

impl Client {
    /// A client of the API with this configuration. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Config`] for a setting that does not fit: no usable address, a server that the description does not
    /// have, a variable that the server does not have or does not allow, a credential for a scheme that the API does
    /// not have or of the wrong kind, a header that cannot be sent, a time limit of 0, no TLS.
    pub fn new(api: &'static Api, config: Config) -> Result<Self, Error> {
        config.basics.check()?;
        let base = base(api, &config)?;
        let keys = Keys::new(
            api.schemes,
            &config.credentials,
            config.basics.transport.is_some(),
        )
        .map_err(|problem| ConfigError::new("credential", problem))?;
        let headers = headers(api, &config)?;
        let host = base.as_ref().map_or("", |base| base.host.as_str());
        // Whether to encrypt stands in the address of each call.
        let settings = config
            .basics
            .settings(|limit, proxy| Ok(Arc::new(usual(host, true, limit, proxy)?)))?;
        let inner = Inner {
            api,
            base,
            fixed: config.base_url.is_some(),
            variables: config.variables,
            keys,
            headers,
            settings,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Begins a call.
    #[must_use]
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(self.clone(), operation)
    }

    /// The address that is called, unless an operation has one of its own: `https://host/path`.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        self.inner.base.as_ref().map(|base| base.url.as_str())
    }

    /// Where an operation is called. The error is the text of the problem.
    pub(super) fn base_of(&self, operation: &Operation) -> Result<Base, String> {
        let inner = &self.inner;
        if !inner.fixed
            && let Some(server) = operation.servers.first()
        {
            return Base::of_server(server, &inner.variables);
        }
        inner.base.clone().ok_or_else(|| {
            "the API's description says nowhere where this is served; set base_url in the configuration".to_owned()
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.inner.api.title)
            .field("base_url", &self.base_url())
            .finish_non_exhaustive()
    }
}

fn base(api: &Api, config: &Config) -> Result<Option<Base>, ConfigError> {
    if let Some(url) = &config.base_url {
        let parsed = Base::parse(url).map_err(|problem| ConfigError::new("base_url", problem));
        return parsed.map(Some);
    }
    let Some(server) = api.servers.get(config.server) else {
        if config.server == 0 {
            return Ok(None);
        }
        let problem = format!(
            "there is no server {}; the description has {}, counted from 0",
            config.server,
            api.servers.len()
        );
        return Err(ConfigError::new("server", problem));
    };
    check_variables(server, api.operation_servers, &config.variables)?;
    let setting = if server.variables.is_empty() {
        "base_url"
    } else {
        "server_variable"
    };
    let base = Base::of_server(server, &config.variables);
    base.map(Some)
        .map_err(|problem| ConfigError::new(setting, problem))
}

/// Refuses a variable that no server has, and a value that no server takes. What the server itself takes is found when
/// its address is made.
fn check_variables(
    server: &Server,
    of_operations: &[Server],
    values: &BTreeMap<String, String>,
) -> Result<(), ConfigError> {
    for (name, value) in values {
        if server.variables.iter().any(|known| known.name == name) {
            continue;
        }
        let all = of_operations.iter().flat_map(|server| server.variables);
        let mut known = all.filter(|known| known.name == name).peekable();
        if known.peek().is_none() {
            return Err(unknown_variable(server, name));
        }
        let problems = known.map(|known| server::checked(known, value).err());
        if let Some(problem) = problems.reduce(Option::and).flatten() {
            return Err(ConfigError::new("server_variable", problem));
        }
    }
    Ok(())
}

fn unknown_variable(server: &Server, name: &str) -> ConfigError {
    let names: Vec<_> = server.variables.iter().map(|known| known.name).collect();
    let name = crate::error::text::quoted(name, 80);
    let problem = if names.is_empty() {
        format!("the server has no variables, so none called {name}")
    } else {
        format!(
            "the server has no variable called {name}; it has {}",
            names.join(", ")
        )
    };
    ConfigError::new("server_variable", problem)
}

/// The headers of every request.
fn headers(api: &Api, config: &Config) -> Result<HeaderMap, ConfigError> {
    let mut headers = HeaderMap::new();
    let user_agent = match &config.basics.user_agent {
        Some(more) => format!("{} {more}", api.user_agent),
        None => api.user_agent.to_owned(),
    };
    let user_agent = HeaderValue::from_str(&user_agent).map_err(|error| {
        ConfigError::new("user_agent", "it does not fit a header").caused_by(error)
    })?;
    headers.insert(USER_AGENT, user_agent);
    for (name, value) in &config.headers {
        let shown = crate::error::text::quoted(name, 80);
        let unusable = || ConfigError::new("header", format!("{shown} cannot be sent as given"));
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable())?;
        let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| unusable())?;
        // It may well be a key.
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    Ok(headers)
}
