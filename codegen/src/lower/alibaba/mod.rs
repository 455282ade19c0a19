//! What the Alibaba profile asks of a description beyond OpenAPI, and what of OpenAPI its calls do not know.
//!
//! Lowering is the same for both profiles. Where this one differs, lowering asks here: the names that `x-acs-name` gives,
//! what other extensions say, and what is refused because a signed call or a lenient reply could not carry it.

mod bodies;
mod operations;
mod parameters;
mod replies;

use super::Lowering;
use crate::ir::Profile;
use crate::load::Node;

pub(super) use operations::effect;

impl Lowering<'_> {
    /// Whether the description is of this profile.
    pub(super) fn is_alibaba(&self) -> bool {
        self.profile == Profile::Alibaba
    }

    /// The text of an extension, which has a meaning in this profile alone.
    pub(super) fn extension_text<'n>(&self, node: &Node<'n>, key: &str) -> Option<&'n str> {
        self.is_alibaba().then(|| node.text(key)).flatten()
    }

    /// Notes the example of a value, to be held against its type.
    pub(super) fn note_example(&mut self, node: &Node<'_>, ty: &crate::ir::Type) {
        if self.is_alibaba() && node.has("example") {
            self.example(ty, &node.at().child("example"));
        }
    }
}
