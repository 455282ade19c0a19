//! Who calls: access keys, and where they come from.
//!
//! [`Credentials`] are an access key. Whatever implements [`ProvideCredentials`] is a source of them: the sources here,
//! or one of your own. `Config::from_env` takes [`DefaultCredentials`].
//!
//! # The default chain
//! The first of these that yields is taken and kept, in the order of Alibaba Cloud's own SDKs:
//!
//! | | Source | Name | Where it looks |
//! |---|---|---|---|
//! | 1 | [`EnvironmentCredentials`] | `env` | `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, and `ALIBABA_CLOUD_SECURITY_TOKEN` if set |
//! | 2 | [`OidcRoleCredentials`] | `oidc_role_arn` | `ALIBABA_CLOUD_ROLE_ARN`, `ALIBABA_CLOUD_OIDC_PROVIDER_ARN` and `ALIBABA_CLOUD_OIDC_TOKEN_FILE`, as in pods with RRSA |
//! | 3 | [`CliProfileCredentials`] | `cli_profile` | `~/.aliyun/config.json`, unless `ALIBABA_CLOUD_CLI_PROFILE_DISABLED` is `true` |
//! | 4 | [`ProfileCredentials`] | `profile` | `ALIBABA_CLOUD_CREDENTIALS_FILE`, else `~/.alibabacloud/credentials.ini`, else `~/.alibabacloud/credentials` |
//! | 5 | [`EcsRamRoleCredentials`] | `ecs_ram_role` | the metadata service of the ECS instance, unless `ALIBABA_CLOUD_ECS_METADATA_DISABLED` is `true` |
//! | 6 | [`UriCredentials`] | `credential_uri` | `ALIBABA_CLOUD_CREDENTIALS_URI` |
//!
//! `~` is `HOME`, else `HOMEPATH`, else what the operating system says. An empty variable counts as absent. A source
//! that is set up but fails is passed over as well, with a warning when the environment asked for it; when no source yields, the error says of each why not.
//!
//! These variables say more about a source:
//!
//! | Variable | Meaning |
//! |---|---|
//! | `ALIBABA_CLOUD_PROFILE` | the profile (3) or the section (4), instead of the file's `current` one and of `default` |
//! | `ALIBABA_CLOUD_ROLE_SESSION_NAME` | the name of a role's session (2, 3, 4) where none is given |
//! | `ALIBABA_CLOUD_ROLE_ARN` | the role where none is given (2, 3, 4) |
//! | `ALIBABA_CLOUD_STS_REGION` | the region whose security token service is asked where none is given (2, 3, 4) |
//! | `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED` | `true` for that region's service inside a virtual private cloud |
//! | `ALIBABA_CLOUD_ECS_METADATA` | the name of the instance's role (5), which saves asking for it |
//! | `ALIBABA_CLOUD_IMDSV1_DISABLED` | `true` never to ask the metadata service without a token |
//!
//! Not in the chain: [`AssumeRoleCredentials`], a role taken on with any other source, and [`ExternalCredentials`], a
//! program. Files can name both.
//!
//! # Caching
//! Sources that fetch keep what they got. Clones and callers of one source share it.
//!
//! * A value is fresh until 15 minutes before its end (a program's: 3 minutes; a sign-in's by OAuth: its end), and
//!   for the role of an instance no longer than an hour.
//! * The first use after that starts a refresh in the background. Callers go on with the old value, without waiting.
//! * When the refresh fails, the old value stays in use until it ends, and the next refresh follows after a pause of 1
//!   to 10 seconds. The official SDKs fail at this point.
//! * When there is no value that the service would accept, callers wait for one fetch, however many they are. Who gives
//!   up does not disturb the others. If it fails, all get the error, and the next caller tries again. A source of your
//!   own that panics, below [`AssumeRoleCredentials`] for example, counts as one that fails, and
//!   so does a fetch of more than two minutes.
//! * A value that has ended on arrival is refused.
//! * Refreshes happen when credentials are used; there is no timer.
//!
//! # Requests
//! They go out on connections of their own: 5 seconds to connect and 10 for the reply, 1 and 1 for the metadata service;
//! no redirects; past every proxy for the metadata service and this machine; encrypted, but for the metadata service, a
//! credentials URI that says `http://`, and this machine. Replies are read up to 1 MiB.

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
mod named_profile;
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

#[cfg(test)]
mod tests;
