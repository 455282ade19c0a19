//! The default chain: one source after the other until one yields.

use std::sync::Arc;

use tracing::{debug, warn};

use super::cli::{self, CliProfileCredentials};
use super::ecs_ram_role::EcsRamRoleBuilder;
use super::lazy::{Chosen, Lazy};
use super::named_profile::NamedProfile;
use super::oidc_role::{self, OidcRoleCredentials};
use super::profile::ProfileCredentials;
use super::surroundings::Surroundings;
use super::uri::{self, UriCredentials};
use super::{Credentials, EnvironmentCredentials, ProvideCredentials};
use crate::BoxFuture;
use crate::error::CredentialsError;

const NO_METADATA: &str = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";

/// The credentials of the first source that has any, in the order of Alibaba Cloud's own SDKs. The table in
/// [the module](super) has the sources.
///
/// The choice falls at the first use, once for all callers, and stays. When no source has credentials, the error says
/// of each why not; the next use then tries again.
///
/// ```
/// use acs_runtime::Config;
/// use acs_runtime::credentials::DefaultCredentials;
///
/// // `Config::from_env` does the same with the region of the environment.
/// let config = Config::builder()
///     .region("cn-hangzhou")
///     .credentials(DefaultCredentials::new())
///     .build();
/// ```
#[derive(Debug)]
pub struct DefaultCredentials {
    surroundings: Surroundings,
    lazy: Lazy,
}

impl DefaultCredentials {
    /// The chain, with what the environment says.
    #[must_use]
    pub fn new() -> Self {
        Self::among(Surroundings::default())
    }

    /// The chain with this profile in both files, whatever `ALIBABA_CLOUD_PROFILE` says.
    #[must_use]
    pub fn with_profile(self, name: impl Into<String>) -> Self {
        Self::assemble(self.surroundings, Some(name.into()))
    }

    pub(crate) fn among(surroundings: Surroundings) -> Self {
        Self::assemble(surroundings, None)
    }

    fn assemble(surroundings: Surroundings, profile: Option<String>) -> Self {
        let around = surroundings.clone();
        let lazy = Lazy::new(move || {
            let chain = Chain {
                surroundings: around.clone(),
                profile: profile.clone(),
                failed: Vec::new(),
            };
            Box::pin(chain.choose())
        });
        Self { surroundings, lazy }
    }
}

impl Default for DefaultCredentials {
    fn default() -> Self {
        Self::new()
    }
}

impl ProvideCredentials for DefaultCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.lazy.credentials()
    }

    fn source_name(&self) -> String {
        self.lazy.name("default")
    }
}

/// The sources in their order, which is that of Alibaba Cloud's Python SDK.
const ORDER: [Candidate; 6] = [
    Candidate::Environment,
    Candidate::OidcRole,
    Candidate::CliProfile,
    Candidate::Profile,
    Candidate::EcsRamRole,
    Candidate::Uri,
];

#[derive(Clone, Copy)]
enum Candidate {
    Environment,
    OidcRole,
    CliProfile,
    Profile,
    EcsRamRole,
    Uri,
}

impl Candidate {
    /// As names of sources begin.
    fn name(self) -> &'static str {
        match self {
            Self::Environment => "env",
            Self::OidcRole => "oidc_role_arn",
            Self::CliProfile => "cli_profile",
            Self::Profile => "profile",
            Self::EcsRamRole => "ecs_ram_role",
            Self::Uri => "credential_uri",
        }
    }
}

/// One walk along the chain.
struct Chain {
    surroundings: Surroundings,
    profile: Option<String>,
    /// Who yielded nothing, and why.
    failed: Vec<String>,
}

impl Chain {
    async fn choose(mut self) -> Result<(Chosen, Option<Credentials>), CredentialsError> {
        for candidate in ORDER {
            match self.ask(candidate).await {
                Ok((source, credentials)) => {
                    let name = source.source_name();
                    debug!(source = name, "credentials come from this source");
                    return Ok((source, Some(credentials)));
                }
                Err(error) => {
                    let reason = error.reason();
                    let name = candidate.name();
                    if self.is_set_up(candidate) {
                        // What follows may be somebody else's key.
                        warn!(source = name, %reason, "this source is set up, but is passed over");
                    } else {
                        debug!(source = name, %reason, "no credentials from this source");
                    }
                    self.failed.push(format!("{}: {reason}", candidate.name()));
                }
            }
        }
        let failed = self.failed.join("; ");
        Err(CredentialsError::new(format!(
            "none of the sources has any ({failed})"
        )))
    }

    async fn ask(&self, candidate: Candidate) -> Result<(Chosen, Credentials), CredentialsError> {
        if let Some(reason) = self.why_not(candidate)? {
            return Err(CredentialsError::new(format!("not tried, {reason}")));
        }
        let source = self.source(candidate)?;
        let credentials = source.credentials().await?;
        Ok((source, credentials))
    }

    /// Whether the environment asks for this source, and no file or service alone.
    fn is_set_up(&self, candidate: Candidate) -> bool {
        match candidate {
            Candidate::Environment => {
                let id = self.surroundings.variable(super::environment::ID);
                !matches!(id, Ok(None))
            }
            Candidate::OidcRole | Candidate::Uri => matches!(self.why_not(candidate), Ok(None)),
            Candidate::CliProfile | Candidate::Profile | Candidate::EcsRamRole => false,
        }
    }

    /// Why the source is not even tried.
    fn why_not(&self, candidate: Candidate) -> Result<Option<String>, CredentialsError> {
        let around = &self.surroundings;
        Ok(match candidate {
            Candidate::Environment | Candidate::Profile => None,
            Candidate::OidcRole => {
                oidc_role::missing_variable(around)?.map(|name| format!("{name} is not set"))
            }
            Candidate::CliProfile => cli::disabled(around)?.map(|name| format!("{name} is true")),
            Candidate::EcsRamRole => {
                let off = around.switch(NO_METADATA)?;
                off.then(|| format!("{NO_METADATA} is true"))
            }
            Candidate::Uri => {
                let set = uri::is_set(around)?;
                (!set).then(|| format!("{} is not set", uri::VARIABLE))
            }
        })
    }

    fn named_profile(&self) -> NamedProfile {
        NamedProfile {
            file: None,
            profile: self.profile.clone(),
            surroundings: self.surroundings.clone(),
        }
    }

    fn source(&self, candidate: Candidate) -> Result<Chosen, CredentialsError> {
        let around = &self.surroundings;
        Ok(match candidate {
            Candidate::Environment => {
                let environment = around.environment.clone();
                Arc::new(EnvironmentCredentials::from_environment(environment))
            }
            Candidate::OidcRole => Arc::new(OidcRoleCredentials::of_variables(around)?),
            Candidate::CliProfile => Arc::new(CliProfileCredentials::of(self.named_profile())),
            Candidate::Profile => Arc::new(ProfileCredentials::of(self.named_profile())),
            Candidate::EcsRamRole => Arc::new(EcsRamRoleBuilder::new(around.clone()).build()?),
            Candidate::Uri => Arc::new(UriCredentials::of_variable(around)?),
        })
    }
}
