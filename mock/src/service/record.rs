//! What the record of requests says of one.

use acs_runtime::parameters::percent_encode;
use jiff::Timestamp;

use super::Service;
use crate::incoming::Incoming;
use crate::journal::{Outcome, ParametersVerdict, Record, SignatureVerdict, shortened, time_text};
use crate::refusal::Refusal;
use crate::verify::scheme_of;

impl Record {
    /// The record of a request of which nothing is decided yet.
    pub(super) fn new(request: &Incoming<'_>, arrived: Timestamp, request_id: String) -> Self {
        let claim = scheme_of(request);
        Self {
            number: 0,
            time: time_text(arrived),
            method: request.method.to_owned(),
            path: shortened(request.path),
            operation: None,
            signature: SignatureVerdict {
                version: claim.map(|(version, _)| version),
                outcome: Outcome::Skipped,
            },
            parameters: ParametersVerdict {
                outcome: Outcome::Skipped,
            },
            access_key_id: claim.map(|(_, id)| shortened(id)),
            arguments: Vec::new(),
            fault: None,
            status: None,
            code: None,
            message: None,
            request_id,
            format: "json",
            duration_us: 0,
        }
    }

    pub(super) fn refused(&mut self, refusal: &Refusal) {
        self.code = Some(refusal.code.to_string());
        self.message = Some(shortened(&refusal.message));
    }

    pub(super) fn note_unknown(&mut self, names: &[&str]) {
        if !names.is_empty() {
            let names = names.join(", ");
            self.message = Some(shortened(&format!(
                "not parameters of the operation: {names}"
            )));
        }
    }
}

/// How many parameters are recorded, and how many bytes of them: a form may have millions.
const MOST_ARGUMENTS: usize = 100;
const MOST_BYTES: usize = 16 << 10;

/// The parameters as they came, without secrets.
pub(super) fn arguments(service: &Service, request: &Incoming<'_>) -> Vec<(String, String)> {
    let mut room = MOST_BYTES;
    let mut shown = Vec::new();
    let form = request.form();
    let count = request.query.len() + form.len();
    for (name, value) in request.query.iter().chain(&form) {
        let secret = is_secret(service, request, name);
        let value = if secret { "***" } else { value };
        let pair = (shortened(name), shortened(value));
        let size = pair.0.len() + pair.1.len();
        if shown.len() == MOST_ARGUMENTS || size > room {
            shown.push(("…".to_owned(), format!("{} more", count - shown.len())));
            break;
        }
        room -= size;
        shown.push(pair);
    }
    shown
}

/// Whether a parameter's value is nobody's business. At an address that is none the name must tell.
fn is_secret(service: &Service, request: &Incoming<'_>, name: &str) -> bool {
    let operation = service.description.find(request.method, request.path);
    let mut all = operation.iter().flat_map(|operation| &operation.parameters);
    let described = all.any(|parameter| parameter.secret && parameter.name == name);
    described || name.to_ascii_lowercase().contains("password")
}

/// Takes the values of secret parameters out of a text, in which they may stand as what was signed.
pub(super) fn hide_secrets(service: &Service, request: &Incoming<'_>, text: &mut String) {
    let query = request.query.iter();
    for (name, value) in query.filter(|(name, _)| is_secret(service, request, name)) {
        // One signature has the query encoded, the other as it is.
        let (code, encoded) = (percent_encode(name), percent_encode(value));
        *text = text
            .replace(&format!("{code}={encoded}"), &format!("{code}=***"))
            .replace(&format!("{name}={value}"), &format!("{name}=***"));
    }
}
