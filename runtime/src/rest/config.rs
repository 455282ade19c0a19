//! How a plain client is set up.

use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroizing;

use super::security::Credential;
use crate::settings::{Basics, basic_setters};

/// Everything that a client is made of but its API. [`Config::builder`] makes one.
///
/// `Debug` shows all settings but secrets: no credential, no header's value, no user and password of a proxy.
#[derive(Clone, Default)]
pub struct Config {
    pub(super) base_url: Option<String>,
    pub(super) server: usize,
    pub(super) variables: BTreeMap<String, String>,
    pub(super) credentials: BTreeMap<String, Credential>,
    pub(super) headers: Vec<(String, Zeroizing<String>)>,
    pub(super) basics: Basics,
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
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        // An address is only checked when a client is made, so a password may still stand in it.
        let base_url = self.base_url.as_deref();
        let base_url = base_url.map(|url| url.rsplit('@').next().unwrap_or_default());
        let mut shown = f.debug_struct("Config");
        shown
            .field("base_url", &base_url)
            .field("server", &self.server)
            .field("variables", &self.variables)
            .field("credentials", &self.credentials)
            .field("headers", &headers);
        self.basics.show(&mut shown);
        shown.finish_non_exhaustive()
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

    basic_setters!();
}
