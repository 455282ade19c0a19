//! Ten thousand calls at once, to a service that fails for one in ten. In a process of its own, since it watches the
//! process's memory.

use std::fs;
use std::time::{Duration, Instant};

use edas_client::{Client, Config, RetryPolicy};
use edas_mock::{Effect, Fault, Server};

const CALLS: u64 = 10_000;

/// Calls that wait their turn need no connection, and with it no file descriptor.
const IN_FLIGHT: usize = 200;

/// A value of `/proc/self/status`, in KiB; none where there is no such file.
fn memory(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn server() -> Server {
    let faults = [
        (Effect::Error(503), 0.04),
        (Effect::Throttling(None), 0.04),
        (Effect::Reset, 0.02),
    ];
    let server = faults
        .into_iter()
        .fold(Server::builder(), |server, (effect, rate)| {
            server.fault(Fault::on("*", [effect]).expect("a fault").rate(rate))
        });
    server.start().expect("a server")
}

#[tokio::test]
async fn ten_thousand_calls_at_once_are_all_accounted_for_within_the_budget_of_retries() {
    let edas = server();
    // With time enough for a slow machine: what runs out of it would be retried, too.
    let config = Config::builder()
        .endpoint(edas.endpoint())
        .credentials(edas.credentials())
        .retry(RetryPolicy::default())
        .max_in_flight(IN_FLIGHT)
        .attempt_timeout(Duration::from_secs(60))
        .operation_timeout(Duration::from_secs(300));
    let client = Client::new(config.build()).expect("a client");
    client.list_cluster().send().await.ok();
    let sent_before = edas.requests().pop().expect("a request").number;
    let before = memory("VmRSS:");

    let begin = Instant::now();
    let calls: Vec<_> = (0..CALLS)
        .map(|_| tokio::spawn(client.list_cluster().send()))
        .collect();
    let (mut succeeded, mut failed) = (0, 0);
    for call in calls {
        match call.await.expect("no panic") {
            Ok(_) => succeeded += 1,
            Err(error) => {
                assert!(error.is_retryable(), "{error}");
                failed += 1;
            }
        }
    }
    let took = begin.elapsed();

    let sent = edas.requests().pop().expect("a request").number - sent_before;
    let retries = sent - CALLS;
    println!("{succeeded} succeeded, {failed} failed, {retries} retries, {took:.1?}");
    assert_eq!(succeeded + failed, CALLS);
    // One in ten fails at first. The budget is 50 retries, and one for ten successes.
    let budget = 50 + succeeded / 10;
    assert!(
        (500..=budget).contains(&retries),
        "{retries} retries, {succeeded} succeeded"
    );
    assert!(failed < CALLS / 20, "{failed} failed");
    if let (Some(before), Some(most)) = (before, memory("VmHWM:")) {
        let grown = most.saturating_sub(before);
        println!(
            "memory: {before} KiB before, {most} KiB at most, {} KiB after",
            memory("VmRSS:").unwrap_or(0)
        );
        // Server and client together.
        assert!(grown < 6 * CALLS, "{grown} KiB more for {CALLS} calls");
    }
}
