//! What a signature covers, to notice that it changed afterwards.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HOST, HeaderName};
use http::{HeaderMap, Method, Request, Uri};

use crate::signing::SignatureVersion;

/// A request as it was signed.
pub(super) struct Seal {
    version: SignatureVersion,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Seal {
    pub(super) fn of(request: &Request<Bytes>, version: SignatureVersion) -> Self {
        Self {
            version,
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            body: request.body().clone(),
        }
    }

    /// What makes the signature wrong; nothing for a request that was signed anew.
    pub(super) fn broken_by(&self, request: &Request<Bytes>) -> Option<String> {
        if request.headers().get(AUTHORIZATION) != self.headers.get(AUTHORIZATION) {
            return None;
        }
        if *request.method() != self.method {
            return Some("the method".to_owned());
        }
        if request.uri().path_and_query() != self.uri.path_and_query() {
            return Some("path or query".to_owned());
        }
        if self.version == SignatureVersion::Acs3 && *request.body() != self.body {
            return Some("the body".to_owned());
        }
        let (before, after) = (&self.headers, request.headers());
        let changed = before
            .keys()
            .chain(after.keys())
            .find(|name| self.covers(name) && !equal(before, after, name))?;
        Some(format!("the header {changed}"))
    }

    fn covers(&self, name: &HeaderName) -> bool {
        let by_both = *name == CONTENT_TYPE || name.as_str().starts_with("x-acs-");
        by_both
            || match self.version {
                SignatureVersion::Acs3 => *name == HOST,
                SignatureVersion::Roa => {
                    [ACCEPT, DATE].contains(name) || name.as_str() == "content-md5"
                }
            }
    }
}

fn equal(before: &HeaderMap, after: &HeaderMap, name: &HeaderName) -> bool {
    before.get_all(name).iter().eq(after.get_all(name).iter())
}
