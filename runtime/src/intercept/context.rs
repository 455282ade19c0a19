//! What an interceptor is told.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::Response;

use crate::error::Error;
use crate::exchange::Subject;
use crate::operation::Operation;
#[cfg(feature = "alibaba")]
use crate::service::Service;

/// The call that an interceptor is asked about.
///
/// `Debug` shows the names of the call's parameters without their values.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub(crate) subject: &'a dyn Subject,
    pub(crate) attempt: u32,
}

impl Context<'_> {
    /// The operation: its name, method, path and effect.
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.subject.operation()
    }

    /// The name of the service that is called: Alibaba Cloud's product, or the title of the API's description.
    #[must_use]
    pub fn service_name(&self) -> &str {
        self.subject.peer().name
    }

    /// The service that is called, if it is one of Alibaba Cloud's.
    #[cfg(feature = "alibaba")]
    #[must_use]
    pub fn service(&self) -> Option<&'static Service> {
        self.subject.service()
    }

    /// The region of the client's configuration, if it names one.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.subject.peer().region
    }

    /// The host that is called.
    #[must_use]
    pub fn host(&self) -> &str {
        self.subject.peer().host
    }

    /// The number of the attempt; 1 is the first. In [`after_call`](super::Interceptor::after_call), how many were made.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The names of the parameters that the call has, without their values.
    #[must_use]
    pub fn parameter_names(&self) -> Vec<&str> {
        self.subject.parameter_names()
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("operation", &self.operation().name)
            .field("region", &self.region())
            .field("host", &self.host())
            .field("attempt", &self.attempt)
            .field("parameters", &self.parameter_names())
            .finish_non_exhaustive()
    }
}

/// How an attempt or a call ended.
///
/// `Debug` shows the reply's status without its headers and its body.
#[derive(Clone, Copy)]
pub struct Outcome<'a> {
    pub(crate) reply: Option<&'a Response<Bytes>>,
    pub(crate) error: Option<&'a Error>,
    pub(crate) elapsed: Duration,
}

impl<'a> Outcome<'a> {
    /// The reply as it came, of an attempt also when it is an error by its status. `None` when none came, and at the end
    /// of a call that has no attempt that was answered with a success.
    #[must_use]
    pub fn reply(&self) -> Option<&'a Response<Bytes>> {
        self.reply
    }

    /// What went wrong.
    #[must_use]
    pub fn error(&self) -> Option<&'a Error> {
        self.error
    }

    /// Whether nothing went wrong.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.error.is_none()
    }

    /// How long it took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The HTTP status of the reply, if one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        let of_reply = self.reply.map(|reply| reply.status().as_u16());
        of_reply.or_else(|| self.error.and_then(Error::status))
    }
}

impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcome")
            .field("status", &self.status())
            .field("error", &self.error)
            .field("elapsed", &self.elapsed)
            .finish_non_exhaustive()
    }
}
