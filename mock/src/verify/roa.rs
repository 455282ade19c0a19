//! The check of the older ROA signature, `HMAC-SHA1`.

use acs_runtime::credentials::Credentials;
use acs_runtime::signing::roa;

use super::{equal, masked};
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
