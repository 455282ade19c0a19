//! A client of any API, in a crate that stands alone.

use std::path::{Path, PathBuf, absolute};
use std::process::ExitCode;
use std::time::Instant;

use anstream::eprintln;

use super::membership::is_in_another_workspace;
use super::report::{compare, finish, write};
use super::terminal::{show, show_failure};
use crate::{Disk, Target, output};

/// What is generated from, and into what.
#[derive(Clone, Debug, clap::Args)]
pub struct GenerateAny {
    /// The entry document of an OpenAPI 3.0 or 3.1 description, in YAML or JSON.
    #[arg(long, value_name = "FILE")]
    pub spec: PathBuf,
    /// The folder of the crate; it must not hold other files, but for hidden ones.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The name of the package, for example `petstore-client`.
    #[arg(long, value_name = "NAME", value_parser = package_name)]
    pub name: String,
    /// The version of the package.
    #[arg(long, value_name = "VERSION", default_value = "0.1.0")]
    pub package_version: semver::Version,
    /// Where the crate finds the package `acs-runtime`; by default that of the workspace which this program was built in.
    #[arg(long, value_name = "DIR")]
    pub runtime: Option<PathBuf>,
    /// Writes nothing; shows what would change and exits with 1 if anything would.
    #[arg(long)]
    pub check: bool,
}

impl GenerateAny {
    /// The same as the program takes them, with the usual version and runtime.
    #[must_use]
    pub fn new(spec: PathBuf, out: PathBuf, name: String, check: bool) -> Self {
        Self {
            spec,
            out,
            name,
            package_version: semver::Version::new(0, 1, 0),
            runtime: None,
            check,
        }
    }
}

/// Generates the crate and prints what was done.
#[must_use]
pub fn generate_any(arguments: &GenerateAny, command: &str) -> ExitCode {
    let start = Instant::now();
    let folder = &arguments.out;
    if let Err(reason) = check_folder(folder, arguments.check) {
        eprintln!("{}: {reason}", folder.display());
        return ExitCode::FAILURE;
    }
    let Some((files, entry)) = entry(&arguments.spec) else {
        let spec = arguments.spec.display();
        eprintln!("{spec} names no file, or one whose name is not UTF-8");
        return ExitCode::FAILURE;
    };
    eprintln!("reading {}", arguments.spec.display());
    let generated = match crate::generate(&entry, &files, &target(arguments, command)) {
        Ok(generated) => generated,
        Err(failure) => {
            show_failure(&failure, "nothing was written");
            return ExitCode::FAILURE;
        }
    };
    show(&generated.warnings);
    let outcome = if arguments.check {
        compare(folder, &generated, command)
    } else {
        write(folder, &generated)
    };
    finish(folder, &generated, outcome, start)
}

/// The folder of a description and the name of its entry document in it.
#[must_use]
pub fn entry(spec: &Path) -> Option<(Disk, String)> {
    let name = spec.file_name()?.to_str()?.to_owned();
    Some((Disk::new(spec.parent().unwrap_or(Path::new(""))), name))
}

fn target(arguments: &GenerateAny, command: &str) -> Target {
    let out = absolute(&arguments.out).unwrap_or_else(|_| arguments.out.clone());
    Target {
        version: arguments.package_version.to_string(),
        own_workspace: is_in_another_workspace(&out),
        ..Target::plain(&arguments.name, command, &runtime(arguments, &out))
    }
}

/// The path to the runtime: relative where the crate is in the workspace of the runtime, so that both can be moved.
fn runtime(arguments: &GenerateAny, out: &Path) -> String {
    if let Some(path) = &arguments.runtime {
        let path = absolute(path).unwrap_or_else(|_| path.clone());
        return path.display().to_string();
    }
    let codegen = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = codegen.parent().unwrap_or(codegen);
    match out.strip_prefix(workspace) {
        Ok(below) => "../".repeat(below.components().count()) + "runtime",
        Err(_) => workspace.join("runtime").display().to_string(),
    }
}

/// Refuses a folder with files that this program has not written: they would be removed.
fn check_folder(folder: &Path, read_only: bool) -> Result<(), String> {
    if folder.is_file() {
        return Err("this is a file; name a folder".to_owned());
    }
    if read_only {
        return Ok(());
    }
    let unmarked = output::unmarked(folder).map_err(|error| error.to_string())?;
    let Some(path) = unmarked else {
        return Ok(());
    };
    Err(format!(
        "the folder holds {path}, which was not generated and would be lost; name an empty or a new folder, or move \
         the file"
    ))
}

/// What Cargo takes as the name of a package, and Rust as that of a crate.
///
/// # Errors
///
/// What would be taken instead.
pub fn package_name(text: &str) -> Result<String, String> {
    let first = text.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let reserved = [
        "acs-runtime",
        "acs_runtime",
        "alloc",
        "core",
        "proc_macro",
        "std",
        "test",
    ];
    if !first || !text.chars().all(fits) || text.len() > 64 {
        return Err(
            "use up to 64 letters, digits, `-` and `_`, and begin with a letter".to_owned(),
        );
    }
    if reserved.contains(&text) || syn::parse_str::<syn::Ident>(&text.replace('-', "_")).is_err() {
        return Err("Rust has another use for that name".to_owned());
    }
    Ok(text.to_owned())
}
