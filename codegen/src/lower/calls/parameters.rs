//! Parameters of path, query, header and cookie.

use super::headers::Value;
use super::media::{Content, Media, is_token};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, Encoding, Parameter, ParameterPlace, Shape, Style, TextFormat, Type};
use crate::load::{Location, Node, one_of};
use crate::lower::operations::Draft;
use crate::lower::schemas::words;
use crate::lower::{Lowering, names};

/// Headers that a description cannot describe as parameters.
const NOT_PARAMETERS: &[&str] = &["accept", "content-type", "authorization"];

/// Names and places of parameters of one list, with where each stands.
type Seen = Vec<(String, ParameterPlace, Location)>;

impl<'a> Lowering<'a> {
    /// The parameters of an operation; its own replace those of the path with the same name and place.
    pub(in crate::lower) fn parameters(&mut self, draft: &Draft<'_, 'a>) -> Vec<Parameter> {
        let own = self.listed_parameters(draft.node);
        let mut nodes = self.listed_parameters(draft.item);
        nodes.retain(|(name, place, _)| {
            let mut own = own.iter();
            !own.any(|(other, other_place, _)| {
                other_place == place && is_same_name(other, name, *place)
            })
        });
        nodes.extend(own);
        self.note_headers(&nodes);
        nodes
            .into_iter()
            .filter_map(|(name, place, node)| self.parameter(&name, place, &node, draft))
            .collect()
    }

    fn listed_parameters(&mut self, owner: &Node<'a>) -> Vec<(String, ParameterPlace, Node<'a>)> {
        let mut seen = Seen::new();
        let mut found = Vec::new();
        for item in owner.list("parameters") {
            let Some(node) = item.followed() else {
                continue;
            };
            let (Some(name), Some(place)) = (node.text("name"), place(&node)) else {
                continue;
            };
            let mut known = seen.iter();
            let first =
                known.find(|(other, other_place, _)| other == name && *other_place == place);
            if let Some((.., first)) = first {
                let message = format!("the parameter `{name}` stands twice in one list");
                self.diagnostics.push(
                    Diagnostic::error(Code::InvalidValue, named_at(&item), message, "second time")
                        .related(first, "first time"),
                );
                continue;
            }
            seen.push((name.to_owned(), place, named_at(&item)));
            if place == ParameterPlace::Header
                && self.profile.leaves_out()
                && NOT_PARAMETERS.contains(&&*name.to_ascii_lowercase())
            {
                let message = format!("OpenAPI ignores a parameter that is the header `{name}`");
                let help = "media types and security schemes say what it is; a call can set it all the same";
                self.note(node.at().child("name"), message, "ignored", help);
                continue;
            }
            found.push((name.to_owned(), place, node));
        }
        found
    }

