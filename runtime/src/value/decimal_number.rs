//! Numbers that keep the digits they are stated with.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::Serializer;
use serde_json::value::RawValue;

use super::{Decimal, Mismatch, Scalar, Shape, Value, View};

/// A decimal number that is a number on the wire, too: no digit is lost, as it would be in a float.
///
/// JSON is read and written by the digits: `1.10` stays `1.10`. A number in a union is read as a float first, and keeps 15
/// digits. serde writes it as a float to other formats, and to those of `serde_json` where it fits into one.
///
/// ```
/// use acs_runtime::value::{Decimal, DecimalNumber};
///
/// let mut price = DecimalNumber::default();
/// acs_runtime::decode_json(b"12345678901234567.89", &mut price)?;
/// assert_eq!(price.to_string(), "12345678901234567.89");
/// assert_eq!(acs_runtime::to_json(&price), "12345678901234567.89");
/// assert_eq!(DecimalNumber::from(7), Decimal::from(7).into());
/// # Ok::<(), acs_runtime::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecimalNumber(
    /// The number itself.
    pub Decimal,
);

impl From<Decimal> for DecimalNumber {
    fn from(number: Decimal) -> Self {
        Self(number)
    }
}

impl From<i64> for DecimalNumber {
    fn from(number: i64) -> Self {
        Self(number.into())
    }
}

impl From<DecimalNumber> for Decimal {
    fn from(number: DecimalNumber) -> Self {
        number.0
    }
}

impl Deref for DecimalNumber {
    type Target = Decimal;

    fn deref(&self) -> &Decimal {
        &self.0
    }
}

impl fmt::Display for DecimalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Value for DecimalNumber {
    fn blank() -> Self {
        Self::default()
    }

    fn is_digits() -> bool {
        true
    }

    fn takes_digits(&self) -> bool {
        true
    }

    fn shape(&self) -> Shape {
        Shape::Number
    }

    fn view(&self) -> View<'_> {
        View::Digits(Cow::Owned(self.0.to_string()))
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        let text = super::scalars::text_of(scalar);
        let text = text.trim();
        // The type reads powers of ten by a function of their own.
        let plain = Decimal::from_str_exact(text).ok();
        let number = plain.or_else(|| Decimal::from_scientific(text).ok());
        self.0 = number.ok_or_else(|| Mismatch::scalar("a decimal number", scalar))?;
        Ok(())
    }
}

/// Reads a value whose number must not be rounded: `visitor` gets it by its digits, as a text, if it is one.
pub(super) fn read_digits<'de, D, V>(deserializer: D, visitor: V) -> Result<V::Value, D::Error>
where
    D: Deserializer<'de>,
    V: Digits<'de>,
{
    deserializer.deserialize_newtype_struct(RAW, Raw(visitor))
}

/// What `serde_json` calls its raw values. Any other format takes no notice of the name.
const RAW: &str = "$serde_json::private::RawValue";

/// A visitor that takes a number by its digits.
pub(super) trait Digits<'de>: Visitor<'de> {
    /// Takes the number.
    fn visit_digits<E: de::Error>(self, digits: &str) -> Result<Self::Value, E>;

