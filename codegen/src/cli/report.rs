//! Writing a crate, or comparing it with what is there, and saying so.

use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anstream::{eprintln, println};

use super::terminal::count;
use crate::Generated;
use crate::output::{self, Comparison};

/// Makes the folder hold the crate; says how much was to be done.
///
/// # Errors
///
/// A file cannot be written, moved or removed.
pub fn write(folder: &Path, generated: &Generated) -> io::Result<(String, ExitCode)> {
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

/// Shows how the folder differs from the crate; `command` is what would bring it up to date.
///
/// # Errors
///
/// A file cannot be read.
pub fn compare(
    folder: &Path,
    generated: &Generated,
    command: &str,
) -> io::Result<(String, ExitCode)> {
    let found = output::compare(folder, &generated.files)?;
    if found.is_current() {
        return Ok((
            format!("{} up to date", count(found.unchanged, "file")),
            ExitCode::SUCCESS,
        ));
    }
    show_difference(&found);
    eprintln!(
        "{} is stale; `{command}` brings it up to date",
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

/// The last line of a run.
#[must_use]
pub fn finish(
    folder: &Path,
    generated: &Generated,
    outcome: io::Result<(String, ExitCode)>,
    start: Instant,
) -> ExitCode {
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
