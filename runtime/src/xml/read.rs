//! XML text into a slot.
//!
//! An element does not say what it is, so the slot decides: an element for a list is one more item of it, an element
//! for an object opens its members, and anything else takes the text. Alibaba's services render a list in two ways,
//! by repeating the list's own name or by one element around items of another name; both are understood.

use std::borrow::Cow;

use super::reader::{Piece, Pieces, Tag};
use crate::json::text;
use crate::value::{
    Discard, List, Mismatch, Object, Problem, ReadError, Scalar, Shape, Trail, Value, View, Watch,
};

/// Reads an XML document into a value; the root element's name does not matter.
///
/// As lenient as [`decode_json`](crate::decode_json). An empty element is the empty text for a text and "absent" for
/// anything else, so an empty list, a list of one empty item and a missing list are the same. Attributes are ignored, except that
/// `xsi:nil="true"` is a null. A type of [`plain_object!`](crate::plain_object) or [`union!`](crate::union) is read as by
/// [`decode_xml_strictly`](crate::decode_xml_strictly) all the same.
///
/// # Errors
/// [`ReadError`] with the path of the element: not XML, not UTF-8, deeper than 128 levels, a DOCTYPE or an entity
/// that XML does not define, or a value that the type cannot hold. The value may then be partly filled.
///
/// ```
/// let mut names: Vec<String> = Vec::new();
/// acs_runtime::decode_xml(b"<Names><Name>a</Name><Name>b &amp; c</Name></Names>", &mut names)?;
/// assert_eq!(names, ["a", "b & c"]);
/// # Ok::<(), acs_runtime::ReadError>(())
/// ```
pub fn decode_xml(document: &[u8], value: &mut dyn Value) -> Result<(), ReadError> {
    if value.as_union().is_some()
        || value
            .as_object()
            .is_ok_and(|object| object.facts().is_some())
    {
        return super::decode_xml_strictly(document, value);
    }
    read(text(document)?, value, None)
}

/// Reads XML text; `watch` gets copies of the texts that it wants among the root's children.
pub(crate) fn read(
    text: &str,
    value: &mut dyn Value,
    watch: Option<&mut dyn Watch>,
) -> Result<(), ReadError> {
    let mut reading = Reading {
        pieces: Pieces::new(text),
        trail: Trail::default(),
    };
    reading
        .document(value, watch)
        .map_err(|problem| ReadError::new(reading.trail.path(), problem))
}

struct Reading<'a> {
    pieces: Pieces<'a>,
    trail: Trail,
}

