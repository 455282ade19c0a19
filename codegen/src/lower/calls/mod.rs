//! What calls take and give.
//!
//! Parameters, bodies and replies are read here; what a body's parts are is decided when all types are known
//! (`finish_bodies`), and the Rust names of all of it last (`settle`), when it is known which names meet.

mod bodies;
mod finish;
mod groups;
mod headers;
mod left_out;
mod media;
mod naming;
mod parameters;
mod replies;
mod security;
mod servers;
mod settle;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::Lowering;
use super::operations::{Draft, Parts, templates};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Effect, Header, Method, Parameter, ParameterPlace, Reply, Type};
use crate::load::{Location, Place};

pub(super) use groups::groups;
pub(super) use headers::Value;
pub(super) use media::{Content, JSON};
pub(super) use replies::is_success;
pub(super) use settle::{name_operations, settle};

/// What is known on the way.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Warnings that were given, so that a place that several operations refer to has one.
    noted: HashSet<String>,
    /// Names of the security schemes.
    schemes: Vec<String>,
    /// The headers that credentials of security schemes are.
    scheme_headers: HashMap<String, String>,
    /// Types of bodies in parts, by their media type object; the parts are known when all types are.
    multiparts: HashMap<Location, Type>,
    /// Headers of parts, by the encoding objects that describe them.
    part_headers: HashMap<Location, Vec<Header>>,
}

impl<'a> Lowering<'a> {
    pub(super) fn described_parts(&mut self, draft: &Draft<'_, 'a>) -> Parts {
        Parts {
            parameters: self.parameters(draft),
            body: self.request_body(draft),
            reply: Reply {
                ty: None,
                xml: false,
                origin: draft.node.at().child("responses"),
            },
            replies: self.replies(draft),
            security: self.security_of(draft.node),
            servers: self.servers_of(draft),
        }
    }

    /// A warning, once for each message and place.
    pub(super) fn note(
        &mut self,
        place: impl Into<Place>,
        message: impl Into<String>,
        label: &str,
        help: &str,
    ) {
        let (place, message) = (place.into(), message.into());
        if self.calls.noted.insert(format!("{place:?} {message}")) {
            self.diagnostics.push(
                Diagnostic::warning(Code::Ignored, place, message, label).help(help.to_owned()),
            );
        }
    }

    /// A warning about something that the whole description has, at the first place that has it.
    fn note_once(&mut self, key: &str, place: impl Into<Place>, message: &str, help: &str) {
        if self.calls.noted.insert(key.to_owned()) {
            self.diagnostics.push(
                Diagnostic::warning(Code::Ignored, place, message, "first of them")
                    .help(help.to_owned()),
            );
        }
    }
}

/// What HTTP says of repeating a request with this method.
pub(super) fn effect(method: Method) -> Effect {
    match method {
        Method::Get | Method::Head | Method::Options | Method::Trace => Effect::Read,
        Method::Put | Method::Delete => Effect::Idempotent,
        Method::Post | Method::Patch => Effect::Write,
    }
}

/// A name for an operation that has none: `getPetsByPetId` for `GET /pets/{petId}`.
pub(super) fn derived_id(method: Method, path: &str) -> String {
    use heck::ToLowerCamelCase;
    let words = path.replace('{', " by ").replace(['}', '/'], " ");
    format!("{} {words}", method.name().to_lowercase()).to_lower_camel_case()
}

/// The path that goes over the wire. What follows a `#` only tells paths of a description apart, and what follows a `:`
/// between braces tells what the values look like, unless the parameter is called so.
pub(super) fn sent_path(path: &str, parameters: &[Parameter]) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let names = templates(path).unwrap_or_default();
    let mut sent = path.to_owned();
    for name in names {
        let is_known = |name: &str| {
            let mut parameters = parameters.iter();
            parameters.any(|it| it.place == ParameterPlace::Path && it.wire_name == name)
        };
        if let Some((short, _)) = name.split_once(':')
            && !is_known(name)
            && is_known(short)
        {
            sent = sent.replace(&format!("{{{name}}}"), &format!("{{{short}}}"));
        }
    }
    sent
}
