//! Looking into calls from outside: adding headers, refusing calls, measuring.
//!
//! An [`Interceptor`] is asked at four points of a call. [`ConfigBuilder::interceptor`](crate::config::ConfigBuilder::interceptor)
//! registers it for all calls of a client, [`CustomizeCall::with_interceptor`](crate::CustomizeCall::with_interceptor) for
//! one call. Several are asked in the order in which they were registered, those of the client first.
//!
//! ```text
//! call ─▶ attempt ─▶ credentials ─▶ before_signing ─▶ signature ─▶ before_sending ─▶ exchange ─▶ after_attempt ─▶ after_call
//!            ▲                                                                                       │
//!            └──────────────────────────────────── pause ◀───────────────────────────────────────────┘
//! ```
//!
//! Methods are synchronous and run on the task that makes the call: one that blocks, blocks the call. A panic in one is
//! a panic of the call. Without interceptors, nothing of this costs anything.
//!
//! # Example
//! A header for all requests, signed like Alibaba Cloud's own because its name starts with `x-acs-`, and a count of calls
//! by how they ended:
//!
//! ```
//! use std::sync::Arc;
//! use std::sync::atomic::{AtomicU32, Ordering};
//! use acs_runtime::intercept::{BoxError, Context, Interceptor, Outcome, UnsignedRequest};
//!
//! #[derive(Debug, Default)]
//! struct Watch {
//!     failed: AtomicU32,
//!     succeeded: AtomicU32,
//! }
//!
//! impl Interceptor for Watch {
//!     fn before_signing(&self, _: &Context<'_>, request: &mut UnsignedRequest<'_>) -> Result<(), BoxError> {
//!         request.set_header("x-acs-caller", "billing");
//!         Ok(())
//!     }
//!
//!     fn after_call(&self, _: &Context<'_>, outcome: &Outcome<'_>) {
//!         let counter = if outcome.is_success() { &self.succeeded } else { &self.failed };
//!         counter.fetch_add(1, Ordering::Relaxed);
//!     }
//! }
//!
//! let watch = Arc::new(Watch::default());
//! let config = acs_runtime::Config::builder().region("cn-hangzhou").interceptor(Arc::clone(&watch));
//! ```

mod context;
mod hooks;
mod request;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

pub use context::{Context, Outcome};
pub use request::UnsignedRequest;

pub(crate) use hooks::Hooks;
pub(crate) use request::Item;

/// Why an interceptor refuses a call.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Something that is asked before and after each request. Every method has a default that does nothing.
///
/// An error of one of the two methods before a request refuses the call: it fails with
/// [`Error::Request`](crate::Error::Request), whose [`source`](StdError::source) is the interceptor's error, this request
/// is not sent, and there is no further attempt. Interceptors behind the one that refuses are not asked any more.
///
/// A call whose future is dropped ends without a word to its interceptors.
pub trait Interceptor: Send + Sync + fmt::Debug {
    /// Asked for each attempt, when its credentials are there. What is changed here is signed and sent.
    ///
    /// # Errors
    /// Any error refuses the call.
    fn before_signing(
        &self,
        context: &Context<'_>,
        request: &mut UnsignedRequest<'_>,
    ) -> Result<(), BoxError> {
        let _ = (context, request);
        Ok(())
    }

    /// Asked for each attempt, with the request as it is about to go out.
    ///
    /// The request holds secrets: `authorization`, and `x-acs-security-token` for temporary credentials. Both are marked
    /// as sensitive, so that `Debug` of the headers does not show them.
    ///
    /// The signature covers method, path, query, body and some headers (`host`, `content-type` and all that start with
    /// `x-acs-`; with the older signature also `accept` and `date`, but not `host` and not the body). The service would
    /// refuse a request in which one of these changed, so such a call is refused here. Other headers may be added or
    /// changed, as may scheme and host of the address. An interceptor that replaces `authorization` has signed the
    /// request itself and may change everything.
    ///
    /// # Errors
    /// Any error refuses the call.
    fn before_sending(
        &self,
        context: &Context<'_>,
        request: &mut http::Request<Bytes>,
    ) -> Result<(), BoxError> {
        let _ = (context, request);
        Ok(())
    }

    /// Told once for each attempt, however it ended: also when there were no credentials for it, when an interceptor
    /// refused it, and when the time limit of the whole call cut it off.
    ///
    /// A failure that the service reports within an HTTP 200 is no error yet; the call's end tells it.
    fn after_attempt(&self, context: &Context<'_>, outcome: &Outcome<'_>) {
        let _ = (context, outcome);
    }

    /// Told once for each call, after its last attempt and after its reply was read.
    ///
    /// [`Context::attempt`] is then the number of attempts that were made; 0 when the arguments made no request, or the
    /// call waited for its turn until its time was over. The elapsed time is that of the whole call, pauses included.
    fn after_call(&self, context: &Context<'_>, outcome: &Outcome<'_>) {
        let _ = (context, outcome);
    }
}

/// An interceptor of which the caller keeps a hold, to read what it has counted.
impl<I: Interceptor + ?Sized> Interceptor for Arc<I> {
    fn before_signing(
        &self,
        context: &Context<'_>,
        request: &mut UnsignedRequest<'_>,
    ) -> Result<(), BoxError> {
        (**self).before_signing(context, request)
    }

    fn before_sending(
        &self,
        context: &Context<'_>,
        request: &mut http::Request<Bytes>,
    ) -> Result<(), BoxError> {
        (**self).before_sending(context, request)
    }

    fn after_attempt(&self, context: &Context<'_>, outcome: &Outcome<'_>) {
        (**self).after_attempt(context, outcome);
    }

    fn after_call(&self, context: &Context<'_>, outcome: &Outcome<'_>) {
        (**self).after_call(context, outcome);
    }
}
