//! The body of a call.

use bytes::Bytes;

use super::api::FormField;
use super::call::{Call, Part, Payload};
use super::media_type::MediaType;
use super::multipart::Multipart;
use super::upload::Upload;
use super::{charset, form, media_type, values};
use crate::value::Value;

impl Call {
    /// Makes this value the body, as JSON. An absent value is no body.
    pub fn json(&mut self, value: &dyn Value) {
        if !values::is_absent(value) {
            self.whole(values::write_json(value), "application/json");
        }
    }

    /// Makes this value the body, as XML with this root element. An absent value is no body.
    pub fn xml(&mut self, root: &str, value: &dyn Value) {
        if !values::is_absent(value) {
            self.whole(values::write_xml(root, value), "application/xml");
        }
    }

    /// Makes this list the body, as XML with this root element and these around the items, unless their type has a name
    /// of its own in XML. An absent list is no body.
    pub fn xml_list(&mut self, root: &str, item: &str, list: &dyn Value) {
        if !values::is_absent(list) {
            self.whole(values::write_xml_list(root, item, list), "application/xml");
        }
    }

    /// Makes the members of this value the body, as an urlencoded form. A member that no field describes is written as
    /// pairs when it is a scalar or a list of scalars, and as JSON text otherwise.
    pub fn form(&mut self, value: &dyn Value, fields: &[FormField]) {
        if values::is_absent(value) {
            return;
        }
        match form::encode(value, fields) {
            Ok(text) => self.whole(text, "application/x-www-form-urlencoded"),
            Err(problem) => self.inputs.refuse(Part::Body, problem),
        }
    }

    /// Makes the text of this scalar the body, in the charset that the media type names, or in UTF-8. What has no plain
    /// text is written as JSON.
    pub fn text(&mut self, value: &dyn Value, media_type: &str) {
        let text = match values::scalar(value) {
            Ok(Some(text)) => text,
            Ok(None) => return,
            Err(_) => values::write_json(value),
        };
        match charset::encoded(text, MediaType::charset(media_type).as_deref()) {
            Ok(bytes) => self.binary(bytes, media_type),
            Err(problem) => self.inputs.refuse(Part::Body, problem),
        }
    }

    /// Makes the items of this list the body, each as JSON on a line of its own; of a media type for sequences
    /// (RFC 7464), each behind a separator. An absent list is no body.
    pub fn lines(&mut self, list: &dyn Value, media_type: &str) {
        if !values::is_absent(list) {
            let is_sequence = media_type::essence(media_type).ends_with("json-seq");
            let before = if is_sequence { "\u{1e}" } else { "" };
            self.whole(values::write_json_lines(before, list), media_type);
        }
    }

    /// Makes these bytes the body, of this media type unless they say their own.
    pub fn binary(&mut self, body: impl Into<Upload>, media_type: &str) {
        let body = body.into();
        let media_type = body.media_type().unwrap_or(media_type).to_owned();
        self.set_body(Payload::Upload(body), media_type);
    }

    /// Makes these parts the body.
    pub fn multipart(&mut self, parts: Multipart) {
        let media_type = "multipart/form-data".to_owned();
        self.set_body(Payload::Multipart(parts), media_type);
    }

    /// Sets the content type of the body that was set last. A range says nothing, and is ignored. A body of parts gets
    /// its boundary added.
    pub fn media_type(&mut self, media_type: &str) {
        let has_body = !matches!(self.inputs.payload, Payload::None);
        if has_body && !media_type.contains('*') {
            self.inputs.media_type = Some(media_type.to_owned());
        }
    }

    fn set_body(&mut self, payload: Payload, media_type: String) {
        self.inputs.accept(Part::Body);
        self.inputs.payload = payload;
        self.inputs.media_type = Some(media_type);
    }

    fn whole(&mut self, body: String, media_type: &str) {
        self.binary(Bytes::from(body), media_type);
    }
}
