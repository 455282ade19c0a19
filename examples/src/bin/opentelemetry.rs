//! Hands the spans of calls to OpenTelemetry, and prints what it makes of them.
//!
//! The first attempt fails on purpose, so that there is a second one to see. Any exporter fits in place of the one that
//! prints: `opentelemetry-otlp` sends to a collector.
//!
//! ```text
//! cargo run -p edas-examples --features opentelemetry --bin opentelemetry -- --mock
//! ```

use std::error::Error as StdError;
use std::process::ExitCode;

use clap::Parser;
use edas_client::Client;
use edas_examples::{Connection, report};
use edas_mock::{Effect, Fault};
use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::level_filters::LevelFilter;
use tracing::{Instrument, info_span};
use tracing_subscriber::prelude::*;

/// Sends what `tracing` sees to OpenTelemetry, until the provider is shut down.
fn observe() -> SdkTracerProvider {
    let service = Resource::builder().with_service_name("edas-example");
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(opentelemetry_stdout::SpanExporter::default())
        .with_resource(service.build())
        .build();
    let spans = tracing_opentelemetry::layer().with_tracer(provider.tracer("edas-example"));
    // The client's spans are of this level. What HTTP and TLS tell below it is for those who debug them.
    tracing_subscriber::registry()
        .with(spans.with_filter(LevelFilter::INFO))
        .init();
    provider
}

/// Prints the spans of a call.
#[derive(Parser)]
struct Options {
    #[command(flatten)]
    connection: Connection,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let provider = observe();
    let outcome = report(run(&Options::parse()).await);
    // What has not been exported yet is now.
    if let Err(error) = provider.shutdown() {
        eprintln!("error: {error}");
    }
    outcome
}

async fn run(options: &Options) -> Result<(), Box<dyn StdError>> {
    let (client, server) = options.connection.open()?;
    if let Some(server) = &server {
        server.add_fault(Fault::on("ListApplication", [Effect::Error(503)])?.times(1));
    }
    // A span of the program's own; those of the call are inside it.
    count(&client).instrument(info_span!("count")).await
}

async fn count(client: &Client) -> Result<(), Box<dyn StdError>> {
    let found = client
        .list_application()
        .app_name("demo-shop")
        .send()
        .await?;
    let found = found.application_list.unwrap_or_default().application;
    println!("{} application(s)", found.len());
    Ok(())
}
