//! The check of `ACS3-HMAC-SHA256`.

use acs_runtime::credentials::Credentials;
use acs_runtime::signing::{CanonicalHeaders, acs3};

use super::{equal, masked, required};
use crate::incoming::Incoming;
use crate::refusal::Refusal;

/// Headers without which a signature is worth nothing.
const REQUIRED: [&str; 6] = [
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
];

/// Checks a signature over exactly the headers that it names.
pub(super) fn check(
    request: &Incoming<'_>,
    account: &Credentials,
    signed: &[&str],
    signature: &str,
) -> Result<(), Refusal> {
    check_coverage(request, signed)?;
    let hash = acs3::content_hash(request.body);
    if !equal(&hash, required(request, "x-acs-content-sha256")?) {
        return Err(Refusal::content_hash());
    }
    let headers: Vec<_> = request
        .headers
        .iter()
        .copied()
        .filter(|(name, _)| signed.contains(name))
        .collect();
    let headers = CanonicalHeaders::new(&headers);
    if headers.names != signed.join(";") {
        return Err(Refusal::incomplete_signature(&format!(
            "SignedHeaders must be the sorted names of headers that are there, {}",
            headers.names
        )));
    }
    let canonical = acs3::canonical_request(
        request.method,
        request.path,
        &request.query_pairs(),
        &headers,
        &hash,
    );
    let text = acs3::string_to_sign(&canonical);
    if equal(
        &acs3::signature(account.access_key_secret(), &text),
        signature,
    ) {
        return Ok(());
    }
    let canonical = masked(&canonical, account);
    Err(Refusal::signature(&format!(
        "server StringToSign is [{text}], server CanonicalRequest is [{canonical}]"
    )))
}

/// Whether the signature covers what it must: the required headers, and those of the documentation that are there.
fn check_coverage(request: &Incoming<'_>, signed: &[&str]) -> Result<(), Refusal> {
    let present = request.headers.iter().map(|(name, _)| *name);
    let documented = present.filter(|name| acs3::is_signed(name));
    for name in REQUIRED.into_iter().chain(documented) {
        required(request, name)?;
        if !signed.contains(&name) {
            let problem = format!("the header {name} is not signed");
            return Err(Refusal::incomplete_signature(&problem));
        }
    }
    match request.unreadable.iter().find(|name| acs3::is_signed(name)) {
        None => Ok(()),
        Some(name) => {
            let problem = format!("the header {name} is not UTF-8");
            Err(Refusal::incomplete_signature(&problem))
        }
    }
}
