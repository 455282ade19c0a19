//! `cargo xtask generate`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use acs_codegen::cli::{GenerateAny, compare, finish, generate_any, show, show_failure, write};
use acs_codegen::{Disk, Target};
use anstream::eprintln;

use crate::paths;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Generates from this description of any API, OpenAPI 3.0 or 3.1, instead of the one in spec/.
    #[arg(long, value_name = "FILE", requires_all = ["out", "name"])]
    spec: Option<PathBuf>,
    /// With --spec: the folder of the crate; it must not hold other files, but for hidden ones.
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// With --spec: the name of the package, for example `petstore-client`.
    #[arg(long, value_name = "NAME", requires = "spec", value_parser = acs_codegen::cli::package_name)]
    name: Option<String>,
    /// Writes nothing; shows what would change and exits with 1 if anything would.
    #[arg(long)]
    check: bool,
}

const COMMAND: &str = "cargo xtask generate";

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if let (Some(spec), Some(out), Some(name)) = (&arguments.spec, &arguments.out, &arguments.name)
    {
        let any = GenerateAny::new(spec.clone(), out.clone(), name.clone(), arguments.check);
        return generate_any(&any, COMMAND);
    }
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
        compare(&folder, &generated, COMMAND)
    } else {
        write(&folder, &generated)
    };
    finish(&folder, &generated, outcome, start)
}

fn target() -> Target {
    Target {
        mock: Some("edas-mock".to_owned()),
        ..Target::alibaba("edas-client", env!("CARGO_PKG_VERSION"), COMMAND)
    }
}
