//! The members of an object.

use std::collections::HashMap;

use super::{MERGE, NoMapping, Value};

/// Up to so many members, comparing the keys costs less than hashing one.
const SMALL: usize = 12;

/// Members in the order of the document, each key once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mapping {
    members: Vec<(Box<str>, Value)>,
    /// Where the members of a mapping that is not small are.
    #[expect(
        clippy::box_collection,
        reason = "values are many, and each as large as a mapping"
    )]
    index: Option<Box<HashMap<Box<str>, usize>>>,
}

impl Mapping {
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.position(key).map(|index| &self.members[index].1)
    }

    pub(crate) fn contains_key(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.members.iter().position(|(name, _)| **name == *key),
        }
    }

    pub(crate) fn iter(&self) -> Members<'_> {
        Members(self.members.iter())
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(key, _)| key)
    }

    /// Adds a member, in place of one that has the key already.
    pub(crate) fn insert(&mut self, key: &str, value: Value) {
        match self.position(key) {
            Some(index) => self.members[index].1 = value,
            None => self.push(key.into(), value),
        }
    }

    /// Adds a member whose key no other has.
    pub(super) fn push(&mut self, key: Box<str>, value: Value) {
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), self.members.len());
        }
        self.members.push((key, value));
        if self.index.is_none() && self.members.len() > SMALL {
            self.index_again();
        }
    }

    pub(crate) fn remove(&mut self, key: &str) {
        self.members.retain(|(name, _)| **name != *key);
        if self.index.is_some() {
            self.index_again();
        }
    }

    fn index_again(&mut self) {
        let keys = self.members.iter().map(|(key, _)| key.clone());
        self.index = Some(Box::new(keys.zip(0..).collect()));
    }

    /// Lets go of memory for members to come.
    pub(super) fn shrink(&mut self) {
        self.members.shrink_to_fit();
    }

    pub(super) fn merged(self) -> Result<Self, NoMapping> {
        let mut merged = Self::default();
        let mut sources = Vec::new();
        for (key, value) in self.members {
            let value = value.merged().map_err(|error| error.inside(&key))?;
            match (&*key, value) {
                (MERGE, Value::Sequence(items)) => sources.extend(items),
                (MERGE, source) => sources.push(source),
                (_, value) => merged.push(key, value),
            }
        }
        for source in sources {
            let Value::Mapping(source) = source else {
                return Err(NoMapping::default().inside(&MERGE));
            };
            for (key, value) in source.members {
                if !merged.contains_key(&key) {
                    merged.push(key, value);
                }
            }
        }
        Ok(merged)
    }
}

impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        let has = |(key, value)| other.get(key) == Some(value);
        self.len() == other.len() && self.iter().all(has)
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
pub(crate) struct Members<'a>(std::slice::Iter<'a, (Box<str>, Value)>);

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
        assert!(
            mapping.keys().eq((0..3 * SMALL)
                .filter(|it| *it != 3)
                .map(|it| it.to_string())
                .collect::<Vec<_>>())
        );
    }
}
