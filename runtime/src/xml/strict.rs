//! XML text into a slot, by the names that the description gives.
//!
//! Elements may repeat, so the document is read as a whole first; unions need that anyway.

use std::borrow::Cow;

use super::element::Element;
use crate::json::text;
use crate::value::{
    Any, Document, Grade, List, MemberFacts, Mismatch, Notation, ObjectFacts, Problem, Progress,
    ReadError, Reading, Scalar, Shape, Trail, Value, View, XmlForm, choose, complete, emptied_list,
    set_graded,
};

/// Reads an XML document into a value, strictly; the root element's name does not matter.
///
/// Members are found by what [`plain_object!`](crate::plain_object) says in `xml { .. }`: as elements or attributes, and
/// lists as elements that repeat or, if wrapped, as one element around all items. Prefixes and namespaces are not
/// compared. All scalars are texts, and must be of the type's kind; an empty element is `None` for an `Option`, and a null
/// for a `Nullable`, unless the type is a text. `xsi:nil="true"` is a null. A required list that is not wrapped is empty
/// when it has no element.
///
/// # Errors
/// [`ReadError`] with the path of the member: not XML, not UTF-8, deeper than 128 levels, a DOCTYPE or an entity that XML
/// does not define, a required member that is absent, or a value that the type cannot hold. The value may then be partly
/// filled.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// struct Pet {
///     id: i64,
///     tags: Vec<String>,
/// }
/// acs_runtime::plain_object!(Pet {
///     id: "id" required xml { attribute },
///     tags: "tags" required xml { wrapped, item: "tag" },
/// });
///
/// let mut pet = Pet { id: 0, tags: Vec::new() };
/// acs_runtime::decode_xml_strictly(b"<pet id='7'><tags><tag>a</tag><tag>b</tag></tags></pet>", &mut pet)?;
/// assert_eq!(pet, Pet { id: 7, tags: vec!["a".to_owned(), "b".to_owned()] });
/// # Ok::<(), acs_runtime::ReadError>(())
/// ```
pub fn decode_xml_strictly(document: &[u8], value: &mut dyn Value) -> Result<(), ReadError> {
    let root = Element::document(text(document)?)
        .map_err(|problem| ReadError::new(String::new(), problem))?;
    let mut trail = Trail::default();
    root.fill(value, &mut Reading::new(Notation::Texts, &mut trail))
        .map(drop)
        .map_err(|mismatch| ReadError::new(trail.path(), Problem::Mismatch(mismatch)))
}

impl Document for Element {
    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn tag(&self, member: &str) -> Option<Cow<'_, str>> {
        self.text_of(member)
    }

    fn is_null(&self) -> bool {
        self.nil
    }

    fn fill(&self, slot: &mut dyn Value, reading: &mut Reading<'_>) -> Result<Grade, Mismatch> {
        if self.nil {
            return set_graded(slot, Scalar::Null, Notation::Texts);
        }
        if let Some(union) = slot.as_union() {
            return choose(union, self, reading);
        }
        let known = reading.take_discriminator();
        let grade = match slot.shape() {
            Shape::Object => return self.fill_object(slot, known, reading),
            Shape::Any => return self.fill_any(slot, reading),
            Shape::List => self.fill_list(slot, reading),
            shape if !self.children.is_empty() => {
                Err(Mismatch::new(shape.describe(), "other elements"))
            }
            _ => set_graded(slot, Scalar::Text(&self.text), Notation::Texts),
        };
        let worst = if self.attributes.is_empty() {
            Grade::Exact
        } else {
            Grade::UnknownMembers
        };
        grade.map(|grade| grade.max(worst))
    }

    fn to_any(&self) -> Any {
        self.to_any()
    }
}

impl Element {
    /// All children are items.
    fn fill_list(
        &self,
        slot: &mut dyn Value,
        reading: &mut Reading<'_>,
    ) -> Result<Grade, Mismatch> {
        if self.children.is_empty() && !self.text.trim().is_empty() {
            return Err(Mismatch::scalar("a list", Scalar::Text(&self.text)));
        }
        let list = emptied_list(slot)?;
        let mut grade = Grade::Exact;
        for (index, child) in self.children.iter().enumerate() {
            grade = grade.max(child.fill_item(list, index, reading)?);
        }
        complete(list, self.children.len()).map_err(|(place, mismatch)| {
            reading.at_index(place);
            mismatch
        })?;
        Ok(grade)
    }

    /// The item at this place.
    fn fill_item(
        &self,
        list: &mut dyn List,
        index: usize,
        reading: &mut Reading<'_>,
    ) -> Result<Grade, Mismatch> {
        let Some(slot) = list.item(index) else {
            return Ok(Grade::UnknownMembers);
        };
        let result = self.fill(slot, reading);
        if result.is_err() {
            reading.at_index(index);
        }
        result.map(Grade::inside)
    }

    fn fill_any(&self, slot: &mut dyn Value, reading: &mut Reading<'_>) -> Result<Grade, Mismatch> {
        let tree = Element::to_any(self);
        if matches!(slot.view(), View::Absent | View::Null) {
            return tree.fill(slot, reading);
        }
        // A second element shows that the first was an item.
        tree.fill(slot.as_list()?.push(), reading)
    }

