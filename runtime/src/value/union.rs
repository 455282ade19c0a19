//! Values of one of several types.
//!
//! Which of them a value is can only be said once it is there as a whole, so a reader keeps it as a tree and asks each
//! type in turn how well it fits. Answers are remembered by the place in the tree, since a union inside of another one
//! would otherwise be asked again by each type around it, twice as often with each level.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Any, Mismatch, Notation, Object, ObjectFacts, Scalar, Shape, Trail, Value, View};

/// A value of one of several types; [`union!`](crate::union) implements it.
pub trait Union: Object {
    /// What the description says about the types.
    fn facts(&self) -> &'static UnionFacts;

    /// Puts a blank value of this variant in place, and hands out its slot; `None` for a name that is no variant's.
    fn choose(&mut self, variant: &str) -> Option<&mut dyn Value>;

    /// Keeps what fits none of the types.
    fn keep(&mut self, tree: Any);

    /// The variant's name, and its value; the name is empty for what fits none.
    fn held(&self) -> (&'static str, &dyn Value);
}

/// What the description says about the types of a union.
#[derive(Debug)]
#[non_exhaustive]
pub struct UnionFacts {
    /// The types, in the order of the description.
    pub variants: &'static [VariantFacts],
    /// The member that tells them apart.
    pub discriminator: Option<&'static str>,
    /// A member for which each of the objects has other values, where there is no discriminator: an object with a value
    /// that none has is of no type, however well one of them would fit.
    pub told_by: Option<&'static str>,
}

/// What the description says about a type of a union.
#[derive(Debug)]
#[non_exhaustive]
pub struct VariantFacts {
    /// Name of the variant.
    pub name: &'static str,
    /// Values of the discriminator that mean it; the first is the one that is written.
    pub tags: &'static [&'static str],
    /// Whether it holds what fits several of the types before it, and nothing that fits none of them.
    pub joint: bool,
}

impl UnionFacts {
    /// A union of these types.
    #[must_use]
    pub const fn new(variants: &'static [VariantFacts]) -> Self {
        Self {
            variants,
            discriminator: None,
            told_by: None,
        }
    }

    /// The same, where this member has other values in each of the objects.
    #[must_use]
    pub const fn told_by(self, member: &'static str) -> Self {
        Self {
            told_by: Some(member),
            ..self
        }
    }

    /// The same, told apart by this member.
    #[must_use]
    pub const fn discriminator(self, member: &'static str) -> Self {
        Self {
            discriminator: Some(member),
            ..self
        }
    }

    /// The member that has to say which type it is, and what it says, for this variant.
    fn tags_of(&self, variant: &str) -> Option<(&'static str, &'static [&'static str])> {
        let member = self.discriminator?;
        let mut variants = self.variants.iter();
        let tags = variants.find(|known| known.name == variant)?.tags;
        (!tags.is_empty()).then_some((member, tags))
    }

    /// The variant that the discriminator picks.
    fn tagged(&self, node: &dyn Document) -> Option<&'static VariantFacts> {
        let tag = node.tag(self.discriminator?)?;
        let mut variants = self.variants.iter();
        variants.find(|variant| variant.tags.contains(&&*tag))
    }
}

impl UnionFacts {
    /// Whether the discriminator says that it is none of the types, however well one of them would fit.
    fn is_foreign(&self, node: &dyn Document) -> bool {
        if let Some(tag) = self.told_by.and_then(|member| node.tag(member)) {
            let mut variants = self.variants.iter();
            return !variants.any(|variant| variant.tags.contains(&&*tag));
        }
        let tag = self.discriminator.and_then(|member| node.tag(member));
        tag.is_some() && self.variants.iter().all(|variant| !variant.tags.is_empty())
    }
}

impl VariantFacts {
    /// A type with this name and these values of the discriminator.
    #[must_use]
    pub const fn new(name: &'static str, tags: &'static [&'static str]) -> Self {
        Self {
            name,
            tags,
            joint: false,
        }
    }

    /// The same, for what fits several of the types before it.
    #[must_use]
    pub const fn joint(self) -> Self {
        Self {
            joint: true,
            ..self
        }
    }
}

/// How well a value fits a type, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// All of it is as described.
    Exact,
    /// A whole number stands for a fractional one or the other way round.
    Converted,
    /// It has members that the type does not know.
    UnknownMembers,
    /// It has values that an enum or a union inside does not know.
    UnknownValues,
    /// It is of none of a union's types.
    Unmatched,
}

