//! `cargo xtask generate`.

use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use acs_codegen::output::{self, Comparison};
use acs_codegen::{Disk, Generated, Target};
use anstream::{eprintln, println};

use crate::paths;
use crate::terminal::{count, show, show_failure};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Writes nothing; shows what would change and exits with 1 if anything would.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    let spec = paths::spec();
    eprintln!("reading {}", spec.join(paths::ENTRY).display());
    let generated = match acs_codegen::generate(paths::ENTRY, &Disk::new(spec), &target()) {
        Ok(generated) => generated,
        Err(failure) => {
            show_failure(&failure, "nothing was written");
            return ExitCode::FAILURE;
        }
    };
    show(&generated.warnings);
    let folder = paths::generated_client();
    let outcome = if arguments.check {
        compare(&folder, &generated)
    } else {
        write(&folder, &generated)
    };
    match outcome {
        Ok((report, code)) => {
            println!(
                "{}, {}: {report}, in {:.2} s",
                count(generated.api.operations.len(), "operation"),
                count(generated.api.types.len(), "type"),
                start.elapsed().as_secs_f64()
            );
            code
        }
        Err(error) => {
            eprintln!("{} cannot be written: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn target() -> Target {
    Target {
        profile: acs_codegen::Profile::Alibaba,
        package: "edas-client".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: "cargo xtask generate".to_owned(),
        mock: Some("edas-mock".to_owned()),
    }
}

fn write(folder: &Path, generated: &Generated) -> io::Result<(String, ExitCode)> {
    eprintln!("writing {}", folder.display());
    let done = output::replace(folder, &generated.files)?;
    let report = format!(
        "{} written, {} removed, {} unchanged",
        count(done.changed.len() + done.added.len(), "file"),
        done.removed.len(),
        done.unchanged
    );
    Ok((report, ExitCode::SUCCESS))
}

fn compare(folder: &Path, generated: &Generated) -> io::Result<(String, ExitCode)> {
    let found = output::compare(folder, &generated.files)?;
    if found.is_current() {
        return Ok((
            format!("{} up to date", count(found.unchanged, "file")),
            ExitCode::SUCCESS,
        ));
    }
    show_difference(&found);
    eprintln!(
        "{} is stale; `cargo xtask generate` brings it up to date",
        folder.display()
    );
    let report = format!(
        "{} changed, {} missing, {} not wanted, {} up to date",
        count(found.changed.len(), "file"),
        found.added.len(),
        found.removed.len(),
        found.unchanged
    );
    Ok((report, ExitCode::FAILURE))
}

fn show_difference(found: &Comparison) {
    for (file, on_disk) in &found.changed {
        println!("{}", output::diff(&file.path, on_disk, &file.text));
    }
    for file in &found.added {
        println!("missing: {}", file.path);
    }
    for path in &found.removed {
        println!("not wanted: {path}");
    }
}
