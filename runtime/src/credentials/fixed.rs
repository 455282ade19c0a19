//! Credentials as such, which are also their own source.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use zeroize::Zeroizing;

use super::ProvideCredentials;
use crate::BoxFuture;
use crate::error::CredentialsError;

/// An access key: id, secret and, for temporary ones, a security token.
///
/// Cheap to clone. The secret and the token are overwritten in memory when the last clone goes, and `Debug` shows
/// neither.
#[derive(Clone)]
pub struct Credentials {
    inner: Arc<Inner>,
}

struct Inner {
    id: String,
    secret: Zeroizing<String>,
    token: Option<Zeroizing<String>>,
    expires_at: Option<SystemTime>,
}

impl Credentials {
    /// A lasting access key.
    ///
    /// # Errors
    /// [`CredentialsError`] when a part is empty, or has white space around it or control characters in it, as
    /// happens when a key is copied together with its line's end.
    ///
    /// ```
    /// use acs_runtime::credentials::Credentials;
    ///
    /// let credentials = Credentials::new("LTAI-EXAMPLE-ID", "example-secret")?;
    /// assert!(!format!("{credentials:?}").contains("example-secret"));
    /// assert!(Credentials::new("LTAI-EXAMPLE-ID", "example-secret\n").is_err());
    /// # Ok::<(), acs_runtime::error::CredentialsError>(())
    /// ```
    pub fn new(
        access_key_id: impl Into<String>,
        access_key_secret: impl Into<String>,
    ) -> Result<Self, CredentialsError> {
        Self::from_parts(access_key_id.into(), access_key_secret.into(), None, None)
    }

    /// A temporary access key of the security token service, with the time when it ends, if known.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn temporary(
        access_key_id: impl Into<String>,
        access_key_secret: impl Into<String>,
        security_token: impl Into<String>,
        expires_at: Option<SystemTime>,
    ) -> Result<Self, CredentialsError> {
        Self::from_parts(
            access_key_id.into(),
            access_key_secret.into(),
            Some(security_token.into()),
            expires_at,
        )
    }

    /// A key that ends at a known time, with or without a token.
    pub(super) fn expiring(
        id: impl Into<String>,
        secret: impl Into<String>,
        token: Option<String>,
        expires_at: SystemTime,
    ) -> Result<Self, CredentialsError> {
        Self::from_parts(id.into(), secret.into(), token, Some(expires_at))
    }

    fn from_parts(
        id: String,
        secret: String,
        token: Option<String>,
        expires_at: Option<SystemTime>,
    ) -> Result<Self, CredentialsError> {
        // Wrapped first, so that a refused secret is wiped as well.
        let (secret, token) = (Zeroizing::new(secret), token.map(Zeroizing::new));
        check("access key id", &id)?;
        check("access key secret", &secret)?;
        if let Some(token) = &token {
            check("security token", token)?;
        }
        Ok(Self {
            inner: Arc::new(Inner {
                id,
                secret,
                token,
                expires_at,
            }),
        })
    }

    /// The id, which is no secret and stands in each request.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.inner.id
    }

    /// The secret, for signing.
    #[must_use]
    pub fn access_key_secret(&self) -> &str {
        &self.inner.secret
    }

    /// The token of a temporary key.
    #[must_use]
    pub fn security_token(&self) -> Option<&str> {
        self.inner.token.as_ref().map(|token| token.as_str())
    }

    /// When a temporary key ends.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.inner.expires_at
    }
}

/// Refuses text that cannot be a key, without showing it.
fn check(what: &str, text: &str) -> Result<(), CredentialsError> {
    let problem = if text.is_empty() {
        "is empty"
    } else if text.trim() != text {
        "has white space around it"
    } else if !text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() || byte == b' ')
    {
        "has a character in it that no key has"
    } else {
        return Ok(());
    };
    Err(CredentialsError::new(format!("the {what} {problem}")))
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &masked(&self.inner.id))
            .field("temporary", &self.inner.token.is_some())
            .field("expires_at", &self.inner.expires_at)
            .finish_non_exhaustive()
    }
}

/// Enough of an id to tell two apart.
fn masked(id: &str) -> String {
    // Ids are ASCII, see `check`.
    match (id.get(..4), id.get(id.len().saturating_sub(4)..)) {
        (Some(start), Some(end)) if id.len() >= 12 => format!("{start}****{end}"),
        _ => "****".to_owned(),
    }
}

impl ProvideCredentials for Credentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }

    fn source_name(&self) -> String {
        let name = match self.inner.token {
            Some(_) => "static_sts",
            None => "static_ak",
        };
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_the_ends_of_the_id_and_no_secret() {
        let credentials =
            Credentials::temporary("LTAI-FAKE-0123456789ab", "top-secret", "the-token", None)
                .unwrap();
        let shown = format!("{credentials:?}");
        assert!(shown.contains("LTAI****89ab"), "{shown}");
        assert!(
            !shown.contains("top-secret") && !shown.contains("the-token"),
            "{shown}"
        );
        assert!(format!("{:?}", Credentials::new("short", "s").unwrap()).contains("\"****\""));
    }

    #[test]
    fn a_key_with_foreign_characters_is_refused_without_being_shown() {
        for (id, secret) in [
            ("", "s"),
            ("i", ""),
            (" i", "s"),
            ("i", "s\n"),
            ("i", "se\u{0}cret"),
            ("i", "sé"),
        ] {
            let error = Credentials::new(id, secret).unwrap_err().to_string();
            assert!(
                !error.contains("se\u{0}") && !error.contains("sé"),
                "{error}"
            );
        }
        assert!(Credentials::temporary("i", "s", "", None).is_err());
    }
}
