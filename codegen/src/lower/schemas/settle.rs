//! Names that meet in one scope: the later ones get a number.

use std::collections::{HashMap, HashSet};

use crate::ir::{Api, Shape, TypeDefinition};

/// Names of the standard library and of values, which a type of the same name would hide.
const TYPES: &[&str] = &[
    "Any",
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Base64",
    "Box",
    "Clone",
    "Copy",
    "Date",
    "Debug",
    "Decimal",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Nullable",
    "None",
    "OffsetDateTime",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "SecretText",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Uuid",
    "Vec",
];

/// The variant for what an enum or a union does not know.
const VARIANTS: &[&str] = &["Unknown"];

/// Gives each type, field and variant a name of its own. Schemas with a name go first, in the order of their names, so
/// that adding one does not rename another that came before it.
pub(in crate::lower) fn settle(api: &mut Api) {
    let mut scope = Scope::default();
    let calls = api.operations.iter();
    scope
        .taken
        .extend(calls.map(|operation| operation.type_name.clone()));
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by_cached_key(|&index| {
        let definition = &api.types[index];
        let is_named = is_component(definition);
        let place = is_named.then(|| definition.origin.clone());
        (!is_named, place, index)
    });
    for index in order {
        let name = &mut api.types[index].rust_name;
        if TYPES.contains(&name.as_str()) {
            name.push_str("Type");
        }
        *name = scope.free(name, "");
    }
    for definition in &mut api.types {
        settle_members(&mut definition.shape);
    }
}

fn is_component(definition: &TypeDefinition) -> bool {
    definition.origin.pointer.keys().count() <= 3
}

fn settle_members(shape: &mut Shape) {
    match shape {
        Shape::Object { fields, additional } => {
            let reserved: &[&str] = if additional.is_some() {
                &["additional"]
            } else {
                &[]
            };
            let names = fields.iter_mut().map(|field| &mut field.rust_name);
            number(names, reserved, "_field", "_");
        }
        Shape::Enum { values, .. } => {
            number(
                values.iter_mut().map(|value| &mut value.rust_name),
                VARIANTS,
                "Value",
                "",
            );
        }
        Shape::Tuple { .. } => {}
        Shape::Union { variants, .. } => {
            number(
                variants.iter_mut().map(|variant| &mut variant.rust_name),
                VARIANTS,
                "Value",
                "",
            );
        }
    }
}

/// Numbers names that came before; those that are reserved get a suffix.
fn number<'n>(
    names: impl Iterator<Item = &'n mut String>,
    reserved: &[&str],
    suffix: &str,
    separator: &str,
) {
    let names: Vec<_> = names.collect();
    let mut scope = Scope::default();
    scope
        .taken
        .extend(reserved.iter().map(|&name| name.to_owned()));
    // A name that needs no number must not lose it to one that was numbered before.
    scope.wanted = names.iter().map(|name| (**name).clone()).collect();
    for name in names {
        if reserved.contains(&name.as_str()) {
            name.push_str(suffix);
        }
        *name = scope.free(name, separator);
    }
}

/// Names that are given.
#[derive(Default)]
struct Scope {
    taken: HashSet<String>,
    /// Names that others want without a number.
    wanted: HashSet<String>,
    /// The last number that a name was given.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// The name itself, or with a number that nobody has.
    fn free(&mut self, name: &str, separator: &str) -> String {
        let mut candidate = name.to_owned();
        // `Self_2` and `self__2` would not be spelled as Rust wants types and fields to be.
        let base = name.trim_end_matches('_');
        while self.taken.contains(&candidate)
            || candidate != name && self.wanted.contains(&candidate)
        {
            let number = self.numbers.entry(name.to_owned()).or_insert(1);
            *number += 1;
            candidate = format!("{base}{separator}{number}");
        }
        self.taken.insert(candidate.clone());
        candidate
    }
}
