//! The profile of Alibaba Cloud's command line, `~/.aliyun/config.json`.

mod cloud_sso;
mod config_file;
mod modes;
mod oauth;

use std::path::PathBuf;

use self::config_file::ConfigFile;
use super::lazy::{Chosen, Lazy};
use super::named_profile::NamedProfile;
use super::surroundings::Surroundings;
use super::{Credentials, ProvideCredentials};
use crate::BoxFuture;
use crate::environment::Environment;
use crate::error::CredentialsError;

const DISABLED: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

/// Credentials of a profile of Alibaba Cloud's command line, in `~/.aliyun/config.json`.
///
/// The profile is that of `ALIBABA_CLOUD_PROFILE`, else the file's `current` one. All its modes but `BearerToken` and
/// those with a private key work:
///
/// | `mode` | what it leads to |
/// |---|---|
/// | `AK`, `StsToken` | the key that stands there |
/// | `RamRoleArn` | a role taken on with the key that stands there |
/// | `ChainableRamRoleArn` | a role taken on with another profile, `source_profile` |
/// | `EcsRamRole` | the role of the ECS instance |
/// | `OIDC` | a role taken on with a token in a file |
/// | `External` | a key that a program prints; it is noted in the file |
/// | `CloudSSO` | a key for the token of a sign-in, while that is valid; `aliyun configure` signs in anew |
/// | `OAuth` | a key for the token of a sign-in, which is renewed; both are noted in the file |
///
/// Notes are written to a file beside it that then takes its place, with access for its owner only; another process
/// that writes at the same time is waited for.
///
/// The file is read at the first use, and for a sign-in again at each refresh, so that a new one takes effect; what the
/// profile leads to is kept and refreshed as [the module](super#caching) says.
///
/// ```
/// use acs_runtime::credentials::CliProfileCredentials;
///
/// let staging = CliProfileCredentials::new().with_profile("staging");
/// ```
#[derive(Debug)]
pub struct CliProfileCredentials {
    asked: NamedProfile,
    lazy: Lazy,
}

impl CliProfileCredentials {
    /// The profile that the environment or the file names.
    #[must_use]
    pub fn new() -> Self {
        Self::of(NamedProfile::default())
    }

    /// Another profile.
    #[must_use]
    pub fn with_profile(self, name: impl Into<String>) -> Self {
        Self::of(NamedProfile {
            profile: Some(name.into()),
            ..self.asked
        })
    }

    /// Another file.
    #[must_use]
    pub fn with_file(self, file: impl Into<PathBuf>) -> Self {
        Self::of(NamedProfile {
            file: Some(file.into()),
            ..self.asked
        })
    }

    pub(super) fn of(asked: NamedProfile) -> Self {
        let lazy = asked.lazily(|asked| Box::pin(choose(asked)));
        Self { asked, lazy }
    }
}

impl Default for CliProfileCredentials {
    fn default() -> Self {
        Self::new()
    }
}

impl ProvideCredentials for CliProfileCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.lazy.credentials()
    }

    fn source_name(&self) -> String {
        self.lazy.name("cli_profile")
    }
}

async fn choose(asked: NamedProfile) -> Result<Chosen, CredentialsError> {
    let file = file(&asked)?;
    let profile = asked.name()?;
    let document = file.read().await?;
    let name = match profile {
        Some(name) => name,
        None => document.current()?.to_owned(),
    };
    modes::source(&document, &name, &asked.surroundings)
}

/// The file that was asked for, else the one in the user's home.
fn file(asked: &NamedProfile) -> Result<ConfigFile, CredentialsError> {
    let path = match &asked.file {
        Some(path) => path.clone(),
        None => asked.home()?.join(".aliyun").join("config.json"),
    };
    Ok(ConfigFile::at(path))
}

/// Why the profile is not to be used, if so.
pub(super) fn disabled(
    surroundings: &Surroundings,
) -> Result<Option<&'static str>, CredentialsError> {
    Ok(surroundings.switch(DISABLED)?.then_some(DISABLED))
}

/// The region (`region_id`) of this profile, or of the one that the file calls current. `None` for whatever reason: the
/// region of a profile is a convenience, and what is wrong with the file is said where credentials are asked for.
pub(crate) fn region(environment: &Environment, profile: Option<&str>) -> Option<String> {
    let asked = NamedProfile {
        surroundings: Surroundings::with(environment.clone()),
        ..NamedProfile::default()
    };
    if disabled(&asked.surroundings).ok()?.is_some() {
        return None;
    }
    let document = file(&asked).ok()?.read_now().ok()?;
    let name = profile.or(document.current().ok())?;
    let region = document.profile(name).ok()?.text("region_id")?;
    Some(region.to_owned())
}
