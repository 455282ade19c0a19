//! Errors of this side: configuration and arguments.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

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
    #[cfg(feature = "alibaba")]
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
