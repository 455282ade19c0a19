//! The workspace's own commands. Each calls a library and prints; nothing is decided here.

mod bundle;
mod check;
mod companion;
mod corpus;
mod explain;
mod generate;
mod new_operation;
mod paths;
mod round_trip;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

/// A third of a run was spent in the allocator of the system.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Commands of this workspace.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_version_flag = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the client crate from the description in spec/.
    Generate(generate::Arguments),
    /// Checks the description and writes nothing.
    Check(check::Arguments),
    /// Prints the whole description as one OpenAPI JSON document.
    Bundle(bundle::Arguments),
    /// Compares the client with recordings of the official SDK.
    Conformance(companion::Arguments),
    /// Generates and compiles clients of many descriptions, and tells what became of each.
    Corpus(corpus::Arguments),
    /// Generates from one of them.
    #[command(hide = true)]
    CorpusOne(corpus::OneArguments),
    /// Counts what is described, documented, sampled and tested.
    Coverage(companion::Arguments),
    /// Reads and writes random values of all types of many descriptions, and has their requests judged.
    RoundTrip(round_trip::Arguments),
    /// Adds an operation to the description, with empty texts to be filled in.
    NewOperation(new_operation::Arguments),
    /// Explains a kind of diagnostic, for example `unresolved-reference`.
    Explain(explain::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Bundle(arguments) => bundle::run(&arguments),
        Command::Conformance(arguments) => companion::run("conformance", &arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::CorpusOne(arguments) => corpus::run_one(&arguments),
        Command::Coverage(arguments) => companion::run("coverage", &arguments),
        Command::RoundTrip(arguments) => round_trip::run(&arguments),
        Command::NewOperation(arguments) => new_operation::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
    }
}
