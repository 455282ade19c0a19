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
             for value in values[name].as_array().expect(\"a list\") {{\n        \
                 match serde_json::from_str::<T>(&value.to_string()) {{\n            \
                     Err(error) => println!(\"{{name}}: {{error}}: {{value}}\"),\n            \
                     Ok(read) => {{\n                \
                         let written = serde_json::to_string(&read).expect(\"JSON\");\n                \
                         let written: Value = serde_json::from_str(&written).expect(\"JSON\");\n                \
                         if written != *value {{\n                    \
                             println!(\"{{name}}: {{value}} became {{written}}\");\n                \
                         }}\n            \
                     }}\n        \
                 }}\n    \
             }}\n\
         }}\n\n\
         fn main() {{\n    \
             let values: Value = serde_json::from_str(include_str!(\"../values.json\")).expect(\"JSON\");\n\
         {checks}\
         }}\n"
    )
}
