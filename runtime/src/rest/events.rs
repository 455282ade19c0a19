//! Server-sent events (WHATWG HTML, section "Server-sent events").

mod parser;

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::stream::{Stream, StreamExt};

use super::download::Incoming;
use super::values;
use crate::error::{DecodeError, Error, text};
use crate::value::{Any, ReadError, Shape, Value};

use parser::{Parser, RawEvent};

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its type: `message` unless the service says otherwise.
    pub event: String,
    /// The last id that the service gave, with this event or before it; none at all is the empty text.
    pub id: String,
    /// How long the service asks to wait before connecting again, when it says so with this event.
    pub retry: Option<Duration>,
    /// What it says.
    pub data: T,
}

/// A body as server-sent events, received one by one: a [`Stream`] of [`Event`]s.
///
/// The data of an event is read as JSON, unless the type is a text, which takes it as it is. An event whose data cannot
/// be read is an error, after which the stream goes on; any other error ends it. An event that is not complete when the
/// body ends is dropped. `[DONE]`, with which several services end a stream of JSON, ends this one, too.
///
/// Each pause between two pieces of the body is limited by the configuration's `attempt_timeout`, and comments of the
/// service count as pieces. There is no reconnecting.
pub struct Events<T> {
    incoming: Incoming,
    parser: Parser,
    ready: VecDeque<RawEvent>,
    ended: bool,
    data: PhantomData<fn() -> T>,
}

impl<T: Value> Events<T> {
    pub(super) fn new(incoming: Incoming) -> Self {
        Self {
            parser: Parser::new(incoming.max_bytes),
            incoming,
            ready: VecDeque::new(),
            ended: false,
            data: PhantomData,
        }
    }

    /// None for the mark of the end.
    fn typed(&self, raw: RawEvent) -> Option<Result<Event<T>, Error>> {
        let mut data = T::blank();
        let shape = data.shape();
        if raw.data == "[DONE]" && shape != Shape::Text {
            return None;
        }
        if let Err(cause) = read(&raw.data, shape, &mut data) {
            return Some(Err(self.undecodable(&raw.data, cause)));
        }
        Some(Ok(Event {
            event: raw.event,
            id: raw.id,
            retry: raw.retry,
            data,
        }))
    }
}

impl<T> Events<T> {
    fn undecodable(&self, data: &str, cause: ReadError) -> Error {
        DecodeError {
            operation: self.incoming.operation,
            status: self.incoming.status.as_u16(),
            content_type: Some("text/event-stream".to_owned()),
            request_id: None,
            retry_after: None,
            excerpt: text::excerpt(data.as_bytes()),
            cause,
        }
        .into()
    }
}

fn read(data: &str, shape: Shape, slot: &mut dyn Value) -> Result<(), ReadError> {
    let as_text = |slot: &mut dyn Value| values::read_texts(&Any::String(data.to_owned()), slot);
    match shape {
        Shape::Text => as_text(slot),
        // Whatever it is: what is no JSON is a text.
        Shape::Any if serde_json::from_str::<serde::de::IgnoredAny>(data).is_err() => as_text(slot),
        _ => values::read_json(data.as_bytes(), slot),
    }
}

impl<T: Value> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let events = &mut *self;
        while !events.ended {
            if let Some(raw) = events.ready.pop_front() {
                let event = events.typed(raw);
                events.ended = event.is_none();
                return Poll::Ready(event);
            }
            let piece = match ready!(events.incoming.poll_next_unpin(context)) {
                Some(Ok(piece)) => piece,
                Some(Err(error)) => {
                    events.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => break,
            };
            if events.parser.feed(&piece, &mut events.ready).is_err() {
                events.ended = true;
                return Poll::Ready(Some(Err(events.incoming.too_large())));
            }
        }
        events.ended = true;
        Poll::Ready(None)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("operation", &self.incoming.operation)
            .finish_non_exhaustive()
    }
}
