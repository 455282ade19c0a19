//! `cargo xtask check`.

use std::process::ExitCode;
use std::time::Instant;

use acs_codegen::{Checked, Disk};
use anstream::println;

use crate::paths;
use acs_codegen::cli::{count, show, show_failure};

#[derive(clap::Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(Arguments {}: &Arguments) -> ExitCode {
    let start = Instant::now();
    match acs_codegen::check(
        paths::ENTRY,
        &Disk::new(paths::spec()),
        acs_codegen::Profile::Alibaba,
    ) {
        Ok(Checked { api, warnings }) => {
            show(&warnings);
            println!(
                "the description is sound: {}, {}, {}, in {:.2} s",
                count(api.operations.len(), "operation"),
                count(api.types.len(), "type"),
                count(warnings.warnings(), "warning"),
                start.elapsed().as_secs_f64()
            );
            ExitCode::SUCCESS
        }
        Err(failure) => {
            show_failure(&failure, "the description needs mending");
            ExitCode::FAILURE
        }
    }
}
