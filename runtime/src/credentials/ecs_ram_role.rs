//! The RAM role of the ECS instance that the program runs on.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};
use zeroize::Zeroizing;

use super::cache::{Cache, Fetch, Fetched};
use super::reply::successful;
use super::surroundings::Surroundings;
use super::wire::{Reply, Way};
use super::{Credentials, ProvideCredentials};
use crate::BoxFuture;
use crate::endpoint;
use crate::error::CredentialsError;
use crate::parameters::percent_encode;

const SERVICE: &str = "http://100.100.100.200";
const ROLES: &str = "/latest/meta-data/ram/security-credentials/";
const TOKEN: &str = "x-aliyun-ecs-metadata-token";
const TOKEN_TTL: &str = "x-aliyun-ecs-metadata-token-ttl-seconds";

/// How long after a fetch the next one follows, even if the credentials are not stale by then.
const AHEAD: Duration = Duration::from_secs(3600);

const WHO: &str = "the instance's metadata service";

/// Temporary credentials of the RAM role of the ECS instance, as its metadata service hands them out.
///
/// Each request carries a token of the service (version 2). Where there is no token to be had, the older way without
/// one is tried, unless [`without_v1`](EcsRamRoleBuilder::without_v1) or the variable `ALIBABA_CLOUD_IMDSV1_DISABLED`
/// (`true`) says no. Requests go past every proxy and have one second to connect and one more to end.
///
/// Credentials are kept and refreshed as [the module](super#caching) says, also one hour after each fetch.
///
/// ```
/// use acs_runtime::credentials::EcsRamRoleCredentials;
///
/// let instance = EcsRamRoleCredentials::builder().role_name("web-server").build()?;
/// # Ok::<(), acs_runtime::error::CredentialsError>(())
/// ```
#[derive(Debug)]
pub struct EcsRamRoleCredentials {
    cache: Cache<EcsRamRole>,
}

impl EcsRamRoleCredentials {
    /// The instance's role, whatever it is called.
    #[must_use]
    pub fn builder() -> EcsRamRoleBuilder {
        EcsRamRoleBuilder::new(Surroundings::default())
    }
}

impl ProvideCredentials for EcsRamRoleCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.cache.credentials()
    }

    fn source_name(&self) -> String {
        self.cache.source().name()
    }
}

/// Makes [`EcsRamRoleCredentials`].
#[derive(Debug)]
pub struct EcsRamRoleBuilder {
    role_name: Option<String>,
    without_v1: bool,
    endpoint: Option<String>,
    surroundings: Surroundings,
}

impl EcsRamRoleBuilder {
    pub(super) fn new(surroundings: Surroundings) -> Self {
        Self {
            role_name: None,
            without_v1: false,
            endpoint: None,
            surroundings,
        }
    }

    /// The role's name, which saves asking for it. By default that of `ALIBABA_CLOUD_ECS_METADATA`.
    #[must_use]
    pub fn role_name(mut self, name: impl Into<String>) -> Self {
        self.role_name = Some(name.into());
        self
    }

    /// Whether never to ask without a token. By default as `ALIBABA_CLOUD_IMDSV1_DISABLED` says.
    #[must_use]
    pub fn without_v1(mut self, without: bool) -> Self {
        self.without_v1 = without;
        self
    }

    /// Another address than `http://100.100.100.200`, for tests that play the metadata service.
    #[must_use]
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// The source. Nothing is sent yet.
    ///
    /// # Errors
    /// [`CredentialsError`] for an endpoint that is none, or a variable that is not UTF-8.
    pub fn build(self) -> Result<EcsRamRoleCredentials, CredentialsError> {
        let surroundings = self.surroundings;
        let role_name = match self.role_name {
            Some(name) => Some(name),
            None => surroundings.variable("ALIBABA_CLOUD_ECS_METADATA")?,
        };
        let url = match &self.endpoint {
            Some(endpoint) => endpoint::parse(endpoint, false)
                .map_err(|error| CredentialsError::new(error.to_string()))?
                .url(),
            None => SERVICE.to_owned(),
        };
        let source = EcsRamRole {
            role_name,
            v1: !(self.without_v1 || surroundings.switch("ALIBABA_CLOUD_IMDSV1_DISABLED")?),
            url,
            surroundings: surroundings.clone(),
        };
        Ok(EcsRamRoleCredentials {
            cache: Cache::new(source, &surroundings),
        })
    }
}

#[derive(Debug)]
struct EcsRamRole {
    role_name: Option<String>,
    /// Whether to ask without a token where one is of no use.
    v1: bool,
    url: String,
    surroundings: Surroundings,
}

impl EcsRamRole {
    async fn ask(&self) -> Result<Fetched, CredentialsError> {
        let role = match &self.role_name {
            Some(name) => name.clone(),
            None => self.discover().await?,
        };
        let reply = self
            .get(&format!("{ROLES}{}", percent_encode(&role)))
            .await?;
        let fetched = successful(&reply.json()?, WHO)?;
        let next = self.surroundings.now().checked_add(AHEAD);
        Ok(match next {
            Some(next) => fetched.ahead_at(next),
            None => fetched,
        })
    }

    /// The name of the instance's role.
    async fn discover(&self) -> Result<String, CredentialsError> {
        let names = self.get(ROLES).await?.text()?;
        let name = names.lines().map(str::trim).find(|line| !line.is_empty());
        name.map(str::to_owned).ok_or_else(|| {
            CredentialsError::new(format!(
                "{WHO} names no role; attach a RAM role to the instance"
            ))
        })
    }

    /// Asks with a token, and without one where that is allowed and the other way fails.
    async fn get(&self, path: &str) -> Result<Reply, CredentialsError> {
        let token = match self.token().await {
            Ok(token) => Some(token),
            Err(error) if !self.v1 => return Err(error),
            Err(_) => None,
        };
        let with_token = token.is_some();
        let first = self.get_with(path, token).await;
        match first.and_then(Reply::succeeded) {
            Err(_) if with_token && self.v1 => self.get_with(path, None).await?.succeeded(),
            outcome => outcome,
        }
    }

    async fn get_with(
        &self,
        path: &str,
        token: Option<Zeroizing<String>>,
    ) -> Result<Reply, CredentialsError> {
        let mut request = Request::get(format!("{}{path}", self.url));
        if let Some(token) = token {
            request = request.header(TOKEN, token.as_str());
        }
        self.send(request.body(Bytes::new())).await
    }

    async fn token(&self) -> Result<Zeroizing<String>, CredentialsError> {
        let request = Request::builder()
            .method(Method::PUT)
            .uri(format!("{}/latest/api/token", self.url))
            .header(TOKEN_TTL, "21600")
            .body(Bytes::new());
        let token = self.send(request).await?.text()?;
        Ok(Zeroizing::new(token.trim().to_owned()))
    }

    async fn send(&self, request: http::Result<Request<Bytes>>) -> Result<Reply, CredentialsError> {
        let wire = &self.surroundings.wire;
        wire.send(Way::Metadata, WHO, request).await
    }
}

impl Fetch for EcsRamRole {
    fn name(&self) -> String {
        "ecs_ram_role".to_owned()
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(self.ask())
    }
}
