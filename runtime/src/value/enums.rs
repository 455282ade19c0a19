//! What [`open_enum!`](crate::open_enum) calls, so that an enum costs little code of its own.

use std::borrow::Cow;

use super::scalars::{integer_of, is_absent, text_of};
use super::{Mismatch, Scalar};

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
