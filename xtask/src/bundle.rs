//! `cargo xtask bundle`.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use acs_codegen::Disk;
use anstream::eprintln;

use crate::paths;
use acs_codegen::cli::{show, show_failure};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// File to write; standard output when left out.
    #[arg(long, short)]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let bundled = match acs_codegen::bundle(
        paths::ENTRY,
        &Disk::new(paths::spec()),
        acs_codegen::Profile::Alibaba,
    ) {
        Ok(bundled) => bundled,
        Err(failure) => {
            show_failure(&failure, "nothing was written");
            return ExitCode::FAILURE;
        }
    };
    show(&bundled.warnings);
    let Some(path) = &arguments.output else {
        // Whoever reads may stop reading, as `head` does.
        let _ = std::io::stdout().write_all(bundled.json.as_bytes());
        return ExitCode::SUCCESS;
    };
    match fs::write(path, bundled.json) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{} cannot be written: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}
