//! What bodies consist of, when all types are known.

use super::media::{Content, Media, is_media_type, is_range};
use super::naming::Scope;
use crate::ir::{
    Body, BodyContent, BodyKind, Direction, Field, Operation, Part, PartKind, Shape, TextFormat,
    Type,
};
use crate::load::Node;
use crate::lower::{Lowering, names};

impl<'a> Lowering<'a> {
    /// Names the roots of XML documents and gives bodies in parts their parts.
    pub(in crate::lower) fn finish_bodies(&mut self, operations: &mut [Operation]) {
        let bodies = operations.iter_mut().filter_map(|it| it.body.as_mut());
        for content in bodies.flat_map(|Body { contents, .. }| contents) {
            self.finish_body(content);
        }
    }

    fn finish_body(&mut self, content: &mut BodyContent) {
        match &mut content.kind {
            BodyKind::Xml { ty, root } => {
                if let Some(name) = self.root_of(ty) {
                    *root = name;
                }
            }
            BodyKind::Multipart(multipart) => {
                let Some(ty) = self.calls.multiparts.get(&content.origin).cloned() else {
                    return;
                };
                if let Some(media) = Node::new(self.documents, content.origin.clone()) {
                    multipart.parts = self.parts_of(&ty, &media);
                }
            }
            _ => {}
        }
    }

    fn root_of(&self, ty: &Type) -> Option<String> {
        let Type::Named(id) = ty else { return None };
        self.types
            .get(id.0)
            .map(|definition| definition.xml_name.clone())
    }

    /// The parts of a body; none where callers name them, because the schema does not.
    fn parts_of(&mut self, ty: &Type, media: &Node<'a>) -> Vec<Part> {
        let Some((fields, open)) = self.part_fields(ty) else {
            return Vec::new();
        };
        if open && !fields.is_empty() {
            let message = "parts without a property of their own cannot be sent";
            let help = "name each part in `properties`";
            self.note(
                media.at().child("schema").key(),
                message,
                "has other members",
                help,
            );
        }
        let encodings = media.get("encoding");
        for (name, node) in media.map("encoding") {
            if !fields.is_empty() && !fields.iter().any(|field| field.wire_name == name) {
                let message = format!("the body has no part `{name}`");
                self.note(
                    node.at().key(),
                    message,
                    "ignored",
                    "name a property of the schema",
                );
            }
            if let Some(headers) = node.get("headers") {
                let message = format!("headers of the part `{name}` are left to the caller");
                let help = "a file can have them by `File::header`; other parts have a name and a media type";
                self.note(headers.at().key(), message, "not typed", help);
            }
        }
        let mut scope = Scope::default();
        let parts = fields.into_iter().map(|field| {
            let encoding = encodings.as_ref().and_then(|all| all.get(&field.wire_name));
            let stated = encoding.as_ref().and_then(|it| it.text("contentType"));
            let rust_name = scope.take(&names::field(&field.wire_name));
            self.part(field, rust_name, stated)
        });
        parts.collect()
    }

    /// The fields that are sent, and whether there can be others.
    fn part_fields(&self, ty: &Type) -> Option<(Vec<PartField>, bool)> {
        let Type::Named(id) = inner(ty) else {
            return None;
        };
        let Shape::Object { fields, additional } = &self.types.get(id.0)?.shape else {
            return None;
        };
        let sent = fields
            .iter()
            .filter(|field| field.direction != Direction::Reply);
        Some((sent.map(PartField::of).collect(), additional.is_some()))
    }

    fn part(&mut self, field: PartField, rust_name: String, stated: Option<&str>) -> Part {
        let schema = Node::new(self.documents, field.origin.clone());
        let schema = schema.and_then(|schema| schema.followed());
        let (repeated, ty) = match inner(&field.ty) {
            Type::List(item) => (true, inner(item).clone()),
            other => (false, other.clone()),
        };
        let schema = if repeated {
            schema.and_then(|schema| schema.object("items"))
        } else {
            schema
        };
        let own = schema
            .as_ref()
            .and_then(|schema| schema.text("contentMediaType"));
        let media_type = stated.or(own);
        let kind = self.part_kind(ty, media_type, schema.as_ref(), &field.wire_name);
        let usual = match &kind {
            PartKind::File => "application/octet-stream",
            PartKind::Text(_) => "text/plain",
            PartKind::Json(_) => "application/json",
            PartKind::Xml { .. } => "application/xml",
        };
        let single = media_type.filter(|it| is_media_type(it) && !is_range(it));
        Part {
            content_type: single.filter(|it| *it != usual).map(str::to_owned),
            wire_name: field.wire_name,
            required: field.required,
            docs: field.docs,
            origin: field.origin,
            rust_name,
            repeated,
            kind,
        }
    }

    fn part_kind(
        &self,
        ty: Type,
        media_type: Option<&str>,
        schema: Option<&Node<'_>>,
        name: &str,
    ) -> PartKind {
        let content = self.content_of(Some(&ty));
        let nothing_said = schema.is_some_and(|schema| {
            self.documents.is_31() && !schema.has("type") && content == Content::Unknown
        });
        let media = media_type.map(Media::of);
        match (media, content) {
            (_, Content::Binary) => PartKind::File,
            (Some(Media::Json), _) => PartKind::Json(ty),
            (Some(Media::Xml), Content::Structure) => PartKind::Xml {
                root: self.root_of(&ty).unwrap_or_else(|| name.to_owned()),
                ty,
            },
            (None | Some(Media::Text | Media::OtherText | Media::Xml), Content::Scalar) => {
                PartKind::Text(ty)
            }
            (Some(_), Content::Scalar) if ty == Type::Text(TextFormat::Base64) => {
                PartKind::Text(ty)
            }
            (Some(_), Content::Scalar | Content::Unknown) => PartKind::File,
            _ if nothing_said => PartKind::File,
            _ => PartKind::Json(ty),
        }
    }
}

/// What a part takes of a field.
struct PartField {
    wire_name: String,
    ty: Type,
    required: bool,
    docs: crate::ir::Docs,
    origin: crate::load::Location,
}

impl PartField {
    fn of(field: &Field) -> Self {
        Self {
            wire_name: field.wire_name.clone(),
            ty: field.ty.clone(),
            required: field.required,
            docs: field.docs.clone(),
            origin: field.origin.clone(),
        }
    }
}

/// The type without `null`, for which a body of several parts has no form.
fn inner(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        other => other,
    }
}
