//! What a strict reader and a writer know about the members of a plain type beside their values.

use super::{Mismatch, Object, Shape, Value, View};

/// What the description says about a type with named members.
#[derive(Debug)]
#[non_exhaustive]
pub struct ObjectFacts {
    /// Its members, in the order in which [`Object::members`](super::Object::members) shows them.
    pub members: &'static [MemberFacts],
    /// How its element is written in XML.
    pub xml: Option<&'static XmlForm>,
}

/// What the description says about a member.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct MemberFacts {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether a value without it is refused.
    pub required: bool,
    /// Whether only replies have it.
    pub read_only: bool,
    /// Whether only requests have it.
    pub write_only: bool,
    /// How it is written in XML, where that differs from its name.
    pub xml: Option<&'static XmlForm>,
}

/// How a member or a type is written in XML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct XmlForm {
    /// Name of the element or attribute; of the wrapper for a wrapped list.
    pub name: Option<&'static str>,
    /// An attribute instead of an element.
    pub attribute: bool,
    /// Whether a list has an element around it.
    pub wrapped: bool,
    /// Name of the element of each item of a list.
    pub item: Option<&'static str>,
    /// Namespace of the element of each item of a wrapped list.
    pub item_namespace: Option<&'static str>,
    /// Prefix of the name of that element.
    pub item_prefix: Option<&'static str>,
    /// Namespace of the element.
    pub namespace: Option<&'static str>,
    /// Prefix of the element's name.
    pub prefix: Option<&'static str>,
}

impl ObjectFacts {
    /// A type with these members.
    #[must_use]
    pub const fn new(members: &'static [MemberFacts]) -> Self {
        Self { members, xml: None }
    }

    /// The same, written so in XML.
    #[must_use]
    pub const fn xml(self, xml: &'static XmlForm) -> Self {
        Self {
            xml: Some(xml),
            ..self
        }
    }

    /// The place of the member with this name; `hint` is where it would be if all came in order.
    pub(crate) fn find(&self, name: &str, hint: usize) -> Option<usize> {
        let is_it = |member: &MemberFacts| member.name == name;
        if self.members.get(hint).is_some_and(is_it) {
            return Some(hint);
        }
        self.members.iter().position(is_it)
    }

    /// The first member that a reply must have and that was not seen.
    fn missing(&self, seen: &Seen) -> Option<&'static str> {
        let mut members = self.members.iter().enumerate();
        members
            .find(|(place, member)| member.required && !member.write_only && !seen.has(*place))
            .map(|(_, member)| member.name)
    }
}

impl MemberFacts {
    /// An optional member with this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            required: false,
            read_only: false,
            write_only: false,
            xml: None,
        }
    }

    /// The same, required.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The same, in replies only.
    #[must_use]
    pub const fn read_only(self) -> Self {
        Self {
            read_only: true,
            ..self
        }
    }

    /// The same, in requests only.
    #[must_use]
    pub const fn write_only(self) -> Self {
        Self {
            write_only: true,
            ..self
        }
    }

    /// The same, written so in XML.
    #[must_use]
    pub const fn xml(self, xml: &'static XmlForm) -> Self {
        Self {
            xml: Some(xml),
            ..self
        }
    }
}

impl XmlForm {
    /// As in JSON: an element with the member's own name.
    pub const PLAIN: Self = Self {
        name: None,
        attribute: false,
        wrapped: false,
        item: None,
        item_namespace: None,
        item_prefix: None,
        namespace: None,
        prefix: None,
    };

    /// The same with this name.
    #[must_use]
    pub const fn name(self, name: &'static str) -> Self {
        Self {
            name: Some(name),
            ..self
        }
    }

    /// The same as an attribute.
    #[must_use]
    pub const fn attribute(self) -> Self {
        Self {
            attribute: true,
            ..self
        }
    }

    /// The same with an element around the list.
    #[must_use]
    pub const fn wrapped(self) -> Self {
        Self {
            wrapped: true,
            ..self
        }
    }

    /// The same with this name for each item of the list.
    #[must_use]
    pub const fn item(self, item: &'static str) -> Self {
        Self {
            item: Some(item),
            ..self
        }
    }

