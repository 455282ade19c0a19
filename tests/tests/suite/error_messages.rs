//! What an error of each kind says to whoever reads a log: one line, and its causes.

use std::error::Error as _;
use std::time::{Duration, SystemTime};

use acs_runtime::error::{TransportError, TransportErrorKind};
use edas_client::testing::{Reply, Script};
use edas_client::waiting::Outcome;
use edas_client::{Client, Config, ConfigBuilder, Credentials, Error, RetryPolicy};
use edas_mock::{Effect, Fault, Server};

/// The error as a program prints it, without what differs from run to run.
fn said(error: &Error, edas: &Server) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!("\n  caused by: {error}");
        cause = error.source();
    }
    let text = text.replace(&edas.address().to_string(), "ADDRESS");
    match error.request_id() {
        Some(id) => text.replace(id, "REQUEST-ID"),
        None => text,
    }
}

fn config(edas: &Server) -> ConfigBuilder {
    Config::builder()
        .endpoint(edas.endpoint())
        .credentials(edas.credentials())
        .attempt_timeout(Duration::from_millis(200))
        .retry(RetryPolicy::none())
}

async fn call(config: ConfigBuilder) -> Error {
    let client = match Client::new(config.build()) {
        Ok(client) => client,
        Err(error) => return error,
    };
    let sent = client.get_cluster("no-such-cluster").send().await;
    sent.expect_err("it goes wrong")
}

#[tokio::test]
async fn an_error_of_each_kind_says_what_happened_in_one_line() {
    let edas = Server::builder()
        .start_time(SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000))
        .speed(0.0)
        .start()
        .expect("a server");
    let mut all = Vec::new();
    all.push(("service, unknown", call(config(&edas)).await));
    let wrong = Credentials::new("LTAI-NOBODY", "a-secret").expect("a key");
    all.push(("service, key", call(config(&edas).credentials(wrong)).await));
    for (name, effect) in [
        (
            "service, throttled",
            Effect::Throttling(Some(Duration::from_secs(2))),
        ),
        ("service, 503", Effect::Error(503)),
        ("service, redirect", Effect::Redirect),
        ("decode, garbage", Effect::Garbage),
        ("decode, empty", Effect::EmptyBody),
        ("transport, cut", Effect::CutBody),
        ("timeout, attempt", Effect::Hang),
    ] {
        let fault = edas.add_fault(Fault::on("*", [effect]).expect("a fault"));
        let found = async {
            let client = Client::new(config(&edas).build())?;
            client.list_cluster().send().await
        };
        all.push((name, found.await.expect_err("it goes wrong")));
        edas.remove_fault(fault);
    }
    let hang = edas.add_fault(Fault::on("*", [Effect::Hang]).expect("a fault"));
    let limit = Duration::from_millis(100);
    let short = config(&edas).operation_timeout(limit);
    all.push(("timeout, operation", call(short).await));
    edas.remove_fault(hang);
    for kind in [
        TransportErrorKind::Dns,
        TransportErrorKind::Connect,
        TransportErrorKind::Tls,
        TransportErrorKind::Exchange,
        TransportErrorKind::TooLarge,
    ] {
        all.push(("transport", TransportError::new(kind).into()));
    }
    all.push(("config, nothing", call(Config::builder()).await));
    let place = Config::builder().region("cn-hangzhou");
    all.push(("config, no credentials", call(place).await));
    let client = Client::new(config(&edas).build()).expect("a client");
    let request = client
        .by_name("GetCluster", "{}".parse().expect("JSON"))
        .err()
        .expect("a parameter is missing");
    all.push(("request", request));
    all.extend(of_several_calls().await);
    let secret = Credentials::new("LTAI-EXAMPLE-ID", "a secret\n");
    all.push(("credentials", secret.expect_err("a line break").into()));

    for (name, error) in &all {
        assert!(!error.to_string().contains('\n'), "{name}: {error}");
    }
    let text: Vec<_> = all
        .iter()
        .map(|(name, error)| format!("{name}\n  {}", said(error, &edas)))
        .collect();
    insta::assert_snapshot!(text.join("\n"));
}

/// Errors of what takes more than one call.
async fn of_several_calls() -> Vec<(&'static str, Error)> {
    let same = r#"{"Code": 200, "ApplicationList": {"Application": [{"AppId": "a"}]}}"#;
    let pages = scripted(same).list_application().items().all().await;
    let failed = r#"{"Code": 200, "changeOrderInfo": {"Status": 3, "PipelineInfoList": {"PipelineInfo": [
        {"StageDetailList": {"StageDetailDTO": [{"StageName": "Deploy", "StageStatus": 3,
            "TaskList": {"TaskInfoDTO": [{"TaskErrorMessage": "the image cannot be pulled"}]}}]}}]}}}"#;
    let outcome = scripted(failed).wait_for_change_order("an-id").await;
    let running = r#"{"Code": 200, "changeOrderInfo": {"Status": 1}}"#;
    let client = scripted(running);
    let wait = client.wait_for_change_order("an-id");
    let limit = Duration::from_millis(100);
    let nameless = scripted(r#"{"Code": 200}"#);
    let start = nameless.restart_application("an-app").send_and_wait().await;
    vec![
        ("paging", pages.expect_err("it repeats a page")),
        (
            "outcome",
            outcome.and_then(Outcome::succeeded).expect_err("it failed"),
        ),
        (
            "timeout, wait",
            wait.limit(limit).await.expect_err("it runs on"),
        ),
        ("decode, nothing started", start.expect_err("no ID")),
    ]
}

/// A client that gets one reply to every call.
fn scripted(body: &'static str) -> Client {
    let config = Config::builder()
        .region("cn-hangzhou")
        .credentials(Credentials::new("an-id", "a-secret").expect("a key"))
        .transport(Script::always(Reply::json(body)));
    Client::new(config.build()).expect("a client")
}
