//! The workspace's own commands. Each calls a library and prints; nothing is decided here.

mod check;
mod explain;
mod generate;
mod paths;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
    /// Explains a kind of diagnostic, for example `unresolved-reference`.
    Explain(explain::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
    }
}
