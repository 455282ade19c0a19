//! Bodies that are received in pieces.

use std::fmt;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::stream::{Stream, StreamExt};
use http::{HeaderMap, StatusCode};
use tokio::io::AsyncWriteExt;
use tokio::time::{Sleep, sleep};

use crate::error::{Error, Limit, TimeoutError, TransportError, TransportErrorKind};
use crate::transport::Body;

/// The pieces of a body, with a limit for each pause between two.
pub(super) struct Incoming {
    body: Body,
    idle: Duration,
    /// Runs while a piece is waited for. Made then, since it needs a runtime.
    pause: Option<Pin<Box<Sleep>>>,
    pub(super) max_bytes: usize,
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    ended: bool,
}

impl Incoming {
    pub(super) fn new(
        body: Body,
        idle: Duration,
        max_bytes: usize,
        operation: &'static str,
        status: StatusCode,
    ) -> Self {
        Self {
            body,
            idle,
            pause: None,
            max_bytes,
            operation,
            status,
            ended: false,
        }
    }

    pub(super) fn too_large(&self) -> Error {
        let error = TransportError::new(TransportErrorKind::TooLarge);
        error.during(self.operation).into()
    }

    fn poll_pause(&mut self, context: &mut Context<'_>) -> Poll<Error> {
        let idle = self.idle;
        let pause = self.pause.get_or_insert_with(|| Box::pin(sleep(idle)));
        ready!(pause.as_mut().poll(context));
        Poll::Ready(
            TimeoutError {
                operation: self.operation,
                limit: Limit::Idle,
                after: idle,
                may_have_reached_service: true,
                last: None,
            }
            .into(),
        )
    }
}

impl Stream for Incoming {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let next = match self.body.poll_next_unpin(context) {
            Poll::Ready(Some(Ok(piece))) => {
                self.pause = None;
                return Poll::Ready(Some(Ok(piece)));
            }
            Poll::Ready(Some(Err(error))) => Some(Err(error.during(self.operation).into())),
            Poll::Ready(None) => None,
            Poll::Pending => Some(Err(ready!(self.poll_pause(context)))),
        };
        self.ended = true;
        Poll::Ready(next)
    }
}

/// A body as bytes, received in pieces: a [`Stream`] of them. `Debug` shows no content.
///
/// Each pause between two pieces is limited by the configuration's `attempt_timeout`; the whole is not. An error ends
/// the stream. Dropping it closes the connection.
///
/// ```no_run
/// use acs_runtime::rest::Download;
///
/// # async fn example(download: Download) -> std::io::Result<()> {
/// let size = download.save("/tmp/picture.png").await?;
/// println!("{size} bytes");
/// # Ok(())
/// # }
/// ```
pub struct Download {
    incoming: Incoming,
    headers: HeaderMap,
}

impl Download {
    pub(super) fn new(incoming: Incoming, headers: HeaderMap) -> Self {
        Self { incoming, headers }
    }

    /// What the reply says is in the body.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        let value = self.headers.get(http::header::CONTENT_TYPE)?;
        value.to_str().ok()
    }

    /// How many bytes the reply promises.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        let value = self.headers.get(http::header::CONTENT_LENGTH)?;
        value.to_str().ok()?.parse().ok()
    }

    /// What is left of the body, in memory.
    ///
    /// # Errors
    /// [`Error::Transport`] when the body is cut off, or larger than the configuration's `max_reply_bytes`, and
    /// [`Error::Timeout`] when a piece takes too long.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.incoming.next().await {
            let piece = piece?;
            if piece.len() > self.incoming.max_bytes.saturating_sub(all.len()) {
                return Err(self.incoming.too_large());
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

    /// Writes what is left of the body to a file, in place of what is there, and tells how many bytes it was. Of a body
    /// that ends early the file holds what came.
    ///
    /// # Errors
    /// The file's own error, or one of kind `Other` around the [`Error`] of the call.
    pub async fn save(mut self, path: impl AsRef<Path> + Send) -> io::Result<u64> {
        let mut file = tokio::fs::File::create(path).await?;
        let mut size = 0;
        while let Some(piece) = self.incoming.next().await {
            let piece = piece.map_err(io::Error::other)?;
            file.write_all(&piece).await?;
            size += piece.len() as u64;
        }
        file.flush().await?;
        Ok(size)
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.incoming.poll_next_unpin(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}
