//! From serde into [`Value`]s: one deserializer's visitor for all types.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::decimal_number::{Digits, read_digits};
use super::tree::fill_tree;
use super::{Any, Discard, List, Mismatch, Notation, Object, Progress, Scalar, Value, complete};
use crate::error::text::beginning;

/// Somebody who wants a copy of some scalars among the members of the outermost object.
pub(crate) trait Watch {
    /// Where to put the copy of this member; `None` when nobody asks for it.
    fn wants(&mut self, name: &str) -> Option<&mut Option<String>>;
}

/// Where reading stopped, gathered on the way out of an error so that success pays nothing.
#[derive(Default)]
pub(crate) struct Trail {
    steps: Vec<String>,
    pub(crate) mismatch: Option<Mismatch>,
}

impl Trail {
    pub(crate) fn name(&mut self, name: &str) {
        // A map's key can be as long as the service likes.
        self.steps.push(format!(".{}", beginning(name, 100)));
    }

    pub(crate) fn index(&mut self, index: usize) {
        self.steps.push(format!("[{index}]"));
    }

    /// The place as `Data.List[2].Id`.
    pub(crate) fn path(&self) -> String {
        let whole: String = self.steps.iter().rev().map(String::as_str).collect();
        whole.strip_prefix('.').unwrap_or(&whole).to_owned()
    }
}

/// Who listens while a slot is read.
enum Listener<'a> {
    Nobody,
    /// The slot is the whole document.
    Members(&'a mut dyn Watch),
    /// The slot is a member that somebody wants a copy of.
    Scalar(&'a mut Option<String>),
}

/// Reads whatever comes into a slot.
pub(crate) struct Seed<'a> {
    slot: &'a mut dyn Value,
    trail: &'a mut Trail,
    listener: Listener<'a>,
    strict: bool,
}

impl<'a> Seed<'a> {
    pub(crate) fn new(slot: &'a mut dyn Value, trail: &'a mut Trail) -> Self {
        Self {
            slot,
            trail,
            listener: Listener::Nobody,
            strict: false,
        }
    }

    /// The same, which takes nothing that is not of the slot's own kind. Types with
    /// [`facts`](super::Object::facts) are read so anyway.
    pub(crate) fn strict(self, strict: bool) -> Self {
        Self { strict, ..self }
    }

    pub(crate) fn watched(
        slot: &'a mut dyn Value,
        trail: &'a mut Trail,
        watch: &'a mut dyn Watch,
    ) -> Self {
        Self {
            slot,
            trail,
            listener: Listener::Members(watch),
            strict: false,
        }
    }

    fn scalar<E: de::Error>(self, scalar: Scalar<'_>) -> Result<(), E> {
        if let Listener::Scalar(copy) = self.listener {
            *copy = noted(scalar);
        }
        let result = if self.strict {
            self.slot.set_strictly(scalar, Notation::Typed)
        } else {
            self.slot.set(scalar)
        };
        result.map_err(|mismatch| mismatched(self.trail, mismatch))
    }
}

/// A scalar as the text that a watcher keeps.
fn noted(scalar: Scalar<'_>) -> Option<String> {
    (scalar != Scalar::Null).then(|| super::scalars::text_of(scalar).into_owned())
}

