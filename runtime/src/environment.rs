//! The process's environment behind a seam, so that tests need not change it.

use std::env::{self, VarError};
use std::fmt;
use std::sync::Arc;

type Lookup = dyn Fn(&str) -> Result<String, VarError> + Send + Sync;

/// Where environment variables are looked up.
#[derive(Clone)]
pub(crate) struct Environment(Arc<Lookup>);

impl Environment {
    /// The variable's text; `None` when it is absent or empty.
    pub(crate) fn get(&self, name: &str) -> Result<Option<String>, NotUtf8> {
        match (self.0)(name) {
            Ok(text) if text.is_empty() => Ok(None),
            Ok(text) => Ok(Some(text)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err(NotUtf8),
        }
    }

    #[cfg(test)]
    pub(crate) fn of(variables: &'static [(&'static str, &'static str)]) -> Self {
        Self(Arc::new(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found
                .map(|(_, text)| (*text).to_owned())
                .ok_or(VarError::NotPresent)
        }))
    }
}

/// A variable whose bytes are no text.
pub(crate) struct NotUtf8;

impl Default for Environment {
    fn default() -> Self {
        Self(Arc::new(|name| env::var(name)))
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}
