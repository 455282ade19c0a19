//! What is given for an OpenAPI document now and then and is something else, recognised so that one sentence says it and
//! not an error at each of its keys.

use super::value::Value;

/// A kind of document that is not read.
pub(super) struct Foreign {
    /// Fits after "this is".
    pub(super) name: &'static str,
    /// What to do instead.
    pub(super) help: &'static str,
    /// The key that tells; none where the text does.
    pub(super) key: Option<&'static str>,
}

const CONVERT: &str = "convert it to OpenAPI 3";

/// Keys at the top that tell a kind, its name, and what to do instead.
const KEYS: [(&str, &str, &str); 9] = [
    (
        "swagger",
        "a Swagger 2.0 document",
        "convert it to OpenAPI 3, for example with `npx swagger2openapi`",
    ),
    (
        "swaggerVersion",
        "a Swagger 1 document",
        "convert it to OpenAPI 3",
    ),
    (
        "asyncapi",
        "an AsyncAPI document",
        "it describes messages; give the OpenAPI document of the API",
    ),
    (
        "arazzo",
        "an Arazzo document",
        "give the OpenAPI document that one of its `sourceDescriptions` names",
    ),
    (
        "overlay",
        "an Overlay document",
        "apply it to the OpenAPI document that it extends, and give the result",
    ),
    (
        "openrpc",
        "an OpenRPC document",
        "it describes JSON-RPC; give an OpenAPI document",
    ),
    ("smithy", "a Smithy model", CONVERT),
    (
        "discoveryVersion",
        "a Google API discovery document",
        CONVERT,
    ),
    ("__schema", "a GraphQL schema", "give an OpenAPI document"),
];

/// Beginnings of texts that tell a kind, its name, and what to do instead.
const BEGINNINGS: [(&str, &str, &str); 6] = [
    (
        "version https://git-lfs",
        "a pointer of Git LFS",
        "fetch the file itself with `git lfs pull`",
    ),
    (
        "<!doctype html",
        "an HTML page",
        "save the document itself, which the page shows or links to",
    ),
    (
        "<html",
        "an HTML page",
        "save the document itself, which the page shows or links to",
    ),
    ("<", "an XML document", "give an OpenAPI document"),
    ("#%raml", "a RAML document", CONVERT),
    (
        "syntax = \"proto",
        "a file of Protocol Buffers",
        "give an OpenAPI document",
    ),
];

/// What a document is whose top has no `openapi`.
pub(super) fn of(value: &Value, text: &str) -> Option<Foreign> {
    if value.get("openapi").is_some() {
        return None;
    }
    by_keys(value).or_else(|| by_beginning(text))
}

fn by_keys(value: &Value) -> Option<Foreign> {
    let members = value.as_mapping()?;
    let known = KEYS.iter().find(|it| members.get(it.0).is_some());
    if let Some(&(key, name, help)) = known {
        return Some(Foreign {
            name,
            help,
            key: Some(key),
        });
    }
    let schema = value.get("info")?.get("schema")?.as_str()?;
    schema.contains("getpostman.com").then_some(Foreign {
        name: "a Postman collection",
        help: "export it from Postman as OpenAPI 3",
        key: Some("info"),
    })
}

/// What a text is, well-formed or not.
pub(super) fn by_beginning(text: &str) -> Option<Foreign> {
    let text = text.trim_start();
    let begins = |with: &str| {
        let start = text.get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    let known = BEGINNINGS.iter().find(|it| begins(it.0))?;
    Some(Foreign {
        name: known.1,
        help: known.2,
        key: None,
    })
}
