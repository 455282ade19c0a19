//! The text of the program that reads values and writes them again.

use std::fmt::Write;

use acs_codegen::ir::Api;

pub(super) fn workspace<'a>(packages: impl Iterator<Item = &'a str>) -> String {
    let mut text = "[workspace]\nresolver = \"3\"\nmembers = [\n".to_owned();
    for package in packages {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "    \"{package}\", \"{package}-values\",");
    }
    text + "]\n\n[profile.dev]\ndebug = false\nincremental = false\n"
}

pub(super) fn manifest(package: &str) -> String {
    format!(
        "[package]\nname = \"{package}-values\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nclient = {{ path = \"../{package}\", package = \"{package}\" }}\n\
         serde = \"1\"\nserde_json = {{ version = \"1\", features = [\"float_roundtrip\"] }}\n\
         tokio = {{ version = \"1\", features = [\"rt\", \"macros\"] }}\n\n\
         [[bin]]\nname = \"{package}-values\"\npath = \"src/values.rs\"\n\n\
         [[bin]]\nname = \"{package}-requests\"\npath = \"src/requests.rs\"\n"
    )
}

pub(super) fn main(package: &str, api: &Api) -> String {
    let mut checks = String::new();
    for definition in &api.types {
        let name = &definition.rust_name;
        let _ = writeln!(
            checks,
            "    check::<client::types::{name}>({name:?}, &values);"
        );
    }
    format!(
        "//! Reads values into the types of {package} and writes them again; prints what differs.\n\n\
         #![recursion_limit = \"65536\"]\n#![allow(deprecated)]\n\n\
         use serde::{{Serialize, de::DeserializeOwned}};\nuse serde_json::Value;\n\n\
         fn check<T: DeserializeOwned + Serialize>(name: &str, values: &Value) {{\n    \
             for value in values[name].as_array().into_iter().flatten() {{\n        \
                 match serde_json::from_str::<T>(&value.to_string()) {{\n            \
                     Err(error) => println!(\"{{name}}: {{error}}: {{value}}\"),\n            \
                     Ok(read) => {{\n                \
                         let written = serde_json::to_string(&read).expect(\"JSON\");\n                \
                         let written: Value = serde_json::from_str(&written).expect(\"JSON\");\n                \
                         if !same(&written, value) {{\n                    \
                             println!(\"{{name}}: {{value}} became {{written}}\");\n                \
                         }}\n            \
                     }}\n        \
                 }}\n    \
             }}\n\
         }}\n\n\
         fn same(one: &Value, other: &Value) -> bool {{\n    \
             match (one, other) {{\n        \
                 // Of `type: number`, where `1` and `1.0` are one value.\n        \
                 (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64() && one.is_f64() != other.is_f64(),\n        \
                 (Value::Array(one), Value::Array(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other)),\n        \
                 (Value::Object(one), Value::Object(other)) => one.len() == other.len() && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| same(one, other))),\n        \
                 _ => one == other,\n    \
             }}\n\
         }}\n\n\
         fn main() {{\n    \
             let path = std::env::args().nth(1).expect(\"a file\");\n    \
             let values = std::fs::read_to_string(path).expect(\"a file\");\n    \
             let values: Value = serde_json::from_str(&values).expect(\"JSON\");\n\
         {checks}\
         }}\n"
    )
}
