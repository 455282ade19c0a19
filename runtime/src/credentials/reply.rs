//! Credentials out of the replies of those who hand them out.

use std::time::{Duration, SystemTime};

use super::Credentials;
use super::cache::Fetched;
use super::json::Json;
use crate::error::CredentialsError;
use crate::value::Timestamp;

/// The four members of temporary credentials, as most services spell them.
pub(super) fn temporary(
    json: &Json,
    who: &str,
    margin: Duration,
) -> Result<Fetched, CredentialsError> {
    let text = |name| json.text(name).ok_or_else(|| lacks(who, name));
    let credentials = Credentials::temporary(
        text("AccessKeyId")?,
        text("AccessKeySecret")?,
        text("SecurityToken")?,
        Some(expiration(json, "Expiration", who)?),
    )?;
    Ok(Fetched::temporary(credentials, margin))
}

/// As [`temporary`], for services that say `"Code": "Success"` beside the members.
pub(super) fn successful(json: &Json, who: &str) -> Result<Fetched, CredentialsError> {
    if json.text("Code") == Some("Success") {
        return temporary(json, who, super::cache::MARGIN);
    }
    let code = json.text("Code").filter(|code| super::wire::is_word(code));
    let said = code.map_or("no code".to_owned(), |code| format!("the code {code}"));
    Err(CredentialsError::new(format!(
        "the reply of {who} has {said} where \"Success\" is expected"
    )))
}

/// The object in the member of that name.
pub(super) fn member<'a>(
    json: &'a Json,
    name: &str,
    who: &str,
) -> Result<&'a Json, CredentialsError> {
    match json.get(name) {
        Some(member @ Json::Object(_)) => Ok(member),
        _ => Err(lacks(who, name)),
    }
}

/// The time in the member of that name.
pub(super) fn expiration(
    json: &Json,
    name: &str,
    who: &str,
) -> Result<SystemTime, CredentialsError> {
    let text = json.text(name).ok_or_else(|| lacks(who, name))?;
    let time = Timestamp::parse(text).ok_or_else(|| {
        CredentialsError::new(format!(
            "the reply of {who} has in `{name}` something else than a time as 2030-01-31T08:00:00Z"
        ))
    })?;
    Ok(time.into())
}

pub(super) fn lacks(who: &str, name: &str) -> CredentialsError {
    CredentialsError::new(format!("the reply of {who} has no usable `{name}`"))
}
