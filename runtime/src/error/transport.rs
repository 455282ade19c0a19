//! A request or a reply that got lost on the way.

use std::error::Error as StdError;
use std::fmt;

use super::{Cause, as_source};

/// Where on the way it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host's name has no address.
    Dns,
    /// No connection: refused, unreachable, or a proxy that says no.
    Connect,
    /// No connection within the connect limit.
    ConnectTimeout,
    /// The two sides do not agree on encryption, or the certificate is not trusted.
    Tls,
    /// The connection broke, or what came is not HTTP.
    Exchange,
    /// The reply's body stopped before its end.
    BodyCut,
    /// The reply's body is larger than allowed.
    TooLarge,
    /// Anything else.
    Other,
}

impl TransportErrorKind {
    fn describe(self) -> &'static str {
        match self {
            Self::Dns => "the host's name cannot be resolved",
            Self::Connect => "no connection to the service",
            Self::ConnectTimeout => "no connection to the service within the limit",
            Self::Tls => "no encrypted connection to the service",
            Self::Exchange => "the connection broke during the exchange",
            Self::BodyCut => "the reply stopped before its end",
            Self::TooLarge => "the reply is larger than the configured limit",
            Self::Other => "the exchange with the service failed",
        }
    }

    /// Whether the request cannot have left when this happened.
    fn is_before_sending(self) -> bool {
        matches!(
            self,
            Self::Dns | Self::Connect | Self::ConnectTimeout | Self::Tls
        )
    }
}

/// A failed exchange.
#[derive(Debug)]
pub struct TransportError {
    operation: Option<&'static str>,
    kind: TransportErrorKind,
    pub(super) may_have_reached_service: bool,
    cause: Option<Cause>,
}

impl TransportError {
    /// States where it happened. The service counts as possibly reached unless the kind excludes that.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self {
            operation: None,
            kind,
            may_have_reached_service: !kind.is_before_sending(),
            cause: None,
        }
    }

    /// Adds the error behind this one.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// States that no byte of the request left this side.
    #[must_use]
    pub fn before_sending(mut self) -> Self {
        self.may_have_reached_service = false;
        self
    }

    pub(crate) fn during(mut self, operation: &'static str) -> Self {
        self.operation = Some(operation);
        self
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// Where on the way it happened.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the service may have seen the request. `false` only when it certainly has not.
    #[must_use]
    pub fn may_have_reached_service(&self) -> bool {
        self.may_have_reached_service
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(self.kind.describe())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        as_source(self.cause.as_ref())
    }
}
