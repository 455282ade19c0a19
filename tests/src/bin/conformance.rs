//! `cargo xtask conformance`: the client against files of recordings.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use edas_tests::conformance::{Difference, name, parse, requests, responses};

/// Compares the client with recordings, one JSON object on each line.
///
/// Prints a line for each mismatch, and `N of M match`. Exits with 1 when there is a mismatch, and with 2 when a file
/// cannot be read.
#[derive(Parser)]
#[command(
    name = "conformance",
    bin_name = "cargo xtask conformance",
    disable_version_flag = true
)]
struct Arguments {
    /// What was recorded.
    #[arg(value_enum)]
    kind: Kind,
    /// Files of recordings.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Only recordings whose name contains this.
    #[arg(long)]
    only: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// Requests that the official SDK sent.
    Requests,
    /// Replies, and what the official SDK decodes of them.
    Responses,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut count = Count::default();
    for file in &arguments.files {
        if let Err(problem) = check_file(file, &arguments, &mut count).await {
            eprintln!("{}: {problem}", file.display());
            return ExitCode::from(2);
        }
    }
    say(&format!("{} of {} match", count.matching, count.all));
    if count.all == 0 {
        eprintln!("there was no recording to compare with");
        return ExitCode::from(2);
    }
    if count.matching == count.all {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints a line; whoever reads may stop reading, as `head` does.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

#[derive(Default)]
struct Count {
    matching: usize,
    all: usize,
}

async fn check_file(file: &Path, arguments: &Arguments, count: &mut Count) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let lines = text.lines().enumerate();
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let recording = parse(line).map_err(|problem| format!("line {}: {problem}", index + 1))?;
        let name = name(&recording);
        if arguments
            .only
            .as_ref()
            .is_some_and(|only| !name.contains(only))
        {
            continue;
        }
        let differences: Vec<Difference> = match arguments.kind {
            Kind::Requests => requests::check(&recording).await,
            Kind::Responses => responses::check(&recording),
        };
        count.all += 1;
        count.matching += usize::from(differences.is_empty());
        for difference in differences {
            say(&format!("{name}: {difference}"));
        }
    }
    Ok(())
}
