//! `edas-mock`, EDAS on loopback as a program.

mod arguments;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;
use std::{fs, thread};

use clap::Parser;
use edas_mock::{Builder, Server};

use arguments::Arguments;

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
    let save = arguments.save_state.clone();
    let server = builder(arguments)?.start()?;
    // Whoever reads may stop reading, as `head` does; the server goes on.
    let _ = announce(&server);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(signal())?;
    eprintln!("stopping; once more to stop at once");
    if let Some(path) = save {
        fs::write(&path, server.export_state()).map_err(|error| {
            format!("the state cannot be written to {}: {error}", path.display())
        })?;
    }
    let stopping = thread::spawn(move || server.stop(GRACE));
    runtime.block_on(async {
        tokio::select! {
            _ = signal() => {}
            () = finished(&stopping) => {}
        }
    });
    Ok(())
}

/// Waits for the thread without holding up the signals.
async fn finished(thread: &thread::JoinHandle<()>) {
    while !thread.is_finished() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Waits for the terminal's interrupt or, on Unix, for a request to terminate.
async fn signal() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
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
    for account in server.accounts() {
        let key = account.credentials();
        writeln!(out)?;
        writeln!(
            out,
            "export ALIBABA_CLOUD_ACCESS_KEY_ID={}",
            key.access_key_id()
        )?;
        // A key that the caller has brought along is not shown: he has it.
        if let Some(secret) = server.made_up_secret(account) {
            writeln!(out, "export ALIBABA_CLOUD_ACCESS_KEY_SECRET={secret}")?;
        }
    }
    out.flush()
}
