//! What sources of credentials take from the process and the machine, replaceable in tests.

use std::fmt;
use std::time::SystemTime;

use super::wire::Wire;
use crate::config::{Clock, Dice, Nonce};
use crate::environment::Environment;
use crate::error::CredentialsError;

/// The environment, time, chance and the network. A clone shares the connections.
#[derive(Clone, Default)]
pub(crate) struct Surroundings {
    pub(super) environment: Environment,
    pub(super) clock: Clock,
    pub(super) nonce: Nonce,
    pub(super) dice: Dice,
    pub(super) wire: Wire,
    /// When each fetched value has to be refreshed, for tests.
    #[cfg(test)]
    pub(super) kept: super::cache::Kept,
}

impl Surroundings {
    /// The real ones, but with these variables.
    pub(crate) fn with(environment: Environment) -> Self {
        Self {
            environment,
            ..Self::default()
        }
    }

    pub(super) fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// The variable's text; `None` when it is absent or empty.
    pub(super) fn variable(&self, name: &str) -> Result<Option<String>, CredentialsError> {
        self.environment.get(name).map_err(|_| {
            CredentialsError::new(format!("the environment variable {name} is not UTF-8"))
        })
    }

    /// Whether the variable says `true`, in any case.
    pub(super) fn switch(&self, name: &str) -> Result<bool, CredentialsError> {
        let text = self.variable(name)?;
        Ok(text.is_some_and(|text| text.eq_ignore_ascii_case("true")))
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Surroundings")
    }
}