    /// The same with each item of the list in this namespace.
    #[must_use]
    pub const fn item_namespace(self, namespace: &'static str) -> Self {
        Self {
            item_namespace: Some(namespace),
            ..self
        }
    }

    /// The same with this prefix for each item of the list.
    #[must_use]
    pub const fn item_prefix(self, prefix: &'static str) -> Self {
        Self {
            item_prefix: Some(prefix),
            ..self
        }
    }

    /// The same in this namespace.
    #[must_use]
    pub const fn namespace(self, namespace: &'static str) -> Self {
        Self {
            namespace: Some(namespace),
            ..self
        }
    }

    /// The same with this prefix.
    #[must_use]
    pub const fn prefix(self, prefix: &'static str) -> Self {
        Self {
            prefix: Some(prefix),
            ..self
        }
    }
}

/// Follows the members of an object while they are read.
#[derive(Default)]
pub(crate) struct Progress {
    facts: Option<&'static ObjectFacts>,
    seen: Seen,
    next: usize,
}

impl Progress {
    pub(crate) fn new(facts: Option<&'static ObjectFacts>) -> Self {
        Self {
            facts,
            ..Self::default()
        }
    }

    /// Notes that a member came, and was read into this slot.
    ///
    /// # Errors
    /// [`Mismatch`] for a null where the member is required and cannot be null.
    pub(crate) fn read(&mut self, name: &str, slot: &dyn Value) -> Result<(), Mismatch> {
        let Some(facts) = self.facts else {
            return Ok(());
        };
        let Some(place) = facts.find(name, self.next) else {
            return Ok(());
        };
        self.next = place + 1;
        self.seen.note(place);
        if facts.members[place].required && matches!(slot.view(), View::Absent) {
            return Err(Mismatch::new(slot.shape().describe(), "null"));
        }
        Ok(())
    }

    /// Notes the required lists that XML cannot say when they are empty, because nothing stands around their items.
    pub(crate) fn allow_empty_lists(&mut self, object: &mut dyn Object) {
        let members = self.facts.map_or(&[][..], |facts| facts.members);
        for (place, member) in members.iter().enumerate() {
            let bare = member.required && member.xml.is_none_or(|form| !form.wrapped);
            let slot = if bare {
                object.member(member.name)
            } else {
                None
            };
            if slot.is_some_and(|slot| slot.shape() == Shape::List) {
                self.seen.note(place);
            }
        }
    }

    /// Checks that all required members came; the error says which one did not.
    pub(crate) fn end(&self, object: &mut dyn Object) -> Result<(), (&'static str, Mismatch)> {
        let missing = self.facts.and_then(|facts| facts.missing(&self.seen));
        let Some(name) = missing else {
            return Ok(());
        };
        let expected = object.member(name).map_or(Shape::Any, |slot| slot.shape());
        let found = "nothing: the member is required, and absent";
        Err((name, Mismatch::new(expected.describe(), found)))
    }
}

/// Shows the members of the map for all others, without those that have a field of their own; what
/// [`plain_object!`](crate::plain_object) calls.
pub fn visit_rest(object: &dyn Object, rest: &dyn Object, visit: &mut dyn FnMut(&str, &dyn Value)) {
    let facts = object.facts();
    rest.members(&mut |name, value| {
        if facts.is_none_or(|facts| facts.find(name, 0).is_none()) {
            visit(name, value);
        }
    });
}

/// Which members of an object were seen; the first 64 cost no allocation.
#[derive(Default)]
struct Seen {
    first: u64,
    others: Vec<usize>,
}

impl Seen {
    fn note(&mut self, place: usize) {
        if place < 64 {
            self.first |= 1 << place;
        } else if !self.others.contains(&place) {
            self.others.push(place);
        }
    }

    fn has(&self, place: usize) -> bool {
        if place < 64 {
            self.first & (1 << place) != 0
        } else {
            self.others.contains(&place)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_beyond_the_64th_are_remembered_too() {
        let mut seen = Seen::default();
        for place in [0, 63, 64, 200] {
            assert!(!seen.has(place));
            seen.note(place);
            assert!(seen.has(place));
        }
        assert!(!seen.has(1) && !seen.has(65));
    }
}
