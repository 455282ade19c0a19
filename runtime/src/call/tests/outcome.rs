//! What comes back, and what is shown of it.

use super::*;

#[test]
fn debug_shows_names_without_values() {
    let mut call = client(config(&answering())).call(&NESTED);
    call.path("id", "secret-1".to_owned());
    call.query("Password", "secret-2".to_owned());
    call.form("Config", "secret-3".to_owned());
    call.header("x-acs-note", "secret-4".to_owned());
    let shown = format!("{call:?}");
    assert_eq!(
        shown,
        r#"Call { operation: "GetPart", parameters: ["id", "Password", "Config", "x-acs-note"], .. }"#
    );
}

#[test]
fn a_call_and_its_future_are_small_whatever_the_reply() {
    let call = client(config(&answering())).call(&ABORT);
    assert!(size_of_val(&call) <= 24, "{}", size_of_val(&call));
    let future = call.send::<Reply>();
    assert!(size_of_val(&future) <= 1024, "{}", size_of_val(&future));
}

#[test]
fn a_call_can_be_sent_from_any_task() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&client(config(&answering())).call(&ABORT).send::<Reply>());
}

#[tokio::test(start_paused = true)]
async fn the_attempt_and_the_operation_have_limits_of_their_own() {
    let fake = Fake::new(Behaviour::Hang);
    let limits = |attempt, operation| {
        config(&fake)
            .attempt_timeout(Duration::from_secs(attempt))
            .operation_timeout(Duration::from_secs(operation))
    };
    for (config, limit, seconds) in [
        (limits(3, 9), Limit::Attempt, 3),
        (limits(9, 4), Limit::Operation, 4),
    ] {
        let error = client(config)
            .call(&ABORT)
            .send::<Reply>()
            .await
            .unwrap_err();
        let Error::Timeout(timeout) = &error else {
            panic!("{error}")
        };
        assert_eq!(
            (timeout.limit(), timeout.after()),
            (limit, Duration::from_secs(seconds))
        );
        assert!(error.may_have_reached_service() && error.is_timeout());
    }
}

/// Credentials that never come.
#[derive(Debug)]
struct Never;

impl ProvideCredentials for Never {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn waiting_for_credentials_counts_and_is_known_to_have_sent_nothing() {
    let error = client(config(&answering()).credentials(Never))
        .call(&ABORT)
        .send::<Reply>()
        .await
        .unwrap_err();
    assert!(
        error.is_timeout() && !error.may_have_reached_service(),
        "{error}"
    );
    assert_eq!(
        error.to_string(),
        "AbortAndRollbackChangeOrder: the limit of 60s for the whole operation ran out"
    );
}

#[tokio::test]
async fn an_error_of_the_transport_names_the_operation() {
    let fake = Fake::new(Behaviour::Fail(TransportErrorKind::Connect));
    let error = client(config(&fake))
        .call(&ABORT)
        .send::<Reply>()
        .await
        .unwrap_err();
    assert_eq!(error.operation(), Some("AbortAndRollbackChangeOrder"));
    let fake = Fake::new(Behaviour::Fail(TransportErrorKind::ConnectTimeout));
    let error = client(config(&fake))
        .call(&ABORT)
        .send::<Reply>()
        .await
        .unwrap_err();
    let Error::Timeout(timeout) = &error else {
        panic!("{error}")
    };
    assert_eq!(
        (timeout.limit(), timeout.may_have_reached_service()),
        (Limit::Connect, false)
    );
}

#[tokio::test]
async fn a_failure_in_the_envelope_is_an_error_of_the_call() {
    let fake = Fake::new(Behaviour::Answer(
        r#"{"Code": 500, "Message": "busy", "RequestId": "r"}"#,
    ));
    let error = client(config(&fake))
        .call(&ABORT)
        .send::<Reply>()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "AbortAndRollbackChangeOrder: 500: busy (HTTP 200, request id r)"
    );
}

#[tokio::test(start_paused = true)]
async fn only_so_many_calls_are_under_way_and_a_place_is_given_away_by_who_gives_up() {
    let fake = Fake::new(Behaviour::Hang);
    let config = config(&fake)
        .max_in_flight(2)
        .attempt_timeout(Duration::from_secs(10))
        .operation_timeout(Duration::from_secs(3));
    let client = client(config);
    let seen = || fake.seen.lock().unwrap().len();
    let start = || tokio::spawn(client.call(&ABORT).send::<Reply>());
    let (first, second, third) = (start(), start(), start());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(seen(), 2);
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(seen(), 3);
    // The third has waited within its own limit.
    let error = third.await.unwrap().unwrap_err();
    assert!(
        error.is_timeout() && error.may_have_reached_service(),
        "{error}"
    );
    assert!(second.await.unwrap().is_err());
}
