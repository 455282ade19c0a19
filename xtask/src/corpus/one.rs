//! One document, in a process of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use acs_codegen::{Failure, Target, cli, output};
use serde::{Deserialize, Serialize};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    spec: PathBuf,
    out: PathBuf,
    name: String,
}

/// What a process tells of its document.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Told {
    pub(super) accepted: bool,
    pub(super) operations: usize,
    pub(super) types: usize,
    pub(super) warnings: usize,
    /// What is wrong, when it was refused.
    pub(super) problems: Vec<Problem>,
    /// How many problems there are; not all are listed.
    pub(super) errors: usize,
    pub(super) milliseconds: u128,
    /// The most memory that the process had, where the system tells.
    pub(super) peak_kib: Option<u64>,
}

/// Something wrong with a document.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Problem {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) code: String,
    pub(super) message: String,
}

/// How a process ended.
pub(super) enum Outcome {
    Told(Told),
    Crashed(String),
    TookTooLong,
}

/// How long a document may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Generates the crate of a document and prints what to tell as JSON.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    let mut told = generate(arguments);
    told.milliseconds = start.elapsed().as_millis();
    told.peak_kib = peak();
    match serde_json::to_string(&told) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(_) => ExitCode::FAILURE,
    }
}

fn generate(arguments: &Arguments) -> Told {
    let Some((files, entry)) = cli::entry(&arguments.spec) else {
        return Told::default();
    };
    let target = Target::plain(
        &arguments.name,
        "cargo xtask corpus",
        &crate::paths::runtime(),
    );
    match acs_codegen::generate(&entry, &files, &target) {
        Ok(generated) => match output::replace(&arguments.out, &generated.files) {
            Ok(_) => Told {
                accepted: true,
                operations: generated.api.operations.len(),
                types: generated.api.types.len(),
                warnings: generated.warnings.warnings(),
                ..Told::default()
            },
            Err(error) => Told {
                problems: vec![Problem {
                    file: arguments.out.display().to_string(),
                    line: 0,
                    column: 0,
                    code: "output".to_owned(),
                    message: error.to_string(),
                }],
                errors: 1,
                ..Told::default()
            },
        },
        Err(failure) => refused(&failure),
    }
}

fn refused(failure: &Failure) -> Told {
    const MOST: usize = 20;
    let problems = failure.problems().iter().take(MOST).map(|problem| Problem {
        file: problem.file().to_owned(),
        line: problem.line(),
        column: problem.column(),
        code: problem.code().to_owned(),
        message: problem.to_string(),
    });
    Told {
        problems: problems.collect(),
        errors: failure.errors(),
        ..Told::default()
    }
}

/// The most memory that this process had, as Linux tells it.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

pub(super) fn in_a_process(spec: &Path, out: &Path, name: &str) -> Outcome {
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => return Outcome::Crashed(error.to_string()),
    };
    let child = Command::new(program)
        .arg("corpus-one")
        .args([spec, out])
        .arg(name)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => return Outcome::Crashed(error.to_string()),
    };
    let start = Instant::now();
    while let Ok(None) = child.try_wait() {
        if start.elapsed() > LIMIT {
            // It may have ended by itself just now.
            let _ = child.kill();
            let _ = child.wait();
            return Outcome::TookTooLong;
        }
        sleep(Duration::from_millis(2));
    }
    match child.wait_with_output() {
        Ok(output) => match serde_json::from_slice(&output.stdout) {
            Ok(told) if output.status.success() => Outcome::Told(told),
            _ => {
                let text = String::from_utf8_lossy(&output.stderr);
                let last = text.lines().find(|line| !line.trim().is_empty());
                Outcome::Crashed(format!("{}: {}", output.status, last.unwrap_or_default()))
            }
        },
        Err(error) => Outcome::Crashed(error.to_string()),
    }
}
