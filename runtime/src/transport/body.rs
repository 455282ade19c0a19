//! The body of a request or a reply: there as a whole, or still on its way.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_util::stream::{Stream, StreamExt};

use crate::error::{TransportError, TransportErrorKind};

/// A body that is there as a whole, or comes in pieces.
///
/// As a [`Stream`] it gives its pieces in order; a whole one is a single piece, an empty one none. `Debug` shows no
/// content.
///
/// ```
/// use acs_runtime::transport::Body;
/// use bytes::Bytes;
/// use futures_util::{StreamExt, stream};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let mut pieces = Body::stream(stream::iter([Ok(Bytes::from("a")), Ok(Bytes::from("b"))]));
/// assert_eq!(pieces.next().await.unwrap()?, "a");
/// assert_eq!(pieces.collect(1024).await?, "b");
/// # Ok::<(), acs_runtime::error::TransportError>(())
/// # }).unwrap();
/// ```
pub struct Body(Kind);

type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

enum Kind {
    Whole(Bytes),
    Stream(Pieces),
}

/// How much room to make for a body before any of it came, whatever length is promised.
const FIRST_ROOM: usize = 64 << 10;

impl Body {
    /// A body that comes in these pieces.
    pub fn stream(
        pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Kind::Stream(Box::pin(pieces)))
    }

    /// What is left of the body, as one piece.
    ///
    /// # Errors
    /// [`TransportErrorKind::TooLarge`] when it is more than `max_bytes`, and what the pieces end with.
    pub async fn collect(self, max_bytes: usize) -> Result<Bytes, TransportError> {
        let too_large = || TransportError::new(TransportErrorKind::TooLarge);
        let mut pieces = match self.0 {
            Kind::Whole(whole) if whole.len() > max_bytes => return Err(too_large()),
            Kind::Whole(whole) => return Ok(whole),
            Kind::Stream(pieces) => pieces,
        };
        let (room, _) = pieces.size_hint();
        let mut body = BytesMut::with_capacity(room.min(FIRST_ROOM));
        while let Some(piece) = pieces.next().await {
            let piece = piece?;
            if piece.len() > max_bytes.saturating_sub(body.len()) {
                return Err(too_large());
            }
            body.extend_from_slice(&piece);
        }
        Ok(body.freeze())
    }

    /// The whole body, or itself when it comes in pieces.
    pub(crate) fn into_whole(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Whole(whole) => Ok(whole),
            Kind::Stream(_) => Err(self),
        }
    }
}

impl From<Bytes> for Body {
    fn from(whole: Bytes) -> Self {
        Self(Kind::Whole(whole))
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Kind::Whole(whole) if whole.is_empty() => Poll::Ready(None),
            Kind::Whole(whole) => Poll::Ready(Some(Ok(std::mem::take(whole)))),
            Kind::Stream(pieces) => pieces.as_mut().poll_next(context),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Whole(whole) => write!(f, "Body of {} bytes", whole.len()),
            Kind::Stream(_) => f.write_str("Body in pieces"),
        }
    }
}
