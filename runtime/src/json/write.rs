//! Values as JSON text.

use crate::value::{Value, Written};

/// Writes a value as compact JSON: absent members are left out, the others follow in the order of declaration.
///
/// A number that JSON cannot say (infinite, not a number) becomes `null`.
///
/// ```
/// assert_eq!(acs_runtime::to_json(&vec![Some("a".to_owned()), None]), r#"["a",null]"#);
/// ```
#[must_use]
pub fn to_json(value: &dyn Value) -> String {
    // serde_json fails only on writers that fail, on names that are no texts, and on impls that make up an error;
    // a string, `Object` and `Written` do none of these.
    serde_json::to_string(&Written(value)).unwrap_or_default()
}
