//! What the record of requests says of one.

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

/// The parameters as they came, without secrets.
pub(super) fn arguments(service: &Service, request: &Incoming<'_>) -> Vec<(String, String)> {
    let operation = service.description.find(request.method, request.path);
    let secret = |name: &str| {
        let mut all = operation.iter().flat_map(|operation| &operation.parameters);
        all.any(|parameter| parameter.secret && parameter.name == name)
    };
    let form = request.form();
    let all = request.query.iter().chain(&form);
    let shown = all.map(|(name, value)| {
        let value = if secret(name) {
            "***".to_owned()
        } else {
            shortened(value)
        };
        (shortened(name), value)
    });
    shown.collect()
}
