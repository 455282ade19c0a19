//! Nobody to call as.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// Credentials that are missing or not usable. Never shows a secret.
///
/// A clone is cheap: callers who wait for the same fetch get the same error.
#[derive(Clone, Debug)]
pub struct CredentialsError {
    operation: Option<&'static str>,
    problem: Cow<'static, str>,
    cause: Option<Arc<dyn StdError + Send + Sync>>,
    /// Whether an earlier attempt of the call may have reached the service.
    pub(super) sent_before: bool,
}

impl CredentialsError {
    /// Says what is wrong, for implementations of
    /// [`ProvideCredentials`](crate::credentials::ProvideCredentials). Leave secrets out.
    #[must_use]
    pub fn new(problem: impl Into<Cow<'static, str>>) -> Self {
        Self {
            operation: None,
            problem: problem.into(),
            cause: None,
            sent_before: false,
        }
    }

    /// Adds the error behind this one.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.cause = Some(Arc::from(cause.into()));
        self
    }

    /// What is wrong and the causes behind it, for an error that collects several.
    pub(crate) fn reason(&self) -> String {
        let mut reason = self.problem.clone().into_owned();
        let mut cause = self.source();
        while let Some(error) = cause {
            reason += &format!(": {error}");
            cause = error.source();
        }
        reason
    }

    pub(crate) fn during(mut self, operation: &'static str) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Whether the service may have seen an earlier attempt of the same call. `false` only when it certainly has not.
    #[must_use]
    pub fn may_have_reached_service(&self) -> bool {
        self.sent_before
    }

    /// The operation that needed the credentials, if there was one.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        write!(
            f,
            "no usable credentials: {}",
            super::text::escaped(&self.problem)
        )
    }
}

impl StdError for CredentialsError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let cause = self.cause.as_deref()?;
        Some(cause)
    }
}
