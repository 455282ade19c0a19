//! Names of places: a document and a JSON pointer (RFC 6901) into it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::DocumentId;

/// A JSON pointer, kept in its escaped form; the empty one names the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// Reads a pointer as it stands after `#` in a reference; `None` when it does not begin with `/`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(text.to_owned()))
    }

    /// The pointer to a member of the object named.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + key.len() + 1);
        text.push_str(&self.0);
        text.push('/');
        if key.contains(['~', '/']) {
            text.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            text.push_str(key);
        }
        Self(text)
    }

    /// The pointer to an item of the list named.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The keys on the way, unescaped.
    pub fn keys(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|key| {
            if key.contains('~') {
                Cow::Owned(key.replace("~1", "/").replace("~0", "~"))
            } else {
                Cow::Borrowed(key)
            }
        })
    }

    /// The last key, unescaped.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.keys().last()
    }

    /// Whether `other` is this place or one inside it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other
            .0
            .strip_prefix(&self.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A node of a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// The document.
    pub document: DocumentId,
    /// The node in it.
    pub pointer: Pointer,
}

impl Location {
    /// The root of a document.
    #[must_use]
    pub fn root(document: DocumentId) -> Self {
        Self {
            document,
            pointer: Pointer::default(),
        }
    }

    /// A member of the object here.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        Self {
            document: self.document,
            pointer: self.pointer.child(key),
        }
    }

    /// An item of the list here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self {
            document: self.document,
            pointer: self.pointer.index(index),
        }
    }

    /// The object or list that holds this node; `None` for the whole document.
    pub(crate) fn parent(&self) -> Option<Self> {
        Some(Self {
            document: self.document,
            pointer: Pointer(self.pointer.0.rsplit_once('/')?.0.to_owned()),
        })
    }

    /// Whether `other` is this node or one inside it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.document == other.document && self.pointer.contains(&other.pointer)
    }

    /// The key under which the node stands, as a place of its own.
    #[must_use]
    pub fn key(&self) -> Place {
        Place {
            document: self.document,
            target: Target::Key(self.pointer.clone()),
        }
    }
}

/// What a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document.
    pub document: DocumentId,
    /// The part of it.
    pub target: Target,
}

/// The part of a document that a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A node.
    Value(Pointer),
    /// The key of a node in the mapping that holds it.
    Key(Pointer),
    /// A range of bytes.
    Bytes(Range<usize>),
}

impl Place {
    /// A range of bytes of a document.
    #[must_use]
    pub fn bytes(document: DocumentId, range: Range<usize>) -> Self {
        Self {
            document,
            target: Target::Bytes(range),
        }
    }

    /// Whether `other` is this place or one inside it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        if self.document != other.document {
            return false;
        }
        match (&self.target, &other.target) {
            (Target::Value(outer), Target::Value(inner) | Target::Key(inner)) => {
                outer.contains(inner)
            }
            (Target::Value(outer), Target::Bytes(_)) => *outer == Pointer::default(),
            (outer, inner) => outer == inner,
        }
    }
}

impl From<Location> for Place {
    fn from(location: Location) -> Self {
        Self {
            document: location.document,
            target: Target::Value(location.pointer),
        }
    }
}

impl From<&Location> for Place {
    fn from(location: &Location) -> Self {
        location.clone().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_with_slashes_and_tildes_survive() {
        let pointer = Pointer::default().child("paths").child("/a~b").index(2);
        assert_eq!(pointer.to_string(), "/paths/~1a~0b/2");
        assert_eq!(pointer.keys().collect::<Vec<_>>(), ["paths", "/a~b", "2"]);
    }

    #[test]
    fn a_node_contains_what_is_below_it_and_not_its_namesakes() {
        let parent = Pointer::default().child("a");
        assert!(parent.contains(&parent.child("b")));
        assert!(!parent.contains(&Pointer::default().child("ab")));
    }
}
