//! Bodies of several parts (RFC 7578).

use std::fmt;
use std::path::PathBuf;

use bytes::{Bytes, BytesMut};
use futures_util::stream::{self, StreamExt};
use std::io;

use super::api::{Header, Style};
use super::style::{self, Escape};
use super::upload::Upload;
use super::values;
use crate::transport::Body;
use crate::value::{Value, View};

/// A file to be sent as a part of a body: its bytes, and what is said about them.
///
/// ```
/// use acs_runtime::rest::File;
///
/// let file = File::open("/tmp/cat.png").content_type("image/png");
/// let made_up = File::from(b"a,b\n".to_vec()).file_name("table.csv");
/// ```
#[derive(Clone, Debug)]
pub struct File {
    upload: Upload,
    name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

impl File {
    /// A file of this machine, under its own name, which is opened and read when the call is sent.
    pub fn open(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            upload: Upload::file(path),
            name,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// The name that the service is told; that of the part unless this says another.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What is in the file, as `image/png`. `application/octet-stream` unless this or the API's description says more.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header to the file's part, for a service that asks for one.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl<T: Into<Upload>> From<T> for File {
    fn from(upload: T) -> Self {
        let upload = upload.into();
        Self {
            content_type: upload.media_type().map(str::to_owned),
            upload,
            name: None,
            headers: Vec::new(),
        }
    }
}

/// The parts of a body. `Debug` shows their names.
#[derive(Clone, Default)]
pub struct Multipart {
    parts: Vec<Part>,
    /// Where the parts begin that were added last.
    begun: usize,
    /// What makes a header that cannot be sent.
    problem: Option<String>,
}

#[derive(Clone)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    /// Whether the content type is the caller's own.
    stated: bool,
    headers: Vec<(String, String)>,
    content: Upload,
}

impl Multipart {
    /// No parts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a scalar; of a list, a part for each item, and of an absent value, none. What has no plain text becomes JSON.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, value: &dyn Value) -> Self {
        let name = name.into();
        let begun = self.parts.len();
        self = match value.view() {
            View::List(list) => {
                for item in (0..list.len()).filter_map(|index| list.get(index)) {
                    self = self.one_text(name.clone(), item);
                }
                self
            }
            _ => self.one_text(name, value),
        };
        self.begun = begun;
        self
    }

    fn one_text(self, name: String, value: &dyn Value) -> Self {
        match values::scalar(value) {
            Ok(None) => self,
            Ok(Some(text)) => self.part(name, None, text.into()),
            // What has no plain text is written as JSON.
            Err(_) => self.json(name, value),
        }
    }

    /// Adds a value as JSON.
    #[must_use]
    pub fn json(mut self, name: impl Into<String>, value: &dyn Value) -> Self {
        if values::is_absent(value) {
            self.begun = self.parts.len();
            return self;
        }
        self.part(
            name.into(),
            Some("application/json"),
            values::write_json(value).into(),
        )
    }

    /// Adds a value as XML with this root element.
    #[must_use]
    pub fn xml(mut self, name: impl Into<String>, root: &str, value: &dyn Value) -> Self {
        if values::is_absent(value) {
            self.begun = self.parts.len();
            return self;
        }
        self.part(
            name.into(),
            Some("application/xml"),
            values::write_xml(root, value).into(),
        )
    }

    /// Adds a value in a style of parameters: a part for each pair that a query would have, as texts.
    #[must_use]
    pub fn styled(
        mut self,
        name: impl Into<String>,
        value: &dyn Value,
        style: Style,
        explode: bool,
    ) -> Self {
        let (name, begun) = (name.into(), self.parts.len());
        match style::pairs(&name, value, style, explode, Escape::None) {
            Ok(pairs) => {
                for pair in pairs {
                    self = self.part(pair.name, None, pair.value.into());
                }
            }
            Err(problem) => {
                let problem = format!("the part {name}: {problem}");
                self.problem.get_or_insert(problem);
            }
        }
        self.begun = begun;
        self
    }

