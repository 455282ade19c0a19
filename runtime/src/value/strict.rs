//! What a slot takes where the type is known for sure.

use super::{Mismatch, Scalar, Shape};

/// How a document states its scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Texts, numbers and truth values differ, as in JSON: a text is not a number.
    Typed,
    /// Every scalar is a text, as in XML, forms, headers and parameters.
    Texts,
}

impl Notation {
    /// Whether the scalar is a text without a character, which says "no value" where no text belongs.
    pub(crate) fn is_blank(self, scalar: Scalar<'_>) -> bool {
        self == Self::Texts && matches!(scalar, Scalar::Text(text) if text.trim().is_empty())
    }
}

/// Refuses a scalar of another kind than the slot's.
///
/// # Errors
/// [`Mismatch`] that says both.
pub(super) fn check(shape: Shape, scalar: Scalar<'_>, notation: Notation) -> Result<(), Mismatch> {
    let fits = match scalar {
        Scalar::Null => false,
        Scalar::Bool(_) => shape == Shape::Flag,
        Scalar::Integer(_) | Scalar::Unsigned(_) | Scalar::Float(_) => shape == Shape::Number,
        Scalar::Text(text) => match shape {
            Shape::Number | Shape::Flag => notation == Notation::Texts && !text.trim().is_empty(),
            _ => shape == Shape::Text,
        },
    };
    if fits || shape == Shape::Any {
        Ok(())
    } else {
        Err(Mismatch::scalar(shape.describe(), scalar))
    }
}
