//! A parameter, and which texts are values of it.

use serde::de::IgnoredAny;
use serde_json::Value;

/// A parameter of an operation.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) required: bool,
    /// Whether it stands in the body, which is a form, rather than in the query.
    pub(crate) in_form: bool,
    pub(crate) kind: Kind,
    /// The values that are documented, when there are only these.
    pub(crate) allowed: Vec<String>,
    /// The range of an integer.
    pub(crate) range: (Option<i64>, Option<i64>),
    /// Whether its value is nobody's business.
    pub(crate) secret: bool,
    /// The description's example as it stands on the wire.
    pub(crate) example: Option<String>,
    /// The example of Alibaba Cloud's documentation, where it is not of the kind. EDAS cannot well refuse it.
    pub(crate) documented: Option<String>,
}

/// What a parameter's text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Boolean,
    Int32,
    Int64,
    Number,
    /// Values in one text, with this character between them.
    List(char),
    /// A JSON document in a text.
    Json,
}

impl Parameter {
    /// What is wrong with a value, if anything.
    pub(crate) fn problem(&self, value: &str) -> Option<String> {
        if self.documented.as_deref() == Some(value) {
            return None;
        }
        let wanted = match self.kind {
            Kind::Text | Kind::List(_) => None,
            // The official Python SDK writes its own language's truth values.
            Kind::Boolean => (!matches!(value, "true" | "false" | "True" | "False"))
                .then_some("`true` or `false`"),
            Kind::Int32 => value.parse::<i32>().is_err().then_some("a 32-bit integer"),
            Kind::Int64 => value.parse::<i64>().is_err().then_some("a 64-bit integer"),
            Kind::Number => (!value.parse::<f64>().is_ok_and(f64::is_finite)).then_some("a number"),
            Kind::Json => (!is_json(value)).then_some("JSON"),
        };
        if let Some(wanted) = wanted {
            return Some(format!("must be {wanted}"));
        }
        if let (Ok(number), range) = (value.parse::<i64>(), self.range) {
            if range.0.is_some_and(|least| number < least) {
                return Some(format!("must be at least {}", range.0.unwrap_or_default()));
            }
            if range.1.is_some_and(|most| number > most) {
                return Some(format!("must be at most {}", range.1.unwrap_or_default()));
            }
        }
        if self.allowed.is_empty() || self.allowed.iter().any(|allowed| allowed == value) {
            return None;
        }
        Some(format!("must be one of {}", self.allowed.join(", ")))
    }
}

/// Whether a text is JSON, or objects with commas in between: the documentation also shows lists without brackets.
fn is_json(text: &str) -> bool {
    let reads = |text: &str| serde_json::from_str::<IgnoredAny>(text).is_ok();
    reads(text) || (text.starts_with('{') && reads(&format!("[{text}]")))
}

/// A documented value as it stands on the wire.
pub(super) fn on_the_wire(value: &Value, kind: Kind) -> String {
    match (value, kind) {
        (Value::String(text), _) => text.clone(),
        (Value::Array(items), Kind::List(separator)) => {
            let items: Vec<_> = items
                .iter()
                .map(|item| on_the_wire(item, Kind::Text))
                .collect();
            items.join(&separator.to_string())
        }
        (other, _) => other.to_string(),
    }
}