/// What an element turned out to hold.
enum Content<'a> {
    /// Text alone; the element is closed.
    Text(Cow<'a, str>),
    /// Other elements, the first of which is open.
    Children(Tag<'a>),
}

/// Where to put a copy of an element's text.
type Copy<'c> = Option<&'c mut Option<String>>;

impl<'a> Reading<'a> {
    fn document(
        &mut self,
        slot: &mut dyn Value,
        watch: Option<&mut dyn Watch>,
    ) -> Result<(), Problem> {
        match self.child()? {
            Some(root) if root.nil => self.null(slot)?,
            Some(_) if slot.shape() == Shape::List => self.list(slot, None)?,
            Some(_) => self.object(slot, None, watch)?,
            None => return Err(Problem::Empty),
        }
        match self.child()? {
            None => Ok(()),
            Some(_) => Err(Problem::RefusedXml(
                "the document has more than one root element",
            )),
        }
    }

    /// The next child of the element at hand, or `None` at its end.
    fn child(&mut self) -> Result<Option<Tag<'a>>, Problem> {
        loop {
            match self.pieces.next()? {
                Piece::Open(tag) => return Ok(Some(tag)),
                Piece::Close | Piece::End => return Ok(None),
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Text(_) => {
                    return Err(Problem::RefusedXml("the document mixes text and elements"));
                }
            }
        }
    }

    /// Reads an element, whose tag was just taken, into its slot.
    fn element(
        &mut self,
        slot: &mut dyn Value,
        tag: &Tag<'_>,
        copy: Copy<'_>,
    ) -> Result<(), Problem> {
        if tag.nil {
            return self.null(slot);
        }
        match slot.shape() {
            Shape::List => self.list(slot, copy),
            Shape::Any if !matches!(slot.view(), View::Absent | View::Null) => self.again(slot),
            Shape::Object | Shape::Any => self.object(slot, copy, None),
            Shape::Text | Shape::Number | Shape::Flag => self.scalar(slot, copy),
        }
    }

    fn null(&mut self, slot: &mut dyn Value) -> Result<(), Problem> {
        self.pieces.skip()?;
        slot.set(Scalar::Null).map_err(Problem::Mismatch)
    }

    /// Text up to the element's end or to its first child.
    fn content(&mut self) -> Result<Content<'a>, Problem> {
        let mut whole = Cow::Borrowed("");
        loop {
            match self.pieces.next()? {
                Piece::Text(text) if whole.is_empty() => whole = text,
                Piece::Text(text) => whole.to_mut().push_str(&text),
                Piece::Close | Piece::End => return Ok(Content::Text(whole)),
                Piece::Open(tag) if whole.trim().is_empty() => return Ok(Content::Children(tag)),
                Piece::Open(_) => {
                    return Err(Problem::RefusedXml("the document mixes text and elements"));
                }
            }
        }
    }

    fn scalar(&mut self, slot: &mut dyn Value, copy: Copy<'_>) -> Result<(), Problem> {
        match self.content()? {
            Content::Text(text) => set_text(slot, &text, copy),
            Content::Children(_) => Err(Problem::Mismatch(Mismatch::new(
                slot.shape().describe(),
                "other elements",
            ))),
        }
    }

    fn object(
        &mut self,
        slot: &mut dyn Value,
        copy: Copy<'_>,
        watch: Option<&mut dyn Watch>,
    ) -> Result<(), Problem> {
        match self.content()? {
            Content::Text(text) => set_text(slot, &text, copy),
            Content::Children(first) => {
                self.members(slot.as_object().map_err(Problem::Mismatch)?, first, watch)
            }
        }
    }

    fn members(
        &mut self,
        object: &mut dyn Object,
        first: Tag<'a>,
        mut watch: Option<&mut dyn Watch>,
    ) -> Result<(), Problem> {
        let mut next = Some(first);
        let mut empty = EmptyList::default();
        while let Some(tag) = next {
            empty.before(object, tag.name())?;
            let copy = watch
                .as_deref_mut()
                .and_then(|watch| watch.wants(tag.name()));
            let result = match (object.member(tag.name()), copy) {
                (Some(slot), copy) => self.element(slot, &tag, copy),
                (None, Some(copy)) => self.element(&mut Discard, &tag, Some(copy)),
                (None, None) => self.pieces.skip(),
            };
            if let Err(problem) = result {
                self.trail.name(tag.name());
                return Err(problem);
            }
            empty.after(object, tag.name());
            next = self.child()?;
        }
        Ok(())
    }

    /// A free-form slot that was filled before: the repetition shows that it is a list.
    fn again(&mut self, slot: &mut dyn Value) -> Result<(), Problem> {
        let list = slot.as_list().map_err(Problem::Mismatch)?;
        self.object(list.push(), None, None)
    }

    /// One element for a list: an item of it, or all of its items inside.
    fn list(&mut self, slot: &mut dyn Value, copy: Copy<'_>) -> Result<(), Problem> {
        let content = self.content()?;
        if let Content::Text(text) = &content
            && text.trim().is_empty()
            && is_empty_list(slot)
        {
            return Ok(());
        }
        let list = slot.as_list().map_err(Problem::Mismatch)?;
        let index = list.len();
        let result = match content {
            Content::Text(text) => set_text(list.push(), &text, copy),
            Content::Children(first) => return self.items(list, first),
        };
        self.at(index, result)
    }

    fn items(&mut self, list: &mut dyn List, first: Tag<'a>) -> Result<(), Problem> {
        let index = list.len();
        let item = list.push();
        let result = match item.shape() {
            Shape::Object | Shape::Any => {
                let object = item.as_object().map_err(Problem::Mismatch)?;
                if self.is_wrapper(object, &first)? {
                    return self.wrapped(list, first, index);
                }
                self.members(object, first, None)
            }
            // A list in a list can only be written as one element around the inner items.
            Shape::List => {
                let inner = item.as_list().map_err(Problem::Mismatch)?;
                inner.push();
                self.wrapped(inner, first, 0)
            }
            Shape::Text | Shape::Number | Shape::Flag => return self.wrapped(list, first, index),
        };
        self.at(index, result)
    }

    /// Whether the open element, whose first child was just taken, stands around the items rather than for one.
    ///
    /// It does when an item knows none of the children's names, they all have the same name, and the first is not a
    /// mere text, which could only be a member that the type does not know yet.
    fn is_wrapper(&self, item: &mut dyn Object, first: &Tag<'a>) -> Result<bool, Problem> {
        if item.member(first.name()).is_some() {
            return Ok(false);
        }
        let mut ahead = Reading {
            pieces: self.pieces.clone(),
            trail: Trail::default(),
        };
        match ahead.content()? {
            Content::Text(text) if !text.trim().is_empty() => return Ok(false),
            Content::Text(_) => {}
            Content::Children(_) => {
                ahead.pieces.skip()?;
                ahead.pieces.skip()?;
            }
        }
        while let Some(tag) = ahead.child()? {
            if tag.name() != first.name() || item.member(tag.name()).is_some() {
                return Ok(false);
            }
            ahead.pieces.skip()?;
        }
        Ok(true)
    }

    /// Reads all items inside the element at hand; the slot of the first is already there.
    fn wrapped(
        &mut self,
        list: &mut dyn List,
        first: Tag<'a>,
        mut index: usize,
    ) -> Result<(), Problem> {
        let name = first.name().to_owned();
        let mut next = Some(first);
        let mut slot = list.last();
        while let (Some(tag), Some(item)) = (next, slot) {
            let result = if tag.name() == name {
                self.element(item, &tag, None)
            } else {
                Err(Problem::Mismatch(Mismatch::new(
                    "items of one name",
                    "elements of several names",
                )))
            };
            self.at(index, result)?;
            index += 1;
            next = self.child()?;
            slot = next.is_some().then(|| list.push());
        }
        Ok(())
    }

    fn at(&mut self, index: usize, result: Result<(), Problem>) -> Result<(), Problem> {
        if result.is_err() {
            self.trail.index(index);
        }
        result
    }
}

/// The name of a list that has had one element, which was empty: the whole list is, unless another element shows that
/// it was the first item.
#[derive(Default)]
struct EmptyList {
    name: Option<String>,
}

impl EmptyList {
    fn before(&mut self, object: &mut dyn Object, name: &str) -> Result<(), Problem> {
        if self.name.as_deref() == Some(name)
            && let Some(slot) = object.member(name)
        {
            slot.as_list().map_err(Problem::Mismatch)?.push();
            self.name = None;
        }
        Ok(())
    }

    fn after(&mut self, object: &mut dyn Object, name: &str) {
        if let Some(slot) = object.member(name)
            && slot.shape() == Shape::List
            && is_empty_list(slot)
        {
            self.name = Some(name.to_owned());
        }
    }
}

fn is_empty_list(slot: &dyn Value) -> bool {
    match slot.view() {
        View::List(list) => list.is_empty(),
        _ => true,
    }
}

fn set_text(slot: &mut dyn Value, text: &str, copy: Copy<'_>) -> Result<(), Problem> {
    if let Some(copy) = copy {
        *copy = Some(text.to_owned());
    }
    slot.set(Scalar::Text(text)).map_err(Problem::Mismatch)
}
