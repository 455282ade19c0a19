//! Texts, numbers and truth values, each lenient about how the service spelled them.

use std::borrow::Cow;

use super::{Mismatch, Scalar, Shape, Value, View};

impl Value for String {
    fn blank() -> Self {
        Self::new()
    }

    fn shape(&self) -> Shape {
        Shape::Text
    }

    fn view(&self) -> View<'_> {
        View::Text(Cow::Borrowed(self))
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        self.clear();
        self.push_str(&text_of(scalar));
        Ok(())
    }
}

impl Value for bool {
    fn blank() -> Self {
        false
    }

    fn shape(&self) -> Shape {
        Shape::Flag
    }

    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        *self = match scalar {
            _ if is_absent(scalar) => false,
            Scalar::Bool(flag) => flag,
            Scalar::Integer(0) | Scalar::Unsigned(0) => false,
            Scalar::Integer(1) | Scalar::Unsigned(1) => true,
            Scalar::Text(text) => match text.trim() {
                "true" | "True" | "TRUE" | "1" => true,
                "false" | "False" | "FALSE" | "0" => false,
                _ => return Err(Mismatch::scalar("true or false", scalar)),
            },
            _ => return Err(Mismatch::scalar("true or false", scalar)),
        };
        Ok(())
    }
}

/// The text of a scalar; a null has none.
pub(super) fn text_of(scalar: Scalar<'_>) -> Cow<'_, str> {
    match scalar {
        Scalar::Null => Cow::Borrowed(""),
        Scalar::Bool(flag) => Cow::Borrowed(if flag { "true" } else { "false" }),
        Scalar::Integer(number) => Cow::Owned(number.to_string()),
        Scalar::Unsigned(number) => Cow::Owned(number.to_string()),
        // The debug format keeps `15.0` and `1e21` as they are usually written.
        Scalar::Float(number) => Cow::Owned(format!("{number:?}")),
        Scalar::Text(text) => Cow::Borrowed(text),
    }
}

/// The whole number that a scalar states; `None` when it states none.
///
/// A float counts when it is whole and small enough to be exact, since some services write `200.0`.
pub(super) fn integer_of(scalar: Scalar<'_>) -> Option<i128> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match scalar {
        Scalar::Integer(number) => Some(number.into()),
        Scalar::Unsigned(number) => Some(number.into()),
        #[allow(
            clippy::cast_possible_truncation,
            reason = "whole and within 2^53, so the cast is exact"
        )]
        Scalar::Float(number) if number.fract() == 0.0 && number.abs() <= EXACT => {
            Some(i128::from(number as i64))
        }
        Scalar::Text(text) => text.trim().parse().ok(),
        Scalar::Null | Scalar::Bool(_) | Scalar::Float(_) => None,
    }
}

/// Whether a scalar stands for "no value" in a slot for a number.
pub(crate) fn is_absent(scalar: Scalar<'_>) -> bool {
    match scalar {
        Scalar::Null => true,
        Scalar::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn float_of(scalar: Scalar<'_>) -> Option<f64> {
    #[allow(
        clippy::cast_precision_loss,
        reason = "a float slot holds what a float can hold"
    )]
    let number = match scalar {
        Scalar::Integer(number) => number as f64,
        Scalar::Unsigned(number) => number as f64,
        Scalar::Float(number) => number,
        Scalar::Text(text) => text.trim().parse().ok()?,
        Scalar::Null | Scalar::Bool(_) => return None,
    };
    // "NaN" and "inf" parse, yet no service means them.
    number.is_finite().then_some(number)
}

macro_rules! integers {
    ($($type:ty: $view:ident, $expected:literal;)+) => {$(
        impl Value for $type {
            fn blank() -> Self {
                0
            }

            fn shape(&self) -> Shape {
                Shape::Number
            }

            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }

            fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
                *self = if is_absent(scalar) {
                    0
                } else {
                    integer_of(scalar)
                        .and_then(|number| Self::try_from(number).ok())
                        .ok_or_else(|| Mismatch::scalar($expected, scalar))?
                };
                Ok(())
            }
        }
    )+};
}

