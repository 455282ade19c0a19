//! A reply on its way to a typed value.

use std::cell::RefCell;
use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{Response, StatusCode};

use super::api::{Case, Header, Kind, Style};
use super::call::Call;
use super::download::{Download, Incoming};
use super::error::Undocumented;
use super::events::Events;
use super::lines::JsonLines;
use super::{cases, form, http_date, style, values};
use crate::transport::Body;
use crate::value::{Any, Mismatch, Problem, ReadError, Shape, Value};

/// A reply that is one of those described, to be made a typed value of.
///
/// Each body can be taken once: as a value, a download or a stream of events or lines.
pub struct Answer<'a> {
    call: &'a Call,
    reply: &'a Response<Bytes>,
    /// What is still on the wire.
    stream: RefCell<Option<Body>>,
    /// What is wrong with headers that need not be there.
    unreadable: &'a RefCell<Vec<String>>,
    case: &'static Case,
    index: usize,
    content: usize,
}

impl<'a> Answer<'a> {
    /// The error is that of a body which is none of those described.
    pub(super) fn new(
        call: &'a Call,
        reply: &'a Response<Bytes>,
        stream: Option<Body>,
        unreadable: &'a RefCell<Vec<String>>,
        case: &'static Case,
        index: usize,
    ) -> Result<Self, ReadError> {
        Ok(Self {
            call,
            reply,
            stream: RefCell::new(stream),
            unreadable,
            case,
            index,
            content: cases::content(case, reply.headers())?,
        })
    }

    /// Which of the described successes or failures it is, counted from 0.
    #[must_use]
    pub fn case(&self) -> usize {
        self.index
    }

    /// Which of the case's contents its body is, counted from 0; 0 for a case without any.
    #[must_use]
    pub fn content(&self) -> usize {
        self.content
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.reply.status()
    }

    /// The body as a value. Of a status that has none (204, 205, 304), that is null, if the type takes it.
    ///
    /// # Errors
    /// [`ReadError`] when the body is not what its media type says, or holds something else than the type.
    pub fn value<T: Value>(&self) -> Result<T, ReadError> {
        let mut value = T::blank();
        if !(T::nullable() && self.has_none()) {
            self.read(&mut value)?;
        }
        Ok(value)
    }

    /// Whether there is no body, and HTTP says that there is none.
    fn has_none(&self) -> bool {
        self.reply.body().is_empty() && matches!(self.status().as_u16(), 204 | 205 | 304)
    }

    /// Not generic: compiled once, whatever the number of types.
    fn read(&self, slot: &mut dyn Value) -> Result<(), ReadError> {
        self.check_encoding()?;
        let (body, headers) = (self.reply.body(), self.reply.headers());
        match self.kind(slot.shape()) {
            Kind::Json => values::read_json(body, slot),
            Kind::Xml => values::read_xml(body, slot),
            Kind::Form => values::read_texts(&form::decode(&values::text_of(body, headers)?), slot),
            Kind::Text | Kind::Binary | Kind::Events | Kind::Lines => {
                let text = values::text_of(body, headers)?;
                values::read_texts(&Any::String(text.into_owned()), slot)
            }
        }
    }

    /// A reply without a body; if there is one after all, it is not looked at.
    ///
    /// # Errors
    /// None; a result like those of the other bodies.
    pub fn empty(&self) -> Result<(), ReadError> {
        Ok(())
    }

    /// For operations that describe no such reply; there is no answer for which this is called.
    ///
    /// # Errors
    /// Always.
    pub fn undocumented(&self) -> Result<Undocumented, ReadError> {
        Err(values::wrong("a reply that is described", "another"))
    }

    /// The body as bytes, received in pieces.
    ///
    /// # Errors
    /// [`ReadError`] when the body is compressed, which nobody asked for.
    pub fn download(&self) -> Result<Download, ReadError> {
        self.check_encoding()?;
        Ok(Download::new(self.incoming(), self.reply.headers().clone()))
    }

    /// The body as server-sent events, received one by one.
    ///
    /// # Errors
    /// [`ReadError`] when the body is compressed, which nobody asked for.
    pub fn events<T: Value>(&self) -> Result<Events<T>, ReadError> {
        self.check_encoding()?;
        Ok(Events::new(self.incoming()))
    }

    /// The body as JSON values on a line each, received one by one.
    ///
    /// # Errors
    /// [`ReadError`] when the body is compressed, which nobody asked for.
    pub fn lines<T: Value>(&self) -> Result<JsonLines<T>, ReadError> {
        self.check_encoding()?;
        let stated = self.reply.headers().get(CONTENT_TYPE);
        let stated = stated.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
        Ok(JsonLines::new(self.incoming(), stated))
    }

    fn incoming(&self) -> Incoming {
        let settings = &self.call.client.inner.settings;
        let stream = self.stream.borrow_mut().take();
        Incoming::new(
            stream.unwrap_or_else(|| Body::from(self.reply.body().clone())),
            settings.attempt_timeout,
            settings.limits.max_bytes,
            self.call.operation.name,
            self.status(),
        )
    }

