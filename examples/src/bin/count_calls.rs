//! Counts calls, attempts and errors for each operation with an interceptor.
//!
//! ```text
//! cargo run -p edas-examples --bin count_calls -- --mock
//! cargo run -p edas-examples --bin count_calls
//! ```

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clap::Parser;
use edas_client::intercept::{Context, Interceptor, Outcome};
use edas_client::{Client, Error};
use edas_examples::{Connection, report};
use edas_mock::{Effect, Fault};

/// What is counted for one operation.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    calls: u32,
    attempts: u32,
    errors: u32,
    time: Duration,
}

/// Counts by the name of the operation. A metrics library would be called at the same two places.
#[derive(Debug, Default)]
struct CountCalls {
    tallies: Mutex<BTreeMap<&'static str, Tally>>,
}

impl CountCalls {
    fn add(&self, context: &Context<'_>, change: impl FnOnce(&mut Tally)) {
        let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        change(tallies.entry(context.operation().name).or_default());
    }

    fn tallies(&self) -> BTreeMap<&'static str, Tally> {
        let tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        tallies.clone()
    }
}

impl Interceptor for CountCalls {
    fn after_attempt(&self, context: &Context<'_>, _: &Outcome<'_>) {
        self.add(context, |tally| tally.attempts += 1);
    }

    fn after_call(&self, context: &Context<'_>, outcome: &Outcome<'_>) {
        self.add(context, |tally| {
            tally.calls += 1;
            tally.errors += u32::from(!outcome.is_success());
            tally.time += outcome.elapsed();
        });
    }
}

/// Counts calls, attempts and errors for each operation.
#[derive(Parser)]
struct Options {
    #[command(flatten)]
    connection: Connection,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    report(run(&Options::parse()).await)
}

async fn run(options: &Options) -> Result<(), Box<dyn StdError>> {
    let (config, server) = options.connection.config()?;
    let counts = Arc::new(CountCalls::default());
    let client = Client::new(config.interceptor(Arc::clone(&counts)).build())?;
    if let Some(server) = &server {
        // The first call is throttled once, so that there is a second attempt to count.
        server.add_fault(Fault::on("ListCluster", [Effect::Throttling(None)])?.times(1));
    }
    calls(&client).await?;
    println!(
        "{:<22} {:>5} {:>8} {:>6}",
        "operation", "calls", "attempts", "errors"
    );
    for (operation, tally) in counts.tallies() {
        println!(
            "{operation:<22} {:>5} {:>8} {:>6}",
            tally.calls, tally.attempts, tally.errors
        );
    }
    let time: Duration = counts.tallies().values().map(|tally| tally.time).sum();
    println!("in {} ms", time.as_millis());
    Ok(())
}

/// Reads a little. A change order that does not exist is the error to be counted.
async fn calls(client: &Client) -> Result<(), Error> {
    client.list_cluster().send().await?;
    client.list_application().send().await?;
    client.list_application().send().await?;
    match client.get_change_order_info("no-such-order").send().await {
        Err(error) if error.as_service().is_none() => Err(error),
        _ => Ok(()),
    }
}
