//! What the example programs share: how they reach a service, and how they say what went wrong.
#![deny(missing_docs)]

use std::error::Error as StdError;
use std::process::ExitCode;

use edas_client::{Client, Config, ConfigBuilder, Error, ReplyFormat};
use edas_mock::Server;

/// Where to call, from the command line.
#[derive(Debug, clap::Args)]
pub struct Connection {
    /// Call an EDAS on loopback; needs neither an account nor a network
    #[arg(long)]
    pub mock: bool,
    /// Ask for replies in XML instead of JSON
    #[arg(long)]
    pub xml: bool,
    /// Region to call, as `cn-hangzhou`; `ALIBABA_CLOUD_REGION_ID` when left out
    #[arg(long, conflicts_with = "mock")]
    pub region: Option<String>,
}

impl Connection {
    /// A client, and with `--mock` the server that it calls, which must be kept as long.
    ///
    /// # Errors
    /// When the environment has no credentials or no region, or the server does not start.
    pub fn open(&self) -> Result<(Client, Option<Server>), Box<dyn StdError>> {
        let (config, server) = self.config()?;
        Ok((Client::new(config.build())?, server))
    }

    /// The configuration of that client, for a program that adds to it.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn config(&self) -> Result<(ConfigBuilder, Option<Server>), Box<dyn StdError>> {
        let (config, server) = if self.mock {
            // Ten times as fast as the real one, so that nobody waits for an example.
            let server = Server::builder().speed(10.0).start()?;
            let config = Config::builder()
                .endpoint(server.endpoint())
                .region("cn-hangzhou")
                .credentials(server.credentials());
            (config, Some(server))
        } else {
            (Config::from_env()?.to_builder(), None)
        };
        let config = match &self.region {
            Some(region) => config.region(region),
            None => config,
        };
        let format = if self.xml {
            ReplyFormat::Xml
        } else {
            ReplyFormat::Json
        };
        Ok((config.reply_format(format), server))
    }
}

/// The application on Kubernetes that the mock starts with.
///
/// # Errors
/// When the call fails, or the service has no such application.
pub async fn demo_application(client: &Client) -> Result<String, Box<dyn StdError>> {
    let found = client
        .list_application()
        .app_name("demo-shop")
        .send()
        .await?;
    let mut found = found.application_list.unwrap_or_default().application;
    let id = found.pop().and_then(|application| application.app_id);
    Ok(id.ok_or("there is no application demo-shop")?)
}

/// Prints an error with its causes on one line, and what to do about it on another.
#[must_use]
pub fn report(outcome: Result<(), Box<dyn StdError>>) -> ExitCode {
    let Err(error) = outcome else {
        return ExitCode::SUCCESS;
    };
    eprintln!("error: {}", on_one_line(&*error));
    if let Some(hint) = error.downcast_ref().and_then(hint) {
        eprintln!("hint: {hint}");
    }
    ExitCode::FAILURE
}

/// What to do about an error.
fn hint(error: &Error) -> Option<&'static str> {
    match error {
        Error::Credentials(_) => Some(ENVIRONMENT),
        Error::Config(problem) if problem.setting() == "region" => Some(ENVIRONMENT),
        error if error.is_throttling() => Some("too many calls; try again in a moment"),
        // A connection that broke, or a time limit: nobody knows whether the service has begun.
        error if error.is_retryable() && error.may_have_reached_service() => {
            Some("the change may have begun; look at the change orders before you call again")
        }
        _ => None,
    }
}

const ENVIRONMENT: &str = "set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET \
    (for temporary credentials ALIBABA_CLOUD_SECURITY_TOKEN, too) and ALIBABA_CLOUD_REGION_ID, or try --mock";

fn on_one_line(error: &dyn StdError) -> String {
    let causes = std::iter::successors(Some(error), |error| {
        let error: &dyn StdError = *error;
        error.source()
    });
    let texts: Vec<String> = causes.map(ToString::to_string).collect();
    texts.join(": ")
}
