//! The story of a deployment that goes wrong: deploy in batches, look after the first batch, abort, roll back, wait
//! until what ran before runs again, and look at the history.
//!
//! ```text
//! cargo run -p edas-examples --bin deploy_and_roll_back -- --mock
//! cargo run -p edas-examples --bin deploy_and_roll_back -- APPLICATION_ID IMAGE
//! ```

use std::error::Error as StdError;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use edas_client::Client;
use edas_client::change_order::GetChangeOrderInfoResponse;
use edas_client::k8s_application::{
    BatchReleaseMode, BatchReleasePlan, ReleaseStrategy, ReleaseStrategyType,
};
use edas_client::waiting::{self, End};
use edas_examples::{Connection, demo_application, report};

type Outcome<T> = Result<T, Box<dyn StdError>>;

/// Deploys an image in two batches, aborts after the first, and rolls back.
#[derive(Parser)]
struct Options {
    /// Application on Kubernetes; with --mock the demo application
    #[arg(required_unless_present = "mock")]
    application_id: Option<String>,
    /// Image to deploy
    #[arg(default_value = "registry.example.com/demo/shop:2.0")]
    image: String,
    #[command(flatten)]
    connection: Connection,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    report(run(&Options::parse()).await)
}

async fn run(options: &Options) -> Outcome<()> {
    let (client, _server) = options.connection.open()?;
    let application = match &options.application_id {
        Some(id) => id.clone(),
        None => demo_application(&client).await?,
    };
    let before = image(&client, &application).await?;
    println!("running       {before}");

    let deployment = deploy(&client, &application, &options.image).await?;
    println!("deploying     {} as {deployment}", options.image);
    let first_batch = wait(&client, &deployment).await?;
    if first_batch.end() != End::NeedsConfirmation {
        // An error that says which stage failed, and why.
        first_batch.succeeded()?;
        return Err("the deployment did not stop after its first batch".into());
    }
    println!("batch 1       done; the next one waits for a confirmation, which it does not get");

    let rolled_back = client
        .abort_and_rollback_change_order(&deployment)
        .send_and_wait()
        .pauses(Duration::from_millis(200), Duration::from_secs(5))
        .await?
        .succeeded()?;
    let rollback = rolled_back.change_order_info.unwrap_or_default();
    println!(
        "rolled back   by {}",
        rollback.change_order_id.unwrap_or_default()
    );
    println!("running       {}", image(&client, &application).await?);
    history(&client, &application).await
}

/// The image that the application runs.
async fn image(client: &Client, application: &str) -> Outcome<String> {
    let reply = client.get_k8s_application(application).send().await?;
    let image = reply
        .application
        .and_then(|application| application.image_info);
    Ok(image
        .and_then(|image| image.image_url)
        .ok_or("the application has no image")?)
}

async fn deploy(client: &Client, application: &str, image: &str) -> Outcome<String> {
    let batches = BatchReleasePlan::new(2, BatchReleaseMode::Manual);
    let strategy = ReleaseStrategy::new(ReleaseStrategyType::BatchUpdate).batch_update(batches);
    let deployed = client
        .deploy_k8s_application(application)
        .image(image)
        .update_strategy(strategy)
        .send()
        .await?;
    Ok(deployed
        .change_order_id
        .ok_or("the reply names no change order")?)
}

/// Waits until the change order has ended, or waits for somebody itself.
async fn wait(client: &Client, id: &str) -> Outcome<waiting::Outcome<GetChangeOrderInfoResponse>> {
    let mut before = None;
    let wait = client
        .wait_for_change_order(id)
        .pauses(Duration::from_millis(200), Duration::from_secs(5))
        .on_progress(move |reply: &GetChangeOrderInfoResponse| {
            let order = reply.change_order_info.as_ref();
            let status = order.and_then(|order| order.status.clone());
            if let Some(status) = &status
                && before.as_ref() != Some(status)
            {
                println!("              {status:?}");
            }
            before = status;
        });
    Ok(wait.await?)
}

async fn history(client: &Client, application: &str) -> Outcome<()> {
    let reply = client.list_recent_change_order(application).send().await?;
    let orders = reply
        .change_order_list
        .map(|list| list.change_order)
        .unwrap_or_default();
    println!("history, newest first");
    for order in orders {
        let kind = order.co_type.unwrap_or_default();
        let description = order.change_order_description.unwrap_or_default();
        let status = order
            .status
            .map(|status| format!("{status:?}"))
            .unwrap_or_default();
        println!("  {kind:<22} {status:<12} {description}");
    }
    Ok(())
}
