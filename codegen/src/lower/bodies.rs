//! Request bodies and replies.

use openapiv3::{MediaType, Operation, ReferenceOr, RequestBody, Response, Schema, StatusCode};

use super::calls::JSON;
use super::{Lowering, names};
use crate::ir::{
    Body, BodyContent, BodyKind, Docs, Encoding, Meaning, Parameter, ParameterPlace, Reply, Shape,
    Style, Type, TypeId,
};
use crate::load::{Location, listed};

const FORM: &str = "application/x-www-form-urlencoded";
/// How members of a form are written.
const FORM_STYLE: Encoding = Encoding::Styled {
    style: Style::Form,
    explode: true,
    reserved: false,
};
const XML: [&str; 2] = ["application/xml", "text/xml"];

fn content_of(kind: BodyKind, media_type: &str, at: &Location) -> BodyContent {
    BodyContent {
        media_type: media_type.to_owned(),
        rust_name: String::new(),
        kind,
        origin: at.clone(),
    }
}

impl Lowering<'_> {
    /// The body of a request, and its members where they are parameters of a form.
    pub(super) fn body(
        &mut self,
        operation: &Operation,
        owner: &str,
        at: &Location,
    ) -> (Option<Body>, Vec<Parameter>) {
        let Some(source) = &operation.request_body else {
            return (None, Vec::new());
        };
        let at = at.child("requestBody");
        let Some(at) = self.documents.follow(source, &at) else {
            return (None, Vec::new());
        };
        let Some(source) = self.read::<RequestBody>(&at) else {
            return (None, Vec::new());
        };
        let content = at.child("content");
        let [(media_type, media)] = source.content.iter().collect::<Vec<_>>()[..] else {
            self.unsupported(
                content.key(),
                "a body in several formats",
                "keep one of them",
            );
            return (None, Vec::new());
        };
        let at_media = content.child(media_type);
        let Some(schema) = &media.schema else {
            self.invalid(at_media.key(), "a body without a schema", "add `schema:`");
            return (None, Vec::new());
        };
        let at_schema = at_media.child("schema");
        let Some((at_schema, schema)) = self.schema_at(schema, &at_schema) else {
            return (None, Vec::new());
        };
        let hint = format!("{owner}Body");
        match media_type.as_str() {
            FORM => {
                let form = self.form(&schema, media, &at_schema, owner);
                self.check_encodings(media, &form, &at_media.child("encoding"));
                (
                    Some(Body {
                        contents: vec![content_of(BodyKind::Parameters, media_type, &at_media)],
                        required: source.required,
                        type_name: hint,
                        docs: Docs::default(),
                        origin: at,
                    }),
                    form,
                )
            }
            JSON => {
                let ty = self.type_of(&schema, &at_schema, &hint);
                let body = |ty| Body {
                    contents: vec![content_of(BodyKind::Json(ty), media_type, &at_media)],
                    required: source.required,
                    type_name: hint,
                    docs: Docs::default(),
                    origin: at,
                };
                (ty.map(body), Vec::new())
            }
            other => {
                let help = format!("use {FORM} or {JSON}");
                self.unsupported(at_media.key(), &format!("a body of type `{other}`"), &help);
                (None, Vec::new())
            }
        }
    }

    /// The properties of a form's schema as parameters.
    fn form(
        &mut self,
        schema: &Schema,
        media: &MediaType,
        at: &Location,
        owner: &str,
    ) -> Vec<Parameter> {
        let Some((fields, additional)) = self.fields(schema, at, owner) else {
            return Vec::new();
        };
        if additional.is_some() {
            self.unsupported(
                at.child("additionalProperties").key(),
                "a form with other members",
                "name each member",
            );
        }
        let mut parameters = Vec::new();
        for field in fields {
            let encoding = media.encoding.get(&field.wire_name);
            let json = encoding.is_some_and(|it| it.content_type.as_deref() == Some(JSON));
            let meaning = field.accessor.map(|accessor| accessor.meaning);
            let (ty, encoding) = match (meaning, &field.ty) {
                _ if json => (field.ty, Encoding::Json),
                (Some(Meaning::Separated(separator)), _) => (
                    Type::List(Box::new(field.ty)),
                    Encoding::Separated(separator),
                ),
                (_, ty) if self.is_text_or_list(ty) => (field.ty, FORM_STYLE),
                _ => {
                    let help = "members of a form are texts, numbers, truth values, enums and lists of these; \
                        `encoding` with `contentType: application/json` makes one JSON text of any other";
                    self.unsupported(field.origin.key(), "an object in a form", help);
                    continue;
                }
            };
            parameters.push(Parameter {
                encoding,
                ty,
                place: ParameterPlace::Form,
                wire_name: field.wire_name,
                rust_name: field.rust_name,
                required: field.required,
                docs: field.docs,
                origin: field.origin,
            });
        }
        parameters
    }

    /// Refuses what `encoding` says of a form and the client would not do.
    fn check_encodings(&mut self, media: &MediaType, form: &[Parameter], at: &Location) {
        for (name, encoding) in &media.encoding {
            let at = at.child(name);
            if !form.iter().any(|parameter| parameter.wire_name == *name) {
                let known: Vec<_> = form.iter().map(|it| it.wire_name.as_str()).collect();
                let message = format!("the form has no member `{name}`");
                self.invalid(at.key(), message, &format!("it has {}", listed(&known)));
            }
            if let Some(other) = encoding.content_type.as_deref().filter(|it| *it != JSON) {
                let what = format!("a member of type `{other}`");
                self.unsupported(at.child("contentType"), &what, &format!("use {JSON}"));
            }
            for key in ["headers", "style", "explode", "allowReserved"] {
                if self.documents.value(&at.child(key)).is_some() {
                    let what = format!("`{key}` of a member");
                    self.unsupported(at.child(key).key(), &what, "leave it out");
                }
            }
        }
    }

    /// The one reply that means success. Failures are the runtime's: it reads each in the service's common form.
    pub(super) fn reply(
        &mut self,
        operation: &Operation,
        owner: &str,
        at: &Location,
    ) -> Option<Reply> {
        let at = at.child("responses");
        let is_success =
            |code: &StatusCode| matches!(code, StatusCode::Code(200..=299) | StatusCode::Range(2));
        let successes: Vec<_> = operation
            .responses
            .responses
            .iter()
            .filter(|(code, _)| is_success(code))
            .collect();
        let [(code, source)] = successes[..] else {
            let message = format!(
                "an operation has one reply that means success; here are {}",
                successes.len()
            );
            self.invalid(at.key(), message, "describe one reply with a 2xx status");
            return None;
        };
        let at = self
            .documents
            .follow(source, &at.child(&code.to_string()))?;
        let response: Response = self.read(&at)?;
        if !response.headers.is_empty() {
            self.unsupported(
                at.child("headers").key(),
                "a header of a reply",
                "leave it out",
            );
        }
        if !response.links.is_empty() {
            self.unsupported(at.child("links").key(), "a link", "leave it out");
        }
        self.reply_content(&response, owner, &at)
    }

    fn reply_content(&mut self, response: &Response, owner: &str, at: &Location) -> Option<Reply> {
        let content = at.child("content");
        let mut reply = Reply {
            ty: None,
            xml: false,
            origin: at.clone(),
        };
        for (media_type, media) in &response.content {
            let at = content.child(media_type);
            let xml = XML.contains(&media_type.as_str());
            if media_type != JSON && !xml {
                let help = format!("replies are {JSON}, and {} beside it", XML[0]);
                self.unsupported(at.key(), &format!("a reply of type `{media_type}`"), &help);
                continue;
            }
            let ty = self.reply_type(media, owner, &at)?;
            if reply.ty.is_some_and(|other| other != ty) {
                self.unsupported(
                    at.key(),
                    "a reply with another schema in each format",
                    "refer to one schema",
                );
            }
            reply.xml |= xml;
            reply.ty = Some(ty);
            self.samples(media, &Type::Named(ty), xml, &at);
        }
        Some(reply)
    }

    fn reply_type(&mut self, media: &MediaType, owner: &str, at: &Location) -> Option<TypeId> {
        let Some(schema) = &media.schema else {
            self.invalid(at.key(), "a reply without a schema", "add `schema:`");
            return None;
        };
        let (at, schema) = self.schema_at(schema, &at.child("schema"))?;
        let hint = match named(&at) {
            Some(name) => names::camel(&name),
            None => format!("{owner}Response"),
        };
        match self.type_of(&schema, &at, &hint)? {
            Type::Named(id) if !self.is_enum(id) => Some(id),
            _ => {
                self.unsupported(
                    at.key(),
                    "a reply that is not an object",
                    "describe an object with properties",
                );
                None
            }
        }
    }

    /// The schema that a node stands for, and where it stands.
    pub(super) fn schema_at<T: Clone + std::borrow::Borrow<Schema>>(
        &mut self,
        node: &ReferenceOr<T>,
        at: &Location,
    ) -> Option<(Location, Schema)> {
        match node {
            ReferenceOr::Item(schema) => Some((at.clone(), schema.borrow().clone())),
            ReferenceOr::Reference { .. } => {
                let at = self.documents.follow(node, at)?;
                self.read(&at).map(|schema| (at, schema))
            }
        }
    }

    pub(super) fn is_enum(&self, id: TypeId) -> bool {
        self.types
            .get(id.0)
            .is_some_and(|definition| matches!(definition.shape, Shape::Enum { .. }))
    }

    /// Notes the samples of a media type, to be checked when all types are known.
    fn samples(&mut self, media: &MediaType, ty: &Type, xml: bool, at: &Location) {
        if let Some(example) = &media.example {
            self.sample(example, ty, xml, &at.child("example"));
        }
        let at = at.child("examples");
        for (name, example) in &media.examples {
            let Some(at) = self.documents.follow(example, &at.child(name)) else {
                continue;
            };
            let example = match example {
                ReferenceOr::Item(example) => Some(example.clone()),
                ReferenceOr::Reference { .. } => self.read(&at),
            };
            let Some(example) = example else { continue };
            if let Some(value) = &example.value {
                self.sample(value, ty, xml, &at.child("value"));
            }
            if let Some(file) = &example.external_value {
                self.sample_file(file, ty, &at);
            }
        }
    }

    fn sample(&mut self, value: &serde_json::Value, ty: &Type, xml: bool, at: &Location) {
        if xml && value.is_string() {
            self.xml_example(ty, at);
        } else {
            self.example(ty, at);
        }
    }
}

/// The name of a schema that stands by itself, in a file of schemas or among the components.
pub(super) fn named(at: &Location) -> Option<String> {
    let keys: Vec<_> = at.pointer.keys().collect();
    match keys.as_slice() {
        [name] => Some(name.to_string()),
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(name.to_string())
        }
        _ => None,
    }
}
