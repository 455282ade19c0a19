//! The way of a request to the service and back.

mod body;
mod proxy;
mod reqwest;

use std::fmt;

use bytes::Bytes;

use crate::BoxFuture;
use crate::error::TransportError;

pub use self::body::Body;
pub use self::reqwest::ReqwestTransport;

#[cfg(feature = "alibaba")]
pub(crate) use self::proxy::is_loopback;
pub(crate) use self::proxy::{Proxy, usual};

/// What a transport has to hold to while it receives a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReplyLimits {
    /// How large the body may be, in bytes.
    pub max_bytes: usize,
}

impl ReplyLimits {
    /// A limit for the body, in bytes.
    #[must_use]
    pub fn new(max_bytes: usize) -> Self {
        Self { max_bytes }
    }
}

/// Sends one request and receives its whole reply.
///
/// An implementation sends the request as it is: it follows no redirect, adds no header that is signed (`host`,
/// `content-type`, `x-acs-*`) and does not try again. Time limits are the caller's; the future is dropped when one
/// runs out.
pub trait Transport: Send + Sync + fmt::Debug {
    /// Sends the request.
    ///
    /// # Errors
    /// [`TransportError`] when no whole reply came. A reply of any status is none.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Sends a request whose body may come in pieces, and receives a reply whose body may still be on its way.
    ///
    /// Asked only for such calls: uploads, downloads, streams of events. By default the request is put together and
    /// [`send`](Self::send) receives the whole reply, which is enough for tests.
    ///
    /// # Errors
    /// [`TransportError`] when no head of a reply came.
    fn stream(
        &self,
        request: http::Request<Body>,
        limits: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(usize::MAX).await?;
            let request = http::Request::from_parts(head, body);
            Ok(self.send(request, limits).await?.map(Body::from))
        })
    }
}
