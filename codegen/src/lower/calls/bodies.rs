//! Bodies of requests.

use super::media::{Content, Media, charset, is_media_type, is_range, plain_text};
use super::naming::Scope;
use super::parameters::{encoding, style_of};
use super::replies::item_of;
use crate::ir::{
    Body, BodyContent, BodyKind, Docs, Encoding, Method, Multipart, Style, TextFormat, Type,
};
use crate::load::{Location, Node};
use crate::lower::operations::Draft;
use crate::lower::{Lowering, names};

impl<'a> Lowering<'a> {
    /// The body of a request; none for one without a content.
    pub(in crate::lower) fn request_body(&mut self, draft: &Draft<'_, 'a>) -> Option<Body> {
        let stated = draft.node.get("requestBody")?;
        if draft.method == Method::Trace {
            let message = "a request of `TRACE` has no body (RFC 9110, section 9.3.8)";
            let help = "the call takes none; describe another method";
            self.note(stated.at().key(), message, "not sent", help);
            return None;
        }
        let Some(node) = stated.followed() else {
            return Some(unknown(draft, &stated));
        };
        self.check_body(&node)?;
        let sources: Vec<_> = node.map("content").collect();
        let mut variants = Scope::default();
        let mut contents = Vec::new();
        for (media_type, media) in &sources {
            let hint = match sources.len() {
                1 => format!("{}Body", draft.type_name),
                _ => format!("{}{}Body", draft.type_name, label(media_type)),
            };
            let Some(kind) = self.body_kind(media_type, media, &hint) else {
                continue;
            };
            contents.push(BodyContent {
                media_type: sent_as(media_type, &kind).to_owned(),
                range: is_range(media_type).then(|| media_type.clone()),
                rust_name: variants.take_first(&variant_names(
                    body_label(&kind),
                    media_type,
                    &sources,
                )),
                kind,
                origin: media.at().clone(),
            });
        }
        (!contents.is_empty()).then(|| Body {
            contents,
            required: node.flag("required"),
            type_name: format!("{}Body", draft.type_name),
            docs: Docs {
                description: node.text("description").map(str::to_owned),
                ..Docs::default()
            },
            origin: node.at().clone(),
        })
    }

    fn body_kind(&mut self, media_type: &str, media: &Node<'a>, hint: &str) -> Option<BodyKind> {
        if !is_media_type(media_type) {
            let message = format!("`{media_type}` is no media type, and is sent as it is");
            let help = "write a type and a subtype, for example application/json";
            self.note(media.at().key(), message, "not a media type", help);
            return Some(BodyKind::Binary);
        }
        if self.profile.spreads_forms() && Media::of(media_type) == Media::Form {
            return Some(BodyKind::Parameters);
        }
        let ty = match media.get("schema") {
            Some(schema) => Some(self.type_at(&schema, hint)?),
            None => None,
        };
        self.note_encoding(media, Media::of(media_type));
        let kind = self.kind_of(media_type, media, ty, hint)?;
        self.note_charset(media_type, media, &kind);
        Some(kind)
    }

    /// What a value of the type, if one is described, is under a media type.
    fn kind_of(
        &mut self,
        media_type: &str,
        media: &Node<'a>,
        ty: Option<Type>,
        hint: &str,
    ) -> Option<BodyKind> {
        let schema = media.get("schema");
        let content = self.content_of(ty.as_ref());
        let text = |ty: Option<Type>| match content {
            Content::Scalar => ty.unwrap_or_else(plain_text),
            _ => plain_text(),
        };
        Some(match (Media::of(media_type), content) {
            (Media::Multipart, _) => self.multipart_kind(media, ty, hint),
            (Media::Form, Content::Structure | Content::Unknown) => self.form_kind(media, ty),
            // A text is all of the lines, which callers have written.
            (Media::Lines, content) if ty.as_ref().is_some_and(|ty| has_lines(ty, content)) => {
                BodyKind::Lines(Type::List(Box::new(item_of(ty?))))
            }
            // A text in base64, whatever it stands for.
            (Media::Other | Media::Lines, _) if ty == Some(Type::Text(TextFormat::Base64)) => {
                BodyKind::Text(text(ty))
            }
            (Media::Other, Content::Structure) => {
                self.note_unwritten(media_type, media, "callers pass the bytes of the body");
                BodyKind::Binary
            }
            (Media::OtherText | Media::Events, Content::Structure) => {
                self.note_unwritten(media_type, media, "callers pass the text of the body");
                BodyKind::Text(plain_text())
            }
            (_, Content::Binary)
            | (Media::Range, Content::Unknown)
            | (Media::Other | Media::Lines, _) => BodyKind::Binary,
            (Media::Json, _) => BodyKind::Json(ty.unwrap_or(Type::Any)),
            // A text or JSON, by what the value is.
            (Media::Text, Content::Structure)
                if ty.as_ref().is_some_and(|it| self.can_be_scalar(it)) =>
            {
                BodyKind::Text(ty?)
            }
            (Media::Text | Media::Range, Content::Structure) => BodyKind::Json(ty?),
            (Media::Xml, Content::Structure) => {
                self.note_list_namespaces(schema.as_ref(), ty.as_ref());
                BodyKind::Xml {
                    root: root_name(schema.as_ref(), hint),
                    item: item_name(schema.as_ref()),
                    ty: ty?,
                }
            }
            _ => BodyKind::Text(text(ty)),
        })
    }

