//! JSON inside a text parameter.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use super::Value;
use crate::json::to_json;

/// A parameter that is a text on the wire, and holds a `T` as JSON.
///
/// Made from a `T`, or from a text where the type does not know what has to be said:
///
/// ```
/// use acs_runtime::value::JsonText;
///
/// let typed: JsonText<Vec<String>> = ["-c", "sleep 1"].into();
/// assert_eq!(typed.as_str(), r#"["-c","sleep 1"]"#);
///
/// let raw = JsonText::<Vec<String>>::raw(r#"[ "-c" ]"#);
/// assert_eq!(raw.as_str(), r#"[ "-c" ]"#);
/// ```
///
/// `Debug` does not show the text, which may hold secrets.
pub struct JsonText<T: ?Sized> {
    text: String,
    holds: PhantomData<fn() -> T>,
}

impl<T: ?Sized> JsonText<T> {
    /// This text, sent as it is; it is not checked to be JSON.
    #[must_use]
    pub fn raw(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            holds: PhantomData,
        }
    }

    /// The text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text on the wire, without a copy.
    #[must_use]
    pub fn into_string(self) -> String {
        self.text
    }
}

impl<T: ?Sized> Clone for JsonText<T> {
    fn clone(&self) -> Self {
        Self::raw(self.text.clone())
    }
}

impl<T: ?Sized> PartialEq for JsonText<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T: ?Sized> Eq for JsonText<T> {}

impl<T: ?Sized> fmt::Debug for JsonText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonText({} bytes)", self.text.len())
    }
}

impl<T: Value> From<T> for JsonText<T> {
    fn from(value: T) -> Self {
        Self::raw(to_json(&value))
    }
}

impl<T: Value, const N: usize> From<[T; N]> for JsonText<Vec<T>> {
    fn from(items: [T; N]) -> Self {
        Vec::from(items).into()
    }
}

impl<const N: usize> From<[&str; N]> for JsonText<Vec<String>> {
    fn from(items: [&str; N]) -> Self {
        items.map(str::to_owned).into()
    }
}

impl<T: Value, const N: usize> From<[(&str, T); N]> for JsonText<BTreeMap<String, T>> {
    fn from(members: [(&str, T); N]) -> Self {
        BTreeMap::from(members.map(|(name, value)| (name.to_owned(), value))).into()
    }
}

impl<const N: usize> From<[(&str, &str); N]> for JsonText<BTreeMap<String, String>> {
    fn from(members: [(&str, &str); N]) -> Self {
        members.map(|(name, value)| (name, value.to_owned())).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_written_with_its_names_in_order() {
        let text: JsonText<BTreeMap<String, String>> = [("b", "1"), ("a", "\"")].into();
        assert_eq!(text.as_str(), r#"{"a":"\"","b":"1"}"#);
    }

    #[test]
    fn the_content_is_not_shown() {
        let text = JsonText::<String>::raw("secret");
        assert_eq!(format!("{text:?}"), "JsonText(6 bytes)");
    }
}