impl Grade {
    /// The grade of a value with a member or item of this grade.
    pub(crate) fn inside(self) -> Self {
        self.min(Self::UnknownValues)
    }
}

/// A place in a document that was read as a tree.
pub(crate) trait Document {
    /// What tells it from all other places.
    fn address(&self) -> usize;

    /// The text of a member.
    fn tag(&self, member: &str) -> Option<Cow<'_, str>>;

    /// Whether there is an explicit null.
    fn is_null(&self) -> bool;

    /// Reads it into a slot.
    fn fill(&self, slot: &mut dyn Value, reading: &mut Reading<'_>) -> Result<Grade, Mismatch>;

    /// The same as a free-form value.
    fn to_any(&self) -> Any;
}

/// A place and a union.
type Key = (usize, usize);

/// The state of reading a tree.
pub(crate) struct Reading<'a> {
    pub(crate) notation: Notation,
    trail: &'a mut Trail,
    /// Whether only the grade is wanted: unions are then left as they are.
    dry: bool,
    /// Whether a union was left so.
    hollow: bool,
    /// The member that a union around the next object knows.
    discriminator: Option<&'static str>,
    /// The unions that are being asked.
    open: Vec<Key>,
    /// What they answered: the variant's place.
    known: HashMap<Key, Option<(usize, Grade)>>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(notation: Notation, trail: &'a mut Trail) -> Self {
        Self {
            notation,
            trail,
            dry: false,
            hollow: false,
            discriminator: None,
            open: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Notes where an error is, unless it only says that a type does not fit.
    pub(crate) fn at_name(&mut self, name: &str) {
        if !self.dry {
            self.trail.name(name);
        }
    }

    /// As [`at_name`](Self::at_name), for an item.
    pub(crate) fn at_index(&mut self, index: usize) {
        if !self.dry {
            self.trail.index(index);
        }
    }

    /// The member that a union around this object knows, once.
    pub(crate) fn take_discriminator(&mut self) -> Option<&'static str> {
        self.discriminator.take()
    }
}

/// Reads a place in a document into the type that fits best.
///
/// # Errors
/// [`Mismatch`] where the discriminator picks a type that does not fit, and for a null that none of the types takes.
pub(crate) fn choose(
    union: &mut dyn Union,
    node: &dyn Document,
    reading: &mut Reading<'_>,
) -> Result<Grade, Mismatch> {
    let facts = Union::facts(union);
    let key = (node.address(), std::ptr::from_ref(facts).addr());
    if reading.open.contains(&key) {
        if !reading.dry {
            union.keep(node.to_any());
        }
        return Ok(Grade::Unmatched);
    }
    reading.open.push(key);
    let result = chosen(union, facts, node, key, reading);
    reading.open.pop();
    result
}

fn chosen(
    union: &mut dyn Union,
    facts: &'static UnionFacts,
    node: &dyn Document,
    key: Key,
    reading: &mut Reading<'_>,
) -> Result<Grade, Mismatch> {
    if let Some(variant) = facts.tagged(node) {
        return filled(union, facts, variant, node, reading);
    }
    if facts.is_foreign(node) {
        if !reading.dry {
            union.keep(node.to_any());
        }
        return Ok(Grade::Unmatched);
    }
    let mut complete = false;
    let known = reading.known.get(&key).copied();
    let answer = known.unwrap_or_else(|| {
        let answer = best(union, facts, node, reading, &mut complete);
        reading.known.insert(key, answer);
        answer
    });
    match answer {
        Some((_, grade)) if reading.dry => {
            // What was tried is dropped level by level, and the slot shows that something came.
            union.keep(Any::Bool(true));
            reading.hollow = true;
            Ok(grade)
        }
        Some((_, grade)) if complete => Ok(grade),
        Some((place, _)) => filled(union, facts, &facts.variants[place], node, reading),
        None if node.is_null() => Err(Mismatch::new("one of several types", "null")),
        None => {
            if !reading.dry {
                union.keep(node.to_any());
            }
            Ok(Grade::Unmatched)
        }
    }
}

fn filled(
    union: &mut dyn Union,
    facts: &'static UnionFacts,
    variant: &VariantFacts,
    node: &dyn Document,
    reading: &mut Reading<'_>,
) -> Result<Grade, Mismatch> {
    let Some(slot) = union.choose(variant.name) else {
        return Ok(Grade::Unmatched);
    };
    let around = reading.discriminator;
    reading.discriminator = facts.discriminator.or(around);
    let result = node.fill(slot, reading);
    reading.discriminator = None;
    result
}

/// Asks each type; `complete` says whether the union now holds the whole value of the best.
fn best(
    union: &mut dyn Union,
    facts: &'static UnionFacts,
    node: &dyn Document,
    reading: &mut Reading<'_>,
    complete: &mut bool,
) -> Option<(usize, Grade)> {
    let dry = std::mem::replace(&mut reading.dry, true);
    let around = reading.discriminator;
    let mut best: Option<(usize, Grade)> = None;
    for (place, variant) in facts.variants.iter().enumerate() {
        // It asks for nothing by itself.
        if variant.joint && best.is_none() {
            continue;
        }
        reading.hollow = false;
        reading.discriminator = around;
        let result = filled(union, facts, variant, node, reading);
        *complete = false;
        let Ok(grade) = result else { continue };
        if grade < best.map_or(Grade::Unmatched, |(_, grade)| grade) {
            best = Some((place, grade));
            *complete = !reading.hollow;
        }
        if grade == Grade::Exact {
            break;
        }
    }
    reading.discriminator = around;
    reading.dry = dry;
    best
}

/// Reads a scalar into the type that fits best; what [`union!`](crate::union) calls.
///
/// # Errors
/// [`Mismatch`] for a null that none of the types takes.
#[doc(hidden)]
pub fn set_union(
    union: &mut dyn Union,
    scalar: Scalar<'_>,
    notation: Notation,
) -> Result<(), Mismatch> {
    let mut tree = Any::Null;
    tree.set(scalar)?;
    let mut trail = Trail::default();
    choose(union, &tree, &mut Reading::new(notation, &mut trail)).map(drop)
}

/// The value of the variant for writing; what [`union!`](crate::union) calls.
#[doc(hidden)]
pub fn view_union(union: &dyn Union) -> View<'_> {
    let (variant, value) = union.held();
    let tagged = Union::facts(union).tags_of(variant).is_some();
    match value.view() {
        View::Object(object) if tagged || object.facts().is_none() => View::Object(union),
        view => view,
    }
}

