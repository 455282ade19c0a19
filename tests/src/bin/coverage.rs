//! `cargo xtask coverage`: how much of the API is described, documented, sampled and tested.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use acs_codegen::{Disk, RenderOptions};
use clap::Parser;
use edas_tests::coverage::{Coverage, Facts};

/// Counts operations, parameters and the fields of replies: described in spec/, documented there, with a sample, and
/// tried out.
///
/// Prints a table, and a line for each thing that is missing; exits with 1 when anything is.
#[derive(Parser)]
#[command(
    name = "coverage",
    bin_name = "cargo xtask coverage",
    disable_version_flag = true
)]
struct Arguments {
    /// JSON file that says what the API has; without it, the description is measured against itself.
    facts: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(coverage) => {
            // Whoever reads may stop reading, as `head` does.
            let mut out = std::io::stdout();
            for line in coverage.missing() {
                let _ = writeln!(out, "{line}");
            }
            let _ = write!(out, "{coverage}");
            if coverage.is_complete() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<Coverage, String> {
    let facts = match &arguments.facts {
        Some(file) => {
            let problem =
                |problem: &dyn std::fmt::Display| format!("{}: {problem}", file.display());
            let text = fs::read_to_string(file).map_err(|error| problem(&error))?;
            Some(Facts::parse(&text).map_err(|error| problem(&error))?)
        }
        None => None,
    };
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let checked = acs_codegen::check(
        "edas.yaml",
        &Disk::new(&spec),
        acs_codegen::Profile::Alibaba,
    )
    .map_err(|failure| failure.render(RenderOptions::default()))?;
    Ok(Coverage::of(
        &checked.api,
        &spec.join("samples"),
        facts.as_ref(),
    ))
}
