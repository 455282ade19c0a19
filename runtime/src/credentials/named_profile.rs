//! A profile of a file: which of both, and what they are found with.

use std::path::PathBuf;

use super::lazy::{Chosen, Lazy};
use super::surroundings::Surroundings;
use crate::BoxFuture;
use crate::error::CredentialsError;

const PROFILE: &str = "ALIBABA_CLOUD_PROFILE";

/// Which file and profile were asked for. What was not is for the environment, and then for each kind of file, to say.
#[derive(Clone, Debug, Default)]
pub(super) struct NamedProfile {
    pub(super) file: Option<PathBuf>,
    pub(super) profile: Option<String>,
    pub(super) surroundings: Surroundings,
}

impl NamedProfile {
    /// The profile that was asked for, else that of the environment.
    pub(super) fn name(&self) -> Result<Option<String>, CredentialsError> {
        match &self.profile {
            Some(name) => Ok(Some(name.clone())),
            None => self.surroundings.variable(PROFILE),
        }
    }

    /// The user's home.
    pub(super) fn home(&self) -> Result<PathBuf, CredentialsError> {
        self.surroundings.environment.home().ok_or_else(|| {
            CredentialsError::new("the user has no home folder; set the environment variable HOME")
        })
    }

    /// The source that the profile leads to, found out at the first use.
    pub(super) fn lazily(
        &self,
        choose: fn(Self) -> BoxFuture<'static, Result<Chosen, CredentialsError>>,
    ) -> Lazy {
        let asked = self.clone();
        Lazy::new(move || {
            let chosen = choose(asked.clone());
            Box::pin(async move { Ok((chosen.await?, None)) })
        })
    }
}
