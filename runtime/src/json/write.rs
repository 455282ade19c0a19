//! Values as JSON text.

use crate::value::{Value, Writing, Written};

/// Writes a value as compact JSON: absent members are left out, the others follow in the order of declaration.
///
/// A number that JSON cannot say (infinite, not a number) becomes `null`.
///
/// ```
/// assert_eq!(acs_runtime::to_json(&vec![Some("a".to_owned()), None]), r#"["a",null]"#);
/// ```
#[must_use]
pub fn to_json(value: &dyn Value) -> String {
    let how = Writing {
        digits: true,
        ..Writing::default()
    };
    written(value, how)
}

/// Writes a value as [`to_json`] does, for the body of a request: members that only replies have are left out, and
/// members that are `null` are written.
///
/// ```
/// let value = serde_json::json!({"a": null});
/// assert_eq!(acs_runtime::to_request_json(&value), r#"{"a":null}"#);
/// ```
#[must_use]
pub fn to_request_json(value: &dyn Value) -> String {
    written(value, Writing::REQUEST)
}

fn written(value: &dyn Value, how: Writing) -> String {
    // serde_json fails only on writers that fail, on names that are no texts, and on impls that make up an error;
    // a string, `Object` and `Written` do none of these.
    serde_json::to_string(&Written::new(value, how)).unwrap_or_default()
}