    /// A body whose parts are found when all types are known.
    fn multipart_kind(&mut self, media: &Node<'a>, ty: Option<Type>, hint: &str) -> BodyKind {
        let ty = ty.unwrap_or(Type::Any);
        self.calls.multiparts.insert(media.at().clone(), ty);
        self.find_part_headers(media, hint);
        BodyKind::Multipart(Multipart {
            type_name: hint.to_owned(),
            parts: Vec::new(),
            additional: None,
        })
    }

    /// Says of namespaces of a list that is a whole document, and of its items: only types have some there.
    fn note_list_namespaces(&mut self, schema: Option<&Node<'a>>, ty: Option<&Type>) {
        let (Some(list), Some(Type::List(item))) = (schema.and_then(Node::followed), ty) else {
            return;
        };
        let items = list.get("items").and_then(|items| items.followed());
        let items = items.filter(|_| self.content_of(Some(item)) == Content::Scalar);
        for xml in [Some(list), items].into_iter().flatten() {
            let xml = xml.get("xml");
            let Some(namespace) = xml.and_then(|xml| xml.get("namespace")) else {
                continue;
            };
            let message = "a list that is the whole body is written without namespaces";
            let help = "describe an object with the list in it, whose members have some";
            self.note(namespace.at().key(), message, "not written", help);
        }
    }

    fn note_unwritten(&mut self, media_type: &str, media: &Node<'a>, help: &str) {
        let message = format!("the client does not write the format `{media_type}`");
        let at = media.at().child("schema");
        self.note(at.key(), message, "not written", help);
    }

    fn form_kind(&mut self, media: &Node<'a>, ty: Option<Type>) -> BodyKind {
        let ty = match ty {
            None | Some(Type::Any) => Type::Map(Box::new(Type::Any)),
            Some(ty) => ty,
        };
        if let Type::List(_) = ty {
            let message = "OpenAPI has no form for a list, whose items have no names";
            let help = "callers give the text of the form; describe an object for a typed one";
            let place = media.at().child("schema").key();
            self.note(place, message, "not typed", help);
            return BodyKind::Text(plain_text());
        }
        let members = media.map("encoding");
        let encodings = members
            .filter_map(|(name, node)| Some((name.clone(), self.member_encoding(&name, &node)?)));
        BodyKind::Form {
            encodings: encodings.collect(),
            ty,
        }
    }

    /// Of charsets the client knows a few, and for texts alone.
    fn note_charset(&mut self, media_type: &str, media: &Node<'a>, kind: &BodyKind) {
        let Some(charset) = charset(media_type).filter(|it| !UTF_8.contains(&&**it)) else {
            return;
        };
        let message = match kind {
            BodyKind::Binary | BodyKind::Parameters => return,
            BodyKind::Text(_) if CHARSETS.contains(&&*charset) => return,
            BodyKind::Text(_) => format!("a text that is not ASCII cannot be sent in {charset}"),
            _ => format!("the body goes out in UTF-8, not in {charset}"),
        };
        let help = "describe `format: binary`, and callers pass the bytes of the body";
        self.note(media.at().key(), message, "not converted", help);
    }

    /// Says of encodings where they do not count; those of parts are looked at when the parts are known.
    pub(super) fn note_encoding(&mut self, media: &Node<'a>, of: Media) {
        let Some(first) = media.get("encoding").filter(|_| of != Media::Multipart) else {
            return;
        };
        if of != Media::Form {
            let message = "`encoding` counts in forms and in bodies of several parts alone";
            self.note(first.at().key(), message, "ignored", "remove it");
            return;
        }
        for (name, node) in media.map("encoding") {
            if let Some(headers) = node.get("headers") {
                let message = format!("the member `{name}` of a form has no headers");
                let help = "parts of multipart/form-data have some";
                self.note(headers.at().key(), message, "ignored", help);
            }
        }
    }

    /// The style of a member of a form or of a part of a body.
    pub(super) fn member_style(&mut self, name: &str, node: &Node<'a>) -> Option<Encoding> {
        if let Some(media_type) = node.get("contentType") {
            let message = format!("`contentType` of the member `{name}` stands beside a style");
            let help = "keep one of them";
            self.note(media_type.at().key(), message, "ignored", help);
        }
        let word = node.text("style").unwrap_or("form");
        let usable = [
            Style::Form,
            Style::SpaceDelimited,
            Style::PipeDelimited,
            Style::DeepObject,
        ];
        let Some(style) = style_of(word).filter(|style| usable.contains(style)) else {
            let message = format!("a member of a form has no style `{word}`");
            let help = "it is one of form, spaceDelimited, pipeDelimited and deepObject";
            self.invalid(node.at().child("style"), message, help);
            return None;
        };
        Some(encoding(style, node))
    }

