//! A request before it is signed, as an interceptor sees it.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

use crate::operation::Method;
use crate::parameters::Pair;

/// A request that is not signed yet.
///
/// `Debug` shows names without values.
pub struct UnsignedRequest<'a> {
    pub(crate) method: Method,
    pub(crate) path: &'a str,
    pub(crate) query: Vec<Item<'a>>,
    pub(crate) headers: Vec<Pair>,
    pub(crate) body: &'a Bytes,
}

/// A parameter of the query.
pub(crate) struct Item<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) value: Cow<'a, str>,
    /// As it stands on the wire, where that is more than name and value encoded.
    pub(crate) raw: Option<Cow<'a, str>>,
}

impl<'a> Item<'a> {
    pub(crate) fn plain(name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            raw: None,
        }
    }
}

impl UnsignedRequest<'_> {
    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// The path as it stands on the wire.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path
    }

    /// The body; empty when there is none.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.body
    }

    /// The query as plain pairs.
    pub fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|item| (&*item.name, &*item.value))
    }

    /// Sets a parameter of the query in place of all that have its name.
    pub fn set_query(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        self.query.retain(|known| known.name != name);
        self.query.push(Item::plain(name, value.into()));
    }

    /// The headers that are the call's own, and those that interceptors have set: not those that every request has.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Sets a header in place of the one that has its name, whichever case it is written in. It also wins over what every
    /// request has, such as `user-agent`. A name that starts with `x-acs-` is signed; `authorization` is always
    /// overwritten by the signature.
    ///
    /// The call is refused when name or value do not fit a header.
    pub fn set_header(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into().to_ascii_lowercase();
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name.into(), value.into()));
    }
}

impl fmt::Debug for UnsignedRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: Vec<(&str, &str)>| -> Vec<String> {
            pairs.iter().map(|(name, _)| (*name).to_owned()).collect()
        };
        f.debug_struct("UnsignedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &names(self.query().collect()))
            .field("headers", &names(self.headers().collect()))
            .finish_non_exhaustive()
    }
}
