//! Who calls: access keys, and where they come from.

mod environment;
mod fixed;

use std::fmt;
use std::sync::Arc;

pub use environment::EnvironmentCredentials;
pub use fixed::Credentials;

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
}

impl ProvideCredentials for Arc<dyn ProvideCredentials> {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        (**self).credentials()
    }
}
