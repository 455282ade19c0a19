//! The check of the older ROA signature, `HMAC-SHA1`.

use acs_runtime::credentials::Credentials;
use acs_runtime::signing::roa;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};

use super::{equal, masked, required};
use crate::incoming::Incoming;
use crate::refusal::Refusal;

/// Checks a signature. Which headers it covers is fixed.
pub(super) fn check(
    request: &Incoming<'_>,
    account: &Credentials,
    signature: &str,
) -> Result<(), Refusal> {
    let stated = (
        request.header("x-acs-signature-method"),
        request.header("x-acs-signature-version"),
    );
    if stated != (Some("HMAC-SHA1"), Some("1.0")) {
        return Err(Refusal::incomplete_signature(
            "x-acs-signature-method must be HMAC-SHA1 and x-acs-signature-version 1.0",
        ));
    }
    required(request, "x-acs-version")?;
    if let Some(sent) = request.header("content-md5") {
        let found = STANDARD.encode(Md5::digest(request.body));
        if !equal(&found, sent) {
            return Err(Refusal::content_md5());
        }
    }
    let text = roa::string_to_sign(
        request.method,
        request.path,
        &request.query_pairs(),
        &request.headers,
    );
    if equal(
        &roa::signature(account.access_key_secret(), &text),
        signature,
    ) {
        return Ok(());
    }
    let text = masked(&text, account);
    Err(Refusal::signature(&format!(
        "server StringToSign is [{text}]"
    )))
}
