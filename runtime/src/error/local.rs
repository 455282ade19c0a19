//! Errors of this side: configuration, credentials, arguments.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use super::{Cause, as_source};

/// A setting that does not make a client.
#[derive(Debug)]
pub struct ConfigError {
    setting: &'static str,
    problem: Cow<'static, str>,
    cause: Option<Cause>,
}

impl ConfigError {
    pub(crate) fn new(setting: &'static str, problem: impl Into<Cow<'static, str>>) -> Self {
        Self {
            setting,
            problem: problem.into(),
            cause: None,
        }
    }

    pub(crate) fn caused_by(mut self, cause: impl Into<Cause>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// States from which environment variable the setting came.
    pub(crate) fn in_variable(mut self, name: &str) -> Self {
        self.problem = format!("the environment variable {name}: {}", self.problem).into();
        self
    }

    /// The name of the setting, as its method on the builder is called.
    #[must_use]
    pub fn setting(&self) -> &'static str {
        self.setting
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the setting `{}` is not usable: {}",
            self.setting, self.problem
        )
    }
}

impl StdError for ConfigError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        as_source(self.cause.as_ref())
    }
}

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

/// Arguments that do not make a request, or an interceptor that refuses one.
#[derive(Debug)]
pub struct RequestError {
    operation: &'static str,
    problem: Cow<'static, str>,
    cause: Option<Cause>,
    /// Whether an earlier attempt of the call may have reached the service.
    pub(super) sent_before: bool,
}

impl RequestError {
    pub(crate) fn new(operation: &'static str, problem: impl Into<Cow<'static, str>>) -> Self {
        Self {
            operation,
            problem: problem.into(),
            cause: None,
            sent_before: false,
        }
    }

    pub(crate) fn caused_by(mut self, cause: impl Into<Cause>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Whether the service may have seen an earlier attempt of the same call. `false` only when it certainly has not.
    #[must_use]
    pub fn may_have_reached_service(&self) -> bool {
        self.sent_before
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}; nothing {}was sent",
            self.operation,
            super::text::escaped(&self.problem),
            if self.sent_before { "more " } else { "" }
        )
    }
}

impl StdError for RequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        as_source(self.cause.as_ref())
    }
}
