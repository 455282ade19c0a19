//! What [`open_enum!`](crate::open_enum) calls, so that an enum costs little code of its own.

use std::borrow::Cow;
use std::fmt;

use super::scalars::{integer_of, is_absent, text_of};
use super::{Any, Mismatch, Notation, Scalar, Shape, Value, View};

/// The text by which an enum of texts is chosen.
#[must_use]
pub fn read_text(scalar: Scalar<'_>) -> Cow<'_, str> {
    text_of(scalar)
}

/// The number by which an enum of integers is chosen; 0 for a null or an empty text.
///
/// # Errors
/// [`Mismatch`] when the scalar is no integer of 64 bits.
pub fn read_integer(scalar: Scalar<'_>) -> Result<i64, Mismatch> {
    if is_absent(scalar) {
        return Ok(0);
    }
    integer_of(scalar)
        .and_then(|number| i64::try_from(number).ok())
        .ok_or_else(|| Mismatch::scalar("an integer of 64 bits", scalar))
}

/// A scalar as a free-form value.
#[must_use]
pub fn any_of(scalar: Scalar<'_>) -> Any {
    let mut any = Any::Null;
    // Such a slot takes every scalar.
    let _ = any.set(scalar);
    any
}

/// What else a scalar may be: a text, where all scalars are texts, a number or a truth value; `2.0` a whole number.
///
/// # Errors
/// [`Mismatch`] for a null, which an enum of mixed values does not take unless it is one of them.
pub fn other_reading(scalar: Scalar<'_>, notation: Notation) -> Result<Option<Any>, Mismatch> {
    match scalar {
        Scalar::Null => Err(no_scalar()),
        Scalar::Text(text) if notation == Notation::Texts => {
            let read: Option<Any> = serde_json::from_str(text.trim()).ok();
            Ok(read.filter(|any| any.is_number() || any.is_boolean()))
        }
        // `2.0` is the number 2.
        Scalar::Float(number) => Ok(integer_of(scalar)
            .filter(|_| number.fract() == 0.0)
            .and_then(|whole| i64::try_from(whole).ok())
            .map(Any::from)),
        _ => Ok(None),
    }
}

/// Checks that a scalar is of the kind of all values.
///
/// # Errors
/// [`Mismatch`] for one of another kind.
pub fn check_kind(shape: Shape, scalar: Scalar<'_>, notation: Notation) -> Result<(), Mismatch> {
    super::strict::check(shape, scalar, notation)
}

/// Checks that an object or a list may come.
///
/// # Errors
/// [`Mismatch`] unless values of any kind may.
pub fn check_nested(shape: Shape, found: &'static str) -> Result<(), Mismatch> {
    if shape == Shape::Any {
        Ok(())
    } else {
        Err(Mismatch::new(shape.describe(), found))
    }
}

/// The error for a value that no enum of mixed values takes.
#[must_use]
pub fn no_scalar() -> Mismatch {
    Mismatch::new("a text, a number, or true or false", "null")
}

/// A known value of an enum of mixed values, for writing.
#[must_use]
pub fn view_mixed(value: Any) -> View<'static> {
    match value {
        Any::Bool(flag) => View::Bool(flag),
        Any::Number(number) => number
            .as_i64()
            .map(View::Integer)
            .or_else(|| number.as_u64().map(View::Unsigned))
            .or_else(|| number.as_f64().map(View::Float))
            .unwrap_or(View::Null),
        Any::String(text) => View::Text(Cow::Owned(text)),
        // Known values are scalars, as `open_enum!` says.
        Any::Null | Any::Array(_) | Any::Object(_) => View::Null,
    }
}

/// Prints a value of an enum of mixed values: a text without quotes, anything else as JSON.
///
/// # Errors
/// As the formatter.
pub fn show_mixed(value: &Any, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Any::String(text) => f.pad(text),
        other => f.pad(&other.to_string()),
    }
}
