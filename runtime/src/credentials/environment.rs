//! Credentials out of environment variables.

use std::sync::OnceLock;

use super::{Credentials, ProvideCredentials};
use crate::BoxFuture;
use crate::environment::Environment;
use crate::error::CredentialsError;

pub(super) const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

/// Credentials of `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and, for temporary ones,
/// `ALIBABA_CLOUD_SECURITY_TOKEN`. An empty variable counts as absent.
///
/// The variables are read when the first call needs them, and kept from then on.
#[derive(Debug, Default)]
pub struct EnvironmentCredentials {
    environment: Environment,
    found: OnceLock<Credentials>,
}

impl EnvironmentCredentials {
    /// Credentials of this process's environment.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn from_environment(environment: Environment) -> Self {
        Self {
            environment,
            found: OnceLock::new(),
        }
    }

    fn read(&self) -> Result<Credentials, CredentialsError> {
        if let Some(found) = self.found.get() {
            return Ok(found.clone());
        }
        let required = |name| self.variable(name)?.ok_or_else(|| missing(name));
        let (id, secret) = (required(ID)?, required(SECRET)?);
        let credentials = match self.variable(TOKEN)? {
            Some(token) => Credentials::temporary(id, secret, token, None)?,
            None => Credentials::new(id, secret)?,
        };
        Ok(self.found.get_or_init(|| credentials).clone())
    }

    fn variable(&self, name: &'static str) -> Result<Option<String>, CredentialsError> {
        self.environment.get(name).map_err(|_| {
            CredentialsError::new(format!("the environment variable {name} is not UTF-8"))
        })
    }
}

fn missing(name: &str) -> CredentialsError {
    CredentialsError::new(format!(
        "the environment variable {name} is not set (both {ID} and {SECRET} are needed)"
    ))
}

impl ProvideCredentials for EnvironmentCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::ready(self.read()))
    }

    fn source_name(&self) -> String {
        "env".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        variables: &'static [(&'static str, &'static str)],
    ) -> Result<Credentials, CredentialsError> {
        EnvironmentCredentials::from_environment(Environment::of(variables)).read()
    }

    #[test]
    fn id_and_secret_make_lasting_credentials_and_a_token_temporary_ones() {
        let lasting = read(&[(ID, "id"), (SECRET, "secret"), (TOKEN, "")]).unwrap();
        assert_eq!(
            (lasting.access_key_id(), lasting.security_token()),
            ("id", None)
        );
        let temporary = read(&[(ID, "id"), (SECRET, "secret"), (TOKEN, "token")]).unwrap();
        assert_eq!(temporary.security_token(), Some("token"));
    }

    #[test]
    fn a_missing_variable_is_named() {
        let error = read(&[(ID, "id"), (SECRET, "")]).unwrap_err().to_string();
        assert!(
            error.contains("variable ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set"),
            "{error}"
        );
    }
}
