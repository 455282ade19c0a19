//! Whether a request comes from an account, is fresh, and is what the account signed.

mod acs3;
mod claim;
mod nonces;
mod roa;
mod rpc;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use acs_runtime::credentials::Credentials;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use subtle::ConstantTimeEq;

use crate::incoming::Incoming;
use crate::refusal::Refusal;
use crate::tokens::Issuer;
use claim::{Claim, Scheme};
use nonces::Nonces;

pub(crate) use claim::scheme_of;

/// The accounts, and what they have sent so far.
pub(crate) struct Verifier {
    accounts: HashMap<String, Credentials>,
    /// Who knows the temporary keys that were handed out.
    issuer: Arc<Issuer>,
    /// How far a request's date may be off, either way.
    tolerance: Duration,
    seen: Mutex<Nonces>,
}

impl Verifier {
    pub(crate) fn new(accounts: &[Credentials], issuer: Arc<Issuer>, tolerance: Duration) -> Self {
        let by_id = |account: &Credentials| {
            let id = account.access_key_id();
            (id.to_owned(), account.clone())
        };
        Self {
            accounts: accounts.iter().map(by_id).collect(),
            issuer,
            tolerance,
            seen: Mutex::new(Nonces::new()),
        }
    }

    /// Refuses a request that is not an account's own, fresh and first of its kind.
    pub(crate) fn verify(&self, request: &Incoming<'_>) -> Result<(), Refusal> {
        let claim = Claim::read(request)?;
        let account = self
            .account(claim.access_key_id)
            .ok_or_else(Refusal::unknown_access_key)?;
        let account = &account;
        check_token(request.header("x-acs-security-token"), account)?;
        match &claim.scheme {
            Scheme::Acs3 { signed } => {
                self.check_date(request, "x-acs-date", "%Y-%m-%dT%H:%M:%SZ")?;
                acs3::check(request, account, signed, claim.signature)?;
            }
            Scheme::Roa => {
                self.check_date(request, "date", "%a, %d %b %Y %H:%M:%S GMT")?;
                roa::check(request, account, claim.signature)?;
            }
        }
        // Behind the signature, so that only the account itself learns that its token has ended, and only the account
        // itself can use up its nonces.
        check_expiry(account)?;
        self.check_nonce(
            required(request, "x-acs-signature-nonce")?,
            claim.access_key_id,
        )
    }

    /// The account, or the temporary key, of this id.
    fn account(&self, id: &str) -> Option<Credentials> {
        let lasting = self.accounts.get(id).cloned();
        lasting.or_else(|| self.issuer.find(id))
    }

    /// Refuses a time that is too far from the computer's own.
    pub(crate) fn check_stamp(&self, text: &str) -> Result<(), Refusal> {
        self.check_time(text, "%Y-%m-%dT%H:%M:%SZ")
    }

    fn check_date(
        &self,
        request: &Incoming<'_>,
        header: &str,
        format: &str,
    ) -> Result<(), Refusal> {
        self.check_time(required(request, header)?, format)
    }

    fn check_time(&self, text: &str, format: &str) -> Result<(), Refusal> {
        let sent = DateTime::strptime(format, text)
            .and_then(|date| TimeZone::UTC.to_timestamp(date))
            .map_err(|_| Refusal::unreadable_date())?;
        let off = sent.as_second().abs_diff(Timestamp::now().as_second());
        if off > self.tolerance.as_secs() {
            return Err(Refusal::expired());
        }
        Ok(())
    }

    fn check_nonce(&self, nonce: &str, access_key_id: &str) -> Result<(), Refusal> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.insert(access_key_id, nonce) {
            Ok(())
        } else {
            Err(Refusal::nonce_used())
        }
    }
}

fn check_token(sent: Option<&str>, account: &Credentials) -> Result<(), Refusal> {
    match (sent, account.security_token()) {
        (None, None) => Ok(()),
        (Some(sent), Some(known)) if equal(sent, known) => Ok(()),
        _ => Err(Refusal::invalid_security_token()),
    }
}

fn check_expiry(account: &Credentials) -> Result<(), Refusal> {
    match account.expires_at() {
        Some(end) if end <= SystemTime::now() => Err(Refusal::expired_security_token()),
        _ => Ok(()),
    }
}

/// The header's value; an empty one counts as absent.
fn required<'a>(request: &Incoming<'a>, name: &str) -> Result<&'a str, Refusal> {
    let value = request.header(name).filter(|value| !value.is_empty());
    value.ok_or_else(|| Refusal::incomplete_signature(&format!("the header {name} is missing")))
}

/// Compares without telling by its time where the texts begin to differ.
fn equal(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

/// What the server has signed, for the error message. The security token stays secret, since messages end up in logs.
fn masked(text: &str, account: &Credentials) -> String {
    match account.security_token() {
        Some(token) => text.replace(token, "***"),
        None => text.to_owned(),
    }
}
