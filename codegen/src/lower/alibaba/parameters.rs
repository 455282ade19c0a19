//! Parameters of signed calls.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Encoding, ParameterPlace, Type};
use crate::load::Node;
use crate::lower::Lowering;
use crate::lower::calls::{Content, JSON, Value};

/// Headers that the client sets, besides those that begin with `x-acs-`.
const OWN_HEADERS: &[&str] = &["accept", "content-type", "authorization", "host", "date"];

impl<'a> Lowering<'a> {
    /// Refuses what a call cannot carry; `None` where nothing of the parameter can be used.
    pub(in crate::lower) fn check_parameter(
        &mut self,
        node: &Node<'a>,
        place: ParameterPlace,
    ) -> Option<()> {
        if !self.is_alibaba() {
            return Some(());
        }
        let (at, name) = (node.at(), node.text("name").unwrap_or_default());
        if place == ParameterPlace::Cookie {
            let help = "send it as a query or header parameter";
            self.unsupported(at.child("in"), "a cookie parameter", help);
            return None;
        }
        if node.flag("allowReserved") {
            let place = at.child("allowReserved").key();
            self.unsupported(place, "`allowReserved`", "leave it out");
        }
        let header = name.to_ascii_lowercase();
        if place == ParameterPlace::Header
            && (OWN_HEADERS.contains(&&*header) || header.starts_with("x-acs-"))
        {
            let message = format!("the header `{name}` is the client's own");
            self.invalid(at.child("name"), message, "leave the parameter out");
        }
        if let Some("matrix" | "label" | "deepObject") = node.text("style") {
            let help = "use `form` in the query and `simple` in the path";
            self.unsupported(at.child("style"), "this style", help);
            return None;
        }
        if let Some((media_type, media)) = node.map("content").find(|(it, _)| it != JSON) {
            let what = format!("a parameter of type `{media_type}`");
            let help = format!("use {JSON}, or `schema`");
            self.unsupported(media.at().key(), &what, &help);
            return None;
        }
        Some(())
    }

    /// Type and encoding of a value: a text with a separator is a list to callers.
    pub(in crate::lower) fn spelled(
        &mut self,
        node: &Node<'a>,
        value: &Value<'a>,
        styled: Encoding,
    ) -> Option<(Type, Encoding)> {
        let ty = value.ty.clone();
        if !self.is_alibaba() || styled == Encoding::Json {
            return Some((ty, styled));
        }
        let schema = value.schema.as_ref()?;
        if schema.has("x-acs-time") {
            let message = "`x-acs-time` has no effect on a parameter";
            let place = schema.at().child("x-acs-time").key();
            self.diagnostics.push(
                Diagnostic::warning(Code::Ignored, place, message, "ignored")
                    .help("it gives fields of replies an accessor; leave it out here"),
            );
        }
        if let Some(separator) = self.separator(&ty, schema) {
            return Some((Type::List(Box::new(ty)), Encoding::Separated(separator)));
        }
        if !self.is_text_or_list(&ty) {
            let help = "parameters are texts, numbers, truth values, enums and lists of these";
            let place = node.at().child("schema").key();
            self.unsupported(place, "an object in a parameter", help);
            return None;
        }
        Some((ty, styled))
    }

    /// Whether a value of the type becomes one text, or each of its items does.
    pub(in crate::lower) fn is_text_or_list(&self, ty: &Type) -> bool {
        let item = match ty {
            Type::List(item) => item,
            other => other,
        };
        matches!(
            self.content_of(Some(item)),
            Content::Scalar | Content::Binary
        )
    }
}
