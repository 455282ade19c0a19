//! From an OpenAPI description to the files of a typed client crate.
//!
//! Data flows one way, and each step has a module: [`load`] reads files and checks them against the grammar of OpenAPI,
//! `lower` decides what the client looks like, `emit` prints it, [`output`] puts it on the disk. [`ir`] is what lies
//! between deciding and printing. All that is wrong with a description comes back as one [`Failure`].
//!
//! ```
//! use acs_codegen::{Memory, Profile, check};
//!
//! let files = Memory::new([("api.yaml", "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npath: {}\n")]);
//! let failure = check("api.yaml", &files, Profile::Plain).expect_err("`path` is no key of OpenAPI");
//! let typo = failure.problems().iter().find(|problem| problem.code() == "unknown-key").unwrap();
//! assert_eq!(typo.to_string(), "an OpenAPI object has no `path`");
//! assert_eq!((typo.file(), typo.line(), typo.column()), ("api.yaml", 3, 1));
//! ```

#![deny(missing_docs)]

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
mod emit;
pub mod ir;
pub mod load;
mod lower;
pub mod output;

pub use diagnostic::{Code, Failure, RenderOptions};
pub use emit::{File, Target};
pub use load::{Disk, Memory};

use diagnostic::Diagnostics;
use ir::Api;
pub use ir::Profile;
use load::{Files, Rules};

/// A description without errors.
#[derive(Debug)]
pub struct Checked {
    /// What it describes.
    pub api: Api,
    /// What is worth a look.
    pub warnings: Failure,
}

/// A crate, ready to be written.
#[derive(Debug)]
pub struct Generated {
    /// Its files.
    pub files: Vec<File>,
    /// What they were made from.
    pub api: Api,
    /// What is worth a look.
    pub warnings: Failure,
}

/// Reads a description and says all that is wrong with it.
///
/// `entry` is the path of the entry document below the folder of `files`.
///
/// # Errors
///
/// All errors of the description, each with its place.
pub fn check(entry: &str, files: &dyn Files, profile: Profile) -> Result<Checked, Failure> {
    let target = Target {
        profile,
        ..Target::plain("client", "", "")
    };
    // A check prints, too: it must find what a generation would.
    generate(entry, files, &target).map(|generated| Checked {
        api: generated.api,
        warnings: generated.warnings,
    })
}

/// Reads a description and prints the crate of its client.
///
/// # Errors
///
/// All errors of the description, each with its place.
pub fn generate(entry: &str, files: &dyn Files, target: &Target) -> Result<Generated, Failure> {
    let mut diagnostics = Diagnostics::default();
    let mut documents = load::load(entry, files, rules(target.profile), &mut diagnostics);
    let api = lower::lower(&documents, target.profile, &mut diagnostics);
    documents.release_values();
    let printed = api
        .as_ref()
        .and_then(|api| emit::emit(api, target, &mut diagnostics));
    let failed = diagnostics.has_errors();
    let report = Failure::new(diagnostics, &documents);
    match (api, printed) {
        (Some(api), Some(files)) if !failed => Ok(Generated {
            files,
            api,
            warnings: report,
        }),
        _ => Err(report),
    }
}

fn rules(profile: Profile) -> Rules {
    match profile {
        Profile::Plain => Rules::OpenApi,
        Profile::Alibaba => Rules::Alibaba,
    }
}

/// A description as one document.
#[derive(Debug)]
pub struct Bundled {
    /// The document, as JSON.
    pub json: String,
    /// What is worth a look.
    pub warnings: Failure,
}

/// Reads a description of several files and makes one document of it, for tools that read only one.
///
/// Objects of other files become components of the entry document, with the samples in place of their files' names.
///
/// # Errors
///
/// All errors of the description, each with its place.
pub fn bundle(entry: &str, files: &dyn Files, profile: Profile) -> Result<Bundled, Failure> {
    let mut diagnostics = Diagnostics::default();
    let documents = load::load(entry, files, rules(profile), &mut diagnostics);
    // A bundle of a description that cannot be generated from would only move the error elsewhere.
    lower::lower(&documents, profile, &mut diagnostics);
    let failed = diagnostics.has_errors();
    let bundled = (!failed).then(|| load::bundle(&documents));
    let report = Failure::new(diagnostics, &documents);
    match bundled.map(|document| serde_json::to_string_pretty(&document)) {
        Some(Ok(json)) => Ok(Bundled {
            json: json + "\n",
            warnings: report,
        }),
        _ => Err(report),
    }
}
