//! Streams of JSON texts: a line for each (`application/x-ndjson`, `application/jsonl`), or behind separators
//! (`application/json-seq`, RFC 7464).

mod parser;

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::stream::{Stream, StreamExt};

use super::download::Incoming;
use super::values;
use crate::error::{DecodeError, Error, text};
use crate::value::{Any, ReadError, Shape, Value};

use parser::{Parser, RawItem};

/// A body of JSON values, one on each line, received one by one: a [`Stream`] of them.
///
/// Blank lines are skipped, and the last line may lack its end. A type that is a text takes a line that is no JSON text as
/// it is. A line that cannot be read is an error that says which it is, after which the stream goes on; any other error
/// ends it.
///
/// Each pause between two pieces of the body is limited by the configuration's `attempt_timeout`, and each line by its
/// `max_reply_bytes`; the whole is not limited.
pub struct JsonLines<T> {
    incoming: Incoming,
    content_type: Option<String>,
    parser: Parser,
    ready: VecDeque<RawItem>,
    ended: bool,
    /// What ended it, told when all that came before is handed out.
    broken: Option<Error>,
    items: PhantomData<fn() -> T>,
}

impl<T: Value> JsonLines<T> {
    pub(super) fn new(incoming: Incoming, content_type: Option<String>) -> Self {
        Self {
            parser: Parser::new(incoming.max_bytes),
            incoming,
            content_type,
            ready: VecDeque::new(),
            ended: false,
            broken: None,
            items: PhantomData,
        }
    }

    fn typed(&self, raw: &RawItem) -> Result<T, Error> {
        let mut item = T::blank();
        match read(&raw.text, &mut item) {
            Ok(()) => Ok(item),
            Err(cause) => Err(self.undecodable(raw, cause)),
        }
    }
}

impl<T> JsonLines<T> {
    fn undecodable(&self, raw: &RawItem, cause: ReadError) -> Error {
        DecodeError {
            operation: self.incoming.operation,
            status: self.incoming.status.as_u16(),
            content_type: self.content_type.clone(),
            request_id: None,
            retry_after: None,
            excerpt: text::excerpt(&raw.text),
            cause: cause.inside(&format!("line {}", raw.line)),
        }
        .into()
    }

    /// Not generic: whether there is something more to read, with what went wrong.
    fn poll_raw(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<RawItem, Error>>> {
        loop {
            if let Some(raw) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(raw)));
            }
            if self.ended {
                return Poll::Ready(self.broken.take().map(Err));
            }
            let fed = match ready!(self.incoming.poll_next_unpin(context)) {
                Some(Ok(piece)) => self
                    .parser
                    .feed(&piece, &mut self.ready)
                    .map_err(|_| self.incoming.too_large()),
                Some(Err(error)) => Err(error),
                None => {
                    self.ended = true;
                    self.ready.extend(self.parser.finish());
                    Ok(())
                }
            };
            if let Err(error) = fed {
                self.ended = true;
                self.broken = Some(error);
            }
        }
    }
}

fn read(line: &[u8], slot: &mut dyn Value) -> Result<(), ReadError> {
    let is_plain = slot.shape() == Shape::Text && !line.starts_with(b"\"");
    match std::str::from_utf8(line) {
        Ok(text) if is_plain => values::read_texts(&Any::String(text.to_owned()), slot),
        _ => values::read_json(line, slot),
    }
}

impl<T: Value> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let raw = ready!(self.poll_raw(context));
        Poll::Ready(raw.map(|raw| self.typed(&raw?)))
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines")
            .field("operation", &self.incoming.operation)
            .finish_non_exhaustive()
    }
}
