//! A tree of free-form values into a slot, strictly.

use std::borrow::Cow;

use super::serde_bridge::emptied_list;
use super::{
    Any, Document, Grade, List, Mismatch, Notation, Problem, Progress, ReadError, Reading, Scalar,
    Shape, Trail, Value, View, choose, complete,
};

/// Reads a free-form value into a value of a known type, strictly.
///
/// With [`Notation::Texts`] all scalars of the tree may be texts, and what is no list counts as a list of one item: so
/// is what came as a form, or as parameters.
///
/// # Errors
/// [`ReadError`] with the path of the member: a required one that is absent, or a value that the type cannot hold. The
/// value may then be partly filled.
///
/// ```
/// use acs_runtime::value::{Notation, read_tree};
///
/// let tree = serde_json::json!({"a": "1", "b": ["2", "3"]});
/// let mut numbers = std::collections::BTreeMap::<String, Vec<i64>>::new();
/// read_tree(&tree, Notation::Texts, &mut numbers)?;
/// assert_eq!(numbers["a"], [1]);
/// assert_eq!(read_tree(&tree, Notation::Typed, &mut numbers).unwrap_err().path(), "a");
/// # Ok::<(), acs_runtime::ReadError>(())
/// ```
pub fn read_tree(tree: &Any, notation: Notation, value: &mut dyn Value) -> Result<(), ReadError> {
    let mut trail = Trail::default();
    fill_tree(tree, notation, value, &mut trail)
        .map_err(|mismatch| ReadError::new(trail.path(), Problem::Mismatch(mismatch)))
}

/// As [`read_tree`], with the path of an error in `trail`.
pub(super) fn fill_tree(
    tree: &Any,
    notation: Notation,
    value: &mut dyn Value,
    trail: &mut Trail,
) -> Result<(), Mismatch> {
    tree.fill(value, &mut Reading::new(notation, trail))
        .map(drop)
}

impl Document for Any {
    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn tag(&self, member: &str) -> Option<Cow<'_, str>> {
        match self.get(member)? {
            Self::String(text) => Some(Cow::Borrowed(text)),
            tag @ (Self::Number(_) | Self::Bool(_)) => Some(Cow::Owned(tag.to_string())),
            Self::Null | Self::Array(_) | Self::Object(_) => None,
        }
    }

    fn is_null(&self) -> bool {
        self.is_null()
    }

    fn fill(&self, slot: &mut dyn Value, reading: &mut Reading<'_>) -> Result<Grade, Mismatch> {
        if !self.is_null()
            && let Some(union) = slot.as_union()
        {
            return choose(union, self, reading);
        }
        let known = reading.take_discriminator();
        match self {
            Self::Array(items) => fill_list(items, emptied_list(slot)?, reading),
            _ if is_single(slot, self, reading) => {
                fill_list(std::slice::from_ref(self), emptied_list(slot)?, reading)
            }
            Self::Object(members) => fill_object(members, known, slot, reading),
            _ => set(slot, scalar(self), reading.notation),
        }
    }

    fn to_any(&self) -> Any {
        self.clone()
    }
}

/// Whether the node stands for a list's only item.
fn is_single(slot: &dyn Value, node: &Any, reading: &Reading<'_>) -> bool {
    reading.notation == Notation::Texts && !node.is_null() && slot.shape() == Shape::List
}

fn scalar(node: &Any) -> Scalar<'_> {
    match node {
        Any::Bool(flag) => Scalar::Bool(*flag),
        Any::Number(number) => number
            .as_i64()
            .map(Scalar::Integer)
            .or_else(|| number.as_u64().map(Scalar::Unsigned))
            .or_else(|| number.as_f64().map(Scalar::Float))
            .unwrap_or(Scalar::Null),
        Any::String(text) => Scalar::Text(text),
        Any::Null | Any::Array(_) | Any::Object(_) => Scalar::Null,
    }
}

/// Sets a scalar, and says how well it fits.
pub(crate) fn set(
    slot: &mut dyn Value,
    scalar: Scalar<'_>,
    notation: Notation,
) -> Result<Grade, Mismatch> {
    slot.set_strictly(scalar, notation)?;
    if slot.is_unknown() {
        return Ok(Grade::UnknownValues);
    }
    // A null that is read as absent is lost: a type that keeps it fits better.
    if scalar == Scalar::Null && matches!(slot.view(), View::Absent) {
        return Ok(Grade::UnknownMembers);
    }
    let converted = match scalar {
        Scalar::Integer(_) | Scalar::Unsigned(_) => matches!(slot.view(), View::Float(_)),
        Scalar::Float(_) => matches!(slot.view(), View::Integer(_) | View::Unsigned(_)),
        Scalar::Text(text) => {
            matches!(slot.view(), View::Float(_)) && text.trim().parse::<i128>().is_ok()
        }
        Scalar::Null | Scalar::Bool(_) => false,
    };
    Ok(if converted {
        Grade::Converted
    } else {
        Grade::Exact
    })
}

fn fill_list(
    items: &[Any],
    list: &mut dyn List,
    reading: &mut Reading<'_>,
) -> Result<Grade, Mismatch> {
    let mut grade = Grade::Exact;
    for (index, item) in items.iter().enumerate() {
        let Some(slot) = list.item(index) else {
            grade = grade.max(Grade::UnknownMembers);
            continue;
        };
        match item.fill(slot, reading) {
            Ok(found) => grade = grade.max(found.inside()),
            Err(mismatch) => {
                reading.at_index(index);
                return Err(mismatch);
            }
        }
    }
    complete(list, items.len()).map_err(|(place, mismatch)| {
        reading.at_index(place);
        mismatch
    })?;
    Ok(grade)
}

fn fill_object(
    members: &serde_json::Map<String, Any>,
    known: Option<&'static str>,
    slot: &mut dyn Value,
    reading: &mut Reading<'_>,
) -> Result<Grade, Mismatch> {
    let object = slot.as_object()?;
    let mut progress = Progress::new(object.facts());
    let mut grade = Grade::Exact;
    for (name, node) in members {
        let Some(slot) = object.member(name) else {
            if known != Some(name.as_str()) {
                grade = grade.max(Grade::UnknownMembers);
            }
            continue;
        };
        let read = node.fill(slot, reading);
        match read.and_then(|found| progress.read(name, slot).map(|()| found)) {
            Ok(found) => grade = grade.max(found.inside()),
            Err(mismatch) => {
                reading.at_name(name);
                return Err(mismatch);
            }
        }
    }
    match progress.end(object) {
        Ok(()) => Ok(grade),
        Err((name, mismatch)) => {
            reading.at_name(name);
            Err(mismatch)
        }
    }
}
