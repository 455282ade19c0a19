//! A key for the token of a sign-in with OAuth, which is renewed here.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use zeroize::Zeroizing;

use super::super::cache::{Cache, Fetch, Fetched, shown};
use super::super::json::Json;
use super::super::reply::{lacks, temporary};
use super::super::surroundings::Surroundings;
use super::super::wire::Way;
use super::super::{Credentials, ProvideCredentials};
use super::config_file::ConfigFile;
use super::modes::need;
use crate::BoxFuture;
use crate::error::CredentialsError;
use crate::parameters::urlencode;
use crate::value::Timestamp;

/// The token of the sign-in is renewed when it has so many seconds left, or fewer.
const TOKEN_MARGIN: i64 = 1200;

/// The mode `OAuth`.
#[derive(Debug)]
pub(super) struct OAuthCredentials {
    cache: Cache<OAuth>,
}

#[derive(Debug)]
struct OAuth {
    file: ConfigFile,
    profile: String,
    surroundings: Surroundings,
    renewed: Renewed,
}

/// The last tokens that were renewed here, and the refresh token that the file had by then. While the file has it
/// still, they could not be noted there, and what the file has is void.
#[derive(Default)]
struct Renewed(Mutex<Option<(Zeroizing<String>, Tokens)>>);

impl Renewed {
    fn get(&self, in_file: &str) -> Option<Tokens> {
        let known = self.lock();
        let (of, tokens) = known.as_ref()?;
        (of.as_str() == in_file).then(|| tokens.clone())
    }

    fn set(&self, in_file: Zeroizing<String>, tokens: Tokens) {
        *self.lock() = Some((in_file, tokens));
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Zeroizing<String>, Tokens)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Renewed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Renewed")
    }
}

/// Who signs people in, and what the command line is called there.
#[derive(Clone, Copy)]
struct Site {
    url: &'static str,
    client_id: &'static str,
}

const CHINA: Site = Site {
    url: "https://oauth.aliyun.com",
    client_id: "4038181954557748008",
};
const INTERNATIONAL: Site = Site {
    url: "https://oauth.alibabacloud.com",
    client_id: "4103531455503354461",
};

/// The tokens of a sign-in.
#[derive(Clone)]
struct Tokens {
    access: Zeroizing<String>,
    refresh: Zeroizing<String>,
    /// When the access token ends, in seconds since 1970.
    ends: i64,
}

impl OAuthCredentials {
    pub(super) fn new(file: ConfigFile, profile: &str, surroundings: &Surroundings) -> Self {
        let source = OAuth {
            file,
            profile: profile.to_owned(),
            surroundings: surroundings.clone(),
            renewed: Renewed::default(),
        };
        Self {
            cache: Cache::new(source, surroundings),
        }
    }
}

impl ProvideCredentials for OAuthCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.cache.credentials()
    }

    fn source_name(&self) -> String {
        self.cache.source().name()
    }
}

impl OAuth {
    /// Takes the key that the file has while it is good, so that processes share it.
    async fn ask(&self) -> Result<Fetched, CredentialsError> {
        // Read anew each time: another process may have renewed the tokens, and the old ones are then void.
        let document = self.file.read().await?;
        let profile = document.profile(&self.profile)?;
        if let Some(known) = self.known(profile) {
            return Ok(known);
        }
        self.renew(profile)
            .await
            .map_err(|error| document.wrong_profile(&self.profile, &error.reason()))
    }

    async fn renew(&self, profile: &Json) -> Result<Fetched, CredentialsError> {
        let site = site(profile)?;
        let mut tokens = Tokens {
            access: Zeroizing::new(need(profile, "oauth_access_token")?.to_owned()),
            refresh: Zeroizing::new(profile.text("oauth_refresh_token").unwrap_or("").to_owned()),
            ends: profile.integer("oauth_access_token_expire").unwrap_or(0),
        };
        let in_file = tokens.refresh.clone();
        match self.renewed.get(&in_file) {
            Some(renewed) if renewed.ends > tokens.ends => tokens = renewed,
            _ => {}
        }
        if tokens.ends.saturating_sub(self.seconds_now()) <= TOKEN_MARGIN {
            tokens = self.refresh(site, &tokens).await?;
            self.renewed.set(in_file, tokens.clone());
            // Noted at once, since the old refresh token is void from now on, whatever comes next.
            let new = tokens.clone();
            self.note(move |profile| new.note(profile)).await;
        }
        self.exchange(site, &tokens).await
    }

    fn seconds_now(&self) -> i64 {
        seconds(self.surroundings.now())
    }

