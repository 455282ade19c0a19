//! Values that parameters and headers have, and headers of replies and of parts.

use super::media::{Content, Media, plain_text};
use super::naming::Scope;
use super::parameters::value_docs;
use crate::ir::{Encoding, Header, Style, Type};
use crate::load::Node;
use crate::lower::{Lowering, names};

/// What the struct of a part and its headers has besides these.
const OF_PARTS: &[&str] = &["new", "value"];

/// The value of a parameter or header.
pub(in crate::lower) struct Value<'a> {
    pub(in crate::lower) ty: Type,
    /// Its schema, if it has one.
    pub(in crate::lower) schema: Option<Node<'a>>,
    /// The media type and its object, for one that is described by `content`.
    pub(super) media: Option<(String, Node<'a>)>,
}

impl<'a> Lowering<'a> {
    /// The value that a parameter or header describes by `schema` or `content`.
    pub(super) fn described_value(
        &mut self,
        node: &Node<'a>,
        hint: &str,
        what: &str,
    ) -> Option<Value<'a>> {
        if let Some(schema) = node.get("schema") {
            let ty = self.type_at(&schema, hint)?;
            return Some(Value {
                ty,
                schema: schema.followed(),
                media: None,
            });
        }
        let mut contents = node.map("content");
        let Some((media_type, media)) = contents.next() else {
            let message = format!("a {what} without a schema");
            self.invalid(node.at().key(), message, "add `schema:`");
            return None;
        };
        if let Some((_, second)) = contents.next() {
            let message = format!("a {what} has one media type");
            self.invalid(second.at().key(), message, "keep one of them");
        }
        let schema = media.get("schema");
        let ty = match &schema {
            Some(schema) => self.type_at(schema, hint)?,
            None if Media::of(&media_type) == Media::Json => Type::Any,
            None => plain_text(),
        };
        let ty = self.readable(ty, &media_type, what, &media);
        Some(Value {
            ty,
            schema: schema.and_then(|schema| schema.followed()),
            media: Some((media_type, media)),
        })
    }

    /// The type of a value that JSON or plain text can hold; where another format holds it, its text is the caller's.
    fn readable(&mut self, ty: Type, media_type: &str, what: &str, media: &Node<'a>) -> Type {
        match (Media::of(media_type), self.content_of(Some(&ty))) {
            (Media::Json, _)
            | (Media::Text | Media::Range, Content::Structure | Content::Unknown)
            | (_, Content::Scalar) => ty,
            _ => {
                let message = format!("a {what} in the format `{media_type}` is not typed");
                let help = "its text is left to the caller; application/json makes a type of it";
                self.note(media.at().key(), message, "a text", help);
                plain_text()
            }
        }
    }

    /// The headers of a reply; its media type is none of them.
    pub(super) fn reply_headers(&mut self, node: &Node<'a>, owner: &str) -> Vec<Header> {
        self.headers(node, owner, Scope::default())
    }

    /// The headers of the parts of a body, for when its parts are known.
    pub(super) fn find_part_headers(&mut self, media: &Node<'a>, owner: &str) {
        for (name, encoding) in media.map("encoding") {
            let owner = names::joined(owner, &name);
            let headers = self.headers(&encoding, &owner, Scope::new(OF_PARTS));
            let at = encoding.at().clone();
            self.calls.part_headers.insert(at, headers);
        }
    }

    fn headers(&mut self, node: &Node<'a>, owner: &str, mut scope: Scope) -> Vec<Header> {
        let mut headers: Vec<Header> = Vec::new();
        for (name, node) in node.map("headers") {
            let known = headers
                .iter()
                .any(|it| it.wire_name.eq_ignore_ascii_case(&name));
            if name.eq_ignore_ascii_case("content-type") || known {
                let message = format!("OpenAPI ignores the header `{name}` here");
                let help = "media types say what it is; a header stands once";
                self.note(node.at().key(), message, "ignored", help);
                continue;
            }
            let Some(node) = node.followed() else {
                continue;
            };
            headers.extend(self.header(&name, &node, owner, &mut scope));
        }
        headers
    }

    fn header(
        &mut self,
        name: &str,
        node: &Node<'a>,
        owner: &str,
        scope: &mut Scope,
    ) -> Option<Header> {
        if let Some(style) = node.text("style").filter(|style| *style != "simple") {
            let message = format!("a header has no style `{style}`");
            self.invalid(node.at().child("style"), message, "it is always simple");
        }
        let hint = names::joined(owner, name);
        let value = self.described_value(node, &hint, "header")?;
        let content = self.content_of(Some(&value.ty));
        let encoding = match &value.media {
            None => Encoding::Styled {
                style: Style::Simple,
                explode: node.flag("explode"),
                reserved: false,
            },
            Some((media_type, _)) => match (Media::of(media_type), content) {
                (media, content) if media == Media::Json || content != Content::Scalar => {
                    Encoding::Json
                }
                _ => Encoding::Styled {
                    style: Style::Simple,
                    explode: false,
                    reserved: false,
                },
            },
        };
        Some(Header {
            wire_name: name.to_owned(),
            rust_name: scope.take(&names::field(name)),
            required: node.flag("required"),
            docs: value_docs(node, &value),
            origin: node.at().clone(),
            ty: value.ty,
            encoding,
        })
    }
}
