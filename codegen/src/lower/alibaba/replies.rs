//! The reply of a call that succeeds. Failures are the runtime's: it reads each in the envelope of the whole service.

use crate::ir::{Reply, Type};
use crate::load::Node;
use crate::lower::Lowering;
use crate::lower::calls::{Content, JSON, is_success};
use crate::lower::operations::Draft;

const XML: [&str; 2] = ["application/xml", "text/xml"];

impl<'a> Lowering<'a> {
    /// The one reply that means success.
    pub(in crate::lower) fn envelope_reply(&mut self, draft: &Draft<'_, 'a>) -> Option<Reply> {
        let replies = draft.node.map("responses");
        let successes: Vec<_> = replies.filter(|(code, _)| is_success(code)).collect();
        let [(_, reply)] = &successes[..] else {
            let message = format!(
                "an operation has one reply that means success; here are {}",
                successes.len()
            );
            let place = draft.node.at().child("responses").key();
            self.invalid(place, message, "describe one reply with a 2xx status");
            return None;
        };
        let node = reply.followed()?;
        for (key, what) in [("headers", "a header of a reply"), ("links", "a link")] {
            if node.map(key).next().is_some() {
                let place = node.at().child(key).key();
                self.unsupported(place, what, "leave it out");
            }
        }
        self.reply_in_formats(&node, draft.type_name)
    }

    fn reply_in_formats(&mut self, node: &Node<'a>, owner: &str) -> Option<Reply> {
        let mut reply = Reply {
            ty: None,
            xml: false,
            origin: node.at().clone(),
        };
        for (media_type, media) in node.map("content") {
            let place = media.at().key();
            let xml = XML.contains(&media_type.as_str());
            if media_type != JSON && !xml {
                let help = format!("replies are {JSON}, and {} beside it", XML[0]);
                let what = format!("a reply of type `{media_type}`");
                self.unsupported(place, &what, &help);
                continue;
            }
            let Some(schema) = media.get("schema") else {
                self.invalid(place, "a reply without a schema", "add `schema:`");
                return None;
            };
            let ty = self.type_at(&schema, &format!("{owner}Response"))?;
            let Type::Named(id) = ty.clone() else {
                self.refuse_reply(&schema);
                return None;
            };
            if self.content_of(Some(&ty)) != Content::Structure {
                self.refuse_reply(&schema);
                return None;
            }
            if reply.ty.is_some_and(|other| other != id) {
                let what = "a reply with another schema in each format";
                self.unsupported(place, what, "refer to one schema");
            }
            reply.xml |= xml;
            reply.ty = Some(id);
            self.note_samples(&media, &ty, xml);
        }
        Some(reply)
    }

    fn refuse_reply(&mut self, schema: &Node<'a>) {
        let at = schema.followed().unwrap_or_else(|| schema.clone());
        let help = "describe an object with properties";
        self.unsupported(at.at().key(), "a reply that is not an object", help);
    }

    /// Notes the samples of a media type, to be checked when all types are known.
    fn note_samples(&mut self, media: &Node<'a>, ty: &Type, xml: bool) {
        let named = media.map("examples").filter_map(|(_, it)| it.followed());
        let named: Vec<_> = named.collect();
        let values = named.iter().filter_map(|example| example.get("value"));
        for value in media.get("example").into_iter().chain(values) {
            if xml && value.value().is_string() {
                self.xml_example(ty, value.at());
            } else {
                self.example(ty, value.at());
            }
        }
        for example in &named {
            if let Some(file) = example.text("externalValue") {
                self.sample_file(file, ty, example.at());
            }
        }
    }
}