    /// Adds a file. One without a name has that of its part, since many services take a part without a file name for a
    /// text (RFC 7578, section 4.2).
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<File>) -> Self {
        let (name, file) = (name.into(), file.into());
        self.begun = self.parts.len();
        self.parts.push(Part {
            file_name: Some(file.name.unwrap_or_else(|| name.clone())),
            name,
            stated: file.content_type.is_some(),
            content_type: file
                .content_type
                .or_else(|| Some("application/octet-stream".to_owned())),
            headers: file.headers,
            content: file.upload,
        });
        self
    }

    /// Adds these parts.
    #[must_use]
    pub fn and(mut self, parts: Self) -> Self {
        self.begun = self.parts.len();
        self.parts.extend(parts.parts);
        self.problem = self.problem.or(parts.problem);
        self
    }

    /// Says what is in the part that was added last, or in those of a list, unless its [`File`] says so itself. A range
    /// or a list of types says nothing.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        let media_type = media_type.into();
        if media_type.contains(['*', ',']) {
            return self;
        }
        for part in self.last().iter_mut().filter(|part| !part.stated) {
            part.content_type = Some(media_type.clone());
        }
        self
    }

    /// Adds a header to the part that was added last, or to each of those of a list.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let header = (name.into(), value.into());
        for part in self.last() {
            part.headers.push(header.clone());
        }
        self
    }

    /// The same with a header that the description knows; an absent value is none.
    #[must_use]
    pub fn typed_header(mut self, header: &Header, value: &dyn Value) -> Self {
        let Header {
            name,
            style,
            explode,
            ..
        } = *header;
        match style::text(name, value, style, explode, Escape::None) {
            Ok(Some(text)) => self.header(name, text),
            Ok(None) => self,
            Err(problem) => {
                let problem = format!("the header {name} of a part: {problem}");
                self.problem.get_or_insert(problem);
                self
            }
        }
    }

    /// The parts that were added last.
    fn last(&mut self) -> &mut [Part] {
        self.parts.get_mut(self.begun..).unwrap_or_default()
    }

    fn part(mut self, name: String, content_type: Option<&str>, content: Upload) -> Self {
        self.begun = self.parts.len();
        self.parts.push(Part {
            name,
            file_name: None,
            content_type: content_type.map(str::to_owned),
            stated: false,
            headers: Vec::new(),
            content,
        });
        self
    }

    pub(super) fn is_repeatable(&self) -> bool {
        self.parts.iter().all(|part| part.content.is_repeatable())
    }

    /// The error is what is wrong with the headers of a part.
    pub(super) fn check(&self) -> Result<(), String> {
        if let Some(problem) = &self.problem {
            return Err(problem.clone());
        }
        let fits = |text: &str| !text.contains(['\r', '\n', '\0']);
        for part in &self.parts {
            let headers = part.headers.iter();
            let names = headers
                .clone()
                .all(|(name, _)| http::HeaderName::from_bytes(name.as_bytes()).is_ok());
            let texts = headers.map(|(_, value)| value).chain(&part.content_type);
            if !names || !texts.into_iter().all(|text| fits(text)) {
                let name = crate::error::text::quoted(&part.name, 80);
                return Err(format!(
                    "a header of the part {name} cannot be sent as given"
                ));
            }
        }
        Ok(())
    }

    /// A boundary that stands in none of the parts.
    pub(super) fn boundary(&self) -> Result<String, getrandom::Error> {
        loop {
            let mut random = [0_u8; 16];
            getrandom::fill(&mut random)?;
            let boundary = format!("part-{:032x}", u128::from_ne_bytes(random));
            let whole = self.parts.iter().filter_map(|part| part.content.whole());
            // What is still to come is not known, but nobody guesses 128 random bits.
            if !whole
                .into_iter()
                .any(|bytes| contains(bytes, boundary.as_bytes()))
            {
                return Ok(boundary);
            }
        }
    }

    /// All parts as one body, with its length where that is known.
    pub(super) async fn open(&self, boundary: &str) -> io::Result<(Body, Option<u64>)> {
        let mut pieces = Vec::new();
        let mut length = Some(0);
        let mut plus = |more: Option<u64>| {
            length = length
                .zip(more)
                .and_then(|(sum, more): (u64, u64)| sum.checked_add(more));
        };
        let mut whole = true;
        for part in &self.parts {
            let head = Bytes::from(part.head(boundary));
            plus(Some(head.len() as u64 + 2));
            let (body, more) = part.content.open().await?;
            plus(more);
            whole &= part.content.whole().is_some();
            pieces.extend([
                Body::from(head),
                body,
                Body::from(Bytes::from_static(b"\r\n")),
            ]);
        }
        let end = Bytes::from(format!("--{boundary}--\r\n"));
        plus(Some(end.len() as u64));
        pieces.push(Body::from(end));
        let body = Body::stream(stream::iter(pieces).flatten());
        if !whole {
            return Ok((body, length));
        }
        // Nothing of this can fail or wait.
        let body = body.collect(usize::MAX).await.map_err(io::Error::other)?;
        Ok((Body::from(body), length))
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

impl Part {
    /// What stands before the content.
    fn head(&self, boundary: &str) -> BytesMut {
        let mut head = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"{}\"",
            quoted(&self.name)
        );
        if let Some(name) = &self.file_name {
            head += &format!("; filename=\"{}\"", quoted(name));
        }
        head += "\r\n";
        if let Some(media_type) = &self.content_type {
            head += &format!("content-type: {media_type}\r\n");
        }
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += "\r\n";
        BytesMut::from(head.as_str())
    }
}

/// A name inside quotation marks, as browsers write it (WHATWG HTML, "multipart/form-data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parts.iter().map(|part| &part.name);
        f.debug_list().entries(names).finish()
    }
}
