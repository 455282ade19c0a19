//! Asking the security token service.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use zeroize::Zeroizing;

use super::Credentials;
use super::cache::shown;
use super::json::Json;
use super::surroundings::Surroundings;
use super::wire::Way;
use crate::endpoint::{self, check_region};
use crate::error::CredentialsError;
use crate::parameters::percent_encode;
use crate::signing::rpc;
use crate::transport::is_loopback;

/// The default length of a session.
const SESSION: Duration = Duration::from_secs(3600);
/// The shortest that the service gives.
const SHORTEST_SESSION: Duration = Duration::from_secs(900);

/// Where the service is asked when neither endpoint nor region say otherwise.
pub(super) const CENTRAL: &str = "sts.aliyuncs.com";

/// Which of its hosts to ask.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) endpoint: Option<String>,
    pub(super) region: Option<String>,
    pub(super) vpc: Option<bool>,
}

/// A role to take on, as callers and files describe it.
#[derive(Clone, Default)]
pub(super) struct Role {
    pub(super) arn: Option<String>,
    pub(super) session_name: Option<String>,
    pub(super) duration: Option<Duration>,
    pub(super) policy: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) place: Place,
}

/// A role with all that was left open filled in.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) arn: String,
    pub(super) name: String,
    pub(super) seconds: String,
    pub(super) policy: Option<String>,
    pub(super) external_id: Option<String>,
}

/// The external id works like a password between two parties, and policies are long.
impl fmt::Debug for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Role")
            .field("arn", &self.arn)
            .field("session_name", &self.session_name)
            .field("duration", &self.duration)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("arn", &self.arn)
            .field("name", &self.name)
            .field("seconds", &self.seconds)
            .finish_non_exhaustive()
    }
}

impl Role {
    /// Fills in what the environment says, and defaults.
    pub(super) fn session(&self, surroundings: &Surroundings) -> Result<Session, CredentialsError> {
        let arn = match &self.arn {
            Some(arn) => arn.clone(),
            None => surroundings
                .variable("ALIBABA_CLOUD_ROLE_ARN")?
                .ok_or_else(|| {
                    CredentialsError::new(
                        "no role is named; give its ARN, or set the environment variable ALIBABA_CLOUD_ROLE_ARN",
                    )
                })?,
        };
        let named = match &self.session_name {
            Some(name) => Some(name.clone()),
            None => surroundings.variable("ALIBABA_CLOUD_ROLE_SESSION_NAME")?,
        };
        Ok(Session {
            arn,
            name: named.unwrap_or_else(|| own_name(surroundings)),
            seconds: seconds(self.duration)?,
            policy: self.policy.clone(),
            external_id: self.external_id.clone(),
        })
    }
}

/// The length of a session as the service takes it.
pub(super) fn seconds(duration: Option<Duration>) -> Result<String, CredentialsError> {
    let duration = duration.unwrap_or(SESSION);
    if duration < SHORTEST_SESSION {
        return Err(CredentialsError::new(format!(
            "a session of {} s is too short; give at least {} s",
            duration.as_secs(),
            SHORTEST_SESSION.as_secs()
        )));
    }
    Ok(duration.as_secs().to_string())
}

/// The name of a session that nobody named.
fn own_name(surroundings: &Surroundings) -> String {
    let since = surroundings
        .now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    format!("acs-runtime-{}", since.as_secs())
}

/// The service at one of its hosts.
#[derive(Clone, Debug)]
pub(super) struct Sts {
    surroundings: Surroundings,
    way: Way,
    url: String,
    /// How errors call it.
    pub(super) who: String,
}

impl Sts {
    /// The host by endpoint, else by region, else this central one, as Alibaba Cloud's Python SDK does.
    pub(super) fn new(
        place: &Place,
        central: &str,
        surroundings: &Surroundings,
    ) -> Result<Self, CredentialsError> {
        let (way, url) = match &place.endpoint {
            Some(endpoint) => spelled_out(endpoint)?,
            None => (
                Way::Encrypted,
                format!("https://{}", host(place, central, surroundings)?),
            ),
        };
        let who = format!("the security token service at {url}");
        Ok(Self {
            surroundings: surroundings.clone(),
            way,
            url,
            who,
        })
    }

    /// The time as the parameter `Timestamp` has it.
    fn timestamp(&self) -> String {
        shown(self.surroundings.now())
    }

    /// Sends a request that needs no signature.
    pub(super) async fn ask(&self, mut query: Vec<(&str, &str)>) -> Result<Json, CredentialsError> {
        let timestamp = self.timestamp();
        query.push(("Timestamp", &timestamp));
        self.send(&query).await
    }

    /// Sends a request signed with these credentials.
    pub(super) async fn ask_signed(
        &self,
        query: Vec<(&str, &str)>,
        key: &Credentials,
    ) -> Result<Json, CredentialsError> {
        let (id, secret) = (key.access_key_id(), key.access_key_secret());
        self.ask_keyed(query, id, secret, key.security_token())
            .await
    }