/// serde's errors only carry text, so the mismatch itself travels beside it.
fn mismatched<E: de::Error>(trail: &mut Trail, mismatch: Mismatch) -> E {
    let error = E::custom(&mismatch);
    trail.mismatch = Some(mismatch);
    error
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.slot.takes_digits() {
            return read_digits(deserializer, self);
        }
        if self.slot.as_union().is_none() {
            return deserializer.deserialize_any(self);
        }
        let tree = Any::deserialize(deserializer)?;
        fill_tree(&tree, Notation::Typed, self.slot, self.trail)
            .map_err(|mismatch| mismatched(self.trail, mismatch))
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slot.shape().describe())
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<(), E> {
        self.scalar(Scalar::Bool(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        self.scalar(Scalar::Integer(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        // Most numbers fit both kinds; one spelling for them keeps the slots' matches short.
        self.scalar(i64::try_from(number).map_or(Scalar::Unsigned(number), Scalar::Integer))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        self.scalar(Scalar::Float(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.scalar(Scalar::Text(text))
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.scalar(Scalar::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.scalar(Scalar::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        match emptied_list(self.slot) {
            Ok(list) => read_items(list, self.trail, self.strict, &mut items),
            Err(mismatch) => Err(mismatched(self.trail, mismatch)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let object = match self.slot.as_object() {
            Ok(object) => object,
            Err(mismatch) => return Err(mismatched(self.trail, mismatch)),
        };
        match self.listener {
            Listener::Members(watch) => read_watched(object, self.trail, watch, &mut members),
            Listener::Nobody | Listener::Scalar(_) => {
                read_members(object, self.trail, self.strict, &mut members)
            }
        }
    }
}

impl Digits<'_> for Seed<'_> {
    fn visit_digits<E: de::Error>(self, digits: &str) -> Result<(), E> {
        // The kind is known to be the slot's.
        let result = self.slot.set(Scalar::Text(digits));
        result.map_err(|mismatch| mismatched(self.trail, mismatch))
    }

    fn refuse<E: de::Error>(self, found: &'static str) -> Result<(), E> {
        let mismatch = Mismatch::new(self.slot.shape().describe(), found);
        Err(mismatched(self.trail, mismatch))
    }
}

/// The slot's list without items: the last of two equal names wins, as for scalars, and a repeated list is not appended.
pub(crate) fn emptied_list(slot: &mut dyn Value) -> Result<&mut dyn List, Mismatch> {
    slot.as_list()?;
    slot.set(Scalar::Null)?;
    slot.as_list()
}

fn read_items<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    trail: &mut Trail,
    strict: bool,
    items: &mut A,
) -> Result<(), A::Error> {
    let mut index = 0;
    loop {
        match items.next_element_seed(ItemSeed {
            list,
            trail,
            strict,
            index,
        }) {
            Ok(Some(())) => index += 1,
            Ok(None) => {
                return complete(list, index).map_err(|(place, mismatch)| {
                    trail.index(place);
                    mismatched(trail, mismatch)
                });
            }
            Err(error) => {
                trail.index(index);
                return Err(error);
            }
        }
    }
}

/// Pushes only once the item is there.
struct ItemSeed<'a> {
    list: &'a mut dyn List,
    trail: &'a mut Trail,
    strict: bool,
    index: usize,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Some(slot) = self.list.item(self.index) else {
            return IgnoredAny::deserialize(deserializer).map(drop);
        };
        Seed::new(slot, self.trail)
            .strict(self.strict)
            .deserialize(deserializer)
    }
}

fn read_members<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    trail: &mut Trail,
    strict: bool,
    members: &mut A,
) -> Result<(), A::Error> {
    let facts = object.facts();
    let strict = strict || facts.is_some();
    let mut progress = Progress::new(facts);
    while let Some(name) = members.next_key_seed(NameSeed)? {
        let Some(slot) = object.member(&name) else {
            members.next_value::<IgnoredAny>()?;
            continue;
        };
        let seed = Seed::new(&mut *slot, trail).strict(strict);
        let read = members.next_value_seed(seed).and_then(|()| {
            let checked = progress.read(&name, slot);
            checked.map_err(|mismatch| mismatched(trail, mismatch))
        });
        if let Err(error) = read {
            trail.name(&name);
            return Err(error);
        }
    }
    progress.end(object).map_err(|(name, mismatch)| {
        trail.name(name);
        mismatched(trail, mismatch)
    })
}

fn read_watched<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    trail: &mut Trail,
    watch: &mut dyn Watch,
    members: &mut A,
) -> Result<(), A::Error> {
    let mut discard = Discard;
    while let Some(name) = members.next_key_seed(NameSeed)? {
        let slot = object.member(&name);
        let result = match (watch.wants(&name), slot) {
            (Some(copy), slot) => {
                let slot = slot.unwrap_or(&mut discard);
                members.next_value_seed(Seed {
                    slot,
                    trail,
                    listener: Listener::Scalar(copy),
                    strict: false,
                })
            }
            (None, Some(slot)) => members.next_value_seed(Seed::new(slot, trail)),
            (None, None) => members.next_value::<IgnoredAny>().map(drop),
        };
        if let Err(error) = result {
            trail.name(&name);
            return Err(error);
        }
    }
    Ok(())
}

/// Reads a member's name, borrowed from the document where its spelling needs no unescaping.
struct NameSeed;

/// A name, borrowed if possible.
type Name<'de> = std::borrow::Cow<'de, str>;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name<'de>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for NameSeed {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name::Borrowed(name))
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name::Owned(name.to_owned()))
    }

    fn visit_string<E: de::Error>(self, name: String) -> Result<Name<'de>, E> {
        Ok(Name::Owned(name))
    }
}

/// Reads a value out of any serde format; what `Deserialize` of a generated type calls.
///
/// # Errors
/// The format's own error; it says the path of the member and what was expected there.
pub fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
    slot: &mut dyn Value,
) -> Result<(), D::Error> {
    read(deserializer, slot, false)
}

/// Reads a value strictly out of any serde format; what `Deserialize` of a type of the plain profile calls.
///
/// # Errors
/// As [`deserialize`]; also a required member that is absent, and a scalar of another kind.
pub fn deserialize_strictly<'de, T: Value, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut value = T::blank();
    read(deserializer, &mut value, true)?;
    Ok(value)
}

fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    slot: &mut dyn Value,
    strict: bool,
) -> Result<(), D::Error> {
    let mut trail = Trail::default();
    let seed = Seed::new(slot, &mut trail).strict(strict);
    let result = seed.deserialize(deserializer);
    match (result, &trail.mismatch) {
        (Err(_), Some(mismatch)) if !trail.steps.is_empty() => Err(de::Error::custom(
            format_args!("{}: {mismatch}", trail.path()),
        )),
        (result, _) => result,
    }
}
