//! Aborts a deployment and rolls its application back, in a program that is not asynchronous.
//!
//! ```text
//! cargo run -p edas-examples --bin blocking -- --mock
//! cargo run -p edas-examples --bin blocking -- CHANGE_ORDER_ID
//! ```

use std::error::Error as StdError;
use std::process::ExitCode;

use clap::Parser;
use edas_client::runtime::blocking::block_on;
use edas_client::{Client, Error};
use edas_examples::{Connection, demo_application, report};

/// The call. `client` comes from `Client::from_env_blocking()?`.
fn abort_and_rollback(client: &Client, change_order_id: &str) -> Result<(), Error> {
    let aborted = client
        .abort_and_rollback_change_order(change_order_id)
        .send_blocking()?;

    let rollback = aborted
        .data
        .as_ref()
        .and_then(|data| data.change_order_id.as_deref());
    println!("change order  {change_order_id}");
    println!("rollback      {}", rollback.unwrap_or("(none)"));
    println!("request ID    {}", aborted.request_id());
    Ok(())
}

/// Aborts a deployment and rolls its application back, without an asynchronous runtime.
#[derive(Parser)]
struct Options {
    /// Change order to abort; the call that started the deployment returned it. With --mock a deployment is started
    #[arg(required_unless_present = "mock")]
    change_order_id: Option<String>,
    #[command(flatten)]
    connection: Connection,
}

fn main() -> ExitCode {
    report(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn StdError>> {
    let (client, _server) = options.connection.open()?;
    let id = match &options.change_order_id {
        Some(id) => id.clone(),
        None => deployment(&client)?,
    };
    Ok(abort_and_rollback(&client, &id)?)
}

/// Starts the deployment that is to be aborted.
fn deployment(client: &Client) -> Result<String, Box<dyn StdError>> {
    // Any future can be waited for, here one of several calls.
    let application = block_on(demo_application(client))??;
    let deployed = client
        .deploy_k8s_application(application)
        .image("registry.example.com/demo/shop:2.0")
        .send_blocking()?;
    Ok(deployed
        .change_order_id
        .ok_or("the reply names no change order")?)
}