    /// The key in the file, unless it has ended or is none.
    fn known(&self, profile: &Json) -> Option<Fetched> {
        let end = profile.integer("sts_expiration")?;
        if end <= self.seconds_now() {
            return None;
        }
        let credentials = Credentials::temporary(
            profile.text("access_key_id")?,
            profile.text("access_key_secret")?,
            profile.text("sts_token")?,
            Some(Timestamp::from_seconds(end).into()),
        );
        // One that cannot be used is as good as none.
        Some(Fetched::temporary(credentials.ok()?, Duration::ZERO))
    }

    async fn refresh(&self, site: Site, old: &Tokens) -> Result<Tokens, CredentialsError> {
        if old.refresh.is_empty() {
            return Err(CredentialsError::new(format!(
                "the sign-in ended and there is no `oauth_refresh_token`; {AGAIN}"
            )));
        }
        let who = format!("the sign-in service at {}", site.url);
        let now = self.surroundings.now();
        let form = urlencode([
            ("grant_type", "refresh_token"),
            ("refresh_token", &old.refresh),
            ("client_id", site.client_id),
            ("Timestamp", &shown(now)),
        ]);
        let request = Request::post(format!("{}/v1/token", site.url))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Bytes::from(form));
        let wire = &self.surroundings.wire;
        let reply = wire.send(Way::Encrypted, &who, request).await?;
        let reply = reply
            .json()
            .map_err(|error| CredentialsError::new(format!("{}; {AGAIN}", error.reason())))?;
        let access = reply
            .text("access_token")
            .ok_or_else(|| lacks(&who, "access_token"))?;
        let lasts = reply
            .integer("expires_in")
            .ok_or_else(|| lacks(&who, "expires_in"))?;
        let refresh = reply.text("refresh_token").unwrap_or(&old.refresh);
        Ok(Tokens {
            access: Zeroizing::new(access.to_owned()),
            refresh: Zeroizing::new(refresh.to_owned()),
            ends: seconds(now).saturating_add(lasts),
        })
    }

    async fn exchange(&self, site: Site, tokens: &Tokens) -> Result<Fetched, CredentialsError> {
        let who = format!("the sign-in service at {}", site.url);
        let bearer = Zeroizing::new(format!("Bearer {}", &*tokens.access));
        let request = Request::post(format!("{}/v1/exchange", site.url))
            .header(CONTENT_TYPE, "application/json")
            .header(AUTHORIZATION, bearer.as_str())
            .body(Bytes::new());
        let wire = &self.surroundings.wire;
        let reply = wire.send(Way::Encrypted, &who, request).await?.json()?;
        let fetched = temporary(&reply, &who, Duration::ZERO)?;
        self.note(move |profile| note_key(profile, &reply)).await;
        Ok(fetched)
    }

    /// Writes into the profile. That this fails is no reason not to use what is there.
    async fn note(&self, change: impl FnOnce(&mut Json) + Send + 'static) {
        if let Err(error) = self.file.change(&self.profile, change).await {
            tracing::warn!(%error, "renewed credentials could not be noted in the profile");
        }
    }
}

/// What people do when a sign-in cannot be renewed.
const AGAIN: &str = "sign in again with `aliyun configure --mode OAuth`";

impl Tokens {
    fn note(&self, profile: &mut Json) {
        profile.set("oauth_access_token", Json::from(self.access.as_str()));
        profile.set("oauth_access_token_expire", Json::from(self.ends));
        profile.set("oauth_refresh_token", Json::from(self.refresh.as_str()));
    }
}

fn note_key(profile: &mut Json, reply: &Json) {
    for (name, member) in [
        ("access_key_id", "AccessKeyId"),
        ("access_key_secret", "AccessKeySecret"),
        ("sts_token", "SecurityToken"),
    ] {
        if let Some(text) = reply.text(member) {
            profile.set(name, Json::from(text));
        }
    }
    if let Some(end) = reply.text("Expiration").and_then(epoch) {
        profile.set("sts_expiration", Json::from(end));
    }
}

/// A time as 2030-01-31T08:00:00Z in seconds since 1970.
pub(super) fn epoch(text: &str) -> Option<i64> {
    Timestamp::parse(text).map(|time| time.as_milliseconds().div_euclid(1000))
}

fn seconds(time: SystemTime) -> i64 {
    let since = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

fn site(profile: &Json) -> Result<Site, CredentialsError> {
    match need(profile, "oauth_site_type")?
        .to_ascii_uppercase()
        .as_str()
    {
        "CN" => Ok(CHINA),
        "INTL" => Ok(INTERNATIONAL),
        _ => Err(CredentialsError::new(
            "`oauth_site_type` is neither CN nor INTL",
        )),
    }
}

impl Fetch for OAuth {
    fn name(&self) -> String {
        "oauth".to_owned()
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(self.ask())
    }
}
