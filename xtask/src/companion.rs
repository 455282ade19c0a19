//! Programs of the tests' package.
//!
//! What needs the generated client is not part of this program, which has to run when the client is stale or does not
//! compile. So it is a program of its own.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anstream::eprintln;

use crate::paths;

/// Arguments that are handed on as they are.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// See `--help`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Builds and runs a program.
pub(crate) fn run(program: &str, arguments: &Arguments) -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--package",
            "edas-tests",
            "--bin",
            program,
        ])
        .arg("--manifest-path")
        .arg(paths::workspace().join("Cargo.toml"))
        .arg("--")
        .args(&arguments.arguments)
        .status();
    match status {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            code.map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            eprintln!("cargo cannot be run: {error}");
            ExitCode::FAILURE
        }
    }
}
