//! A key for the token of a sign-in with `CloudSSO`.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{Request, Uri};
use zeroize::Zeroizing;

use super::super::cache::{Cache, Fetch, Fetched, MARGIN, shown};
use super::super::json::Json;
use super::super::reply::{member, temporary};
use super::super::sts::spelled_out;
use super::super::surroundings::Surroundings;
use super::super::wire::Way;
use super::super::{Credentials, ProvideCredentials};
use super::config_file::ConfigFile;
use super::modes::need;
use crate::BoxFuture;
use crate::error::CredentialsError;
use crate::value::SecretText;

/// The mode `CloudSSO`. The token of the sign-in is the command line's to renew.
#[derive(Debug)]
pub(super) struct CloudSsoCredentials {
    cache: Cache<CloudSso>,
}

#[derive(Debug)]
struct CloudSso {
    file: ConfigFile,
    profile: String,
    surroundings: Surroundings,
}

/// What the profile says of a sign-in.
struct SignIn {
    way: Way,
    /// Of the host that people sign in at.
    url: String,
    account: String,
    access_configuration: String,
    token: SecretText,
    token_ends: SystemTime,
}

impl CloudSsoCredentials {
    pub(super) fn new(
        file: ConfigFile,
        name: &str,
        profile: &Json,
        surroundings: &Surroundings,
    ) -> Result<Self, CredentialsError> {
        // What is wrong with the profile shows at once.
        SignIn::of(profile)?;
        let source = CloudSso {
            file,
            profile: name.to_owned(),
            surroundings: surroundings.clone(),
        };
        Ok(Self {
            cache: Cache::new(source, surroundings),
        })
    }
}

impl SignIn {
    fn of(profile: &Json) -> Result<Self, CredentialsError> {
        let (way, url) = host(need(profile, "cloud_sso_sign_in_url")?)?;
        let seconds = profile.integer("cloud_sso_access_token_expire");
        let seconds = seconds.and_then(|seconds| u64::try_from(seconds).ok());
        let token_ends = seconds
            .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))
            .ok_or_else(|| {
                CredentialsError::new("`cloud_sso_access_token_expire` is no time in seconds")
            })?;
        Ok(Self {
            way,
            url,
            account: need(profile, "cloud_sso_account_id")?.to_owned(),
            access_configuration: need(profile, "cloud_sso_access_config")?.to_owned(),
            token: need(profile, "access_token")?.into(),
            token_ends,
        })
    }
}

/// The host of the address at which people sign in; the rest of it does not matter.
fn host(sign_in_url: &str) -> Result<(Way, String), CredentialsError> {
    let wrong =
        || CredentialsError::new("`cloud_sso_sign_in_url` is no address that begins with https://");
    let url: Uri = sign_in_url.parse().map_err(|_| wrong())?;
    match (url.scheme_str(), url.authority()) {
        (Some(scheme), Some(authority)) => spelled_out(&format!("{scheme}://{authority}")),
        _ => Err(wrong()),
    }
}

impl ProvideCredentials for CloudSsoCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.cache.credentials()
    }

    fn source_name(&self) -> String {
        self.cache.source().name()
    }
}

impl CloudSso {
    async fn ask(&self) -> Result<Fetched, CredentialsError> {
        // Read anew each time: people sign in again while the program runs.
        let document = self.file.read().await?;
        let sign_in = SignIn::of(document.profile(&self.profile)?)
            .map_err(|error| document.wrong_profile(&self.profile, &error.reason()))?;
        self.exchange(&sign_in).await
    }

    async fn exchange(&self, sign_in: &SignIn) -> Result<Fetched, CredentialsError> {
        if sign_in.token_ends <= self.surroundings.now() {
            return Err(CredentialsError::new(format!(
                "the sign-in with CloudSSO ended at {}; sign in again with `aliyun configure --mode CloudSSO`",
                shown(sign_in.token_ends)
            )));
        }
        let who = format!("CloudSSO at {}", sign_in.url);
        let body = Json::Object(vec![
            ("AccountId".to_owned(), Json::from(&*sign_in.account)),
            (
                "AccessConfigurationId".to_owned(),
                Json::from(&*sign_in.access_configuration),
            ),
        ]);
        let bearer = Zeroizing::new(format!("Bearer {}", sign_in.token.expose()));
        let request = Request::post(format!("{}/cloud-credentials", sign_in.url))
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .header(AUTHORIZATION, bearer.as_str())
            .body(Bytes::from(body.to_pretty().to_vec()));
        let wire = &self.surroundings.wire;
        let reply = wire.send(sign_in.way, &who, request).await?.json()?;
        temporary(member(&reply, "CloudCredential", &who)?, &who, MARGIN)
    }
}

impl Fetch for CloudSso {
    fn name(&self) -> String {
        "cloud_sso".to_owned()
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(self.ask())
    }
}
