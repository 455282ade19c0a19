//! What can go wrong on the way, played by the mock.

use std::time::Duration;

use acs_runtime::error::{Limit, TransportErrorKind};
use edas_client::application::ListApplicationResponse;
use edas_client::{Client, Config, ConfigBuilder, CustomizeCall, Error, ReplyFormat, RetryPolicy};
use edas_mock::{Effect, Fault, Server};

/// Without retries, so that a failure is seen as it is.
fn config(edas: &Server) -> ConfigBuilder {
    Config::builder()
        .endpoint(edas.endpoint())
        .credentials(edas.credentials())
        .retry(RetryPolicy::none())
}

/// With retries that don't wait for long.
fn persistent(edas: &Server) -> Client {
    let short = Duration::from_millis(1);
    let policy = RetryPolicy::default().backoff(short, short);
    let config = config(edas).attempt_timeout(Duration::from_millis(300));
    Client::new(config.retry(policy).build()).expect("a client")
}

async fn call(config: ConfigBuilder) -> Result<ListApplicationResponse, Error> {
    Client::new(config.build())?.list_application().send().await
}

/// A server on which this goes wrong with every call.
fn server(effect: Effect) -> Server {
    let fault = Fault::on("*", [effect]).expect("a fault");
    Server::builder().fault(fault).start().expect("a server")
}

async fn failure(effect: Effect) -> Error {
    let edas = server(effect);
    let config = config(&edas).attempt_timeout(Duration::from_millis(500));
    call(config).await.expect_err("it goes wrong")
}

#[track_caller]
fn assert_transport(error: &Error, kind: TransportErrorKind) {
    let Error::Transport(transport) = error else {
        panic!("{error}")
    };
    assert_eq!(transport.kind(), kind, "{error}");
}

#[tokio::test]
async fn a_silent_server_ends_with_the_time_limit() {
    let edas = server(Effect::Hang);
    let limit = Duration::from_millis(200);
    let error = call(config(&edas).attempt_timeout(limit))
        .await
        .expect_err("no answer");
    let Error::Timeout(timeout) = &error else {
        panic!("{error}")
    };
    assert_eq!((timeout.limit(), timeout.after()), (Limit::Attempt, limit));
    assert!(error.is_timeout() && error.may_have_reached_service());
}

#[tokio::test]
async fn a_body_that_stays_away_ends_with_the_time_limit_and_a_slow_one_is_read() {
    let error = failure(Effect::SlowBody(Duration::from_secs(60))).await;
    assert!(error.is_timeout(), "{error}");
    let edas = server(Effect::SlowBody(Duration::from_millis(50)));
    call(config(&edas)).await.expect("it comes");
    let edas = server(Effect::Latency(Duration::from_millis(50)));
    call(config(&edas)).await.expect("it comes");
}

