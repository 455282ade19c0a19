//! HTTP/1.1 by reqwest.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::redirect::Policy;

use super::{Body, ReplyLimits, Transport, proxy};
use crate::BoxFuture;
use crate::error::{ConfigError, TransportError, TransportErrorKind};

/// The usual transport, with one pool of connections.
///
/// The proxy settings of the environment and the system apply, unless it is made otherwise.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

/// Not the client itself, which would show its proxy.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

/// How much room to make for a body before any of it came, whatever length the service promises.
const FIRST_ROOM: usize = 64 << 10;

impl ReqwestTransport {
    /// A pool of its own. Without `plain_http`, requests to `http://` fail before anything is sent.
    ///
    /// # Errors
    /// [`ConfigError`] when there is no TLS: the system's certificates cannot be loaded, or, with the feature
    /// `rustls-no-provider`, no crypto provider is installed.
    pub fn new(connect_timeout: Duration, plain_http: bool) -> Result<Self, ConfigError> {
        Self::build(connect_timeout, plain_http, |builder| builder)
    }

    /// The same, but past every proxy: for a service on this machine, of which a proxy knows nothing.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn direct(connect_timeout: Duration, plain_http: bool) -> Result<Self, ConfigError> {
        Self::build(
            connect_timeout,
            plain_http,
            reqwest::ClientBuilder::no_proxy,
        )
    }

    /// The same, but through this proxy, whatever environment and system say: `http://user:password@host:3128`, or
    /// `https://` for a proxy that speaks TLS itself. Requests to `https://` are tunnelled (`CONNECT`), so that the
    /// proxy does not see them.
    ///
    /// # Errors
    /// As [`new`](Self::new), and when the URL is not one of a proxy. The error does not show the URL.
    pub fn proxied(
        connect_timeout: Duration,
        plain_http: bool,
        proxy: &str,
    ) -> Result<Self, ConfigError> {
        proxy::address(proxy)?;
        // Its error may show the URL, so it is not kept.
        let proxy = reqwest::Proxy::all(proxy)
            .map_err(|_| ConfigError::new("proxy", "it is not the URL of a proxy"))?;
        Self::build(connect_timeout, plain_http, |builder| builder.proxy(proxy))
    }

    fn build(
        connect_timeout: Duration,
        plain_http: bool,
        proxies: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, ConfigError> {
        #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
        check_provider()?;
        let client = proxies(reqwest::Client::builder())
            .connect_timeout(connect_timeout)
            .https_only(!plain_http)
            .http1_only()
            // Following one would hand the security token to whoever the redirect names.
            .redirect(Policy::none())
            // Whether a request may be sent twice is not for the HTTP library to decide.
            .retry(reqwest::retry::never())
            .referer(false)
            .build()
            .map_err(|error| {
                ConfigError::new("transport", "the HTTP client cannot be set up").caused_by(error)
            })?;
        Ok(Self { client })
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: ReplyLimits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let mut reply = self.execute(request).await?;
        let body = body(&mut reply, limits.max_bytes).await?;
        Ok(with_head_of(&mut reply, body))
    }

    async fn open(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let mut reply = match body.into_whole() {
            Ok(whole) => self.execute(http::Request::from_parts(head, whole)).await?,
            Err(pieces) => {
                let body = reqwest::Body::wrap_stream(pieces);
                self.execute(http::Request::from_parts(head, body)).await?
            }
        };
        let head = with_head_of(&mut reply, ());
        let pieces = futures_util::stream::try_unfold(reply, |mut reply| async move {
            let piece = reply.chunk().await.map_err(cut)?;
            Ok(piece.map(|piece| (piece, reply)))
        });
        Ok(head.map(|()| Body::stream(pieces)))
    }

    async fn execute<B: Into<reqwest::Body>>(
        &self,
        request: http::Request<B>,
    ) -> Result<reqwest::Response, TransportError> {
        let request = reqwest::Request::try_from(request).map_err(|error| {
            TransportError::new(TransportErrorKind::Other)
                .before_sending()
                .caused_by(error)
        })?;
        self.client
            .execute(request)
            .await
            .map_err(|error| classify(error, sending_kind))
    }
}

/// A reply with another body. The headers move.
fn with_head_of<B>(reply: &mut reqwest::Response, body: B) -> http::Response<B> {
    let mut out = http::Response::new(body);
    *out.status_mut() = reply.status();
    std::mem::swap(out.headers_mut(), reply.headers_mut());
    out
}

fn cut(error: reqwest::Error) -> TransportError {
    classify(error, |_| TransportErrorKind::BodyCut)
}

/// reqwest panics when rustls has to work without a crypto provider.
#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
fn check_provider() -> Result<(), ConfigError> {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        return Err(ConfigError::new(
            "transport",
            "the feature rustls-no-provider is on, but no crypto provider is installed; install one with \
             rustls::crypto::CryptoProvider::install_default before making a client",
        ));
    }
    Ok(())
}

async fn body(reply: &mut reqwest::Response, max_bytes: usize) -> Result<Bytes, TransportError> {
    let too_large = || TransportError::new(TransportErrorKind::TooLarge);
    let promised = reply.content_length().unwrap_or(0);
    let promised = usize::try_from(promised).map_err(|_| too_large())?;
    if promised > max_bytes {
        return Err(too_large());
    }
    let mut body = BytesMut::with_capacity(promised.min(FIRST_ROOM));
    while let Some(chunk) = reply.chunk().await.map_err(cut)? {
        if chunk.len() > max_bytes.saturating_sub(body.len()) {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn classify(
    error: reqwest::Error,
    kind: impl FnOnce(&reqwest::Error) -> TransportErrorKind,
) -> TransportError {
    let kind = kind(&error);
    let unsent = error.is_builder();
    // The address holds the query, and with it whatever the caller passed.
    let failed = TransportError::new(kind).caused_by(error.without_url());
    if unsent {
        failed.before_sending()
    } else {
        failed
    }
}

fn sending_kind(error: &reqwest::Error) -> TransportErrorKind {
    if error.is_connect() {
        return connect_kind(error);
    }
    if error.is_builder() {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Exchange
    }
}

fn connect_kind(error: &reqwest::Error) -> TransportErrorKind {
    if error.is_timeout() {
        return TransportErrorKind::ConnectTimeout;
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        // hyper-util keeps its resolver's error type to itself.
        if inner.to_string().starts_with("dns error") {
            return TransportErrorKind::Dns;
        }
        if inner.downcast_ref::<io::Error>().is_some_and(is_tls) {
            return TransportErrorKind::Tls;
        }
        #[cfg(feature = "native-tls")]
        if inner.is::<native_tls::Error>() {
            return TransportErrorKind::Tls;
        }
        cause = inner.source();
    }
    TransportErrorKind::Connect
}

/// rustls's errors come as invalid data of the connection, possibly wrapped in a second error of the connection.
fn is_tls(error: &io::Error) -> bool {
    let wrapped = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<io::Error>());
    error.kind() == io::ErrorKind::InvalidData || wrapped.is_some_and(is_tls)
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request, limits))
    }

    fn stream(
        &self,
        request: http::Request<Body>,
        _: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(self.open(request))
    }
}

#[cfg(test)]
mod tests;
