//! Credentials from an address.

use std::fmt;

use bytes::Bytes;
use http::{Request, Uri};

use super::cache::{Cache, Fetch, Fetched};
use super::reply::successful;
use super::surroundings::Surroundings;
use super::wire::Way;
use super::{Credentials, ProvideCredentials};
use crate::BoxFuture;
use crate::error::CredentialsError;
use crate::transport::is_loopback;

pub(super) const VARIABLE: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

/// Temporary credentials that a server hands out for a `GET`: a side car, a gateway, a test.
///
/// The reply is a JSON object with `"Code": "Success"`, `AccessKeyId`, `AccessKeySecret`, `SecurityToken` and
/// `Expiration` (as `2030-01-31T08:00:00Z`). The address may be `http://`; this machine is asked past every proxy.
/// Credentials are kept and refreshed as [the module](super#caching) says.
///
/// ```
/// use acs_runtime::credentials::UriCredentials;
///
/// let side_car = UriCredentials::new("http://127.0.0.1:8087/credentials")?;
/// # Ok::<(), acs_runtime::error::CredentialsError>(())
/// ```
#[derive(Debug)]
pub struct UriCredentials {
    cache: Cache<Address>,
}

impl UriCredentials {
    /// Credentials from this address. Nothing is sent yet.
    ///
    /// # Errors
    /// [`CredentialsError`] when it is no `http://` or `https://` address.
    pub fn new(uri: impl AsRef<str>) -> Result<Self, CredentialsError> {
        Self::assemble(uri.as_ref(), &Surroundings::default())
    }

    /// Credentials from the address in the variable `ALIBABA_CLOUD_CREDENTIALS_URI`.
    ///
    /// # Errors
    /// [`CredentialsError`] when the variable is not set or holds no address.
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::of_variable(&Surroundings::default())
    }

    pub(super) fn of_variable(surroundings: &Surroundings) -> Result<Self, CredentialsError> {
        match surroundings.variable(VARIABLE)? {
            Some(uri) => Self::assemble(&uri, surroundings)
                .map_err(|error| CredentialsError::new(format!("{VARIABLE}: {}", error.reason()))),
            None => Err(not_set()),
        }
    }

    fn assemble(uri: &str, surroundings: &Surroundings) -> Result<Self, CredentialsError> {
        // The address is not shown: its query may be a secret.
        let no_address = || {
            CredentialsError::new(
                "the credentials URI is no address; give one as http://127.0.0.1:8087/credentials",
            )
        };
        let uri: Uri = uri.parse().map_err(|_| no_address())?;
        let plain = match uri.scheme_str() {
            Some("http") => true,
            Some("https") => false,
            _ => return Err(no_address()),
        };
        let host = match uri.authority() {
            Some(authority) if !authority.as_str().contains('@') => authority.to_string(),
            _ => return Err(no_address()),
        };
        let way = match is_loopback(&host) {
            true => Way::Local,
            false if plain => Way::Plain,
            false => Way::Encrypted,
        };
        let source = Address {
            uri,
            way,
            surroundings: surroundings.clone(),
        };
        Ok(Self {
            cache: Cache::new(source, surroundings),
        })
    }
}

fn not_set() -> CredentialsError {
    CredentialsError::new(format!("the environment variable {VARIABLE} is not set"))
}

/// Whether the variable names an address.
pub(super) fn is_set(surroundings: &Surroundings) -> Result<bool, CredentialsError> {
    Ok(surroundings.variable(VARIABLE)?.is_some())
}

impl ProvideCredentials for UriCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.cache.credentials()
    }

    fn source_name(&self) -> String {
        self.cache.source().name()
    }
}

struct Address {
    uri: Uri,
    way: Way,
    surroundings: Surroundings,
}

impl Address {
    fn who(&self) -> String {
        let host = self
            .uri
            .authority()
            .map_or("", |authority| authority.as_str());
        format!("the credentials URI at {host}")
    }

    async fn ask(&self) -> Result<Fetched, CredentialsError> {
        let (who, wire) = (self.who(), &self.surroundings.wire);
        let request = Request::get(self.uri.clone()).body(Bytes::new());
        let reply = wire.send(self.way, &who, request).await?;
        successful(&reply.json()?, &who)
    }
}

impl Fetch for Address {
    fn name(&self) -> String {
        "credential_uri".to_owned()
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(self.ask())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.who())
    }
}
