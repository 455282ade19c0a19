//! What the caller passed, and the parts of a request that are made of it.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;

use crate::error::RequestError;
use crate::intercept::Interceptor;
use crate::json::to_json;
use crate::operation::Operation;
use crate::parameters::{self, Pair};
use crate::retry::RetryPolicy;
use crate::value::Value;

/// The arguments of a call by their place in the request.
#[derive(Clone, Default)]
pub(super) struct Arguments {
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<Pair>,
    pub(super) headers: Vec<Pair>,
    /// Other than the client's.
    pub(super) retry: Option<RetryPolicy>,
    /// After the client's.
    pub(super) interceptors: Vec<Arc<dyn Interceptor>>,
    body: Body,
}

#[derive(Clone, Default)]
enum Body {
    #[default]
    None,
    Form(Vec<Pair>),
    Json(String),
}

/// Sets a value, or replaces the one that the name has.
pub(super) fn set(pairs: &mut Vec<Pair>, name: Cow<'static, str>, value: String) {
    match pairs.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known)) => *known = value,
        None => pairs.push((name, value)),
    }
}

/// Sets the values of a name, one pair each, or replaces those that the name has.
pub(super) fn set_list(pairs: &mut Vec<Pair>, name: &'static str, values: Vec<String>) {
    pairs.retain(|(known, _)| known != name);
    pairs.extend(values.into_iter().map(|value| (name.into(), value)));
}

impl Arguments {
    /// The form that is the body; whatever else was the body is gone.
    pub(super) fn form(&mut self) -> &mut Vec<Pair> {
        if !matches!(self.body, Body::Form(_)) {
            self.body = Body::Form(Vec::new());
        }
        match &mut self.body {
            Body::Form(pairs) => pairs,
            // Not reached: the body was made a form just above.
            Body::None | Body::Json(_) => &mut self.query,
        }
    }

    pub(super) fn json(&mut self, body: &dyn Value) {
        self.body = Body::Json(to_json(body));
    }

    /// The names alone.
    pub(super) fn names(&self) -> Vec<&str> {
        let form: &[Pair] = match &self.body {
            Body::Form(pairs) => pairs,
            Body::None | Body::Json(_) => &[],
        };
        let named = [&self.query, form, &self.headers]
            .into_iter()
            .flatten()
            .map(|(name, _)| &**name);
        self.path
            .iter()
            .map(|(name, _)| *name)
            .chain(named)
            .collect()
    }

    /// The parts of the request; the same for every attempt.
    pub(super) fn parts(&self, operation: &'static Operation) -> Result<Parts<'_>, RequestError> {
        let path = parameters::fill_path(operation.path, &self.path)
            .map_err(|problem| RequestError::new(operation.name, problem))?;
        let query = borrowed(&self.query);
        let target = target(&path, &query);
        let (content_type, body) = self.encoded_body();
        Ok(Parts {
            path,
            query,
            target,
            content_type,
            body,
        })
    }

    fn encoded_body(&self) -> (Option<&'static str>, Bytes) {
        match &self.body {
            Body::None => (None, Bytes::new()),
            Body::Json(text) => (Some("application/json; charset=utf-8"), text.clone().into()),
            Body::Form(pairs) => {
                // The order of a form means nothing; sorted, equal calls have equal bodies and hashes.
                let mut pairs = borrowed(pairs);
                pairs.sort_unstable();
                (
                    Some("application/x-www-form-urlencoded"),
                    parameters::urlencode(pairs).into(),
                )
            }
        }
    }
}

/// Path and query as they stand on the wire.
pub(super) fn target(path: &str, query: &[(&str, &str)]) -> String {
    let mut target = path.to_owned();
    if !query.is_empty() {
        target.push('?');
        target.push_str(&parameters::urlencode(query.iter().copied()));
    }
    target
}

fn borrowed(pairs: &[Pair]) -> Vec<(&str, &str)> {
    pairs
        .iter()
        .map(|(name, value)| (&**name, value.as_str()))
        .collect()
}

/// A request but for its headers.
pub(super) struct Parts<'a> {
    /// The path as it stands on the wire.
    pub(super) path: Cow<'a, str>,
    /// The query as plain pairs.
    pub(super) query: Vec<(&'a str, &'a str)>,
    /// Path and query as they stand on the wire.
    pub(super) target: String,
    pub(super) content_type: Option<&'static str>,
    pub(super) body: Bytes,
}
