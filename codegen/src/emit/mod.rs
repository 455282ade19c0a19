//! From the intermediate representation to the files of a crate.
//!
//! Nothing is decided here: each function prints one kind of node. Text of the description reaches the output only as
//! string literals and, cleaned by [`markdown`], as documentation.

mod arguments;
mod by_name;
mod client;
mod file;
mod group;
mod inputs;
mod items;
mod manifest;
mod markdown;
mod meanings;
mod operation;
mod readme;
mod support;
mod tokens;
mod types;

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Home};

/// The crate to be written.
#[derive(Clone, Debug)]
pub struct Target {
    /// Name of the package: `edas-client`.
    pub package: String,
    /// Its version, also told to the service in the user agent.
    pub version: String,
    /// The command that writes the crate, named at the top of each file.
    pub command: String,
}

impl Target {
    /// Name of the crate in Rust code.
    pub(crate) fn krate(&self) -> String {
        self.package.replace('-', "_")
    }
}

/// A file of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path below the folder of the package, `/`-separated.
    pub path: String,
    /// The text.
    pub text: String,
}

/// Prints the crate; `None` when the API has parts that cannot be printed, which are then reported.
pub(crate) fn emit(api: &Api, target: &Target, diagnostics: &mut Diagnostics) -> Option<Vec<File>> {
    support::check(api, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let mut sources = vec![
        ("src/lib.rs".to_owned(), group::root(api, target)),
        ("src/client.rs".to_owned(), client::file(api, target)),
        ("src/by_name.rs".to_owned(), by_name::file(api, target)),
    ];
    for (index, group) in api.groups.iter().enumerate() {
        sources.push((
            format!("src/{}/mod.rs", group.module),
            group::module(api, index),
        ));
    }
    for (index, operation) in api.operations.iter().enumerate() {
        let group = &api.groups[operation.group];
        let path = format!("src/{}/{}.rs", group.module, operation.method_name);
        sources.push((path, operation::file(api, index, target)));
    }
    if group::has_shared_types(api) {
        sources.push(("src/types.rs".to_owned(), types::file(api, Home::Shared)));
    }
    for (index, group) in api.groups.iter().enumerate() {
        if api
            .types
            .iter()
            .any(|definition| definition.home == Home::Group(index))
        {
            sources.push((
                format!("src/{}/types.rs", group.module),
                types::file(api, Home::Group(index)),
            ));
        }
    }
    let mut files = vec![
        File {
            path: "Cargo.toml".to_owned(),
            text: manifest::text(api, target),
        },
        File {
            path: "README.md".to_owned(),
            text: readme::text(api, target),
        },
    ];
    for (path, items) in sources {
        match file::format(items, target) {
            Ok(text) => files.push(File { path, text }),
            Err(error) => support::report_bad_output(&path, &error, diagnostics),
        }
    }
    (!diagnostics.has_errors()).then_some(files)
}