    /// How a member of a form is written; `None` where the rules for all members hold.
    fn member_encoding(&mut self, name: &str, node: &Node<'a>) -> Option<Encoding> {
        if has_style(node) {
            return self.member_style(name, node);
        }
        let media_type = node.text("contentType")?;
        match Media::of(media_type) {
            Media::Json => Some(Encoding::Json),
            Media::Text => None,
            _ => {
                let message = format!(
                    "the member `{name}` in the format `{media_type}` is written as the usual one"
                );
                let help = "a form has texts; application/json makes JSON of a member";
                self.note(
                    node.at().child("contentType"),
                    message,
                    "not converted",
                    help,
                );
                None
            }
        }
    }
}

/// Whether a value of the type is written on lines of its own.
fn has_lines(ty: &Type, content: Content) -> bool {
    match ty {
        Type::Nullable(inner) => has_lines(inner, content),
        ty => content != Content::Binary && !matches!(ty, Type::Text(_)),
    }
}

const UTF_8: [&str; 4] = ["utf-8", "utf8", "us-ascii", "ascii"];

/// The charsets besides UTF-8 in which the client writes texts.
const CHARSETS: [&str; 6] = [
    "iso-8859-1",
    "iso_8859-1",
    "latin1",
    "utf-16",
    "utf-16be",
    "utf-16le",
];

/// What says that a member is written like a parameter.
pub(super) const STYLES: &[&str] = &["style", "explode", "allowReserved"];

pub(super) fn has_style(encoding: &Node<'_>) -> bool {
    STYLES.iter().any(|key| encoding.has(key))
}

/// The body behind a reference that leads nowhere: any bytes.
fn unknown(draft: &Draft<'_, '_>, stated: &Node<'_>) -> Body {
    Body {
        contents: vec![BodyContent {
            media_type: "application/octet-stream".to_owned(),
            range: None,
            rust_name: body_label(&BodyKind::Binary).to_owned(),
            kind: BodyKind::Binary,
            origin: stated.at().clone(),
        }],
        required: false,
        type_name: format!("{}Body", draft.type_name),
        docs: Docs::default(),
        origin: stated.at().clone(),
    }
}

/// Name of the root element of a schema that has no type with a name.
pub(super) fn root_name(schema: Option<&Node<'_>>, hint: &str) -> String {
    let own = |node: &Node<'_>| node.get("xml")?.text("name").map(str::to_owned);
    let schema = schema.and_then(Node::followed);
    let schema = schema.as_ref();
    schema
        .and_then(own)
        .or_else(|| named(schema?.at()))
        .unwrap_or_else(|| hint.to_owned())
}

/// Name of the element of an item, where the value is a list: OpenAPI names none that has no name of its own.
fn item_name(schema: Option<&Node<'_>>) -> String {
    let list = schema.and_then(Node::followed);
    let items = list.and_then(|list| list.get("items"));
    root_name(items.as_ref(), "item")
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

/// The media type that a request states: a range is none that a body can have.
fn sent_as<'m>(media_type: &'m str, kind: &BodyKind) -> &'m str {
    match kind {
        _ if !is_range(media_type) => media_type,
        BodyKind::Json(_) => "application/json",
        BodyKind::Text(_) => "text/plain",
        BodyKind::Multipart(_) => "multipart/form-data",
        _ => "application/octet-stream",
    }
}

fn body_label(kind: &BodyKind) -> &'static str {
    match kind {
        BodyKind::Parameters | BodyKind::Form { .. } => "Form",
        BodyKind::Json(_) => "Json",
        BodyKind::Xml { .. } => "Xml",
        BodyKind::Multipart(_) => "Multipart",
        BodyKind::Text(_) => "Text",
        BodyKind::Lines(_) => "Lines",
        BodyKind::Binary => "Binary",
    }
}

/// A word for a media type in the name of a type.
pub(super) fn label(media_type: &str) -> &'static str {
    match Media::of(media_type) {
        Media::Json => "Json",
        Media::Xml => "Xml",
        Media::Form => "Form",
        Media::Multipart => "Multipart",
        Media::Events => "Events",
        Media::Lines => "Lines",
        Media::Text | Media::OtherText => "Text",
        Media::Range | Media::Other => "Binary",
    }
}

/// What the variant of a content may be called: by its kind, unless another content is of that in plain, whatever their
/// order.
pub(super) fn variant_names(
    kind: &str,
    media_type: &str,
    sources: &[(String, Node<'_>)],
) -> [String; 2] {
    let own = subtype_name(media_type);
    let mut others = sources.iter().map(|(other, _)| subtype_name(other));
    if own != kind && others.any(|other| other == kind) {
        [own, kind.to_owned()]
    } else {
        [kind.to_owned(), own]
    }
}

/// A name that tells media types of one kind apart: `VndApiJson`.
pub(super) fn subtype_name(media_type: &str) -> String {
    let essence = super::media::essence(media_type);
    let (kind, form) = essence.split_once('/').unwrap_or(("", &essence));
    match form {
        "*" => names::camel(&format!("any {kind}")),
        form => names::camel(form),
    }
}
