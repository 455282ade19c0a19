//! `cargo xtask round-trip`: whether random values of each type come back as they were, and requests are what they should be.
//!
//! For each document, a client and two programs beside it are written. One reads values, made at random by the
//! intermediate representation, into the client's types and writes them again. The other makes each call with every
//! parameter, and openapi-core judges the requests by the document.

mod calls;
mod judge;
mod program;
mod sample;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use acs_codegen::{Target, cli, output};
use anstream::{eprintln, println};
use fastrand::Rng;

use crate::corpus::{Entry, read_manifest};

/// How many lines of a kind are printed of a document.
const MOST: usize = 5;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder with OpenAPI documents and a `manifest.json` that lists them.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Takes only documents whose path has one of these in it.
    #[arg(long, value_name = "TEXT", value_delimiter = ',')]
    filter: Vec<String>,
    /// Where clients and programs are written, and Python's packages.
    #[arg(long, value_name = "DIR", default_value = "target/round-trip")]
    out: PathBuf,
    /// How many values are made of each type.
    #[arg(long, default_value_t = 10)]
    values: usize,
    /// Other values for another number.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match round_trip(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn round_trip(arguments: &Arguments) -> Result<bool, String> {
    let entries = read_manifest(&arguments.folder, None)?;
    let wanted = |entry: &Entry| {
        let mut filters = arguments.filter.iter();
        entry.valid && (arguments.filter.is_empty() || filters.any(|it| entry.file.contains(it)))
    };
    let mut programs = Vec::new();
    for entry in entries.into_iter().filter(wanted) {
        let package = entry.package();
        match write(&entry, &package, arguments) {
            Ok(types) => programs.push((entry.file, package, types)),
            Err(problem) => eprintln!("{}: left out, {problem}", entry.file),
        }
    }
    let manifest = program::workspace(programs.iter().map(|(_, package, _)| package.as_str()));
    save(&arguments.out.join("Cargo.toml"), &manifest)?;
    let values = values(&programs, arguments)?;
    let requests = requests(&programs, arguments)?;
    Ok(values && requests)
}

/// Whether all values come back as they were: those of the intermediate representation, and those of the schemas, which
/// know nothing of it.
fn values(programs: &[(String, String, usize)], arguments: &Arguments) -> Result<bool, String> {
    let out = std::path::absolute(&arguments.out).map_err(|it| it.to_string())?;
    let python = judge::python(&out)?;
    println!(
        "{:>6} {:>7} {:>7} {:>12}  document",
        "types", "values", "by form", "differences"
    );
    let mut same = true;
    for (file, package, types) in programs {
        let document = arguments.folder.join(file);
        let folder = out.join(format!("{package}-values"));
        let told = judge::values(&python, &document, &folder, arguments)?;
        let mut found = Vec::new();
        for name in ["values.json", "told.json"] {
            let path = folder.join(name);
            let lines = play(&format!("{package}-values"), &[path.as_os_str()], &out)?;
            found.extend(lines);
        }
        let values = types * arguments.values;
        println!(
            "{types:>6} {values:>7} {told:>7} {:>12}  {file}",
            found.len()
        );
        print(&found);
        same &= found.is_empty();
    }
    Ok(same)
}

/// Whether all requests are what their documents say.
fn requests(programs: &[(String, String, usize)], arguments: &Arguments) -> Result<bool, String> {
    let python = judge::python(&std::path::absolute(&arguments.out).map_err(|it| it.to_string())?)?;
    let told = judge::check(&python)?;
    println!("the judge finds the fault of each of {told} requests that are wrong on purpose");
    println!(
        "{:>6} {:>7} {:>6} {:>7} {:>6}  document",
        "calls", "arrived", "right", "unread", "wrong"
    );
    let mut right = true;
    for (file, package, _) in programs {
        let document = arguments.folder.join(file);
        let report = judge::judged(&python, &document, package, arguments)?;
        println!(
            "{:>6} {:>7} {:>6} {:>7} {:>6}  {file}",
            report.calls,
            report.arrived,
            report.right,
            report.unread.len(),
            report.wrong.len()
        );
        print(&report.wrong);
        print(&report.unread);
        right &= report.wrong.is_empty();
    }
    Ok(right)
}

fn print(lines: &[String]) {
    for line in lines.iter().take(MOST) {
        println!("        {line}");
    }
    if lines.len() > MOST {
        println!("        and {} more", lines.len() - MOST);
    }
}

/// Writes the client of a document and the program for it; says how many types there are.
fn write(entry: &Entry, package: &str, arguments: &Arguments) -> Result<usize, String> {
    let spec = arguments.folder.join(&entry.file);
    let (files, name) = cli::entry(&spec).ok_or("its name is none of a file")?;
    let target = Target::plain(package, "cargo xtask round-trip", &crate::paths::runtime());
    let generated = acs_codegen::generate(&name, &files, &target)
        .map_err(|failure| format!("{failure}; `cargo xtask corpus` shows them"))?;
    let client = arguments.out.join(package);
    output::replace(&client, &generated.files).map_err(|error| error.to_string())?;
    let mut rng = Rng::with_seed(arguments.seed);
    let samples = sample::of_types(&generated.api, arguments.values, &mut rng);
    let folder = arguments.out.join(format!("{package}-values"));
    save(&folder.join("Cargo.toml"), &program::manifest(package))?;
    save(
        &folder.join("src/values.rs"),
        &program::main(package, &generated.api),
    )?;
    save(&folder.join("values.json"), &samples.to_string())?;
    save(
        &folder.join("types.json"),
        &sample::places(&generated.api).to_string(),
    )?;
    save(
        &folder.join("src/requests.rs"),
        &calls::main(&generated.api),
    )?;
    save(
        &folder.join("calls.json"),
        &calls::list(&generated.api).to_string(),
    )?;
    Ok(generated.api.types.len())
}

fn save(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    let saved = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    saved.map_err(|error| format!("{}: {error}", path.display()))
}

/// Compiles and runs a program of a document; each line that it prints is something that is not right.
fn play(program: &str, program_arguments: &[&OsStr], out: &Path) -> Result<Vec<String>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--bin", program, "--"])
        .args(program_arguments)
        .env("CARGO_TARGET_DIR", "target")
        .current_dir(out)
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().map(str::to_owned).collect())
}
