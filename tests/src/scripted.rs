//! A transport without a network.

use std::sync::{Arc, Mutex, PoisonError};

use acs_runtime::BoxFuture;
use acs_runtime::error::TransportError;
use acs_runtime::transport::{ReplyLimits, Transport};
use bytes::Bytes;
use http::{Request, Response};

/// Answers every request with one reply and keeps the requests; clones share them.
#[derive(Clone, Debug)]
pub struct Scripted {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Scripted {
    /// Answers with this reply; the content type is its first header.
    #[must_use]
    pub fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: vec![("content-type", content_type.to_owned())],
            body: body.into(),
            requests: Arc::default(),
        }
    }

    /// Adds a header to the reply.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The requests that came, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Transport for Scripted {
    fn send(
        &self,
        request: Request<Bytes>,
        _: ReplyLimits,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(request);
        let builder = Response::builder().status(self.status);
        let builder = self.headers.iter().fold(builder, |builder, (name, value)| {
            builder.header(*name, value)
        });
        let reply = builder
            .body(self.body.clone())
            .expect("the script is a valid reply");
        Box::pin(async { Ok(reply) })
    }
}
