//! Bodies of requests: forms whose members are parameters of the call.

use crate::ir::{Encoding, Field, Meaning, Parameter, ParameterPlace, Style, Type};
use crate::load::{Location, Node, listed};
use crate::lower::Lowering;
use crate::lower::calls::JSON;
use crate::lower::operations::Draft;

const FORM: &str = "application/x-www-form-urlencoded";

/// How members of a form are written.
const USUAL: Encoding = Encoding::Styled {
    style: Style::Form,
    explode: true,
    reserved: false,
};

impl<'a> Lowering<'a> {
    /// Refuses bodies that a call cannot carry.
    pub(in crate::lower) fn check_body(&mut self, body: &Node<'a>) -> Option<()> {
        if !self.is_alibaba() {
            return Some(());
        }
        let contents: Vec<_> = body.map("content").collect();
        let [(media_type, media)] = &contents[..] else {
            let place = body.at().child("content").key();
            self.unsupported(place, "a body in several formats", "keep one of them");
            return None;
        };
        if !media.has("schema") {
            let message = "a body without a schema";
            self.invalid(media.at().key(), message, "add `schema:`");
            return None;
        }
        if media_type != FORM && media_type != JSON {
            let help = format!("use {FORM} or {JSON}");
            let what = format!("a body of type `{media_type}`");
            self.unsupported(media.at().key(), &what, &help);
            return None;
        }
        Some(())
    }

    /// The members of a form as parameters.
    pub(in crate::lower) fn form_parameters(&mut self, draft: &Draft<'_, 'a>) -> Vec<Parameter> {
        let body = draft.node.object("requestBody");
        let media = body.and_then(|body| body.get("content")?.get(FORM));
        let Some((media, schema)) = media.and_then(|media| {
            let schema = media.object("schema")?;
            Some((media, schema))
        }) else {
            return Vec::new();
        };
        let Some((fields, additional)) = self.members_of(&schema, draft.type_name) else {
            return Vec::new();
        };
        if additional.is_some() {
            let place = schema.at().child("additionalProperties").key();
            let what = "a form with other members";
            self.unsupported(place, what, "name each member");
        }
        let members = media.map("encoding").collect::<Vec<_>>();
        for (name, encoding) in &members {
            self.check_encoding(name, encoding, &fields);
        }
        let is_json = |field: &Field| {
            let mut members = members.iter();
            let own = members.find(|(name, _)| *name == field.wire_name);
            own.is_some_and(|(_, encoding)| encoding.text("contentType") == Some(JSON))
        };
        fields
            .into_iter()
            .filter_map(|field| {
                let json = is_json(&field);
                self.form_parameter(field, json)
            })
            .collect()
    }

    fn form_parameter(&mut self, field: Field, json: bool) -> Option<Parameter> {
        let meaning = field.accessor.map(|accessor| accessor.meaning);
        let (ty, encoding) = match meaning {
            _ if json => (field.ty, Encoding::Json),
            Some(Meaning::Separated(separator)) => (
                Type::List(Box::new(field.ty)),
                Encoding::Separated(separator),
            ),
            _ if self.is_text_or_list(&field.ty) => (field.ty, USUAL),
            _ => {
                let help = "members of a form are texts, numbers, truth values, enums and lists of these; \
                    `encoding` with `contentType: application/json` makes one JSON text of any other";
                self.unsupported(field.origin.key(), "an object in a form", help);
                return None;
            }
        };
        Some(Parameter {
            encoding,
            ty,
            place: ParameterPlace::Form,
            wire_name: field.wire_name,
            rust_name: field.rust_name,
            required: field.required,
            preset: false,
            docs: field.docs,
            origin: field.origin,
        })
    }

    /// Refuses what is said of a member's encoding and the client would not do.
    fn check_encoding(&mut self, name: &str, encoding: &Node<'a>, form: &[Field]) {
        let at: &Location = encoding.at();
        if !form.iter().any(|field| field.wire_name == name) {
            let known: Vec<_> = form.iter().map(|it| it.wire_name.as_str()).collect();
            let message = format!("the form has no member `{name}`");
            self.invalid(at.key(), message, &format!("it has {}", listed(&known)));
        }
        if let Some(other) = encoding.text("contentType").filter(|it| *it != JSON) {
            let what = format!("a member of type `{other}`");
            self.unsupported(at.child("contentType"), &what, &format!("use {JSON}"));
        }
        for key in ["headers", "style", "explode", "allowReserved"] {
            if encoding.has(key) {
                let what = format!("`{key}` of a member");
                self.unsupported(at.child(key).key(), &what, "leave it out");
            }
        }
    }
}
