//! A role taken on with another source's credentials.

use std::sync::Arc;

use super::cache::{Cache, Fetch, Fetched, MARGIN};
use super::reply::{member, temporary};
use super::sts::{CENTRAL, COMMON, Role, Session, Sts, role_setters};
use super::surroundings::Surroundings;
use super::{Credentials, ProvideCredentials};
use crate::BoxFuture;
use crate::error::CredentialsError;

/// Temporary credentials of a RAM role, got from the security token service (`AssumeRole`) with the credentials of
/// another source.
///
/// They are kept and refreshed as [the module](super#caching) says.
///
/// ```
/// use acs_runtime::credentials::{AssumeRoleCredentials, EnvironmentCredentials};
///
/// let deployer = AssumeRoleCredentials::builder(
///     EnvironmentCredentials::new(),
///     "acs:ram::123456789012****:role/deployer",
/// )
/// .session_name("nightly-deployment")
/// .region("cn-hangzhou")
/// .build()?;
/// # Ok::<(), acs_runtime::error::CredentialsError>(())
/// ```
#[derive(Debug)]
pub struct AssumeRoleCredentials {
    cache: Cache<AssumeRole>,
}

impl AssumeRoleCredentials {
    /// The role of this ARN, taken on with the credentials of `source`.
    #[must_use]
    pub fn builder(
        source: impl ProvideCredentials + 'static,
        role_arn: impl Into<String>,
    ) -> AssumeRoleBuilder {
        AssumeRoleBuilder {
            source: Arc::new(source),
            role: Role {
                arn: Some(role_arn.into()),
                ..Role::default()
            },
            surroundings: Surroundings::default(),
        }
    }

    pub(super) fn assemble(
        source: Arc<dyn ProvideCredentials>,
        role: &Role,
        surroundings: &Surroundings,
    ) -> Result<Self, CredentialsError> {
        let source = AssumeRole {
            source,
            session: role.session(surroundings)?,
            sts: Sts::new(&role.place, CENTRAL, surroundings)?,
        };
        Ok(Self {
            cache: Cache::new(source, surroundings),
        })
    }
}

impl ProvideCredentials for AssumeRoleCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.cache.credentials()
    }

    fn source_name(&self) -> String {
        self.cache.source().name()
    }
}

/// Makes [`AssumeRoleCredentials`].
#[derive(Debug)]
pub struct AssumeRoleBuilder {
    source: Arc<dyn ProvideCredentials>,
    role: Role,
    surroundings: Surroundings,
}

impl AssumeRoleBuilder {
    role_setters!();

    /// The id that the role's owner gave to this third party.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.role.external_id = Some(id.into());
        self
    }

    /// The source. Nothing is sent yet.
    ///
    /// # Errors
    /// [`CredentialsError`] for a duration that is too short, a region or an endpoint that is none, or a variable that
    /// is not UTF-8.
    pub fn build(self) -> Result<AssumeRoleCredentials, CredentialsError> {
        AssumeRoleCredentials::assemble(self.source, &self.role, &self.surroundings)
    }
}

#[derive(Debug)]
struct AssumeRole {
    source: Arc<dyn ProvideCredentials>,
    session: Session,
    sts: Sts,
}

impl AssumeRole {
    async fn ask(&self) -> Result<Fetched, CredentialsError> {
        let key = self.source.credentials().await?;
        let session = &self.session;
        let mut query = vec![
            ("Action", "AssumeRole"),
            ("DurationSeconds", &*session.seconds),
            ("RoleArn", &*session.arn),
            ("RoleSessionName", &*session.name),
        ];
        query.extend(COMMON);
        query.extend(session.policy.as_deref().map(|policy| ("Policy", policy)));
        query.extend(session.external_id.as_deref().map(|id| ("ExternalId", id)));
        let reply = self.sts.ask_signed(query, &key).await?;
        let who = &self.sts.who;
        temporary(member(&reply, "Credentials", who)?, who, MARGIN)
    }
}

impl Fetch for AssumeRole {
    fn name(&self) -> String {
        format!("ram_role_arn/{}", self.source.source_name())
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(self.ask())
    }
}
