//! The client against recordings: requests of the official SDK, and what it decodes of replies.
//!
//! A recording is one line of JSON; its operation is called by its name with the recorded input, so that nothing here
//! knows an operation.

mod difference;
mod replay;
pub mod requests;
pub mod responses;

use serde_json::Value;

pub use difference::Difference;

/// A recording, or what makes it none.
///
/// # Errors
///
/// What is wrong with the line.
pub fn parse(line: &str) -> Result<Value, String> {
    match serde_json::from_str(line) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err("not a JSON object".to_owned()),
        Err(error) => Err(format!("not JSON: {error}")),
    }
}

/// Name of a recording, for reports.
#[must_use]
pub fn name(recording: &Value) -> &str {
    let of = |key: &str| recording[key].as_str();
    of("id").or_else(|| of("op")).unwrap_or("unnamed")
}

/// A text that a recording must have.
fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, Difference> {
    value[key]
        .as_str()
        .ok_or_else(|| Difference::unusable(format!("the recording has no text `{key}`")))
}

/// Name and value pairs that a recording must have.
fn pairs(value: &Value, key: &str) -> Result<Vec<(String, String)>, Difference> {
    let pair = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
    let pairs = value[key]
        .as_array()
        .and_then(|pairs| pairs.iter().map(pair).collect());
    pairs.ok_or_else(|| Difference::unusable(format!("the recording has no pairs `{key}`")))
}

/// Texts by name that a recording must have.
fn members(value: &Value, key: &str) -> Result<Vec<(String, String)>, Difference> {
    let member =
        |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
    let members = value[key]
        .as_object()
        .and_then(|members| members.iter().map(member).collect());
    members.ok_or_else(|| Difference::unusable(format!("the recording has no texts `{key}`")))
}
