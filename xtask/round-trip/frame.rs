//! Makes each call with every parameter; prints what could not be sent.

#![recursion_limit = "65536"]
#![allow(deprecated, unused_imports, unused_variables, dead_code, clippy::all, non_snake_case)]

use client::CustomizeCall;
use client::runtime::value::{Value as Typed, deserialize_strictly};
use serde_json::Value;

/// The values for a call.
struct Given<'a>(&'a Value);

impl Given<'_> {
    fn parameter<T: Typed>(&self, place: &str, name: &str) -> Option<T> {
        typed(&self.0["parameters"][place][name], name)
    }

    fn body<T: Typed>(&self) -> Option<T> {
        typed(&self.0["body"], "body")
    }

    /// The list of a schema that describes all lines or each of them.
    fn lines<T: Typed>(&self) -> Option<T> {
        match &self.0["body"] {
            value @ (Value::Array(_) | Value::Null) => typed(value, "body"),
            value => typed(&Value::Array(vec![value.clone()]), "body"),
        }
    }

    fn part<T: Typed>(&self, name: &str) -> Option<T> {
        typed(&self.0["body"][name], name)
    }

    /// The names of the members of the body that no schema names, as `sample.py` makes them.
    fn others(&self) -> Vec<&str> {
        let members = self.0["body"].as_object().into_iter().flatten();
        members.map(|(name, _)| &**name).filter(|name| name.starts_with("other")).collect()
    }

    fn file(&self, name: &str) -> Option<client::File> {
        let text = self.0["body"][name].as_str()?;
        Some(client::File::from(text.to_owned()))
    }

    fn files(&self, name: &str) -> Option<Vec<client::File>> {
        let texts = self.0["body"][name].as_array()?.iter();
        texts.map(|text| Some(client::File::from(text.as_str()?.to_owned()))).collect()
    }

    fn bytes(&self) -> Option<client::Upload> {
        let text = self.0["body"].as_str()?;
        Some(client::Upload::from(text.to_owned()))
    }

    fn parts(&self) -> Option<client::Multipart> {
        let members = self.0["body"].as_object()?;
        let parts = client::Multipart::new();
        let members = members.iter().flat_map(|(name, value)| match value {
            Value::Array(items) => items.iter().map(|item| (name, item)).collect(),
            value => vec![(name, value)],
        });
        Some(members.fold(parts, |parts, (name, value)| match value {
            Value::Object(_) | Value::Array(_) => parts.json(name, value),
            value => parts.text(name, value),
        }))
    }
}

fn typed<T: Typed>(value: &Value, name: &str) -> Option<T> {
    if value.is_null() {
        return None;
    }
    match deserialize_strictly(value) {
        Ok(typed) => Some(typed),
        Err(error) => {
            println!("refused\t{name}: {error}: {value}");
            None
        }
    }
}

fn said<E: std::fmt::Display>(call: &str, outcome: Option<Result<(), E>>) {
    match outcome {
        None => println!("left out\t{call}"),
        Some(Err(error)) => println!("error\t{call}: {error}"),
        Some(Ok(())) => {}
    }
}
