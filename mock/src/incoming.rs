//! A request as the checks look at it.

use std::borrow::Cow;
use std::str;

use axum::http::request::Parts;

/// A request whose body has come.
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    /// As it stands on the wire.
    pub(crate) path: &'a str,
    /// The path with the query, as they stand on the wire.
    pub(crate) target: &'a str,
    /// Decoded, in the order of the wire.
    pub(crate) query: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Names in lower case, without those of `unreadable`.
    pub(crate) headers: Vec<(&'a str, &'a str)>,
    /// Names of headers whose value is not UTF-8.
    pub(crate) unreadable: Vec<&'a str>,
    pub(crate) body: &'a [u8],
}

impl<'a> Incoming<'a> {
    pub(crate) fn new(parts: &'a Parts, body: &'a [u8]) -> Self {
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let mut headers = Vec::with_capacity(parts.headers.len());
        let mut unreadable = Vec::new();
        for (name, value) in &parts.headers {
            match str::from_utf8(value.as_bytes()) {
                Ok(value) => headers.push((name.as_str(), value)),
                Err(_) => unreadable.push(name.as_str()),
            }
        }
        let target = parts.uri.path_and_query();
        Self {
            method: parts.method.as_str(),
            path: parts.uri.path(),
            target: target.map_or("/", |target| target.as_str()),
            query: url::form_urlencoded::parse(query).collect(),
            headers,
            unreadable,
            body,
        }
    }

    /// The first header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        let found = self.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    }

    /// The pairs of the body, if it is a form.
    pub(crate) fn form(&self) -> Vec<(Cow<'a, str>, Cow<'a, str>)> {
        let kind = self.header("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            url::form_urlencoded::parse(self.body).collect()
        } else {
            Vec::new()
        }
    }

    /// The query as the signatures take it.
    pub(crate) fn query_pairs(&self) -> Vec<(&str, &str)> {
        self.query
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect()
    }
}
