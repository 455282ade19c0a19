//! The members of an object.

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::ser::{Serialize, Serializer};

use super::{MERGE, NoMapping, Value};

/// Up to so many members, comparing the keys costs less than hashing one.
const SMALL: usize = 12;

/// Members in the order of the document, each key once. In a box, since values are many, and each as large as a mapping.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mapping(Box<IndexMap<Box<str>, Value>>);

impl Mapping {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        if self.len() > SMALL {
            return self.0.get(key);
        }
        self.iter()
            .find_map(|(name, value)| (name == key).then_some(value))
    }

    pub(crate) fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(crate) fn iter(&self) -> Members<'_> {
        Members(self.0.iter())
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(key, _)| key)
    }

    /// Adds a member, in place of one that has the key already.
    pub(crate) fn insert(&mut self, key: &str, value: Value) {
        self.0.insert(key.into(), value);
    }

    /// Adds a member; gives the key back where a member has it already.
    pub(super) fn add(&mut self, key: Box<str>, value: Value) -> Result<(), Box<str>> {
        match self.0.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(value);
                Ok(())
            }
            Entry::Occupied(entry) => Err(entry.key().clone()),
        }
    }

    pub(crate) fn remove(&mut self, key: &str) {
        self.0.shift_remove(key);
    }

    /// Lets go of memory for members to come.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    pub(super) fn merged(self) -> Result<Self, NoMapping> {
        let mut merged = Self::default();
        let mut sources = Vec::new();
        for (key, value) in *self.0 {
            let value = value.merged().map_err(|error| error.inside(&key))?;
            match (&*key, value) {
                (MERGE, Value::Sequence(items)) => sources.extend(items),
                (MERGE, source) => sources.push(source),
                (_, value) => {
                    merged.0.insert(key, value);
                }
            }
        }
        for source in sources {
            let Value::Mapping(source) = source else {
                return Err(NoMapping::default().inside(&MERGE));
            };
            for (key, value) in *source.0 {
                merged.0.entry(key).or_insert(value);
            }
        }
        Ok(merged)
    }
}

impl Serialize for Mapping {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'a> IntoIterator for &'a Mapping {
    type Item = (&'a str, &'a Value);
    type IntoIter = Members<'a>;

    fn into_iter(self) -> Members<'a> {
        self.iter()
    }
}

/// The members of a mapping, one by one.
#[derive(Clone, Debug)]
pub(crate) struct Members<'a>(indexmap::map::Iter<'a, Box<str>, Value>);

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&**key, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_in_mappings_of_any_size() {
        let mut mapping = Mapping::default();
        for number in 0..3 * SMALL {
            mapping.insert(&number.to_string(), Value::Bool(number % 2 == 0));
            mapping.insert("0", Value::Null);
            assert_eq!(mapping.len(), number + 1);
            assert_eq!(mapping.get("0"), Some(&Value::Null));
        }
        mapping.remove("3");
        assert_eq!(mapping.get("3"), None);
        assert_eq!(mapping.get("35"), Some(&Value::Bool(false)));
        let rest = (0..3 * SMALL).filter(|it| *it != 3);
        assert!(mapping.keys().eq(rest.map(|it| it.to_string())));
    }
}
