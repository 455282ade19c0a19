//! Facts of the whole API, and its groups.

use std::collections::HashMap;

use super::{Lowering, calls};
use crate::ir::{Docs, Group, Profile, Service};
use crate::load::Node;

/// Groups of operations, and which tag means which.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub(super) list: Vec<Group>,
    /// Index of the group, by tag; `None` is for operations without one.
    pub(super) by_tag: HashMap<Option<String>, usize>,
}

impl Groups {
    /// The group of operations with this tag.
    pub(super) fn of_tag(&self, tag: Option<&str>) -> Option<usize> {
        self.by_tag.get(&tag.map(str::to_owned)).copied()
    }
}

impl<'a> Lowering<'a> {
    /// What the description says of the API as a whole; `None` for a document that could not be read.
    pub(super) fn whole_service(&mut self, root: &Node<'a>) -> Option<Service> {
        let info = root.get("info");
        let of_info = |key: &str| info.as_ref().and_then(|info| info.text(key));
        let service = Service {
            title: of_info("title").unwrap_or_default().to_owned(),
            description: of_info("description").map(str::to_owned),
            version: of_info("version").unwrap_or_default().to_owned(),
            source: root
                .get("externalDocs")
                .and_then(|docs| docs.text("url").map(str::to_owned)),
            ..Service::default()
        };
        match self.profile {
            Profile::Plain => Some(self.described_service(root, service)),
            Profile::Alibaba => self.signed_service(root, service),
        }
    }

    pub(super) fn whole_groups(&mut self, root: &Node<'a>) -> Groups {
        match self.profile {
            Profile::Plain => calls::groups(root),
            Profile::Alibaba => self.declared_groups(root),
        }
    }
}

/// What a declared tag says of itself.
pub(super) fn tag_docs(tag: &Node<'_>) -> Docs {
    Docs {
        description: tag.text("description").map(str::to_owned),
        source: tag
            .get("externalDocs")
            .and_then(|docs| docs.text("url").map(str::to_owned)),
        ..Docs::default()
    }
}

/// Features that each crate has.
pub(super) const FEATURES: &[&str] = &[
    "blocking",
    "by-name",
    "default",
    "native-tls",
    "rustls",
    "rustls-no-provider",
    "testing",
];
