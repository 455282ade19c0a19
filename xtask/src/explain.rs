//! `cargo xtask explain CODE`.

use std::process::ExitCode;

use acs_codegen::Code;
use anstream::{eprintln, println};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Name of the diagnostic, as it stands above the message; without it all are listed.
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Some(name) = &arguments.code else {
        for code in Code::ALL {
            println!("{}", code.name());
        }
        return ExitCode::SUCCESS;
    };
    if let Some(code) = Code::from_name(name) {
        println!("{}", code.explanation());
        ExitCode::SUCCESS
    } else {
        eprintln!("there is no diagnostic `{name}`; `cargo xtask explain` lists them");
        ExitCode::from(2)
    }
}
