//! Aborts a deployment and rolls its application back.
//!
//! ```text
//! cargo run -p edas-examples --bin abort_and_rollback -- --mock
//! cargo run -p edas-examples --bin abort_and_rollback -- CHANGE_ORDER_ID
//! ```

use std::error::Error as StdError;
use std::process::ExitCode;

use clap::Parser;
use edas_client::{Client, Config, Credentials, Error, ReplyFormat};
use edas_examples::MockEdas;

/// The call. `client` comes from `Client::from_env().await?`.
async fn abort_and_rollback(client: &Client, change_order_id: &str) -> Result<(), Error> {
    let aborted = client
        .abort_and_rollback_change_order(change_order_id)
        .send()
        .await?;

    let change_order = aborted
        .data
        .as_ref()
        .and_then(|data| data.change_order_id.as_deref());
    println!("change order  {}", change_order.unwrap_or("(none)"));
    println!("request ID    {}", aborted.request_id());
    Ok(())
}

/// What to do about an error.
fn hint(error: &Error) -> Option<&'static str> {
    match error {
        Error::Credentials(_) => Some(ENVIRONMENT),
        Error::Config(problem) if problem.setting() == "region" => Some(ENVIRONMENT),
        error if error.is_throttling() => Some("too many calls; try again in a moment"),
        // A connection that broke, or a time limit: nobody knows whether the service has begun.
        error if error.is_retryable() && error.may_have_reached_service() => {
            Some("the rollback may have begun; look at the change order before you call again")
        }
        _ => None,
    }
}

const ENVIRONMENT: &str = "set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET \
    (for temporary credentials ALIBABA_CLOUD_SECURITY_TOKEN, too) and ALIBABA_CLOUD_REGION_ID, or try --mock";

/// An error and its causes on one line.
fn on_one_line(error: &dyn StdError) -> String {
    let causes = std::iter::successors(Some(error), |error| {
        let error: &dyn StdError = *error;
        error.source()
    });
    let texts: Vec<String> = causes.map(ToString::to_string).collect();
    texts.join(": ")
}

// ---- Everything below is for the command line and for --mock.

/// Aborts a deployment and rolls its application back.
#[derive(Parser)]
struct Options {
    /// Change order to abort; the call that started the deployment returned it
    #[arg(required_unless_present = "mock")]
    change_order_id: Option<String>,
    /// Call a small server on loopback; needs neither an account nor a network
    #[arg(long)]
    mock: bool,
    /// Ask for the reply in XML instead of JSON
    #[arg(long)]
    xml: bool,
    /// Region to call, as `cn-hangzhou`; `ALIBABA_CLOUD_REGION_ID` when left out
    #[arg(long, conflicts_with = "mock")]
    region: Option<String>,
}

// Nothing here catches Ctrl-C, so it ends the program at once.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Err(error) = run(&Options::parse()).await else {
        return ExitCode::SUCCESS;
    };
    eprintln!("error: {}", on_one_line(&*error));
    if let Some(hint) = error.downcast_ref().and_then(hint) {
        eprintln!("hint: {hint}");
    }
    ExitCode::FAILURE
}

async fn run(options: &Options) -> Result<(), Box<dyn StdError>> {
    let id = options.change_order_id.as_deref();
    if options.mock {
        let account = Credentials::new("LTAI-EXAMPLE-ID", "example-secret")?;
        let edas = MockEdas::start([account.clone()])?;
        let client = mock_client(options, &edas, account)?;
        abort_and_rollback(&client, id.unwrap_or("30b2374d-9520-4d72")).await?;
    } else {
        let client = real_client(options).await?;
        abort_and_rollback(&client, id.unwrap_or_default()).await?;
    }
    Ok(())
}

async fn real_client(options: &Options) -> Result<Client, Error> {
    if options.region.is_none() && !options.xml {
        return Client::from_env().await;
    }
    let mut config = Config::from_env()?
        .to_builder()
        .reply_format(reply_format(options));
    if let Some(region) = &options.region {
        config = config.region(region);
    }
    Client::new(config.build())
}

fn mock_client(options: &Options, edas: &MockEdas, account: Credentials) -> Result<Client, Error> {
    let config = Config::builder()
        .endpoint(edas.endpoint())
        .credentials(account)
        .reply_format(reply_format(options));
    Client::new(config.build())
}

fn reply_format(options: &Options) -> ReplyFormat {
    if options.xml {
        ReplyFormat::Xml
    } else {
        ReplyFormat::Json
    }
}
