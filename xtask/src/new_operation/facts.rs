//! What is known of an operation before it is described.

use std::fs;
use std::path::Path;

use serde::Deserialize;

const METHODS: [&str; 5] = ["GET", "PUT", "POST", "DELETE", "PATCH"];

/// An operation.
#[derive(Debug, Deserialize)]
pub(super) struct Facts {
    pub(super) name: String,
    pub(super) method: String,
    pub(super) path: String,
    /// `form` when the parameters go into an urlencoded body.
    #[serde(default)]
    pub(super) request_body: Option<String>,
    #[serde(default)]
    pub(super) parameters: Vec<Parameter>,
    #[serde(default)]
    pub(super) response: Vec<Field>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Parameter {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    #[serde(default)]
    pub(super) required: bool,
    #[serde(default)]
    pub(super) example: Option<String>,
}

/// A member of the reply.
#[derive(Debug, Deserialize)]
pub(super) struct Field {
    #[serde(default)]
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    #[serde(default)]
    pub(super) example: Option<String>,
    /// Members of an object.
    #[serde(default)]
    pub(super) fields: Vec<Field>,
    /// Items of an array.
    #[serde(default)]
    pub(super) items: Option<Box<Field>>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    String,
    Int32,
    Long,
    Boolean,
    Float,
    Map,
    Object,
    Array,
}

impl Facts {
    /// An operation of which only the line of the request is known; its reply has what every reply has.
    pub(super) fn bare(name: String, method: String, path: String) -> Self {
        let field = |name: &str, kind| Field {
            name: name.to_owned(),
            kind,
            example: None,
            fields: Vec::new(),
            items: None,
        };
        Self {
            name,
            method,
            path,
            request_body: None,
            parameters: Vec::new(),
            response: vec![
                field("Code", Kind::Int32),
                field("Message", Kind::String),
                field("RequestId", Kind::String),
            ],
        }
    }

    /// The entry of that name in a file: one entry, a list of them, or an object with the list `operations`.
    pub(super) fn read(file: &Path, name: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Contents {
            Product { operations: Vec<serde_json::Value> },
            List(Vec<serde_json::Value>),
            One(serde_json::Value),
        }
        let problem = |problem: &dyn std::fmt::Display| format!("{}: {problem}", file.display());
        let text = fs::read_to_string(file).map_err(|error| problem(&error))?;
        let contents = serde_json::from_str(&text).map_err(|error| problem(&error))?;
        let entries = match contents {
            Contents::Product { operations } => operations,
            Contents::List(entries) => entries,
            Contents::One(entry) => vec![entry],
        };
        let entry = entries.into_iter().find(|entry| entry["name"] == name);
        let entry = entry.ok_or_else(|| problem(&format!("there is no operation {name}")))?;
        serde_json::from_value(entry).map_err(|error| problem(&format!("{name}: {error}")))
    }

    /// Refuses what would not make a path item.
    pub(super) fn check(&self) -> Result<(), String> {
        let mut letters = self.name.chars();
        if !letters
            .next()
            .is_some_and(|first| first.is_ascii_uppercase())
            || !letters.all(|letter| letter.is_ascii_alphanumeric())
        {
            return Err(format!(
                "`{}` is no name of an operation; write it as Alibaba's documentation does, for example GetApplication",
                self.name
            ));
        }
        if !METHODS.contains(&self.method.as_str()) {
            return Err(format!(
                "`{}` is no method; there are {}",
                self.method,
                METHODS.join(", ")
            ));
        }
        if !self.path.starts_with('/') || self.path.contains(char::is_whitespace) {
            return Err(format!("the path `{}` must begin with `/`", self.path));
        }
        Ok(())
    }
}