integers! {
    i8: Integer, "an integer of 8 bits";
    i16: Integer, "an integer of 16 bits";
    i32: Integer, "an integer of 32 bits";
    i64: Integer, "an integer of 64 bits";
    u8: Unsigned, "an unsigned integer of 8 bits";
    u16: Unsigned, "an unsigned integer of 16 bits";
    u32: Unsigned, "an unsigned integer of 32 bits";
    u64: Unsigned, "an unsigned integer of 64 bits";
}

impl Value for f64 {
    fn blank() -> Self {
        0.0
    }

    fn shape(&self) -> Shape {
        Shape::Number
    }

    fn view(&self) -> View<'_> {
        View::Float(*self)
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        *self = if is_absent(scalar) {
            0.0
        } else {
            float_of(scalar).ok_or_else(|| Mismatch::scalar("a number", scalar))?
        };
        Ok(())
    }
}

impl Value for f32 {
    fn blank() -> Self {
        0.0
    }

    fn shape(&self) -> Shape {
        Shape::Number
    }

    fn view(&self) -> View<'_> {
        // Through the decimal text, so that 0.1 is written as 0.1 and not as 0.10000000149.
        View::Float(
            self.to_string()
                .parse()
                .unwrap_or_else(|_| f64::from(*self)),
        )
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        let expected = || Mismatch::scalar("a number of 32 bits", scalar);
        *self = if is_absent(scalar) {
            0.0
        } else {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "checked to be finite just below"
            )]
            let number = float_of(scalar).ok_or_else(expected)? as Self;
            if !number.is_finite() {
                return Err(expected());
            }
            number
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Value>(scalar: Scalar<'_>) -> Result<T, Mismatch> {
        let mut slot = T::blank();
        slot.set(scalar).map(|()| slot)
    }

    #[test]
    fn a_number_may_come_as_text_and_a_text_as_number() {
        assert_eq!(read::<i32>(Scalar::Text("200")), Ok(200));
        assert_eq!(read::<i32>(Scalar::Text(" 200\n")), Ok(200));
        assert_eq!(read::<i64>(Scalar::Float(200.0)), Ok(200));
        assert_eq!(read::<String>(Scalar::Integer(200)), Ok("200".to_owned()));
        assert_eq!(read::<String>(Scalar::Float(1.5)), Ok("1.5".to_owned()));
        assert_eq!(read::<f64>(Scalar::Text("1.5")), Ok(1.5));
    }

    #[test]
    fn a_flag_may_be_spelled_in_several_ways() {
        for yes in [
            Scalar::Bool(true),
            Scalar::Text("True"),
            Scalar::Text("TRUE"),
            Scalar::Integer(1),
            Scalar::Text("1"),
        ] {
            assert_eq!(read::<bool>(yes), Ok(true), "{yes:?}");
        }
        for no in [
            Scalar::Bool(false),
            Scalar::Text("false"),
            Scalar::Unsigned(0),
            Scalar::Text(""),
        ] {
            assert_eq!(read::<bool>(no), Ok(false), "{no:?}");
        }
        assert!(read::<bool>(Scalar::Text("yes")).is_err());
        assert!(read::<bool>(Scalar::Integer(2)).is_err());
    }

    #[test]
    fn a_number_out_of_range_is_refused_and_named() {
        assert!(read::<i8>(Scalar::Integer(128)).is_err());
        assert!(read::<u8>(Scalar::Integer(-1)).is_err());
        assert!(read::<i64>(Scalar::Unsigned(u64::MAX)).is_err());
        assert!(read::<i64>(Scalar::Float(1.5)).is_err());
        assert!(read::<i64>(Scalar::Float(1e300)).is_err());
        assert!(read::<f32>(Scalar::Float(1e300)).is_err());
        assert!(read::<f64>(Scalar::Text("NaN")).is_err());
        let error = read::<i32>(Scalar::Text("abc")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected an integer of 32 bits, found the text \"abc\""
        );
    }

    #[test]
    fn a_float_of_32_bits_is_written_with_its_own_digits() {
        assert!(matches!(0.1_f32.view(), View::Float(number) if number.to_string() == "0.1"));
    }
}