/// The members of the variant with the discriminator among them; what [`union!`](crate::union) calls.
#[doc(hidden)]
pub fn visit_union(union: &dyn Union, visit: &mut dyn FnMut(&str, &dyn Value)) {
    let (variant, value) = union.held();
    let View::Object(object) = value.view() else {
        return;
    };
    let Some((discriminator, tags)) = Union::facts(union).tags_of(variant) else {
        return object.members(visit);
    };
    // What a union inside does not know says itself what it is.
    if value.is_unknown() {
        return object.members(visit);
    }
    let mut tag = None;
    object.members(&mut |name, value| {
        if name == discriminator {
            tag = Some(tag_for(value, tags));
        }
    });
    if tag.is_none() {
        visit(discriminator, &tags[0].to_owned());
    }
    object.members(&mut |name, value| match &tag {
        Some(tag) if name == discriminator => visit(name, tag),
        _ => visit(name, value),
    });
}

/// The value of the discriminator that is written where the member has this one: itself if it means the variant, else
/// the first that does, of the member's kind.
fn tag_for(value: &dyn Value, tags: &[&str]) -> Any {
    let own = match value.view() {
        View::Digits(text) | View::Text(text) => Any::from(&*text),
        View::Integer(number) => Any::from(number),
        View::Unsigned(number) => Any::from(number),
        View::Float(number) => Any::from(number),
        View::Bool(flag) => Any::from(flag),
        _ => Any::Null,
    };
    let text = own.as_str().map_or_else(|| own.to_string(), str::to_owned);
    if tags.contains(&text.as_str()) {
        return own;
    }
    let read: Option<Any> = serde_json::from_str(tags[0]).ok();
    let is_meant = |read: &Any| match value.shape() {
        Shape::Number => read.is_number(),
        Shape::Flag => read.is_boolean(),
        _ => own.is_number() && read.is_number() || own.is_boolean() && read.is_boolean(),
    };
    read.filter(is_meant).unwrap_or_else(|| Any::from(tags[0]))
}

/// What is known about the members of the variant; what [`union!`](crate::union) calls.
#[doc(hidden)]
#[must_use]
pub fn facts_of_union(union: &dyn Union) -> Option<&'static ObjectFacts> {
    // A map has no facts, yet its nulls are to be written.
    static NOTHING: ObjectFacts = ObjectFacts::new(&[]);
    match union.held().1.view() {
        View::Object(object) => object.facts().or(Some(&NOTHING)),
        _ => None,
    }
}
