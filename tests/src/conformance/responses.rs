//! Replies against what the official SDK decodes.

use acs_runtime::named::to_any;
use acs_runtime::{decode_json, decode_xml};
use edas_client::by_name;
use serde_json::Value;

use super::difference::Nothing;
use super::{Difference, difference, text};

/// The forms that a recording may have a reply in.
const FORMS: [&str; 3] = ["json", "xml", "xml_items"];

/// What the client decodes otherwise, in each form that the recording has.
#[must_use]
pub fn check(recording: &Value) -> Vec<Difference> {
    let operation = match text(recording, "op") {
        Ok(name) => name,
        Err(unusable) => return vec![unusable],
    };
    let Some(entry) = by_name::operation(operation) else {
        return vec![Difference::unusable(format!(
            "there is no operation {operation}"
        ))];
    };
    let mut differences = Vec::new();
    let mut forms = 0;
    for form in FORMS {
        let Some(document) = recording[form].as_str() else {
            continue;
        };
        forms += 1;
        let mut reply = (entry.reply)();
        let (read, nothing) = if form == "json" {
            let read = decode_json(document.as_bytes(), reply.value_mut());
            (read, Nothing::Lists)
        } else {
            let read = decode_xml(document.as_bytes(), reply.value_mut());
            (read, Nothing::ListsAndObjects)
        };
        match read {
            Ok(()) => difference::values(
                form,
                &recording["expected"],
                &to_any(reply.value()),
                nothing,
                &mut differences,
            ),
            Err(error) => differences.push(Difference::unusable(format!("{form}: {error}"))),
        }
    }
    if forms == 0 {
        differences.push(Difference::unusable("the recording has no reply"));
    }
    differences
}
