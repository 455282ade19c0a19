//! Who calls: access keys, and where they come from.

mod assume_role;
mod cache;
mod chain;
pub(crate) mod cli;
mod ecs_ram_role;
mod environment;
mod external;
mod files;
mod fixed;
mod flight;
mod ini;
mod json;
mod lazy;
mod oidc_role;
mod profile;
mod reply;
mod session_key;
mod sts;
mod surroundings;
mod uri;
mod wire;

use std::fmt;
use std::sync::Arc;

pub use assume_role::{AssumeRoleBuilder, AssumeRoleCredentials};
pub use chain::DefaultCredentials;
pub use cli::CliProfileCredentials;
pub use ecs_ram_role::{EcsRamRoleBuilder, EcsRamRoleCredentials};
pub use environment::EnvironmentCredentials;
pub use external::ExternalCredentials;
pub use fixed::Credentials;
pub use oidc_role::{OidcRoleBuilder, OidcRoleCredentials};
pub use profile::ProfileCredentials;
pub(crate) use surroundings::Surroundings;
pub use uri::UriCredentials;

use crate::BoxFuture;
use crate::error::CredentialsError;

/// A source of credentials.
///
/// A client asks before each call, so a source that has to fetch them keeps them until they expire.
pub trait ProvideCredentials: Send + Sync + fmt::Debug {
    /// The credentials to sign the next request with.
    ///
    /// # Errors
    /// [`CredentialsError`] when there are none; it must not hold a secret.
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>>;

    /// What the source is called where errors and events name it, with those below it behind a slash, as
    /// `default/cli_profile/ram_role_arn/static_ak`.
    fn source_name(&self) -> String {
        "custom".to_owned()
    }
}

impl ProvideCredentials for Arc<dyn ProvideCredentials> {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        (**self).credentials()
    }

    fn source_name(&self) -> String {
        (**self).source_name()
    }
}
