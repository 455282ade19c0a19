//! `cargo xtask round-trip`: whether random values of each type come back as they were.
//!
//! For each document, a client and a program beside it are written; the program reads values, made at random by the
//! intermediate representation, into the client's types and writes them again.

mod program;
mod sample;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use acs_codegen::{Target, cli, output};
use anstream::{eprintln, println};
use fastrand::Rng;

use crate::corpus::{Entry, read_manifest};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder with OpenAPI documents and a `manifest.json` that lists them.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Takes only documents whose path has one of these in it.
    #[arg(long, value_name = "TEXT", value_delimiter = ',')]
    filter: Vec<String>,
    /// Where clients and programs are written.
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
    println!(
        "{:>6} {:>7} {:>12}  document",
        "types", "values", "differences"
    );
    let mut same = true;
    for (file, package, types) in &programs {
        let found = play(package, &arguments.out)?;
        let values = types * arguments.values;
        println!("{types:>6} {values:>7} {:>12}  {file}", found.len());
        for line in found.iter().take(5) {
            println!("        {line}");
        }
        same &= found.is_empty();
    }
    Ok(same)
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
        &folder.join("src/main.rs"),
        &program::main(package, &generated.api),
    )?;
    save(&folder.join("values.json"), &samples.to_string())?;
    Ok(generated.api.types.len())
}

fn save(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    let saved = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    saved.map_err(|error| format!("{}: {error}", path.display()))
}

/// Compiles and runs the program of a document; each line that it prints is a difference.
fn play(package: &str, out: &Path) -> Result<Vec<String>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package"])
        .arg(format!("{package}-values"))
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