#[tokio::test]
async fn no_server_is_a_connection_error_and_certainly_nothing_happened() {
    let edas = Server::start().expect("a server");
    let config = config(&edas);
    drop(edas);
    let error = call(config).await.expect_err("nobody listens");
    assert_transport(&error, TransportErrorKind::Connect);
    assert!(!error.may_have_reached_service());
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_transport_error() {
    let error = failure(Effect::CutBody).await;
    assert_transport(&error, TransportErrorKind::BodyCut);
    assert!(error.may_have_reached_service());
}

#[tokio::test]
async fn a_connection_that_is_reset_may_have_reached_the_service() {
    for effect in [Effect::Reset, Effect::ResetAfter] {
        let error = failure(effect).await;
        assert!(matches!(error, Error::Transport(_)), "{error}");
        assert!(error.may_have_reached_service() && error.is_retryable());
    }
}

#[tokio::test]
async fn a_reply_larger_than_the_limit_is_not_read() {
    let edas = Server::start().expect("a server");
    let error = call(config(&edas).max_reply_bytes(99))
        .await
        .expect_err("too large");
    assert_transport(&error, TransportErrorKind::TooLarge);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let edas = server(Effect::Redirect);
    let error = call(config(&edas))
        .await
        .expect_err("a redirect is a failure");
    assert_eq!(error.status(), Some(307), "{error}");
    assert_eq!(edas.requests().len(), 1);
}

#[tokio::test]
async fn throttling_says_how_long_to_wait() {
    let error = failure(Effect::Throttling(Some(Duration::from_secs(2)))).await;
    assert!(error.is_throttling(), "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
    let error = failure(Effect::Throttling(None)).await;
    assert!(
        error.is_throttling() && error.retry_after().is_none(),
        "{error}"
    );
}

#[tokio::test]
async fn refusals_and_garbage_carry_status_code_and_request_id() {
    for (effect, status, code) in [
        (Effect::Error(500), Some(500), Some("InternalError")),
        (Effect::Error(502), Some(502), Some("BadGateway")),
        (Effect::Error(503), Some(503), Some("ServiceUnavailable")),
        (Effect::Error(504), Some(504), Some("GatewayTimeout")),
        (
            Effect::ExpiredCredentials,
            Some(400),
            Some("InvalidSecurityToken.Expired"),
        ),
        (
            Effect::ClockSkew,
            Some(400),
            Some("InvalidTimeStamp.Expired"),
        ),
        (Effect::Garbage, Some(200), None),
        (Effect::EmptyBody, Some(200), None),
    ] {
        for format in [ReplyFormat::Json, ReplyFormat::Xml] {
            let edas = server(effect);
            let error = call(config(&edas).reply_format(format))
                .await
                .expect_err("it goes wrong");
            assert_eq!(
                (error.status(), error.code()),
                (status, code),
                "{effect}: {error}"
            );
            let request_id = &edas.requests()[0].request_id;
            assert_eq!(
                error.request_id(),
                Some(request_id.as_str()),
                "{effect}: {error}"
            );
        }
    }
}

#[tokio::test]
async fn a_call_that_was_lost_on_the_way_back_was_carried_out() {
    let edas = Server::start().expect("a server");
    let client = Client::new(config(&edas).build()).expect("a client");
    let applications = client.list_application().app_name("demo-shop").send().await;
    let application = applications
        .expect("a list")
        .application_list
        .expect("a list");
    let id = application.application[0].app_id.clone().expect("an id");
    for (effect, orders) in [(Effect::Reset, 1), (Effect::ResetAfter, 2)] {
        let fault = Fault::on("RestartK8sApplication", [effect]).expect("a fault");
        let fault = edas.add_fault(fault);
        client
            .restart_k8s_application(&id)
            .send()
            .await
            .expect_err("the connection is reset");
        edas.remove_fault(fault);
        let history = client
            .list_recent_change_order(&id)
            .send()
            .await
            .expect("a list");
        let history = history.change_order_list.expect("a list").change_order;
        assert_eq!(history.len(), orders, "{effect}");
    }
}

#[tokio::test]
async fn what_passes_is_tried_again_and_the_mock_accepts_each_attempt() {
    for effect in [
        Effect::Reset,
        Effect::ResetAfter,
        Effect::CutBody,
        Effect::Hang,
        Effect::Throttling(None),
        Effect::Throttling(Some(Duration::from_millis(5))),
        Effect::Error(500),
        Effect::Error(503),
    ] {
        let fault = Fault::on("*", [effect]).expect("a fault").times(2);
        let edas = Server::builder().fault(fault).start().expect("a server");
        let reply = persistent(&edas).list_cluster().send().await;
        reply.unwrap_or_else(|error| panic!("{effect}: {error}"));
        assert_eq!(edas.requests().len(), 3, "{effect}");
    }
}

#[tokio::test]
async fn a_write_is_sent_again_only_when_nothing_happened() {
    for (effect, requests) in [
        (Effect::Throttling(None), 2),
        (Effect::Reset, 1),
        (Effect::ResetAfter, 1),
        (Effect::CutBody, 1),
        (Effect::Hang, 1),
        (Effect::Error(503), 1),
        (Effect::Garbage, 1),
    ] {
        let fault = Fault::on("*", [effect]).expect("a fault").times(1);
        let edas = Server::builder().fault(fault).start().expect("a server");
        let made = persistent(&edas).insert_cluster("new", 2, 2).send().await;
        assert_eq!(made.is_ok(), requests == 2, "{effect}");
        assert_eq!(edas.requests().len(), requests, "{effect}");
    }
}

#[tokio::test]
async fn a_call_may_have_a_policy_of_its_own() {
    let edas = server(Effect::Error(503));
    let client = persistent(&edas);
    let once = client.list_cluster().with_retry(RetryPolicy::none());
    once.send().await.expect_err("it fails");
    assert_eq!(edas.requests().len(), 1);
}
