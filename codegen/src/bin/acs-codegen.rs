//! `acs-codegen`: a Rust client from an OpenAPI description.

use std::process::ExitCode;

use acs_codegen::cli::{GenerateAny, generate_any};
use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

/// A third of a run was spent in the allocator of the system.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Makes a typed Rust client of an OpenAPI description.
#[derive(Parser)]
#[command(name = "acs-codegen", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes a client crate.
    Generate(GenerateAny),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate(arguments) => generate_any(&arguments, "acs-codegen generate"),
    }
}
