//! `edas-mock`, EDAS on loopback as a program.

mod arguments;
mod signals;

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, thread};

use clap::Parser;
use edas_mock::{Builder, Server};
use tempfile::NamedTempFile;

use arguments::Arguments;
use signals::Signals;

/// How long open calls may take after the first signal. A second signal ends them at once.
const GRACE: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprint!("edas-mock: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprint!(": {error}");
                cause = error.source();
            }
            eprintln!();
            let taken = error
                .source()
                .and_then(|cause| cause.downcast_ref::<io::Error>());
            if taken.is_some_and(|cause| cause.kind() == io::ErrorKind::AddrInUse) {
                eprintln!("hint: --port 0 takes a free port");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // Before anybody knows that there is something to stop.
    let mut signals = {
        let _context = runtime.enter();
        Signals::new()?
    };
    let saved = arguments.save_state.clone().map(Saved::new).transpose()?;
    let local = arguments.host.to_canonical().is_loopback();
    let server = Arc::new(builder(arguments)?.start()?);
    if !local {
        eprintln!("warning: other computers can reach it, and control it, too");
    }
    // Whoever reads may stop reading, as `head` does; the server goes on.
    let _ = announce(&server);
    runtime.block_on(signals.next());
    eprintln!("stopping; once more to stop at once");
    let stopping = Arc::clone(&server);
    let stopping = thread::spawn(move || stopping.stop(GRACE));
    runtime.block_on(async {
        tokio::select! {
            () = signals.next() => {}
            () = finished(&stopping) => {}
        }
    });
    // Last, so that it has what the open calls have done.
    saved.map_or(Ok(()), |saved| saved.write(&server.export_state()))
}

/// The file that the state goes to.
struct Saved {
    path: PathBuf,
    /// Made at the start, where it is not too late to say that it cannot be made.
    file: NamedTempFile,
}

impl Saved {
    fn new(path: PathBuf) -> Result<Self, String> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let file = NamedTempFile::new_in(folder);
        let file = file.map_err(|error| {
            format!(
                "the state could not be written to {}: {error}",
                path.display()
            )
        })?;
        Ok(Self { path, file })
    }

    /// Puts the new state in the place of an old one, which stays when that fails.
    fn write(mut self, state: &str) -> Result<(), Box<dyn Error>> {
        let written = self.file.write_all(state.as_bytes());
        let kept = written.and_then(|()| Ok(self.file.persist(&self.path)?));
        kept.map(drop).map_err(|error| {
            format!(
                "the state cannot be written to {}: {error}",
                self.path.display()
            )
            .into()
        })
    }
}

/// Waits for the thread without holding up the signals.
async fn finished(thread: &thread::JoinHandle<()>) {
    while !thread.is_finished() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn builder(arguments: Arguments) -> Result<Builder, Box<dyn Error>> {
    let accounts = arguments.accounts()?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut builder = Server::builder()
        .address((arguments.host, arguments.port).into())
        .seed(arguments.seed)
        .region(arguments.region)
        .speed(arguments.speed)
        .stage_time(arguments.stage_time)
        .clock_tolerance(arguments.clock_tolerance)
        .threads(cores);
    if arguments.empty {
        builder = builder.empty();
    }
    for account in accounts {
        builder = builder.account(account);
    }
    for fault in arguments.fault {
        builder = builder.fault(fault);
    }
    if let Some(path) = arguments.state {
        let json = fs::read_to_string(&path).map_err(|error| {
            format!("the state cannot be read from {}: {error}", path.display())
        })?;
        builder = builder.state(json);
    }
    Ok(builder)
}

/// Says where the server is, and with which key one may call it.
fn announce(server: &Server) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "EDAS on {}", server.endpoint())?;
    writeln!(out, "page     {}/", server.endpoint())?;
    writeln!(out, "API      {}/_mock/reference", server.endpoint())?;
    for key in server.accounts() {
        writeln!(out)?;
        writeln!(
            out,
            "export ALIBABA_CLOUD_ACCESS_KEY_ID={}",
            key.access_key_id()
        )?;
        // A key that the caller has brought along is not shown: he has it.
        if server.has_made_up_account() {
            let secret = key.access_key_secret();
            writeln!(out, "export ALIBABA_CLOUD_ACCESS_KEY_SECRET={secret}")?;
        }
    }
    out.flush()
}
