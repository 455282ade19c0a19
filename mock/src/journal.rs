//! The record of recent requests.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::Serialize;

/// How many requests are remembered.
pub(crate) const REMEMBERED: usize = 200;

/// How much of a value or a message is remembered.
const LONGEST_TEXT: usize = 4096;

/// A request and what has become of it.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Record {
    /// Counts from 1.
    pub number: u64,
    /// When it came, by the computer's clock, as `2026-01-02T03:04:05.678Z`.
    pub time: String,
    /// The HTTP method.
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The operation, unless the address is nobody's.
    pub operation: Option<String>,
    /// The signature and what the check of it said.
    pub signature: SignatureVerdict,
    /// What the check of the parameters said.
    pub parameters: ParametersVerdict,
    /// Who claims to have sent it.
    pub access_key_id: Option<String>,
    /// Query and form as they came; passwords are masked.
    pub arguments: Vec<(String, String)>,
    /// The fault that was played, as its text.
    pub fault: Option<String>,
    /// The status of the reply; none when the connection was reset.
    pub status: Option<u16>,
    /// The code of the refusal.
    pub code: Option<String>,
    /// Why it was refused, or what a caller may want to know although it was not.
    pub message: Option<String>,
    /// The id that the reply carries.
    pub request_id: String,
    /// `json` or `xml`.
    pub format: &'static str,
    /// From the end of the request to the beginning of the reply, in microseconds.
    pub duration_us: u64,
}

/// A signature as it was claimed, and whether it is one.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct SignatureVerdict {
    /// `ACS3-HMAC-SHA256` or `HMAC-SHA1`; none when there is no signature.
    pub version: Option<&'static str>,
    /// What the check said.
    pub outcome: Outcome,
}

/// Whether the parameters are as the description wants them.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct ParametersVerdict {
    /// What the check said.
    pub outcome: Outcome,
}

/// What a check said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Outcome {
    /// All is well.
    Passed,
    /// The request was refused.
    Failed,
    /// It did not come to that.
    Skipped,
}

/// The last requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: Mutex<Entries>,
}

#[derive(Debug, Default)]
struct Entries {
    last: u64,
    recent: VecDeque<Record>,
}

impl Journal {
    /// Adds a record, whose number is given here.
    pub(crate) fn add(&self, mut record: Record) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.last += 1;
        record.number = entries.last;
        if entries.recent.len() == REMEMBERED {
            entries.recent.pop_front();
        }
        entries.recent.push_back(record);
    }

    /// The number of the last request, and those that are remembered and came after this number.
    pub(crate) fn after(&self, number: u64) -> (u64, Vec<Record>) {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = entries
            .recent
            .iter()
            .filter(|record| record.number > number);
        (entries.last, newer.cloned().collect())
    }
}

/// The time as a record has it.
pub(crate) fn time_text(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The text, or its beginning when it is very long.
pub(crate) fn shortened(text: &str) -> String {
    if text.len() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let end = (0..=LONGEST_TEXT)
        .rev()
        .find(|end| text.is_char_boundary(*end));
    format!("{}… ({} bytes)", &text[..end.unwrap_or(0)], text.len())
}
