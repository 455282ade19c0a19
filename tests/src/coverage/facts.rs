//! What an API is known to have, from a file in the format of the operations' facts.

use std::collections::BTreeSet;

use serde::Deserialize;

/// What is known of the API.
#[derive(Debug)]
pub struct Facts {
    pub(super) operations: Vec<Fact>,
}

/// What is known of an operation.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) parameters: BTreeSet<String>,
    /// Paths of the reply's members.
    pub(super) fields: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Product {
    operations: Vec<Operation>,
}

#[derive(Deserialize)]
struct Operation {
    name: String,
    parameters: Vec<Member>,
    response: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    #[serde(default)]
    name: String,
    #[serde(default)]
    fields: Vec<Member>,
    items: Option<Box<Member>>,
}

impl Facts {
    /// Reads the file's text.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let product: Product = serde_json::from_str(text)?;
        let operations = product.operations.into_iter().map(|operation| {
            let mut fields = BTreeSet::new();
            add(&operation.response, "", &mut fields);
            Fact {
                name: operation.name,
                parameters: operation.parameters.into_iter().map(|it| it.name).collect(),
                fields,
            }
        });
        Ok(Self {
            operations: operations.collect(),
        })
    }
}

fn add(members: &[Member], path: &str, fields: &mut BTreeSet<String>) {
    for member in members {
        let mut path = if path.is_empty() {
            member.name.clone()
        } else {
            format!("{path}.{}", member.name)
        };
        fields.insert(path.clone());
        let mut below = &member.fields;
        let mut items = member.items.as_deref();
        while let Some(item) = items {
            path += "[]";
            below = &item.fields;
            items = item.items.as_deref();
        }
        add(below, &path, fields);
    }
}