    /// The error for what is no scalar.
    fn refuse<E: de::Error>(self, found: &'static str) -> Result<Self::Value, E>;
}

/// Takes the text of a value, as `serde_json` hands it out, or the value.
struct Raw<V>(V);

impl<'de, V: Digits<'de>> Visitor<'de> for Raw<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        value.deserialize_any(self.0)
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<V::Value, E> {
        self.0.visit_bool(flag)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<V::Value, E> {
        self.0.visit_i64(number)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<V::Value, E> {
        self.0.visit_u64(number)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<V::Value, E> {
        self.0.visit_f64(number)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<V::Value, E> {
        self.0.visit_str(text)
    }

    fn visit_unit<E: de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<V::Value, A::Error> {
        let name: Option<String> = members.next_key()?;
        if name.as_deref() != Some(RAW) {
            return self.0.refuse("an object");
        }
        let raw: Cow<'de, str> = members.next_value()?;
        if raw.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return self.0.visit_digits(&raw);
        }
        let value: super::Any = serde_json::from_str(&raw).map_err(de::Error::custom)?;
        // The value lives here alone, so it is handed out anew.
        match value {
            super::Any::Null => self.0.visit_unit(),
            super::Any::Bool(flag) => self.0.visit_bool(flag),
            super::Any::String(text) => self.0.visit_string(text),
            super::Any::Array(_) => self.0.refuse("a list"),
            _ => self.0.refuse("an object"),
        }
    }
}

/// Writes a number by its digits: as such to `serde_json`, as a float to other formats if it is one.
pub(super) fn write_digits<S: Serializer>(
    digits: &str,
    exactly: bool,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let float = digits.parse::<f64>().ok();
    let float = float.filter(|float| {
        let again = Decimal::from_str_exact(&float.to_string()).ok();
        again.is_some() && again == Decimal::from_str_exact(digits).ok()
    });
    match (digits.parse::<i64>(), float) {
        (Ok(whole), _) if !exactly => serializer.serialize_i64(whole),
        (_, Some(float)) if !exactly => serializer.serialize_f64(float),
        _ => match RawValue::from_string(digits.to_owned()) {
            Ok(raw) => serde::Serialize::serialize(&raw, serializer),
            // Digits make a number.
            Err(error) => Err(serde::ser::Error::custom(error)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Nullable;

    #[derive(Clone, Debug, PartialEq)]
    struct Sale {
        price: DecimalNumber,
        tax: Option<DecimalNumber>,
        off: Option<Nullable<DecimalNumber>>,
    }
    crate::plain_object!(Sale {
        price: "price" required,
        tax: "tax",
        off: "off"
    });

    #[test]
    fn numbers_keep_their_digits_in_json() {
        for text in [
            r#"{"price":1.10}"#,
            r#"{"price":-0.50,"tax":12345678901234567.8901,"off":null}"#,
            r#"{"price":79228162514264337593543950335,"off":7}"#,
        ] {
            let sale: Sale = serde_json::from_str(text).unwrap();
            assert_eq!(crate::to_json(&sale), text);
            assert_eq!(crate::to_request_json(&sale), text);
            let tree: super::super::Any = serde_json::from_str(r#"{"price":1.5}"#).unwrap();
            let sale: Sale = serde_json::from_value(tree).unwrap();
            assert_eq!(crate::to_json(&sale), r#"{"price":1.5}"#);
        }
        let large: Sale = serde_json::from_str(r#"{"price":12345678901234567.8901}"#).unwrap();
        let text = serde_json::to_string(&large).unwrap();
        assert_eq!(text, r#"{"price":12345678901234567.8901}"#);
        let large: Sale = serde_json::from_str(r#"{"price":1e3}"#).unwrap();
        assert_eq!(serde_json::to_string(&large).unwrap(), r#"{"price":1000}"#);
    }

    #[test]
    fn what_is_no_such_number_is_refused_with_its_place() {
        for (text, message) in [
            (
                r#"{"price":"1.10"}"#,
                "price: expected a number, found the text \"1.10\"",
            ),
            (
                r#"{"price":{"a":1}}"#,
                "price: expected a number, found an object",
            ),
            (r#"{"price":[1]}"#, "price: expected a number, found a list"),
            (r#"{"price":true}"#, "price: expected a number, found true"),
            (r#"{"price":null}"#, "price: expected a number, found null"),
            (
                r#"{"price":1e400}"#,
                "price: expected a decimal number, found the text \"1e400\"",
            ),
            (r#"{"price":1.}"#, "price: the document is not valid JSON"),
        ] {
            let mut sale = Sale::blank();
            let error = crate::decode_json_strictly(text.as_bytes(), &mut sale).unwrap_err();
            assert_eq!(error.to_string(), message, "{text}");
        }
    }

    #[test]
    fn other_formats_have_floats() {
        use serde::de::IntoDeserializer;
        use serde::de::value::Error;

        let float = IntoDeserializer::<Error>::into_deserializer(1.25);
        let number: DecimalNumber = crate::value::deserialize_strictly(float).unwrap();
        assert_eq!(number.to_string(), "1.25");
        let text = IntoDeserializer::<Error>::into_deserializer("1.25");
        let error = crate::value::deserialize_strictly::<DecimalNumber, _>(text).unwrap_err();
        let message = "expected a number, found the text \"1.25\"";
        assert_eq!(error.to_string(), message);
    }
}
