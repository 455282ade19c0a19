//! A node of a document together with its place: what later stages read descriptions by.

use super::document::{Documents, reference_text};
use super::pointer::Location;
use super::value::Value;

/// A value of a document that knows where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    documents: &'a Documents,
    value: &'a Value,
    at: Location,
}

impl<'a> Node<'a> {
    /// The node at a location.
    pub(crate) fn new(documents: &'a Documents, at: Location) -> Option<Self> {
        let value = documents.value(&at)?;
        Some(Self {
            documents,
            value,
            at,
        })
    }

    /// Where it stands.
    pub(crate) fn at(&self) -> &Location {
        &self.at
    }

    /// The value itself.
    pub(crate) fn value(&self) -> &'a Value {
        self.value
    }

    fn with(&self, value: &'a Value, at: Location) -> Self {
        Self {
            documents: self.documents,
            value,
            at,
        }
    }

    /// A member of the object here, as written: it may be a reference.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.member(key)?;
        Some(self.with(value, self.at.child(key)))
    }

    /// Whether its document is written in OpenAPI 3.1.
    pub(crate) fn is_31(&self) -> bool {
        self.documents.is_31()
    }

    /// The same, with references followed.
    pub(crate) fn object(&self, key: &str) -> Option<Self> {
        self.get(key)?.followed()
    }

    /// Whether the object here has a member of that name.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.member(key).is_some()
    }

    /// The value of a member, where its place does not matter.
    pub(crate) fn member(&self, key: &str) -> Option<&'a Value> {
        self.value.get(key)
    }

    /// The names of the members.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let members = self.value.as_mapping().into_iter().flatten();
        members.map(|(key, _)| key)
    }

    /// A member that is a text.
    pub(crate) fn text(&self, key: &str) -> Option<&'a str> {
        self.member(key)?.as_str()
    }

    /// A member that is a truth value; `false` when it is missing.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.switch(key).unwrap_or(false)
    }

    /// A member that is a truth value.
    pub(crate) fn switch(&self, key: &str) -> Option<bool> {
        self.member(key)?.as_bool()
    }

    /// The members of the object here, in the order of the document.
    pub(crate) fn members(&self) -> impl Iterator<Item = (String, Self)> + use<'a> {
        let this = self.clone();
        self.value
            .as_mapping()
            .into_iter()
            .flatten()
            .map(move |(key, value)| {
                let at = this.at.child(key);
                (key.to_owned(), this.with(value, at))
            })
    }

    /// The items of the list here.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        let this = self.clone();
        self.value
            .as_sequence()
            .into_iter()
            .flatten()
            .enumerate()
            .map(move |(index, value)| this.with(value, this.at.index(index)))
    }

    /// The items of a member that is a list.
    pub(crate) fn list(&self, key: &str) -> impl Iterator<Item = Self> + use<'a> {
        self.get(key).into_iter().flat_map(|list| list.items())
    }

    /// The members of a member that is an object.
    pub(crate) fn map(&self, key: &str) -> impl Iterator<Item = (String, Self)> + use<'a> {
        self.get(key).into_iter().flat_map(|map| map.members())
    }

    /// What the node's reference says, if it is one.
    pub(crate) fn reference(&self) -> Option<&'a str> {
        reference_text(self.value)
    }

    /// The node that this one finally stands for; `None` when its reference leads nowhere, which loading has reported.
    pub(crate) fn followed(&self) -> Option<Self> {
        if self.reference().is_none() {
            return Some(self.clone());
        }
        Self::new(self.documents, self.documents.end_of_chain(&self.at)?)
    }

    /// The node that the reference here names, which may be a reference itself.
    pub(crate) fn target(&self) -> Option<Self> {
        let target = self.documents.target(self.reference()?, &self.at)?;
        Self::new(self.documents, target)
    }

    /// The node that a text names as a reference would.
    pub(crate) fn named(&self, reference: &str) -> Option<Self> {
        let target = self.documents.target(reference, &self.at)?;
        Self::new(self.documents, target)
    }

    /// The value as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        self.value.json()
    }
}
