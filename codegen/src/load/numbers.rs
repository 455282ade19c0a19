//! What the readers of values make of YAML otherwise than descriptions mean it: numbers that do not fit into any width are
//! refused, and keys that look like numbers lose their letters.

use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_yaml::{Mapping, Value};

/// A value whose whole numbers may be of any size, those beyond 64 bits lose digits, and whose keys are texts: names on
/// the wire, such as `1.10` and `0x10`, are the letters of the description.
pub(super) struct Meant(pub(super) Value);

impl<'de> Deserialize<'de> for Meant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MeantVisitor).map(Self)
    }
}

struct MeantVisitor;

impl<'de> DeserializeSeed<'de> for MeantVisitor {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for MeantVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    #[allow(clippy::cast_precision_loss, reason = "no width holds it")]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        Ok((value as f64).into())
    }

    #[allow(clippy::cast_precision_loss, reason = "no width holds it")]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        Ok((value as f64).into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Meant(value)) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::Sequence(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut mapping = Mapping::new();
        while let Some((key, Meant(value))) = members.next_entry::<String, _>()? {
            if mapping.contains_key(&key) {
                let message = format!("duplicate entry with key {key:?}");
                return Err(A::Error::custom(message));
            }
            mapping.insert(key.into(), value);
        }
        Ok(Value::Mapping(mapping))
    }

    /// Tags say nothing about a description.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_, tagged): (String, _) = data.variant()?;
        tagged.newtype_variant_seed(Self)
    }
}

/// The JSON text with the number that stands before `offset` brought down to the greatest there is.
pub(super) fn brought_down(text: &str, offset: usize) -> Option<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || "+-.eE".contains(letter);
    let before = text.get(..offset)?;
    let start = before.trim_end_matches(is_part).len();
    let after = text.get(start..)?;
    let end = start + after.len() - after.trim_start_matches(is_part).len();
    let sign = if after.starts_with('-') { "-" } else { "" };
    let rest = text.get(end..)?;
    (end > start).then(|| format!("{}{sign}{:e}{rest}", &text[..start], f64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_letters() {
        let text = "{1.10: a, 0x10: b, 1e3: c, True: d, ~: e, 200: f, 'x': g}";
        let Meant(value) = serde_yaml::from_str(text).expect("a mapping");
        let keys = value.as_mapping().expect("a mapping").keys();
        let keys: Vec<_> = keys.filter_map(Value::as_str).collect();
        assert_eq!(keys, ["1.10", "0x10", "1e3", "True", "~", "200", "x"]);
        assert!(serde_yaml::from_str::<Meant>("{1: a, '1': b}").is_err());
    }

    #[test]
    fn numbers_of_any_size_are_read() {
        let Meant(value) = serde_yaml::from_str("[123456789012345678901234567890, -1, 1.5, !t x]")
            .expect("a list");
        assert_eq!(
            value[0].as_f64(),
            Some(123_456_789_012_345_678_901_234_567_890.0)
        );
        assert_eq!(value[1].as_i64(), Some(-1));
        assert_eq!(value[3].as_str(), Some("x"));
        assert_eq!(
            brought_down("{\"a\": -1e400, \"b\": 1}", 12).as_deref(),
            Some("{\"a\": -1.7976931348623157e308, \"b\": 1}")
        );
    }
}
