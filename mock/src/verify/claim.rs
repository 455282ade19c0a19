//! What the authorization header claims.

use acs_runtime::signing::acs3::ALGORITHM;

use super::required;
use crate::incoming::Incoming;
use crate::refusal::Refusal;

/// The signature that a request claims to have, by name, if any, and whose; for the record of requests.
pub(crate) fn scheme_of<'a>(request: &Incoming<'a>) -> Option<(&'static str, &'a str)> {
    let claim = Claim::read(request).ok()?;
    let name = match claim.scheme {
        Scheme::Acs3 { .. } => ALGORITHM,
        Scheme::Roa => "HMAC-SHA1",
    };
    Some((name, claim.access_key_id))
}

/// Who claims to have sent the request, and the proof.
pub(super) struct Claim<'a> {
    pub(super) access_key_id: &'a str,
    pub(super) signature: &'a str,
    pub(super) scheme: Scheme<'a>,
}

/// How the request is signed.
pub(super) enum Scheme<'a> {
    /// `ACS3-HMAC-SHA256` over the headers of these names.
    Acs3 { signed: Vec<&'a str> },
    /// ROA `HMAC-SHA1`.
    Roa,
}

impl<'a> Claim<'a> {
    pub(super) fn read(request: &Incoming<'a>) -> Result<Self, Refusal> {
        let header = required(request, "authorization")?;
        let claim = match header.split_once(' ') {
            Some((ALGORITHM, rest)) => acs3(rest),
            Some(("acs", rest)) => roa(rest),
            _ => None,
        };
        claim.ok_or_else(|| {
            Refusal::incomplete_signature("the header authorization is not understood")
        })
    }
}

/// `Credential=...,SignedHeaders=a;b;c,Signature=...`
fn acs3(text: &str) -> Option<Claim<'_>> {
    let (access_key_id, rest) = text.strip_prefix("Credential=")?.split_once(',')?;
    let (signed, rest) = rest.strip_prefix("SignedHeaders=")?.split_once(',')?;
    Some(Claim {
        access_key_id,
        signature: rest.strip_prefix("Signature=")?,
        scheme: Scheme::Acs3 {
            signed: signed.split(';').collect(),
        },
    })
}

/// `id:signature`
fn roa(text: &str) -> Option<Claim<'_>> {
    let (access_key_id, signature) = text.split_once(':')?;
    Some(Claim {
        access_key_id,
        signature,
        scheme: Scheme::Roa,
    })
}