    /// How the body is read into a value of this shape.
    fn kind(&self, shape: Shape) -> Kind {
        let Some(content) = self.case.contents.get(self.content) else {
            return Kind::Json;
        };
        let headers = self.reply.headers();
        let is_bare = || !self.reply.body().trim_ascii_start().starts_with(b"\"");
        match cases::kind(content, headers) {
            Kind::Json
                if shape == Shape::Text && cases::may_be_bare(content, headers) && is_bare() =>
            {
                Kind::Text
            }
            kind => kind,
        }
    }

    /// Nobody asked for compression.
    fn check_encoding(&self) -> Result<(), ReadError> {
        match self.reply.headers().get(CONTENT_ENCODING) {
            Some(encoding) if !encoding.as_bytes().eq_ignore_ascii_case(b"identity") => {
                let found = String::from_utf8_lossy(encoding.as_bytes());
                let found = crate::error::text::quoted(&found, 40);
                Err(values::wrong(
                    "a body that is not compressed",
                    format!("the content encoding {found}"),
                ))
            }
            _ => Ok(()),
        }
    }

    /// A header as a value; none when the reply does not have it, or when it holds something else than the type, which
    /// [`Reply::unreadable_headers`](super::Reply::unreadable_headers) then tells. What nobody has to send takes no
    /// reply away from the caller.
    ///
    /// A date and time may be one of HTTP's (RFC 9110, section 5.6.7).
    #[must_use]
    pub fn header<T: Value>(&self, header: &Header) -> Option<T> {
        let mut value = T::blank();
        match self.read_header(header, &mut value) {
            Ok(found) => found.then_some(value),
            Err(error) => {
                self.unreadable.borrow_mut().push(error.to_string());
                None
            }
        }
    }

    /// A header that the reply must have.
    ///
    /// # Errors
    /// [`ReadError`] when the reply does not have the header, or it holds something else than the type.
    pub fn required_header<T: Value>(&self, header: &Header) -> Result<T, ReadError> {
        let mut value = T::blank();
        if self.read_header(header, &mut value)? {
            return Ok(value);
        }
        let path = format!("header {}", header.name);
        Err(values::wrong_at(path, Mismatch::new("the header", "none")))
    }

    fn read_header(&self, header: &Header, slot: &mut dyn Value) -> Result<bool, ReadError> {
        let at = |what: &str| format!("header {}{what}", header.name);
        let mut lines = Vec::new();
        for line in self.reply.headers().get_all(header.name) {
            let text = std::str::from_utf8(line.as_bytes())
                .map_err(|_| values::wrong_at(at(""), Mismatch::new("UTF-8", "other bytes")))?;
            lines.push(text.trim());
        }
        if lines.is_empty() {
            return Ok(false);
        }
        let whole = lines.join(", ");
        let read = match (header.style, slot.shape()) {
            (Style::Json, _) => values::read_json(whole.as_bytes(), slot),
            (_, Shape::List) if header.name.eq_ignore_ascii_case("set-cookie") => {
                // The one header whose lines must not be joined: a date in it has a comma.
                let lines = lines.iter().map(|line| Any::String((*line).to_owned()));
                values::read_texts(&Any::Array(lines.collect()), slot)
            }
            (_, Shape::List) => {
                let items = style::header_items(header.name, &whole).map(str::trim);
                let items = items.filter(|item| !item.is_empty());
                let items = items.map(|item| Any::String(item.to_owned()));
                values::read_texts(&Any::Array(items.collect()), slot)
            }
            (_, Shape::Object) => values::read_texts(&members(header, &whole), slot),
            _ => read_scalar(whole, slot),
        };
        match read {
            Ok(()) => Ok(true),
            Err(error) => {
                let path = error.path();
                let place = at(&if path.is_empty() {
                    String::new()
                } else {
                    format!(": {path}")
                });
                let mismatch = match error.problem() {
                    Problem::Mismatch(mismatch) => mismatch.clone(),
                    _ => Mismatch::new("JSON", "another text"),
                };
                Err(values::wrong_at(place, mismatch))
            }
        }
    }
}

/// The text of a header; a date may be one of HTTP's, where a type takes only those of RFC 3339.
fn read_scalar(text: String, slot: &mut dyn Value) -> Result<(), ReadError> {
    let date = http_date::parse(&text);
    let read = values::read_texts(&Any::String(text), slot);
    match (read, date) {
        (Err(error), Some(time)) => [time.to_string(), http_date::day(time).to_string()]
            .into_iter()
            .find_map(|text| values::read_texts(&Any::String(text), slot).ok())
            .ok_or(error),
        (read, _) => read,
    }
}

/// `name,value,name,value`, or with explode `name=value,name=value`.
fn members(header: &Header, text: &str) -> Any {
    let mut parts = style::header_items(header.name, text).map(str::trim);
    let mut members = serde_json::Map::new();
    if header.explode {
        for part in parts.filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            members.insert(name.to_owned(), Any::String(value.to_owned()));
        }
    } else {
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            members.insert(name.to_owned(), Any::String(value.to_owned()));
        }
    }
    Any::Object(members)
}

impl fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status())
            .field("case", &self.index)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}
