//! Types of other crates that are texts on the wire: dates, UUIDs and decimal numbers.

pub use jiff::civil::Date;
pub use rust_decimal::Decimal;
pub use uuid::Uuid;

/// Makes a type that prints itself, and that a function parses, a [`Value`](super::Value).
macro_rules! text_value {
    ($type:ty, $expected:expr, $blank:expr, $parse:expr) => {
        impl $crate::value::Value for $type {
            fn blank() -> Self {
                $blank
            }

            fn shape(&self) -> $crate::value::Shape {
                $crate::value::Shape::Text
            }

            fn view(&self) -> $crate::value::View<'_> {
                $crate::value::View::Text(std::borrow::Cow::Owned(self.to_string()))
            }

            fn set(
                &mut self,
                scalar: $crate::value::Scalar<'_>,
            ) -> Result<(), $crate::value::Mismatch> {
                let text = $crate::value::scalars::text_of(scalar);
                *self = $parse(text.trim())
                    .ok_or_else(|| $crate::value::Mismatch::scalar($expected, scalar))?;
                Ok(())
            }
        }
    };
}
pub(super) use text_value;

text_value!(Date, "a date as 2024-05-31", Date::default(), date);
text_value!(Uuid, "a UUID", Uuid::nil(), uuid);
text_value!(Decimal, "a decimal number", Decimal::default(), decimal);

/// The parser takes dates with times, too, and years of six digits.
fn date(text: &str) -> Option<Date> {
    const LENGTH: usize = "2024-05-31".len();
    (text.len() == LENGTH && text.as_bytes().get(4) == Some(&b'-'))
        .then(|| text.parse().ok())
        .flatten()
}

fn uuid(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok()
}

/// Refuses a number with more digits than the type keeps instead of rounding it.
fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Mismatch, Scalar, Value, View};

    fn read<T: Value>(text: &str) -> Result<T, Mismatch> {
        let mut slot = T::blank();
        slot.set(Scalar::Text(text)).map(|()| slot)
    }

    fn written(value: &dyn Value) -> String {
        match value.view() {
            View::Text(text) => text.into_owned(),
            _ => panic!("not a text"),
        }
    }

    #[test]
    fn a_date_is_only_a_date() {
        let date = read::<Date>("2024-02-29").unwrap();
        assert_eq!(written(&date), "2024-02-29");
        for text in [
            "",
            "20240229",
            "2024-02-30",
            "2024-02-29T00:00:00",
            "2024-2-29",
            "20240229T0",
        ] {
            assert!(read::<Date>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_uuid_is_written_in_lower_case_with_hyphens() {
        let uuid = read::<Uuid>("67E55044-10B1-426F-9247-BB680E5FE0C8").unwrap();
        assert_eq!(written(&uuid), "67e55044-10b1-426f-9247-bb680e5fe0c8");
        assert!(read::<Uuid>("67e55044").is_err());
        assert!(read::<Uuid>("").is_err());
    }

    #[test]
    fn a_decimal_keeps_its_digits_or_is_refused() {
        for text in ["1.10", "-0.000001", "79228162514264337593543950335"] {
            assert_eq!(written(&read::<Decimal>(text).unwrap()), text);
        }
        for text in ["", "x", "1e400", "0.12345678901234567890123456789012"] {
            assert!(read::<Decimal>(text).is_err(), "{text}");
        }
        let error = read::<Decimal>("x").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a decimal number, found the text \"x\""
        );
    }
}
