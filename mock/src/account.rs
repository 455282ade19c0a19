//! Who may call.

use std::fmt;
use std::time::SystemTime;

use acs_runtime::credentials::Credentials;
use acs_runtime::error::CredentialsError;

use crate::ids::{Purpose, draw};

/// An account that the mock knows: an access key, and for a temporary one its security token and when that ends.
///
/// `Debug` shows neither secret nor token.
#[derive(Clone)]
pub struct Account {
    credentials: Credentials,
    made_up: bool,
}

impl Account {
    /// An account with this lasting access key.
    ///
    /// # Errors
    /// [`CredentialsError`] when a part is empty or has characters that no key has.
    pub fn new(
        access_key_id: impl Into<String>,
        access_key_secret: impl Into<String>,
    ) -> Result<Self, CredentialsError> {
        Credentials::new(access_key_id, access_key_secret).map(Self::from)
    }

    /// An account with a temporary access key, as the security token service (STS) gives it out. Each request must
    /// carry the token; after `expires_at` it is refused with `InvalidSecurityToken.Expired`.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn temporary(
        access_key_id: impl Into<String>,
        access_key_secret: impl Into<String>,
        security_token: impl Into<String>,
        expires_at: Option<SystemTime>,
    ) -> Result<Self, CredentialsError> {
        Credentials::temporary(access_key_id, access_key_secret, security_token, expires_at)
            .map(Self::from)
    }

    /// An account that is nobody's, and the same for the same seed.
    pub(crate) fn made_up(seed: u64) -> Self {
        let name = |number| {
            let bytes = draw(seed, Purpose::AccessKey, number);
            bytes.iter().map(|byte| letter(*byte)).collect::<String>()
        };
        let (id, secret) = (name(0), name(1));
        let credentials = Credentials::new(format!("LTAIMOCK{}", &id[..16]), &secret[..30])
            .expect("letters and digits make a key");
        Self {
            credentials,
            made_up: true,
        }
    }

    /// The access key, as a client takes it.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// Whether the mock has invented it, so that its secret may be shown.
    pub(crate) fn is_made_up(&self) -> bool {
        self.made_up
    }
}

fn letter(byte: u8) -> char {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    char::from(LETTERS[usize::from(byte) % LETTERS.len()])
}

impl From<Credentials> for Account {
    fn from(credentials: Credentials) -> Self {
        Self {
            credentials,
            made_up: false,
        }
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Account").field(&self.credentials).finish()
    }
}
