//! What bodies consist of, when all types are known.

use super::bodies::{STYLES, has_style, named, root_name};
use super::media::{Content, Media, essence, is_media_type, is_range};
use super::naming::Scope;
use crate::ir::{
    Body, BodyContent, BodyKind, Direction, Encoding, Field, Operation, Part, PartKind, Shape,
    TextFormat, Type,
};
use crate::load::Node;
use crate::lower::{Lowering, names};

/// Functions of a struct of parts that are no setters.
const METHODS: &[&str] = &["new", "into_parts"];

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
            BodyKind::Xml { ty, root, .. } => {
                if let Some(name) = self.root_of(ty) {
                    *root = name;
                }
            }
            BodyKind::Form { ty, .. } => {
                let fields = self.part_fields(ty);
                let media = Node::new(self.documents, content.origin.clone());
                if let (Some((fields, None)), Some(media)) = (fields, media) {
                    self.note_unknown_encodings(&media, &fields, "form has no member");
                }
            }
            BodyKind::Multipart(multipart) => {
                let Some(ty) = self.calls.multiparts.get(&content.origin).cloned() else {
                    return;
                };
                if let Some(media) = Node::new(self.documents, content.origin.clone()) {
                    (multipart.parts, multipart.additional) = self.parts_of(&ty, &media);
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

    /// A part without a schema that has a name is called like its property.
    fn root_of_part(&self, ty: &Type, schema: Option<&Node<'_>>, name: &str) -> String {
        let definition = match ty {
            Type::Named(id) => self.types.get(id.0),
            _ => None,
        };
        let of_schema = definition.filter(|it| named(&it.origin).is_some());
        of_schema.map_or_else(|| root_name(schema, name), |it| it.xml_name.clone())
    }

    /// The parts of a body; none where callers name them, because the schema does not.
    fn parts_of(&mut self, ty: &Type, media: &Node<'a>) -> (Vec<Part>, Option<Box<Part>>) {
        let found = self.part_fields(ty);
        if found.is_none() && self.content_of(Some(ty)) == Content::Structure {
            let message = "a body of several parts that is no object is put together by the caller";
            let help = "name each part in `properties`";
            let at = media.at().child("schema");
            if !matches!(inner(ty), Type::Map(_)) {
                self.note(at.key(), message, "no object", help);
            }
        }
        let (fields, additional) = found.unwrap_or_default();
        self.note_unused_encodings(media, &fields);
        if fields.is_empty() {
            return (Vec::new(), None);
        }
        let mut scope = Scope::new(METHODS);
        let parts = fields.into_iter().map(|field| {
            let encodings = media.get("encoding");
            let encoding = encodings.and_then(|all| all.get(&field.wire_name));
            let rust_name = scope.take(&names::field(&field.wire_name));
            let styled = encoding
                .as_ref()
                .filter(|encoding| self.is_styled(media, &field.ty, encoding))
                .and_then(|encoding| self.member_style(&field.wire_name, encoding));
            let ty = inner(&field.ty).clone();
            let part = self.part(field, rust_name, encoding.as_ref());
            match styled {
                Some(encoding) => in_style(part, ty, encoding),
                None => part,
            }
        });
        let parts = parts.collect();
        let additional = additional.map(|field| {
            let any = field.ty == Type::Any;
            let part = self.part(field, scope.take("additional"), None);
            Box::new(Part {
                unnamed: true,
                kind: if any { PartKind::Any } else { part.kind },
                ..part
            })
        });
        (parts, additional)
    }

    /// Says what of the encodings of a body in parts has no part that it counts for, or no meaning there.
    fn note_unused_encodings(&mut self, media: &Node<'a>, fields: &[PartField]) {
        if !fields.is_empty() {
            self.note_unknown_encodings(media, fields, "body has no part");
        }
        for (name, node) in media.map("encoding") {
            if fields.is_empty() {
                let message = format!("the part `{name}` is put together by the caller");
                let help = "name it in `properties` of an object";
                self.note(node.at().key(), message, "ignored", help);
            }
            let styled = fields
                .iter()
                .any(|field| field.wire_name == name && self.is_styled(media, &field.ty, &node));
            for key in STYLES.iter().filter(|key| node.has(key) && !styled) {
                let message = format!("a part has no `{key}`, but a name and a media type");
                let help =
                    "a list is a part for each item; `contentType` says how a part is written";
                self.note(node.at().child(key).key(), message, "ignored", help);
            }
        }
    }

    /// Whether a part is written in a style of parameters: a value in a form of 3.1 is, but a file is not.
    fn is_styled(&self, media: &Node<'a>, ty: &Type, encoding: &Node<'a>) -> bool {
        let of_form = media.at().pointer.keys().last();
        let of_form = of_form.is_some_and(|it| essence(&it) == "multipart/form-data");
        let item = match inner(ty) {
            Type::List(item) => item,
            other => other,
        };
        let is_file = self.content_of(Some(item)) == Content::Binary;
        self.documents.is_31() && of_form && !is_file && has_style(encoding)
    }

    fn note_unknown_encodings(&mut self, media: &Node<'a>, fields: &[PartField], lack: &str) {
        for (name, node) in media.map("encoding") {
            if !fields.iter().any(|field| field.wire_name == name) {
                let message = format!("the {lack} `{name}`");
                let help = "name a property of the schema";
                self.note(node.at().key(), message, "ignored", help);
            }
        }
    }

    /// The fields that are sent, and what others hold.
    fn part_fields(&self, ty: &Type) -> Option<(Vec<PartField>, Option<PartField>)> {
        let Type::Named(id) = inner(ty) else {
            return None;
        };
        let definition = self.types.get(id.0)?;
        let Shape::Object { fields, additional } = &definition.shape else {
            return None;
        };
        let origin = definition.origin.child("additionalProperties");
        let sent = fields
            .iter()
            .filter(|field| field.direction != Direction::Reply);
        let additional = additional.as_ref().map(|ty| PartField {
            wire_name: String::new(),
            ty: ty.clone(),
            required: false,
            docs: crate::ir::Docs::default(),
            origin,
        });
        Some((sent.map(PartField::of).collect(), additional))
    }

    fn part(&mut self, field: PartField, rust_name: String, encoding: Option<&Node<'a>>) -> Part {
        let stated = encoding.and_then(|it| it.text("contentType"));
        let headers = encoding.and_then(|it| self.calls.part_headers.get(it.at()).cloned());
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
            PartKind::File | PartKind::Any => "application/octet-stream",
            PartKind::Text(_) | PartKind::Styled(..) => "text/plain",
            PartKind::Json(_) => "application/json",
            PartKind::Xml { .. } => "application/xml",
        };
        let single = media_type.filter(|it| is_media_type(it) && !is_range(it));
        Part {
            content_type: single.filter(|it| *it != usual).map(str::to_owned),
            headers: headers.unwrap_or_default(),
            headed_name: String::new(),
            wire_name: field.wire_name,
            unnamed: false,
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
            // A text that holds JSON already.
            (Some(Media::Json), Content::Scalar)
                if schema.is_some_and(|schema| schema.has("contentMediaType")) =>
            {
                PartKind::Text(ty)
            }
            (Some(Media::Json), _) => PartKind::Json(ty),
            (Some(Media::Xml), Content::Structure) => PartKind::Xml {
                root: self.root_of_part(&ty, schema, name),
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
            // A text or JSON, by what the value is.
            (None, _) if self.can_be_scalar(&ty) => PartKind::Text(ty),
            _ => PartKind::Json(ty),
        }
    }

    /// Whether only a value tells if it is a scalar.
    pub(super) fn can_be_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Any => true,
            Type::Named(id) => {
                let definition = self.types.get(id.0);
                definition.is_some_and(|it| matches!(it.shape, Shape::Union { .. }))
            }
            _ => false,
        }
    }
}

/// The same part in a style of parameters, in place of a media type.
fn in_style(part: Part, ty: Type, encoding: Encoding) -> Part {
    Part {
        kind: PartKind::Styled(ty, encoding),
        repeated: false,
        content_type: None,
        ..part
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
