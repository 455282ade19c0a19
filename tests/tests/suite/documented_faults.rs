//! The table of `runtime/RETRIES.md`, played on the mock.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use acs_runtime::Effect as Repeating;
use acs_runtime::value::Any;
use edas_client::{Client, Config, RetryPolicy};
use edas_mock::{Effect, Fault, Server};

/// One operation of each effect, with what it needs.
const OPERATIONS: [(&str, Repeating, &str); 3] = [
    ("ListCluster", Repeating::Read, "{}"),
    (
        "DeleteCluster",
        Repeating::Idempotent,
        r#"{"ClusterId": "8b96ade0-0a07-****-af9d-5ed83640d076"}"#,
    ),
    (
        "InsertCluster",
        Repeating::Write,
        r#"{"ClusterName": "new", "ClusterType": 2, "NetworkMode": 2}"#,
    ),
];

/// What happens to the first request; nothing is a server that is not there.
fn faults() -> Vec<(&'static str, Option<Effect>)> {
    let second = Duration::from_secs(1);
    vec![
        ("connection refused", None),
        ("reset before the service acts", Some(Effect::Reset)),
        ("reset after it has acted", Some(Effect::ResetAfter)),
        ("no reply within the limit", Some(Effect::Hang)),
        (
            "half a body within the limit",
            Some(Effect::SlowBody(60 * second)),
        ),
        ("body cut off", Some(Effect::CutBody)),
        ("429", Some(Effect::Throttling(None))),
        (
            "429 that asks for a pause",
            Some(Effect::Throttling(Some(second / 100))),
        ),
        ("500", Some(Effect::Error(500))),
        ("502", Some(Effect::Error(502))),
        ("503", Some(Effect::Error(503))),
        ("504", Some(Effect::Error(504))),
        ("malformed body", Some(Effect::Garbage)),
        ("empty body", Some(Effect::EmptyBody)),
        ("redirect", Some(Effect::Redirect)),
        ("clock skew", Some(Effect::ClockSkew)),
        ("expired credentials", Some(Effect::ExpiredCredentials)),
    ]
}

/// How a call ends whose first request meets this fault, and how many requests it took.
async fn outcome(operation: &str, parameters: &str, fault: Option<Effect>) -> String {
    let mut edas = Server::builder();
    if let Some(effect) = fault {
        edas = edas.fault(Fault::on("*", [effect]).expect("a fault").times(1));
    }
    let edas = edas.start().expect("a server");
    let short = Duration::from_millis(1);
    // Dice are thrown for each pause, and so before each attempt but the first.
    let pauses = Arc::new(AtomicUsize::new(0));
    let thrown = Arc::clone(&pauses);
    let config = Config::builder()
        .endpoint(edas.endpoint())
        .credentials(edas.credentials())
        .attempt_timeout(Duration::from_millis(500))
        .retry_dice(move || {
            thrown.fetch_add(1, Ordering::Relaxed);
            0.0
        })
        .retry(RetryPolicy::default().backoff(short, short));
    let client = Client::new(config.build()).expect("a client");
    let parameters: Any = parameters.parse().expect("JSON");
    let call = client.by_name(operation, parameters).expect("a call");
    if fault.is_none() {
        edas.stop(Duration::ZERO);
    }
    let result = call.send().await;
    let requests = match fault {
        Some(_) => edas.requests().len(),
        None => pauses.load(Ordering::Relaxed) + 1,
    };
    match result {
        Ok(_) => format!("{requests}, succeeds"),
        Err(_) => format!("{requests}, then the error"),
    }
}

#[tokio::test]
async fn the_documented_table_is_what_happens() {
    let known = |name| edas_client::by_name::operation(name).expect("an operation");
    for (name, effect, _) in OPERATIONS {
        assert_eq!(known(name).operation.effect, effect, "{name}");
    }
    let mut table =
        "| First request | `Read` | `Idempotent` | `Write` |\n|---|---|---|---|\n".to_owned();
    for (name, fault) in faults() {
        table += &format!("| {name} |");
        for (operation, _, parameters) in OPERATIONS {
            table += &format!(" {} |", outcome(operation, parameters, fault).await);
        }
        table += "\n";
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/RETRIES.md");
    let documented = fs::read_to_string(path).expect("readable");
    assert!(
        documented.contains(&table),
        "runtime/RETRIES.md must have this table:\n\n{table}"
    );
}
