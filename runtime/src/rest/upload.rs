//! Bytes to be sent: there already, in a file, or still to come.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_util::stream::{self, Stream};
use tokio::io::AsyncReadExt;

use crate::error::{TransportError, TransportErrorKind};
use crate::transport::Body;

/// Bytes to be sent as a body or as a part of one. `Debug` shows no content.
///
/// Bytes and files can be sent more than once, so a call with them is tried again where that does no harm. A stream
/// cannot: once any of it was asked for, there is no further attempt, and a clone shares the stream.
///
/// ```
/// use acs_runtime::rest::Upload;
///
/// let whole = Upload::from("some text".to_owned());
/// let of_file = Upload::file("/var/log/a-long.log");
/// let pieces = futures_util::stream::iter([Ok("a".into()), Ok("b".into())]);
/// let streamed = Upload::stream(pieces);
/// let picture = Upload::file("/tmp/cat.png").content_type("image/png");
/// ```
#[derive(Clone)]
pub struct Upload {
    source: Source,
    media_type: Option<String>,
}

type Pieces = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

#[derive(Clone)]
enum Source {
    Whole(Bytes),
    File(PathBuf),
    Stream(Shared),
}

/// A stream that requests take turns with, until one begins it.
#[derive(Clone)]
struct Shared {
    pieces: Arc<Mutex<Pieces>>,
    begun: Arc<AtomicBool>,
}

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 64 << 10;

impl Upload {
    /// What the stream gives. An error of it breaks the call off.
    pub fn stream(pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        Self::new(Source::Stream(Shared {
            pieces: Arc::new(Mutex::new(Box::pin(pieces))),
            begun: Arc::default(),
        }))
    }

    const fn new(source: Source) -> Self {
        Self {
            source,
            media_type: None,
        }
    }

    /// The content of a file, which is opened and read when the call is sent.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::new(Source::File(path.into()))
    }

    /// What the bytes are, as `image/png`: where the API's description allows several media types (`image/*`), or another
    /// one than it has. Without it, what the description says, and for several `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// What the caller says that the bytes are.
    pub(super) fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The bytes, when they are there already.
    pub(super) fn whole(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Whole(whole) => Some(whole),
            Source::File(_) | Source::Stream(_) => None,
        }
    }

    /// Whether it can be sent (once more).
    pub(super) fn is_repeatable(&self) -> bool {
        match &self.source {
            Source::Whole(_) | Source::File(_) => true,
            Source::Stream(shared) => !shared.begun.load(Ordering::Relaxed),
        }
    }

    /// The bytes as a body, with their number where it is known.
    pub(super) async fn open(&self) -> io::Result<(Body, Option<u64>)> {
        match &self.source {
            Source::Whole(whole) => Ok((Body::from(whole.clone()), Some(whole.len() as u64))),
            Source::File(path) => open(path).await,
            Source::Stream(shared) => Ok((Body::stream(shared.clone()), None)),
        }
    }
}

async fn open(path: &Path) -> io::Result<(Body, Option<u64>)> {
    let file = tokio::fs::File::open(path).await?;
    let data = file.metadata().await?;
    // The size of a pipe or a device says nothing.
    let length = data.is_file().then_some(data.len());
    Ok((
        Body::stream(of_file(file, length).map_err_to_transport()),
        length,
    ))
}

/// The pieces of a file; no more than the number of bytes that was promised.
fn of_file(
    file: tokio::fs::File,
    length: Option<u64>,
) -> impl Stream<Item = io::Result<Bytes>> + Send {
    let source = file.take(length.unwrap_or(u64::MAX));
    stream::try_unfold(source, |mut source| async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        let read = source.read_buf(&mut piece).await?;
        Ok((read > 0).then(|| (piece.freeze(), source)))
    })
}

/// Errors of a source as errors of the exchange that it breaks off.
trait IntoTransport: Stream<Item = io::Result<Bytes>> + Sized {
    fn map_err_to_transport(self) -> impl Stream<Item = Result<Bytes, TransportError>> {
        futures_util::TryStreamExt::map_err(self, broken)
    }
}

impl<S: Stream<Item = io::Result<Bytes>>> IntoTransport for S {}

fn broken(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Other).caused_by(error)
}

impl Stream for Shared {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.begun.store(true, Ordering::Relaxed);
        let mut pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        let next = pieces.as_mut().poll_next(context);
        next.map(|next| next.map(|piece| piece.map_err(broken)))
    }
}

impl From<Bytes> for Upload {
    fn from(whole: Bytes) -> Self {
        Self::new(Source::Whole(whole))
    }
}

impl From<Vec<u8>> for Upload {
    fn from(whole: Vec<u8>) -> Self {
        Self::from(Bytes::from(whole))
    }
}

impl From<&'static [u8]> for Upload {
    fn from(whole: &'static [u8]) -> Self {
        Self::from(Bytes::from_static(whole))
    }
}

impl From<String> for Upload {
    fn from(whole: String) -> Self {
        Self::from(Bytes::from(whole))
    }
}

impl From<&str> for Upload {
    fn from(whole: &str) -> Self {
        Self::from(whole.to_owned())
    }
}

/// An open file, which is read once from where it stands.
impl From<tokio::fs::File> for Upload {
    fn from(file: tokio::fs::File) -> Self {
        Self::stream(of_file(file, None))
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Whole(whole) => write!(f, "Upload of {} bytes", whole.len()),
            Source::File(path) => write!(f, "Upload of the file {}", path.display()),
            Source::Stream(_) => f.write_str("Upload of a stream"),
        }
    }
}
