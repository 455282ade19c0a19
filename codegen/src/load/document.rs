//! The documents of a run.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;

use super::anchors::Names;
use super::grammar::Version;
use super::locate;
use super::pointer::{Location, Place, Pointer, Target};
use super::reference::{Reference, path_from};
use super::value::Value;

/// Number of a document in [`Documents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(usize);

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Yaml,
    Json,
    Xml,
}

impl Format {
    /// The format that a file's name tells.
    pub(crate) fn of(path: &str) -> Self {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        if extension.eq_ignore_ascii_case("json") {
            Self::Json
        } else if extension.eq_ignore_ascii_case("xml") {
            Self::Xml
        } else {
            Self::Yaml
        }
    }
}

/// One file: its text and, unless it is XML, what the text says.
#[derive(Debug)]
pub struct Document {
    /// The name that a person would use.
    pub name: String,
    /// The path below the folder of the entry document, `/`-separated.
    pub path: String,
    /// The text.
    pub text: Arc<str>,
    pub(crate) format: Format,
    /// `Null` for XML, and for what could not be read.
    pub(crate) value: Value,
    pub(super) names: OnceLock<Names>,
}

impl Document {
    /// The node at `pointer`.
    pub(crate) fn at(&self, pointer: &Pointer) -> Option<&Value> {
        pointer
            .keys()
            .try_fold(&self.value, |value, key| match value {
                Value::Sequence(items) => items.get(key.parse::<usize>().ok()?),
                Value::Mapping(members) => members.get(&key),
                _ => None,
            })
    }
}

/// All files that were read, the entry document first.
#[derive(Debug, Default)]
pub struct Documents {
    /// The version of the specification that the entry document is written in.
    pub(super) version: Version,
    /// The objects that were reached, each with its name in the grammar; those inside an object come after it.
    pub(super) objects: Vec<(Location, &'static str)>,
    files: Vec<Arc<Document>>,
}

impl Documents {
    /// The entry document's number.
    pub(crate) const ENTRY: DocumentId = DocumentId(0);

    pub(crate) fn add(&mut self, document: Document) -> DocumentId {
        self.files.push(Arc::new(document));
        DocumentId(self.files.len() - 1)
    }

    pub(crate) fn find(&self, path: &str) -> Option<DocumentId> {
        self.files
            .iter()
            .position(|document| document.path == path)
            .map(DocumentId)
    }

    /// Lets go of what the texts say, which printing has no use for; places are found in the texts.
    pub(crate) fn release_values(&mut self) {
        for document in self.files.iter_mut().filter_map(Arc::get_mut) {
            document.value = Value::Null;
            document.names = OnceLock::default();
        }
    }

    /// Whether schemas are those of JSON Schema 2020-12 (OpenAPI 3.1).
    pub(crate) fn is_31(&self) -> bool {
        self.version == Version::V31
    }

    /// The document of that number.
    #[must_use]
    pub fn get(&self, id: DocumentId) -> &Arc<Document> {
        &self.files[id.0]
    }

    /// The objects that a description of the Alibaba profile consists of, each with its name in the grammar; those inside
    /// an object come after it.
    pub(crate) fn objects(&self) -> &[(Location, &'static str)] {
        &self.objects
    }

    /// The objects of that name in the grammar.
    pub(crate) fn objects_called(&self, kind: &str) -> impl Iterator<Item = &Location> {
        let objects = self.objects.iter();
        objects.filter_map(move |(at, it)| (*it == kind).then_some(at))
    }

    /// The node at a location.
    pub(crate) fn value(&self, location: &Location) -> Option<&Value> {
        self.files.get(location.document.0)?.at(&location.pointer)
    }

    /// The node at a location, read as a type, for example one of `openapiv3`.
    pub(crate) fn read<T: DeserializeOwned>(&self, location: &Location) -> Result<T, String> {
        let value = self.value(location).ok_or("there is no such node")?;
        serde_json::from_value(value.json()).map_err(|error| error.to_string())
    }

    /// The location that an object or a reference finally stands for; `None` when the reference leads nowhere, which
    /// [`load`](super::load) has reported.
    ///
    /// Follows `$ref` after `$ref`; gives up when a chain is longer than there are nodes to visit.
    pub(super) fn end_of_chain(&self, at: &Location) -> Option<Location> {
        let mut location = at.clone();
        let mut seen = vec![];
        while let Some(reference) = self.value(&location).and_then(reference_text) {
            if seen.contains(&location) {
                return None;
            }
            let next = self.target(reference, &location)?;
            seen.push(location);
            location = next;
        }
        self.value(&location).map(|_| location)
    }

    /// What a reference in the document of `at` names.
    pub(super) fn target(&self, reference: &str, at: &Location) -> Option<Location> {
        if let Some(target) = self.identified(reference, at) {
            return Some(target);
        }
        let reference = Reference::parse(reference).ok()?;
        let document = match reference.file {
            Some(file) => {
                let from = self.get(at.document);
                self.find(&path_from(&from.path, file).ok()?)?
            }
            None => at.document,
        };
        Some(Location {
            document,
            pointer: reference.pointer,
        })
    }

    /// The bytes of a place.
    #[must_use]
    pub fn range(&self, place: &Place) -> Range<usize> {
        let document = self.get(place.document);
        match &place.target {
            Target::Value(pointer) => locate::value(document, pointer),
            Target::Key(pointer) => locate::key(document, pointer),
            Target::Bytes(range) => {
                range.start.min(document.text.len())..range.end.min(document.text.len())
            }
        }
    }
}

/// The text of an object's `$ref`.
pub(crate) fn reference_text(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}
