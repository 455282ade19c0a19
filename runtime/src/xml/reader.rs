//! quick-xml's events, reduced to the four that a document of values consists of.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::value::{Any, Problem};

/// What follows next in the document.
pub(super) enum Piece<'a> {
    /// An element opens.
    Open(Tag<'a>),
    /// The innermost open element closes.
    Close,
    /// Text, with references resolved.
    Text(Cow<'a, str>),
    /// The document ends.
    End,
}

/// An opening tag.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    /// Whether the tag says `xsi:nil="true"`; no other attribute means anything here.
    pub(super) nil: bool,
}

impl Tag<'_> {
    /// The element's name without a namespace prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Whether the tag says `xsi:nil="true"`, by whatever prefix.
    pub(super) fn is_nil(&self) -> bool {
        self.nil && {
            let mut attributes = self.start.attributes().flatten();
            attributes.any(|found| found.key.as_ref().ends_with(":nil"))
        }
    }

    /// The attributes by their names without prefixes, but for those that are about the document and not of it: the
    /// declarations of namespaces, and `xsi:type`, `xsi:nil` and the like.
    pub(super) fn attributes(&self) -> Result<Vec<(String, Any)>, Problem> {
        let mut attributes = Vec::new();
        for found in self.start.attributes() {
            let found = found.map_err(|error| Problem::Xml(error.into()))?;
            let about_document = found.key.as_namespace_binding().is_some()
                || found.key.as_ref().starts_with("xsi:");
            if !about_document {
                let value = found.normalized_value(XmlVersion::Implicit1_0);
                let value = Any::from(&*value.map_err(Problem::Xml)?);
                attributes.push((found.key.local_name().into_inner().to_owned(), value));
            }
        }
        Ok(attributes)
    }
}

/// How deep elements may nest; the same as `serde_json`'s limit.
const DEEPEST: usize = 128;

/// A position in a document.
#[derive(Clone)]
pub(super) struct Pieces<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        // `<A/>` and `<A></A>` mean the same, so the code after this sees only the second.
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next piece; comments, declarations and processing instructions are passed over.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, Problem> {
        loop {
            return Ok(match self.reader.read_event().map_err(Problem::Xml)? {
                Event::Start(start) => self.open(start)?,
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Close
                }
                Event::Text(text) => Piece::Text(text.xml10_content()),
                Event::CData(text) => Piece::Text(text.xml10_content()),
                Event::GeneralRef(reference) => Piece::Text(resolve(&reference)?),
                Event::Eof if self.depth > 0 => {
                    return Err(Problem::RefusedXml("the document ends inside an element"));
                }
                Event::Eof => Piece::End,
                // A document type can define entities that multiply or read files; no service sends one.
                Event::DocType(_) => {
                    return Err(Problem::RefusedXml(
                        "the document has a DOCTYPE, which is refused",
                    ));
                }
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    fn open(&mut self, start: BytesStart<'a>) -> Result<Piece<'a>, Problem> {
        if self.depth == DEEPEST {
            return Err(Problem::RefusedXml(
                "the elements nest deeper than 128 levels",
            ));
        }
        self.depth += 1;
        let nil = start.attributes().flatten().any(|attribute| {
            attribute.key.local_name().into_inner() == "nil"
                && matches!(&*attribute.value, "true" | "1")
        });
        Ok(Piece::Open(Tag { start, nil }))
    }

    /// Passes over the rest of the innermost open element.
    pub(super) fn skip(&mut self) -> Result<(), Problem> {
        let outside = self.depth.saturating_sub(1);
        loop {
            match self.next()? {
                Piece::Close if self.depth == outside => return Ok(()),
                Piece::End => return Ok(()),
                Piece::Close | Piece::Open(_) | Piece::Text(_) => {}
            }
        }
    }
}

/// The character of `&amp;` or `&#38;`.
fn resolve(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, Problem> {
    if let Some(character) = reference.resolve_char_ref().map_err(Problem::Xml)? {
        return Ok(Cow::Owned(character.to_string()));
    }
    quick_xml::escape::resolve_xml_entity(reference)
        .map(Cow::Borrowed)
        .ok_or(Problem::RefusedXml(
            "the document uses an entity that XML does not define",
        ))
}
