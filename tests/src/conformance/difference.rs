//! What two things that should be equal differ in.

use std::fmt;

use serde_json::Value;

/// Something that is not as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    what: String,
    /// What was recorded, and what the client has; `None` for what is not there.
    sides: Option<(Option<String>, Option<String>)>,
}

impl Difference {
    /// The recording, or the client, cannot be used at all.
    pub(super) fn unusable(why: impl Into<String>) -> Self {
        Self {
            what: why.into(),
            sides: None,
        }
    }

    fn between(what: String, recorded: Option<String>, found: Option<String>) -> Self {
        Self {
            what,
            sides: Some((recorded, found)),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((recorded, found)) = &self.sides else {
            return f.write_str(&self.what);
        };
        let shown = |side: &Option<String>| match side {
            Some(text) => format!("{text:?}"),
            None => "nothing".to_owned(),
        };
        write!(
            f,
            "{}: recorded {}, found {}",
            self.what,
            shown(recorded),
            shown(found)
        )
    }
}

/// Notes two texts that differ.
pub(super) fn texts(what: &str, recorded: &str, found: &str, differences: &mut Vec<Difference>) {
    if recorded != found {
        differences.push(Difference::between(
            what.to_owned(),
            Some(recorded.to_owned()),
            Some(found.to_owned()),
        ));
    }
}

/// Notes pairs that only one side has; their order means nothing.
pub(super) fn pairs(
    what: &str,
    recorded: &[(String, String)],
    found: &[(String, String)],
    differences: &mut Vec<Difference>,
) {
    let mut left = found.to_vec();
    let mut missing = Vec::new();
    for pair in recorded {
        match left.iter().position(|other| other == pair) {
            Some(at) => drop(left.remove(at)),
            None => missing.push(pair.clone()),
        }
    }
    for (name, value) in missing {
        let other = left.iter().position(|(other, _)| *other == name);
        let other = other.map(|at| left.remove(at).1);
        differences.push(Difference::between(
            format!("{what} {name}"),
            Some(value),
            other,
        ));
    }
    for (name, value) in left {
        differences.push(Difference::between(
            format!("{what} {name}"),
            None,
            Some(value),
        ));
    }
}

/// What is as good as absent, beside a null and an empty list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nothing {
    /// Nothing more: JSON tells an empty object from none.
    Lists,
    /// An object of nothing: in XML, an empty element can be either.
    ListsAndObjects,
}

/// Notes where two JSON values differ.
pub(super) fn values(
    path: &str,
    recorded: &Value,
    found: &Value,
    nothing: Nothing,
    differences: &mut Vec<Difference>,
) {
    match (recorded, found) {
        _ if is_nothing(recorded, nothing) && is_nothing(found, nothing) => {}
        (Value::Object(recorded), Value::Object(found)) => {
            let mut names: Vec<_> = recorded.keys().chain(found.keys()).collect();
            names.sort();
            names.dedup();
            for name in names {
                let of = |side: &serde_json::Map<String, Value>| {
                    side.get(name).cloned().unwrap_or_default()
                };
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                values(&path, &of(recorded), &of(found), nothing, differences);
            }
        }
        (Value::Array(recorded), Value::Array(found)) if recorded.len() == found.len() => {
            for (index, (recorded, found)) in recorded.iter().zip(found).enumerate() {
                let path = format!("{path}[{index}]");
                values(&path, recorded, found, nothing, differences);
            }
        }
        _ if recorded == found => {}
        _ => {
            let side = |value: &Value| (!value.is_null()).then(|| value.to_string());
            differences.push(Difference::between(
                path.to_owned(),
                side(recorded),
                side(found),
            ));
        }
    }
}

fn is_nothing(value: &Value, nothing: Nothing) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => {
            nothing == Nothing::ListsAndObjects
                && members.values().all(|value| is_nothing(value, nothing))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(recorded: &Value, found: &Value) -> Vec<String> {
        of_form(recorded, found, Nothing::ListsAndObjects)
    }

    fn of_form(recorded: &Value, found: &Value, nothing: Nothing) -> Vec<String> {
        let mut differences = Vec::new();
        values("", recorded, found, nothing, &mut differences);
        differences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_holds_nothing_is_absent_and_all_else_is_compared() {
        let recorded = json!({"a": null, "b": {"c": []}, "d": [1, {"e": "x"}], "f": ""});
        assert_eq!(
            of(&recorded, &json!({"d": [1, {"e": "x"}], "f": ""})),
            [""; 0]
        );
        assert_eq!(
            of(&recorded, &json!({"d": [1, {"e": 2}], "g": false})),
            [
                r#"d[1].e: recorded "\"x\"", found "2""#,
                r#"f: recorded "\"\"", found nothing"#,
                r#"g: recorded nothing, found "false""#,
            ]
        );
        assert_eq!(of(&json!([1]), &json!([1, 2])).len(), 1);
        let (recorded, found) = (json!({"a": {}, "b": []}), json!({}));
        assert_eq!(of(&recorded, &found), [""; 0]);
        let said = of_form(&recorded, &found, Nothing::Lists);
        assert_eq!(said, [r#"a: recorded "{}", found nothing"#]);
    }

    #[test]
    fn pairs_are_compared_as_a_bag() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut differences = Vec::new();
        let (one, other) = (
            [pair("a", "1"), pair("a", "2"), pair("b", "x")],
            [
                pair("a", "2"),
                pair("a", "1"),
                pair("b", "y"),
                pair("c", ""),
            ],
        );
        pairs("query", &one, &other, &mut differences);
        let shown: Vec<_> = differences.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                r#"query b: recorded "x", found "y""#,
                r#"query c: recorded nothing, found """#
            ]
        );
    }
}
