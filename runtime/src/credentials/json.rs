//! JSON that may hold secrets: its texts leave memory when it is dropped, its members keep their order, and it has no
//! `Debug`.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;
use zeroize::Zeroizing;

/// A value.
#[derive(Clone)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(Zeroizing<String>),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a document. The error says line and column, and nothing that stands there.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        serde_json::from_str(text).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            if error.is_eof() {
                format!("is no JSON: it stops at {place}")
            } else {
                format!("is no JSON: something else is expected at {place}")
            }
        })
    }

    /// The member of an object.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter_mut().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// The member's text, unless it is empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Self::Text(text)) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The member's whole number, which may come as a text.
    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Self::Number(number) => number.as_i64(),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Whether the member is there and says something else than nothing.
    pub(super) fn has(&self, name: &str) -> bool {
        match self.get(name) {
            None | Some(Self::Null) => false,
            Some(Self::Text(text)) => !text.is_empty(),
            Some(_) => true,
        }
    }

    /// Replaces the member of an object in its place, or adds it at the end.
    pub(super) fn set(&mut self, name: &str, value: Self) {
        let Self::Object(members) = self else {
            return;
        };
        match members.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => members.push((name.to_owned(), value)),
        }
    }

    /// Takes the member out of an object.
    pub(super) fn remove(&mut self, name: &str) {
        if let Self::Object(members) = self {
            members.retain(|(known, _)| known != name);
        }
    }

    /// The document on several lines, indented as Alibaba Cloud's command line writes it.
    pub(super) fn to_pretty(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(Vec::with_capacity(4096));
        let layout = serde_json::ser::PrettyFormatter::with_indent(b"\t");
        let mut writer = serde_json::Serializer::with_formatter(&mut *out, layout);
        // Texts and numbers can all be written, and so can all be written to memory.
        let _ = self.serialize(&mut writer);
        out.push(b'\n');
        out
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(Zeroizing::new(text.to_owned()))
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => items.serialize(serializer),
            Self::Object(members) => {
                let mut object = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    object.serialize_entry(name, value)?;
                }
                object.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Json, E> {
        let number = Number::from_f64(number).ok_or_else(|| E::custom("no finite number"))?;
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        // A set, since a reply has room for more members than could each be compared with all others.
        let mut names = HashSet::new();
        while let Some((name, value)) = access.next_entry::<String, Json>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom("a member stands there twice"));
            }
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_when_one_changes() {
        let text = "{\"z\":1,\"a\":{\"k\":[true,null,1.5]},\"m\":\"x\"}";
        let Ok(mut json) = Json::parse(text) else {
            panic!("it is JSON")
        };
        json.set("a", Json::from("new"));
        json.set("b", Json::from(7));
        let pretty = json.to_pretty();
        let pretty = String::from_utf8(pretty.to_vec()).unwrap();
        assert_eq!(
            pretty,
            "{\n\t\"z\": 1,\n\t\"a\": \"new\",\n\t\"m\": \"x\",\n\t\"b\": 7\n}\n"
        );
    }

    #[test]
    fn what_is_no_json_is_placed_and_not_shown() {
        for text in [
            "{\n \"secret\": sesame}",
            "{\n \"a\": \"sesame",
            "{\"sesame\":1,\n\"sesame\":2}",
            "sesame",
            "",
        ] {
            let Err(problem) = Json::parse(text) else {
                panic!("{text}")
            };
            assert!(problem.contains("line "), "{problem}");
            assert!(!problem.contains("sesame"), "{problem}");
        }
    }

    #[test]
    fn an_object_as_large_as_a_reply_may_be_is_read_at_once() {
        use std::fmt::Write as _;

        let mut text = "{".to_owned();
        for number in 100_000..190_000 {
            write!(text, "\"{number}\":1,").unwrap();
        }
        text += "\"last\":1}";
        let began = std::time::Instant::now();
        let Ok(json) = Json::parse(&text) else {
            panic!("it is JSON")
        };
        assert!(json.has("last"));
        assert!(began.elapsed() < std::time::Duration::from_secs(5));
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
    }
}
