//! The process's environment behind a seam, so that tests need not change it.

use std::env::{self, VarError};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

type Lookup = dyn Fn(&str) -> Result<String, VarError> + Send + Sync;

/// Where environment variables and the user's home are looked up.
#[derive(Clone)]
pub(crate) struct Environment {
    lookup: Arc<Lookup>,
    /// The home that the operating system knows, whatever the variables say.
    system_home: fn() -> Option<PathBuf>,
}

impl Environment {
    /// The variable's text; `None` when it is absent or empty.
    pub(crate) fn get(&self, name: &str) -> Result<Option<String>, NotUtf8> {
        match (self.lookup)(name) {
            Ok(text) if text.is_empty() => Ok(None),
            Ok(text) => Ok(Some(text)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err(NotUtf8),
        }
    }

    /// The user's home: `HOME`, then `HOMEPATH`, then what the operating system says.
    pub(crate) fn home(&self) -> Option<PathBuf> {
        let named = |name| self.get(name).ok().flatten().map(PathBuf::from);
        named("HOME")
            .or_else(|| named("HOMEPATH"))
            .or_else(self.system_home)
    }

    /// These variables and no other, and no home but that of the variables.
    #[cfg(test)]
    pub(crate) fn of(variables: &'static [(&'static str, &'static str)]) -> Self {
        Self::of_pairs(
            variables
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
        )
    }

    #[cfg(test)]
    pub(crate) fn of_pairs(variables: Vec<(String, String)>) -> Self {
        Self {
            lookup: Arc::new(move |name| {
                let found = variables.iter().find(|(known, _)| known == name);
                found
                    .map(|(_, text)| text.clone())
                    .ok_or(VarError::NotPresent)
            }),
            system_home: || None,
        }
    }
}

/// A variable whose bytes are no text.
pub(crate) struct NotUtf8;

impl Default for Environment {
    fn default() -> Self {
        Self {
            lookup: Arc::new(|name| env::var(name)),
            system_home: env::home_dir,
        }
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}
