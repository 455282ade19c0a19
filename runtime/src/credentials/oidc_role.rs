//! A role taken on with a token of an identity provider, as pods do it (RRSA).

use std::path::PathBuf;

use super::cache::{Cache, Fetch, Fetched, MARGIN};
use super::files;
use super::reply::{member, temporary};
use super::sts::{CENTRAL, COMMON, Role, Session, Sts, role_setters};
use super::surroundings::Surroundings;
use super::{Credentials, ProvideCredentials};
use crate::BoxFuture;
use crate::error::CredentialsError;

const ROLE: &str = "ALIBABA_CLOUD_ROLE_ARN";
const PROVIDER: &str = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
const TOKEN_FILE: &str = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";

/// Temporary credentials of a RAM role, got from the security token service (`AssumeRoleWithOIDC`) for a token in a
/// file. In a cluster of Container Service with RRSA, the file and the variables of [`from_env`](Self::from_env) are
/// there for each pod.
///
/// The file is read anew for each refresh. Credentials are kept and refreshed as [the module](super#caching) says.
///
/// ```
/// use acs_runtime::credentials::OidcRoleCredentials;
///
/// let pod = OidcRoleCredentials::builder(
///     "acs:ram::123456789012****:role/pod",
///     "acs:ram::123456789012****:oidc-provider/ack-rrsa-c12****",
///     "/var/run/secrets/ack.alibabacloud.com/rrsa-tokens/token",
/// )
/// .session_name("billing")
/// .build()?;
/// # Ok::<(), acs_runtime::error::CredentialsError>(())
/// ```
#[derive(Debug)]
pub struct OidcRoleCredentials {
    cache: Cache<OidcRole>,
}

impl OidcRoleCredentials {
    /// The role of this ARN for the token in that file, which the provider of the second ARN issued.
    #[must_use]
    pub fn builder(
        role_arn: impl Into<String>,
        provider_arn: impl Into<String>,
        token_file: impl Into<PathBuf>,
    ) -> OidcRoleBuilder {
        OidcRoleBuilder {
            provider: provider_arn.into(),
            token_file: token_file.into(),
            role: Role {
                arn: Some(role_arn.into()),
                ..Role::default()
            },
            surroundings: Surroundings::default(),
        }
    }

    /// The role of `ALIBABA_CLOUD_ROLE_ARN` for the token in the file `ALIBABA_CLOUD_OIDC_TOKEN_FILE`, which the
    /// provider of `ALIBABA_CLOUD_OIDC_PROVIDER_ARN` issued.
    ///
    /// # Errors
    /// [`CredentialsError`] when one of the three is not set.
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::of_variables(&Surroundings::default())
    }

    pub(super) fn of_variables(surroundings: &Surroundings) -> Result<Self, CredentialsError> {
        if let Some(name) = missing_variable(surroundings)? {
            return Err(CredentialsError::new(format!(
                "the environment variable {name} is not set ({ROLE}, {PROVIDER} and {TOKEN_FILE} are needed)"
            )));
        }
        let variable = |name| surroundings.variable(name).map(Option::unwrap_or_default);
        Self::assemble(
            variable(PROVIDER)?,
            variable(TOKEN_FILE)?.into(),
            &Role::default(),
            surroundings,
        )
    }

    pub(super) fn assemble(
        provider: String,
        token_file: PathBuf,
        role: &Role,
        surroundings: &Surroundings,
    ) -> Result<Self, CredentialsError> {
        let source = OidcRole {
            provider,
            token_file,
            session: role.session(surroundings)?,
            sts: Sts::new(&role.place, CENTRAL, surroundings)?,
        };
        Ok(Self {
            cache: Cache::new(source, surroundings),
        })
    }
}

/// The first of the three variables that is not set.
pub(super) fn missing_variable(
    surroundings: &Surroundings,
) -> Result<Option<&'static str>, CredentialsError> {
    for name in [ROLE, PROVIDER, TOKEN_FILE] {
        if surroundings.variable(name)?.is_none() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

impl ProvideCredentials for OidcRoleCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.cache.credentials()
    }

    fn source_name(&self) -> String {
        self.cache.source().name()
    }
}

/// Makes [`OidcRoleCredentials`].
#[derive(Debug)]
pub struct OidcRoleBuilder {
    provider: String,
    token_file: PathBuf,
    role: Role,
    surroundings: Surroundings,
}

impl OidcRoleBuilder {
    role_setters!();

    /// The source. Nothing is read or sent yet.
    ///
    /// # Errors
    /// [`CredentialsError`] for a duration that is too short, a region or an endpoint that is none, or a variable that
    /// is not UTF-8.
    pub fn build(self) -> Result<OidcRoleCredentials, CredentialsError> {
        OidcRoleCredentials::assemble(
            self.provider,
            self.token_file,
            &self.role,
            &self.surroundings,
        )
    }
}

#[derive(Debug)]
struct OidcRole {
    provider: String,
    token_file: PathBuf,
    session: Session,
    sts: Sts,
}

impl OidcRole {
    async fn ask(&self) -> Result<Fetched, CredentialsError> {
        let token = files::read_existing(&self.token_file).await?;
        let session = &self.session;
        let mut query = vec![
            ("Action", "AssumeRoleWithOIDC"),
            ("DurationSeconds", &*session.seconds),
            ("RoleArn", &*session.arn),
            ("OIDCProviderArn", &*self.provider),
            // As it is: the official SDK does not trim it either.
            ("OIDCToken", &**token),
            ("RoleSessionName", &*session.name),
        ];
        query.extend(COMMON);
        query.extend(session.policy.as_deref().map(|policy| ("Policy", policy)));
        let reply = self.sts.ask(query).await?;
        let who = &self.sts.who;
        temporary(member(&reply, "Credentials", who)?, who, MARGIN)
    }
}

impl Fetch for OidcRole {
    fn name(&self) -> String {
        "oidc_role_arn".to_owned()
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(self.ask())
    }
}
