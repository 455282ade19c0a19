//! Names that schemas of JSON Schema give themselves: `$id`, `$anchor` and `$dynamicAnchor`.

use std::collections::HashMap;

use super::document::{Document, Documents};
use super::pointer::{Location, Pointer};
use super::value::{Mapping, Value};

/// The schemas of a document that have such a name.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By `$id`.
    ids: HashMap<String, Pointer>,
    /// By the name in `$anchor` or `$dynamicAnchor`.
    anchors: HashMap<String, Vec<Pointer>>,
}

impl Names {
    pub(super) fn of(value: &Value) -> Self {
        let mut names = Self::default();
        let mut open = vec![(value, Pointer::default())];
        while let Some((value, at)) = open.pop() {
            match value {
                Value::Sequence(items) => {
                    let items = items.iter().enumerate();
                    open.extend(items.map(|(index, item)| (item, at.index(index))));
                }
                Value::Mapping(members) => {
                    names.add(members, &at);
                    let members = members.iter().filter(|(_, member)| !is_scalar(member));
                    open.extend(members.map(|(key, member)| (member, at.child(key))));
                }
                _ => {}
            }
        }
        names
    }

    fn add(&mut self, members: &Mapping, at: &Pointer) {
        let text = |key: &str| members.get(key).and_then(Value::as_str);
        if let Some(id) = text("$id") {
            self.ids
                .insert(id.trim_end_matches('#').to_owned(), at.clone());
        }
        for anchor in [text("$anchor"), text("$dynamicAnchor")]
            .into_iter()
            .flatten()
        {
            self.anchors
                .entry(anchor.to_owned())
                .or_default()
                .push(at.clone());
        }
    }

    /// The innermost schema around this place that has a `$id`: what references without a file begin from.
    fn around(&self, at: &Pointer) -> Option<&Pointer> {
        let around = self.ids.values().filter(|id| id.contains(at));
        around.max_by_key(|id| id.keys().count())
    }

    /// The schema whose `$id` is the reference, or ends in it.
    fn identified(&self, reference: &str) -> Option<&Pointer> {
        self.ids.get(reference).or_else(|| {
            let mut ids = self.ids.iter();
            let is_meant = |id: &str| {
                let rest = id.strip_suffix(reference);
                rest.is_some_and(|rest| rest.ends_with('/'))
            };
            ids.find(|(id, _)| is_meant(id)).map(|(_, at)| at)
        })
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_mapping() && !value.is_sequence()
}

impl Document {
    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.value))
    }
}

impl Documents {
    /// The schema that a reference names by its `$id` or anchor, in the document of `at`.
    pub(super) fn identified(&self, reference: &str, at: &Location) -> Option<Location> {
        if !self.is_31() {
            return None;
        }
        let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let is_plain = base.is_empty() && (fragment.is_empty() || fragment.starts_with('/'));
        let names = self.get(at.document).names();
        let around = names.around(&at.pointer);
        if is_plain {
            // Many authors begin at the document all the same.
            let target = Location {
                document: at.document,
                pointer: Pointer::parse(&format!("{}{fragment}", around?))?,
            };
            return self.value(&target).is_some().then_some(target);
        }
        let root = match base {
            "" => around.cloned().unwrap_or_default(),
            base => names.identified(base)?.clone(),
        };
        let pointer = if fragment.is_empty() {
            root
        } else if fragment.starts_with('/') {
            Pointer::parse(&format!("{root}{fragment}"))?
        } else {
            let anchors = names.anchors.get(fragment)?;
            let inside = anchors.iter().find(|at| root.contains(at));
            inside.or(anchors.first())?.clone()
        };
        Some(Location {
            document: at.document,
            pointer,
        })
    }

    /// How many schemas a `$dynamicRef` could mean.
    pub(super) fn dynamic_targets(&self, reference: &str, at: &Location) -> usize {
        let anchor = reference.rsplit('#').next().unwrap_or_default();
        let anchors = &self.get(at.document).names().anchors;
        anchors.get(anchor).map_or(0, Vec::len)
    }
}
