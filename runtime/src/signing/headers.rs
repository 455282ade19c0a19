//! The headers of a request, signed.

use std::borrow::Cow;
use std::time::SystemTime;

use jiff::Timestamp;

use super::{CanonicalHeaders, SignatureVersion, acs3, roa};
use crate::credentials::Credentials;
use crate::operation::Method;

/// A request before it is signed.
pub(crate) struct Unsigned<'a> {
    pub(crate) method: Method,
    /// As it stands on the wire.
    pub(crate) path: &'a str,
    pub(crate) query: &'a [(&'a str, &'a str)],
    pub(crate) body: &'a [u8],
    pub(crate) host: &'a str,
    pub(crate) action: &'a str,
    pub(crate) version: &'a str,
    pub(crate) user_agent: &'a str,
    pub(crate) accept: &'a str,
    pub(crate) content_type: Option<&'a str>,
    /// The call's own headers, names in lower case; they win over those above.
    pub(crate) extra: &'a [(Cow<'static, str>, String)],
}

/// A header's name in lower case, and its value.
pub(crate) type Header<'a> = (Cow<'static, str>, Cow<'a, str>);

/// The headers of the request at this time with this nonce, the authorization last.
pub(crate) fn sign<'a>(
    request: &Unsigned<'a>,
    credentials: &'a Credentials,
    version: SignatureVersion,
    now: SystemTime,
    nonce: &'a str,
) -> Vec<Header<'a>> {
    let mut headers: Vec<Header<'a>> = Vec::with_capacity(16);
    let mut push =
        |name: &'static str, value: Cow<'a, str>| headers.push((Cow::Borrowed(name), value));
    push("host", request.host.into());
    push("x-acs-version", request.version.into());
    push("x-acs-action", request.action.into());
    push("user-agent", request.user_agent.into());
    push("accept", request.accept.into());
    push("x-acs-signature-nonce", nonce.into());
    if let Some(kind) = request.content_type {
        push("content-type", kind.into());
    }
    if let Some(token) = credentials.security_token() {
        push("x-acs-accesskey-id", credentials.access_key_id().into());
        push("x-acs-security-token", token.into());
    }
    match version {
        SignatureVersion::Acs3 => {
            push("x-acs-date", format_time(now, "%Y-%m-%dT%H:%M:%SZ").into());
            push(
                "x-acs-content-sha256",
                acs3::content_hash(request.body).into(),
            );
        }
        SignatureVersion::Roa => {
            push("date", format_time(now, "%a, %d %b %Y %H:%M:%S GMT").into());
            push("x-acs-signature-method", "HMAC-SHA1".into());
            push("x-acs-signature-version", "1.0".into());
        }
    }
    for (name, value) in request.extra {
        headers.retain(|(known, _)| known != name);
        headers.push((name.clone(), value.as_str().into()));
    }
    let authorization = match version {
        SignatureVersion::Acs3 => authorize_acs3(request, credentials, &headers),
        SignatureVersion::Roa => authorize_roa(request, credentials, &headers),
    };
    headers.push(("authorization".into(), authorization.into()));
    headers
}

fn authorize_acs3(
    request: &Unsigned<'_>,
    credentials: &Credentials,
    headers: &[Header<'_>],
) -> String {
    let signed: Vec<_> = borrowed(headers)
        .filter(|(name, _)| acs3::is_signed(name))
        .collect();
    let hash = signed
        .iter()
        .find(|(name, _)| *name == "x-acs-content-sha256")
        .map_or("", |(_, value)| value);
    let canonical = CanonicalHeaders::new(&signed);
    let text = acs3::canonical_request(
        request.method.as_str(),
        request.path,
        request.query,
        &canonical,
        hash,
    );
    let signature = acs3::signature(
        credentials.access_key_secret(),
        &acs3::string_to_sign(&text),
    );
    acs3::authorization(credentials.access_key_id(), &canonical.names, &signature)
}

fn authorize_roa(
    request: &Unsigned<'_>,
    credentials: &Credentials,
    headers: &[Header<'_>],
) -> String {
    let all: Vec<_> = borrowed(headers).collect();
    let text = roa::string_to_sign(request.method.as_str(), request.path, request.query, &all);
    roa::authorization(
        credentials.access_key_id(),
        &roa::signature(credentials.access_key_secret(), &text),
    )
}

fn borrowed<'a>(headers: &'a [Header<'_>]) -> impl Iterator<Item = (&'a str, &'a str)> {
    headers.iter().map(|(name, value)| (&**name, &**value))
}

/// The time in UTC; a clock outside the calendar's years counts as 1970, which the service will refuse.
fn format_time(now: SystemTime, format: &str) -> String {
    Timestamp::try_from(now)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .strftime(format)
        .to_string()
}
