//! Scalars as plain text: in parameters, headers, forms and text bodies.

use super::{Any, Notation, ReadError, Value, View, read_tree};

/// The text of a scalar; of a null it is the empty text.
///
/// `None` for an absent value, an object, a list, and a number that is not finite.
///
/// ```
/// use acs_runtime::value::{Date, Nullable, to_text};
///
/// assert_eq!(to_text(&1.5), Some("1.5".to_owned()));
/// assert_eq!(to_text(&Date::constant(2024, 5, 31)), Some("2024-05-31".to_owned()));
/// assert_eq!(to_text(&Nullable::<i64>::Null), Some(String::new()));
/// assert_eq!(to_text(&None::<i64>), None);
/// assert_eq!(to_text(&vec![1]), None);
/// ```
#[must_use]
pub fn to_text(value: &dyn Value) -> Option<String> {
    match value.view() {
        View::Null => Some(String::new()),
        View::Bool(flag) => Some(flag.to_string()),
        View::Integer(number) => Some(number.to_string()),
        View::Unsigned(number) => Some(number.to_string()),
        View::Float(number) => number.is_finite().then(|| format!("{number:?}")),
        View::Digits(text) | View::Text(text) => Some(text.into_owned()),
        View::Absent | View::Object(_) | View::List(_) => None,
    }
}

/// Reads plain text into a scalar, strictly: the whole text must be such a value, blanks around numbers aside.
///
/// An empty text is `None` for an `Option` and a null for a [`Nullable`](super::Nullable), unless the type is a text. A
/// list takes the text as its only item.
///
/// # Errors
/// [`ReadError`] when the text is no such value, or when the slot holds an object.
///
/// ```
/// use acs_runtime::value::{Uuid, parse_text};
///
/// let mut id = Uuid::nil();
/// parse_text("67e55044-10b1-426f-9247-bb680e5fe0c8", &mut id)?;
/// assert_eq!(id.as_u128() >> 96, 0x67e5_5044);
/// assert!(parse_text("67e55044", &mut id).is_err());
/// # Ok::<(), acs_runtime::ReadError>(())
/// ```
pub fn parse_text(text: &str, value: &mut dyn Value) -> Result<(), ReadError> {
    read_tree(&Any::String(text.to_owned()), Notation::Texts, value)
}
