//! JSON as Alibaba Cloud writes it in XML: an element for each member, and for a list one element per item.

use quick_xml::escape::partial_escape;
use serde_json::Value;

/// The document with a root element of this name.
pub(super) fn write(root: &str, value: &Value) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
    element(&mut out, root, value);
    out
}

fn element(out: &mut String, name: &str, value: &Value) {
    if let Value::Array(items) = value {
        for item in items {
            element(out, name, item);
        }
        return;
    }
    *out += &format!("<{name}>");
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                element(out, name, value);
            }
        }
        Value::String(text) => {
            // XML cannot say some characters at all.
            let sayable = |letter: char| match letter {
                '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'.. => letter,
                _ => char::REPLACEMENT_CHARACTER,
            };
            *out += &partial_escape(text.chars().map(sayable).collect::<String>());
        }
        Value::Null | Value::Array(_) => {}
        other => *out += &other.to_string(),
    }
    *out += &format!("</{name}>");
}
