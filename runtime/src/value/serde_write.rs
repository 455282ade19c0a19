//! From [`Value`]s to serde: one serializer's wrapper for all types.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::decimal_number::write_digits;
use super::{List, Object, Value, View};

/// What is shown a member with its place among the facts.
type Visit<'a> = dyn FnMut(&str, &dyn Value, Option<usize>) + 'a;

/// What a writer does with members that have no plain value.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Writing {
    /// Whether members that are `null` are written; types with [`facts`](Object::facts) and all below always do.
    pub(crate) nulls: bool,
    /// Whether members are left out that only replies have.
    pub(crate) request: bool,
    /// Whether the format is JSON for sure, so that numbers can be written by their digits.
    pub(crate) digits: bool,
}

impl Writing {
    /// All that there is.
    const ALL: Self = Self {
        nulls: true,
        request: false,
        digits: false,
    };

    /// For the body of a request.
    pub(crate) const REQUEST: Self = Self {
        nulls: true,
        request: true,
        digits: true,
    };

    /// The same for the members of this object.
    pub(crate) fn inside(self, object: &dyn Object) -> Self {
        Self {
            nulls: self.nulls || object.facts().is_some(),
            ..self
        }
    }

    /// Shows the members that are to be written, each with its place among the facts.
    pub(crate) fn members(self, object: &dyn Object, visit: &mut Visit<'_>) {
        let facts = object.facts();
        let mut next = 0;
        object.members(&mut |name, value| {
            let place = facts.and_then(|facts| facts.find(name, next));
            if let (Some(place), Some(facts)) = (place, facts) {
                next = place + 1;
                if self.request && facts.members[place].read_only {
                    return;
                }
            }
            match value.view() {
                View::Absent => {}
                View::Null if !self.nulls => {}
                _ => visit(name, value, place),
            }
        });
    }
}

/// Writes a value to any serde format; what `Serialize` of a generated type calls.
///
/// # Errors
/// Whatever the format's serializer returns.
pub fn serialize<S: Serializer>(value: &dyn Value, serializer: S) -> Result<S::Ok, S::Error> {
    Written::new(value, Writing::default()).serialize(serializer)
}

/// Writes a value to any serde format, its nulls included; what `Serialize` of a type of the plain profile calls.
///
/// # Errors
/// Whatever the format's serializer returns.
pub fn serialize_strictly<S: Serializer>(
    value: &dyn Value,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Written::new(value, Writing::ALL).serialize(serializer)
}

/// A value as something that serde can write.
pub(crate) struct Written<'a> {
    value: &'a dyn Value,
    how: Writing,
}

impl<'a> Written<'a> {
    pub(crate) fn new(value: &'a dyn Value, how: Writing) -> Self {
        Self { value, how }
    }
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value.view() {
            View::Absent | View::Null => serializer.serialize_none(),
            View::Bool(flag) => serializer.serialize_bool(flag),
            View::Integer(number) => serializer.serialize_i64(number),
            View::Unsigned(number) => serializer.serialize_u64(number),
            View::Float(number) => serializer.serialize_f64(number),
            View::Digits(digits) => write_digits(&digits, self.how.digits, serializer),
            View::Text(text) => serializer.serialize_str(&text),
            View::Object(object) => serialize_object(object, self.how, serializer),
            View::List(list) => serialize_list(list, self.how, serializer),
        }
    }
}

fn serialize_list<S: Serializer>(
    list: &dyn List,
    how: Writing,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut out = serializer.serialize_seq(Some(list.len()))?;
    for item in (0..list.len()).filter_map(|index| list.get(index)) {
        out.serialize_element(&Written::new(item, how))?;
    }
    out.end()
}

fn serialize_object<S: Serializer>(
    object: &dyn Object,
    how: Writing,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let how = how.inside(object);
    let mut out = serializer.serialize_map(None)?;
    let mut result = Ok(());
    how.members(object, &mut |name, value, _| {
        if result.is_ok() {
            result = out.serialize_entry(name, &Written::new(value, how));
        }
    });
    result?;
    out.end()
}