    /// Says which parameters are headers that no request can have, or can have once alone.
    fn note_headers(&mut self, nodes: &[(String, ParameterPlace, Node<'a>)]) {
        let headers = nodes
            .iter()
            .filter(|(_, place, _)| *place == ParameterPlace::Header);
        let mut seen: Vec<String> = Vec::new();
        for (name, _, node) in headers {
            let (at, folded) = (node.at().child("name"), name.to_ascii_lowercase());
            if !is_token(name) {
                let message = format!("`{name}` is no name of a header");
                let help =
                    "a call that sets it is refused; headers have letters, digits and a few signs";
                self.note(at, message, "cannot be sent", help);
            } else if seen.contains(&folded) {
                let message = format!("another parameter is the header `{name}`, too");
                let help =
                    "names of headers have no case: of the two, the one that is set last goes out";
                self.note(at, message, "the same header", help);
            }
            seen.push(folded);
        }
    }

    /// What a parameter that may be empty holds: what has no empty text of its own can be null, which is written so.
    fn with_empty_value(
        &mut self,
        value: &mut Value<'a>,
        node: &Node<'a>,
        place: ParameterPlace,
    ) -> Option<&'static str> {
        let at = node.at().child("allowEmptyValue");
        if !node.flag("allowEmptyValue") {
            return None;
        }
        if place != ParameterPlace::Query || value.media.is_some() {
            let message = "`allowEmptyValue` counts in the query alone, beside `schema`";
            self.note(at.key(), message, "ignored", "remove it");
            return None;
        }
        let text = |ty: &Type| {
            use TextFormat::{Other, Plain, Secret};
            matches!(ty, Type::Text(Plain | Secret | Other(_)))
        };
        match &value.ty {
            Type::Any | Type::Nullable(_) => {}
            Type::List(item) if text(item) => return Some("`[\"\"]` is sent as an empty value"),
            ty if text(ty) => return None,
            ty => value.ty = Type::Nullable(Box::new(ty.clone())),
        }
        Some("`Nullable::Null` is sent as an empty value")
    }

    /// `deepObject` has rules for objects alone.
    fn note_deep(&mut self, encoding: Encoding, ty: &Type, node: &Node<'a>) {
        let deep = matches!(
            encoding,
            Encoding::Styled {
                style: Style::DeepObject,
                ..
            }
        );
        let inner = match ty {
            Type::Nullable(inner) => inner,
            ty => ty,
        };
        let form = match (deep, inner, self.content_of(Some(ty))) {
            (true, Type::List(_), _) => "a list is written as `name[0]=..`",
            (true, _, Content::Scalar) => "a scalar is written as `name=..`",
            _ => return,
        };
        let message = format!("OpenAPI has `deepObject` for objects alone; {form}");
        let help = "the styles of lists are form, spaceDelimited and pipeDelimited";
        self.note(node.at().child("style"), message, "no object", help);
    }

    fn parameter(
        &mut self,
        name: &str,
        place: ParameterPlace,
        node: &Node<'a>,
        draft: &Draft<'_, 'a>,
    ) -> Option<Parameter> {
        let required = node.flag("required");
        if place == ParameterPlace::Path && !required {
            let message = format!("the path parameter `{name}` must be required");
            let (key, help) = if node.has("required") {
                ("required", "write `required: true`")
            } else {
                ("name", "add `required: true`")
            };
            self.invalid(node.at().child(key), message, help);
        }
        self.check_parameter(node, place)?;
        let hint = names::joined(draft.type_name, name);
        let styled = self.styled(node, place);
        let mut value = self.described_value(node, &hint, "parameter")?;
        let empty = self.with_empty_value(&mut value, node, place);
        let encoding = self.encoding_of(&value, styled, place);
        self.note_deep(encoding, &value.ty, node);
        let mut docs = value_docs(node, &value);
        docs.limits.extend(empty.map(str::to_owned));
        let described = value.media.as_ref().map_or(node, |(_, media)| media);
        self.note_example(described, &value.ty);
        let (ty, encoding) = self.spelled(node, &value, encoding)?;
        let own_name = self.own_name(node);
        let only = self.only_value(&ty).filter(|_| required);
        let preset = only.map(words::preset);
        let is_preset = preset.is_some();
        docs.limits.extend(preset);
        Some(Parameter {
            wire_name: name.to_owned(),
            rust_name: names::field(own_name.unwrap_or(name)),
            docs,
            origin: node.at().clone(),
            ty,
            place,
            required: required && !is_preset,
            preset: is_preset,
            encoding,
        })
    }

    /// The one value that a parameter of this type can have, where callers need not say it.
    fn only_value(&self, ty: &Type) -> Option<&str> {
        let Type::Named(id) = ty else {
            return None;
        };
        match &self.types[id.0].shape {
            Shape::Enum { values, .. } if self.profile.presets_parameters() => match &values[..] {
                [only] => Some(&only.wire_value),
                _ => None,
            },
            _ => None,
        }
    }

    fn encoding_of(&self, value: &Value<'a>, styled: Encoding, place: ParameterPlace) -> Encoding {
        let Some((media_type, _)) = &value.media else {
            return styled;
        };
        match (Media::of(media_type), self.content_of(Some(&value.ty))) {
            (media, content) if media == Media::Json || content != Content::Scalar => {
                Encoding::Json
            }
            _ => default_style(place),
        }
    }

    /// The style that a parameter names, or that OpenAPI takes where it names none.
    fn styled(&mut self, node: &Node<'a>, place: ParameterPlace) -> Encoding {
        let (allowed, usual): (&[&str], _) = match place {
            ParameterPlace::Path => (&["matrix", "label", "simple"], Style::Simple),
            ParameterPlace::Header => (&["simple"], Style::Simple),
            ParameterPlace::Query => (
                &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
                Style::Form,
            ),
            ParameterPlace::Cookie | ParameterPlace::Form => (&["form"], Style::Form),
        };
        let mut style = usual;
        if let Some(word) = node.text("style") {
            if let Some(named) = style_of(word).filter(|_| allowed.contains(&word)) {
                style = named;
            } else if !self.diagnostics.covers(&node.at().child("style").into()) {
                let message = format!("a {} parameter has no style `{word}`", place.name());
                self.invalid(node.at().child("style"), message, &one_of(allowed));
            }
        }
        let encoding = encoding(style, node);
        if place == ParameterPlace::Query || !node.flag("allowReserved") {
            return encoding;
        }
        let message = "`allowReserved` counts in the query alone";
        let help = "reserved characters are percent-encoded here, where they would mean something";
        self.note(
            node.at().child("allowReserved").key(),
            message,
            "ignored",
            help,
        );
        match encoding {
            Encoding::Styled { style, explode, .. } => Encoding::Styled {
                style,
                explode,
                reserved: false,
            },
            other => other,
        }
    }
}

/// Whether two names at a place are of one parameter: those of headers have no case.
fn is_same_name(one: &str, other: &str, place: ParameterPlace) -> bool {
    match place {
        ParameterPlace::Header => one.eq_ignore_ascii_case(other),
        _ => one == other,
    }
}

/// The encoding of a style, with what the object of the description says beside it.
pub(super) fn encoding(style: Style, node: &Node<'_>) -> Encoding {
    let explode = node.switch("explode").unwrap_or(style == Style::Form);
    Encoding::Styled {
        style,
        // The one form that the style has.
        explode: explode || style == Style::DeepObject,
        reserved: node.flag("allowReserved"),
    }
}

pub(super) fn style_of(word: &str) -> Option<Style> {
    Some(match word {
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "form" => Style::Form,
        "simple" => Style::Simple,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        _ => return None,
    })
}

/// How a scalar of this place is written.
fn default_style(place: ParameterPlace) -> Encoding {
    let in_url_path = matches!(place, ParameterPlace::Path | ParameterPlace::Header);
    Encoding::Styled {
        style: if in_url_path {
            Style::Simple
        } else {
            Style::Form
        },
        explode: !in_url_path,
        reserved: false,
    }
}

/// Where an item of a list of parameters says its name: there, or by its reference.
fn named_at(item: &Node<'_>) -> Location {
    if item.reference().is_some() {
        item.at().clone()
    } else {
        item.at().child("name")
    }
}

fn place(node: &Node<'_>) -> Option<ParameterPlace> {
    Some(match node.text("in")? {
        "path" => ParameterPlace::Path,
        "query" => ParameterPlace::Query,
        "header" => ParameterPlace::Header,
        "cookie" => ParameterPlace::Cookie,
        _ => return None,
    })
}

/// The words of a parameter or header, and those of its schema where it has none.
pub(super) fn value_docs(node: &Node<'_>, value: &Value<'_>) -> Docs {
    let of_schema = value
        .schema
        .as_ref()
        .map(words::of_schema)
        .unwrap_or_default();
    let description = node.text("description").map(str::to_owned);
    let named = node.map("examples").next();
    let named = named.and_then(|(_, example)| example.followed()?.get("value"));
    let example = node.get("example").or(named);
    let example = example.map(|example| example.json());
    let example = example.as_ref().map(words::literal);
    let of_media = value.media.as_ref().and_then(|(media_type, media)| {
        let example = media.get("example")?.json();
        // What travels as JSON is shown as JSON.
        Some(match Media::of(media_type) {
            Media::Json => example.to_string(),
            _ => words::literal(&example),
        })
    });
    Docs {
        summary: None,
        description: description.or(of_schema.description),
        example: example.or(of_media).or(of_schema.example),
        deprecated: node.flag("deprecated") || of_schema.deprecated,
        ..of_schema
    }
}