    fn fill_object(
        &self,
        slot: &mut dyn Value,
        known: Option<&'static str>,
        reading: &mut Reading<'_>,
    ) -> Result<Grade, Mismatch> {
        if !self.text.trim().is_empty() {
            return Err(Mismatch::scalar("an object", Scalar::Text(&self.text)));
        }
        let object = slot.as_object()?;
        let facts = object.facts();
        let mut progress = Progress::new(facts);
        let mut grade = Grade::Exact;
        for part in self.parts() {
            let member = facts.and_then(|facts| part.find(facts));
            let name = match member {
                Some(member) => member.name,
                None => part.name(),
            };
            let by_name = member.is_some() || facts.is_none() || part.may_be_additional();
            let slot = if by_name { object.member(name) } else { None };
            let Some(slot) = slot else {
                if known != Some(name) {
                    grade = grade.max(Grade::UnknownMembers);
                }
                continue;
            };
            let form = member.and_then(|member| member.xml);
            let read = part.fill(form, slot, self, reading);
            match read.and_then(|found| progress.read(name, slot).map(|()| found)) {
                Ok(found) => grade = grade.max(found.inside()),
                Err(mismatch) => {
                    reading.at_name(name);
                    return Err(mismatch);
                }
            }
        }
        progress.allow_empty_lists(object);
        match progress.end(object) {
            Ok(()) => Ok(grade),
            Err((name, mismatch)) => {
                reading.at_name(name);
                Err(mismatch)
            }
        }
    }

    /// How many elements of the name come before this one in that around it.
    fn place_in(&self, around: &Self) -> usize {
        let before = around
            .children
            .iter()
            .take_while(|it| !std::ptr::eq(*it, self));
        before.filter(|it| it.name == self.name).count()
    }

    fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let attributes = self.attributes.iter();
        let attributes = attributes.map(|(name, value)| Part::Attribute(name, value));
        attributes.chain(self.children.iter().map(Part::Child))
    }
}

/// What a member may be.
#[derive(Clone, Copy)]
enum Part<'a> {
    Attribute(&'a str, &'a Any),
    Child(&'a Element),
}

impl<'a> Part<'a> {
    fn name(self) -> &'a str {
        match self {
            Self::Attribute(name, _) => name,
            Self::Child(element) => &element.name,
        }
    }

    /// Whether it is a member of its own name when no member is described so.
    fn may_be_additional(self) -> bool {
        matches!(self, Self::Child(_))
    }

    /// The member that is written so.
    fn find(self, facts: &'static ObjectFacts) -> Option<&'static MemberFacts> {
        let name = self.name();
        facts.members.iter().find(|member| {
            let form = member.xml.unwrap_or(&XmlForm::PLAIN);
            let is = |known: &str| local(known) == name;
            match self {
                Self::Attribute(..) => form.attribute && is(form.name.unwrap_or(member.name)),
                Self::Child(_) if form.attribute => false,
                Self::Child(_) => match (form.wrapped, form.item, form.name) {
                    (false, Some(item), _) => is(item),
                    // The name of a list that is not wrapped does not count.
                    (false, None, Some(own)) => is(own) || is(member.name),
                    (_, _, own) => is(own.unwrap_or(member.name)),
                },
            }
        })
    }

    fn fill(
        self,
        form: Option<&XmlForm>,
        slot: &mut dyn Value,
        around: &Element,
        reading: &mut Reading<'_>,
    ) -> Result<Grade, Mismatch> {
        match self {
            Self::Attribute(_, value) if slot.shape() == Shape::List => {
                let items = value.as_str().unwrap_or_default();
                fill_words(items, emptied_list(slot)?)
            }
            Self::Attribute(_, value) => value.fill(slot, reading),
            Self::Child(element) if slot.shape() != Shape::List => {
                // What a union held before would be lost.
                let second = !matches!(slot.view(), View::Absent | View::Null);
                if second && slot.as_union().is_some() {
                    return Err(Mismatch::new("one element", "a second one of this name"));
                }
                element.fill(slot, reading)
            }
            Self::Child(element) if form.is_some_and(|form| form.wrapped) => {
                element.fill(slot, reading)
            }
            Self::Child(element) if element.nil && is_null_list(slot) => Ok(Grade::Exact),
            Self::Child(element) => {
                let list = slot.as_list()?;
                // Items that have places cannot be counted by the list, whose blank ones look like others.
                let index = match list.first_items() {
                    0 => list.len(),
                    _ => element.place_in(around),
                };
                element.fill_item(list, index, reading)
            }
        }
    }
}

/// Whether a null stands for the list rather than for an item of it; the list is then set so.
fn is_null_list(slot: &mut dyn Value) -> bool {
    let is_empty = !matches!(slot.view(), View::List(list) if !list.is_empty());
    is_empty
        && slot.set_strictly(Scalar::Null, Notation::Texts).is_ok()
        && matches!(slot.view(), View::Null)
}

/// The items of a list that is an attribute stand side by side.
fn fill_words(words: &str, list: &mut dyn List) -> Result<Grade, Mismatch> {
    let mut grade = Grade::Exact;
    for (index, word) in words.split_ascii_whitespace().enumerate() {
        let Some(slot) = list.item(index) else {
            continue;
        };
        let found = set_graded(slot, Scalar::Text(word), Notation::Texts)?;
        grade = grade.max(found.inside());
    }
    Ok(grade)
}

/// A name of the description without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