    /// Sends a request signed with what need not be an access key, such as the text of a private key.
    pub(super) async fn ask_keyed(
        &self,
        mut query: Vec<(&str, &str)>,
        id: &str,
        secret: &str,
        token: Option<&str>,
    ) -> Result<Json, CredentialsError> {
        let timestamp = self.timestamp();
        let nonce = self.surroundings.nonce.next().map_err(|error| {
            CredentialsError::new("the operating system gives no random bytes for a nonce")
                .caused_by(error)
        })?;
        query.extend([
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureVersion", "1.0"),
            ("Timestamp", &timestamp),
            ("SignatureNonce", &nonce),
            ("AccessKeyId", id),
        ]);
        query.extend(token.map(|token| ("SecurityToken", token)));
        let text = Zeroizing::new(rpc::string_to_sign("GET", &query));
        let signature = rpc::signature(secret, &text);
        query.push(("Signature", &signature));
        self.send(&query).await
    }

    async fn send(&self, query: &[(&str, &str)]) -> Result<Json, CredentialsError> {
        let mut url = Zeroizing::new(format!("{}/", self.url));
        for (place, (name, value)) in query.iter().enumerate() {
            url.push(if place == 0 { '?' } else { '&' });
            url.push_str(name);
            url.push('=');
            url.push_str(&percent_encode(value));
        }
        let request = Request::get(url.as_str()).body(Bytes::new());
        let wire = &self.surroundings.wire;
        wire.send(self.way, &self.who, request).await?.json()
    }
}

/// What each request says, and signs.
pub(super) const COMMON: [(&str, &str); 2] = [("Format", "JSON"), ("Version", "2015-04-01")];

/// An endpoint of the caller's own. It may do without encryption on this machine only, where tests play the service.
pub(super) fn spelled_out(endpoint: &str) -> Result<(Way, String), CredentialsError> {
    let parsed = endpoint::parse(endpoint, false)
        .map_err(|error| CredentialsError::new(error.to_string()))?;
    if is_loopback(&parsed.host) {
        return Ok((Way::Local, parsed.url()));
    }
    if parsed.plain {
        return Err(CredentialsError::new(format!(
            "{} would be sent secrets without encryption; give an address with https://",
            parsed.url()
        )));
    }
    Ok((Way::Encrypted, parsed.url()))
}

fn host(
    place: &Place,
    central: &str,
    surroundings: &Surroundings,
) -> Result<String, CredentialsError> {
    let region = match &place.region {
        Some(region) => Some(region.clone()),
        None => surroundings.variable("ALIBABA_CLOUD_STS_REGION")?,
    };
    let vpc = match place.vpc {
        Some(vpc) => vpc,
        None => surroundings.switch("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED")?,
    };
    let Some(region) = region else {
        // There is no host inside a virtual private cloud without a region.
        return Ok(central.to_owned());
    };
    check_region(&region).map_err(|error| {
        CredentialsError::new(format!("of the security token service, {error}"))
    })?;
    let name = if vpc { "sts-vpc" } else { "sts" };
    Ok(format!("{name}.{region}.aliyuncs.com"))
}

/// The setters that every source with a role has.
macro_rules! role_setters {
    () => {
        /// The name of the session, as audit logs show it. By default that of `ALIBABA_CLOUD_ROLE_SESSION_NAME`, else
        /// `acs-runtime-` with the time in seconds.
        #[must_use]
        pub fn session_name(mut self, name: impl Into<String>) -> Self {
            self.role.session_name = Some(name.into());
            self
        }

        /// How long the credentials last, at least 15 minutes. One hour by default; the role itself sets the maximum.
        #[must_use]
        pub fn duration(mut self, duration: std::time::Duration) -> Self {
            self.role.duration = Some(duration);
            self
        }

        /// A policy, as JSON, that takes rights away from the session: what neither it nor the role allows is refused.
        #[must_use]
        pub fn policy(mut self, policy: impl Into<String>) -> Self {
            self.role.policy = Some(policy.into());
            self
        }

        /// The region whose security token service is asked. By default that of `ALIBABA_CLOUD_STS_REGION`, else the
        /// central one.
        #[must_use]
        pub fn region(mut self, region: impl Into<String>) -> Self {
            self.role.place.region = Some(region.into());
            self
        }

        /// Whether to ask the region's service inside a virtual private cloud. By default as
        /// `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED` says. Without a region it has no effect.
        #[must_use]
        pub fn vpc(mut self, vpc: bool) -> Self {
            self.role.place.vpc = Some(vpc);
            self
        }

        /// The host of the security token service, whatever the region. Plain `http://` is taken for this machine only.
        #[must_use]
        pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
            self.role.place.endpoint = Some(endpoint.into());
            self
        }
    };
}

pub(super) use role_setters;
