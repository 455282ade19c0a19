//! Reading values of JSON and YAML as descriptions mean them, which is not always what the readers make of them: whole
//! numbers may be of any size (those beyond 64 bits lose digits), and keys are the letters of the description, such as
//! `1.10` and `0x10`.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Mapping, Value};

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let left = Cell::new(usize::MAX);
        deserializer.deserialize_any(ValueVisitor { left: &left })
    }
}

impl Value {
    /// Reads a text of YAML. The reader bounds how many values aliases make, but not how large these are.
    pub(in crate::load) fn from_yaml(text: &str) -> Result<Self, serde_yaml::Error> {
        /// In bytes; beyond that it is what no text says without aliases.
        const ALIASED: usize = 128 << 20;
        let left = Cell::new(text.len().saturating_mul(40).saturating_add(ALIASED));
        let visitor = ValueVisitor { left: &left };
        visitor.deserialize(serde_yaml::Deserializer::from_str(text))
    }
}

#[derive(Clone, Copy)]
struct ValueVisitor<'a> {
    /// How many bytes values may still take.
    left: &'a Cell<usize>,
}

impl ValueVisitor<'_> {
    fn take<E: Error>(self, text: &str) -> Result<(), E> {
        let left = self.left.get().checked_sub(size_of::<Value>() + text.len());
        let error = || E::custom("its aliases stand for more than 128 MiB");
        self.left.set(left.ok_or_else(error)?);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for ValueVisitor<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueVisitor<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    #[allow(clippy::cast_precision_loss, reason = "no width holds it")]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[allow(clippy::cast_precision_loss, reason = "no width holds it")]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.take(value)?;
        Ok(Value::from(value))
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
        while let Some(value) = items.next_element_seed(self)? {
            self.take("")?;
            values.push(value);
        }
        values.shrink_to_fit();
        Ok(Value::Sequence(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut mapping = Mapping::default();
        while let Some(key) = members.next_key::<Box<str>>()? {
            self.take(&key)?;
            let value = members.next_value_seed(self)?;
            mapping
                .add(key, value)
                .map_err(|key| A::Error::custom(format!("duplicate entry with key {key:?}")))?;
        }
        mapping.shrink();
        Ok(Value::Mapping(mapping))
    }

    /// Tags say nothing about a description.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_, tagged): (String, _) = data.variant()?;
        tagged.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_letters() {
        let text = "{1.10: a, 0x10: b, 1e3: c, True: d, ~: e, 200: f, 'x': g}";
        let value: Value = serde_yaml::from_str(text).expect("a mapping");
        let keys = value.as_mapping().expect("a mapping").keys();
        let keys: Vec<_> = keys.collect();
        assert_eq!(keys, ["1.10", "0x10", "1e3", "True", "~", "200", "x"]);
        assert!(serde_yaml::from_str::<Value>("{1: a, '1': b}").is_err());
        assert!(serde_json::from_str::<Value>(r#"{"a": 1, "a": 1}"#).is_err());
    }

    #[test]
    fn numbers_of_any_size_are_read() {
        let text = "[123456789012345678901234567890, -1, 1.5, !t x]";
        let value: Value = serde_yaml::from_str(text).expect("a list");
        let items = value.as_sequence().expect("a list");
        let large = 123_456_789_012_345_678_901_234_567_890.0;
        assert_eq!(items[0].as_f64(), Some(large));
        assert_eq!(items[1].as_i64(), Some(-1));
        assert_eq!(items[3].as_str(), Some("x"));
    }
}
