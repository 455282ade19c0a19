//! A whole XML document as a tree, for readers that must look ahead.

use std::borrow::Cow;

use super::reader::{Piece, Pieces, Tag};
use crate::value::{Any, Problem};

/// An element with all that is inside it. Names are without prefixes.
pub(super) struct Element {
    pub(super) name: String,
    /// Whether it says `xsi:nil="true"`.
    pub(super) nil: bool,
    /// Its other attributes, without those that declare namespaces or speak to a reader of schemas.
    pub(super) attributes: Vec<(String, Any)>,
    pub(super) children: Vec<Element>,
    pub(super) text: String,
}

impl Element {
    /// The root element.
    pub(super) fn document(text: &str) -> Result<Self, Problem> {
        let mut pieces = Pieces::new(text);
        let mut root = None;
        loop {
            match pieces.next()? {
                Piece::Open(_) if root.is_some() => {
                    return Err(Problem::RefusedXml(
                        "the document has more than one root element",
                    ));
                }
                Piece::Open(tag) => root = Some(Self::read(&tag, &mut pieces)?),
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Text(_) => {
                    return Err(Problem::RefusedXml("the document mixes text and elements"));
                }
                Piece::Close | Piece::End => return root.ok_or(Problem::Empty),
            }
        }
    }

    /// The element that was just opened, up to its end. Elements nest no deeper than the reader of pieces lets them.
    fn read(tag: &Tag<'_>, pieces: &mut Pieces<'_>) -> Result<Self, Problem> {
        let mut element = Self {
            name: tag.name().to_owned(),
            nil: tag.is_nil(),
            attributes: tag.attributes()?,
            children: Vec::new(),
            text: String::new(),
        };
        loop {
            match pieces.next()? {
                Piece::Open(tag) => element.children.push(Self::read(&tag, pieces)?),
                Piece::Text(text) => element.text.push_str(&text),
                Piece::Close | Piece::End => break,
            }
        }
        if !element.children.is_empty() && !element.text.trim().is_empty() {
            return Err(Problem::RefusedXml("the document mixes text and elements"));
        }
        Ok(element)
    }

    /// Whether there is text and nothing else.
    pub(super) fn is_plain(&self) -> bool {
        self.children.is_empty() && self.attributes.is_empty()
    }

    /// As a free-form value: a text, or an object of attributes and children, of which those that repeat are lists. The
    /// text of an element with attributes is called `$text`.
    pub(super) fn to_any(&self) -> Any {
        if self.nil {
            return Any::Null;
        }
        if self.is_plain() {
            return Any::from(self.text.as_str());
        }
        let mut members: serde_json::Map<String, Any> = self.attributes.iter().cloned().collect();
        let mut repeated = std::collections::HashSet::new();
        for child in &self.children {
            let value = child.to_any();
            match members.get_mut(&child.name) {
                None => drop(members.insert(child.name.clone(), value)),
                Some(Any::Array(items)) if repeated.contains(&child.name) => items.push(value),
                Some(other) => {
                    repeated.insert(child.name.clone());
                    *other = Any::Array(vec![other.take(), value]);
                }
            }
        }
        if !self.text.trim().is_empty() {
            members.insert("$text".to_owned(), Any::from(self.text.as_str()));
        }
        Any::Object(members)
    }

    /// The text of an attribute, or of a child without anything else.
    pub(super) fn text_of(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.attributes.iter();
        if let Some((_, value)) = attributes.find(|(known, _)| known == name) {
            return value.as_str().map(Cow::Borrowed);
        }
        let mut children = self.children.iter();
        let child = children.find(|child| child.name == name && child.is_plain())?;
        Some(Cow::Borrowed(&child.text))
    }
}
