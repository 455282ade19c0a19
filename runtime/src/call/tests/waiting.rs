//! Waiting for work, in tokio's own time.

use tokio::time::Instant;

use super::*;
use crate::RetryPolicy;
use crate::waiting::{End, Failures, State, Wait, Waiter};

#[derive(Clone, Debug, Default)]
struct Order {
    status: Option<i32>,
    stages: Vec<Stage>,
    reason: Option<String>,
}

crate::object!(Order {
    status: "Status",
    stages: "Stages",
    reason: "Reason",
});

impl Response for Order {
    const XML_NAME: &'static str = "Order";
}

#[derive(Clone, Debug, Default)]
struct Stage {
    name: Option<String>,
    status: Option<i32>,
    message: Option<String>,
}

crate::object!(Stage {
    name: "Name",
    status: "Status",
    message: "Message",
});

#[derive(Clone, Debug, Default)]
struct Started {
    id: Option<String>,
}

crate::object!(Started { id: "Id" });

impl Response for Started {
    const XML_NAME: &'static str = "Started";
}

static GET: Operation = Operation {
    name: "GetOrder",
    method: Method::Get,
    path: "/order",
    effect: Effect::Read,
};

static WAITER: Waiter = Waiter {
    operation: &GET,
    state: &["Status"],
    ends: &[
        ("2", End::Succeeded),
        ("3", End::Failed),
        ("6", End::Aborted),
        ("7", End::PartiallySucceeded),
        ("8", End::NeedsConfirmation),
    ],
    failures: Some(Failures {
        stages: &["Stages"],
        name: &["Name"],
        state: &["Status"],
        failed: &["3"],
        message: &["Message"],
        summary: &["Reason"],
    }),
};

const RUNNING: Behaviour = Behaviour::Answer(r#"{"Status": 1}"#);
const DONE: Behaviour = Behaviour::Answer(r#"{"Status": 2}"#);

fn fake(script: &[Behaviour]) -> Fake {
    Fake::new(DONE).first(script.iter().copied())
}

/// The longest pauses, and no retry but that of the waiting.
fn calls(fake: &Fake) -> Client {
    client(config(fake).retry(RetryPolicy::none()).retry_dice(|| 0.0))
}

fn wait(fake: &Fake) -> Wait<Order> {
    Wait::new(calls(fake).call(&GET), &WAITER)
}

fn requests(fake: &Fake) -> usize {
    fake.seen.lock().unwrap().len()
}

async fn ends_with(body: &'static str) -> crate::waiting::Outcome<Order> {
    wait(&fake(&[RUNNING, Behaviour::Answer(body)]))
        .await
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn pauses_grow_up_to_the_longest() {
    let fake = fake(&[RUNNING; 9]);
    let start = Instant::now();
    let outcome = wait(&fake)
        .pauses(Duration::from_secs(2), Duration::from_secs(5))
        .await
        .unwrap();
    assert_eq!(outcome.end(), End::Succeeded);
    assert_eq!(requests(&fake), 10);
    let millis = 2000 + 3000 + 4500 + 6 * 5000;
    assert_eq!(start.elapsed(), Duration::from_millis(millis));
}

#[tokio::test(start_paused = true)]
async fn chance_shortens_a_pause_by_up_to_a_half() {
    let fake = fake(&[RUNNING]);
    let client = client(config(&fake).retry_dice(|| 1.0));
    let start = Instant::now();
    let wait = Wait::<Order>::new(client.call(&GET), &WAITER);
    wait.await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_millis(500));
}

#[tokio::test(start_paused = true)]
async fn each_end_has_its_outcome() {
    let succeeded = ends_with(r#"{"Status": 2}"#).await;
    assert_eq!(succeeded.failure().message, None);
    assert_eq!(succeeded.succeeded().unwrap().status, Some(2));
    for (body, end, words) in [
        (r#"{"Status": 6}"#, End::Aborted, "was aborted"),
        (
            r#"{"Status": 8}"#,
            End::NeedsConfirmation,
            "needs a confirmation",
        ),
        (
            r#"{"Status": 7}"#,
            End::PartiallySucceeded,
            "succeeded only in part",
        ),
    ] {
        let outcome = ends_with(body).await;
        assert_eq!(outcome.end(), end);
        let error = outcome.succeeded().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("GetOrder: what was waited for {words}")
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_names_the_stage_and_its_message() {
    let by_state = r#"{"Status": 3, "Stages": [
        {"Name": "Start", "Status": 2, "Message": "fine"},
        {"Name": "Deploy", "Status": 3, "Message": "no\nimage"},
        {"Name": "Check", "Status": 0}]}"#;
    let outcome = ends_with(by_state).await;
    assert_eq!(outcome.failure().stage.as_deref(), Some("Deploy"));
    assert_eq!(
        outcome.succeeded().unwrap_err().to_string(),
        "GetOrder: what was waited for failed at stage `Deploy`: no\\nimage"
    );
    // Where states do not tell, the last message does.
    let by_message = r#"{"Status": 3, "Stages": [{"Name": "A", "Message": "x"}, {"Name": "B", "Message": "y"}, {}]}"#;
    let failure = ends_with(by_message).await.failure().clone();
    assert_eq!(
        (failure.stage.as_deref(), failure.message.as_deref()),
        (Some("B"), Some("y"))
    );
    let summary = ends_with(r#"{"Status": 3, "Reason": "quota"}"#).await;
    assert_eq!(summary.failure().message.as_deref(), Some("quota"));
    assert_eq!(ends_with(r#"{"Status": 3}"#).await.failure().stage, None);
}

#[tokio::test(start_paused = true)]
async fn states_come_one_by_one_and_end_with_the_outcome() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let mut states = wait(&fake(&[RUNNING, RUNNING]))
        .on_progress(move |order| log.lock().unwrap().push(order.status.unwrap()))
        .states();
    for _ in 0..2 {
        let state = states.next().await.unwrap().unwrap();
        assert!(matches!(state, State::Running(order) if order.status == Some(1)));
    }
    let last = states.next().await.unwrap().unwrap();
    assert!(matches!(last, State::Ended(outcome) if outcome.end() == End::Succeeded));
    assert!(states.next().await.is_none());
    assert_eq!(*seen.lock().unwrap(), [1, 1, 2]);
}

#[tokio::test(start_paused = true)]
async fn what_passes_is_survived_and_what_does_not_ends_the_waiting() {
    use Behaviour::{Fail, Hang, Refuse};
    let fake_ = fake(&[
        Refuse(503, None),
        Hang,
        Fail(TransportErrorKind::Connect),
        Refuse(429, Some(60_000)),
        RUNNING,
    ]);
    let start = Instant::now();
    assert_eq!(wait(&fake_).await.unwrap().end(), End::Succeeded);
    assert_eq!(requests(&fake_), 6);
    assert!(
        start.elapsed() > Duration::from_secs(60),
        "the service asked for a pause"
    );
    let fake_ = fake(&[RUNNING, Refuse(403, None)]);
    let error = wait(&fake_).await.unwrap_err();
    assert_eq!(error.status(), Some(403));
    assert_eq!(requests(&fake_), 2);
}

#[tokio::test(start_paused = true)]
async fn the_limit_ends_the_waiting_with_what_went_wrong_last() {
    let limit = Duration::from_secs(10);
    let start = Instant::now();
    let running = Fake::new(RUNNING);
    let error = wait(&running).limit(limit).await.unwrap_err();
    assert!(start.elapsed() <= limit);
    assert_eq!(
        error.to_string(),
        "GetOrder: the limit of 10s for waiting ran out"
    );
    assert!(std::error::Error::source(&error).is_none());

    let failing = Fake::new(Behaviour::Refuse(503, None));
    let error = wait(&failing).limit(limit).await.unwrap_err();
    let last = std::error::Error::source(&error).unwrap().to_string();
    assert!(last.contains("503"), "{last}");

    let silent = Fake::new(Behaviour::Hang);
    let start = Instant::now();
    let error = wait(&silent)
        .limit(Duration::from_secs(3))
        .await
        .unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(start.elapsed(), Duration::from_secs(3));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_begins_work_is_sent_once_and_its_work_waited_for() {
    let fake_ = fake(&[Behaviour::Answer(r#"{"Id": "7"}"#), RUNNING]);
    let wait = Wait::after::<Started>(calls(&fake_).call(&ABORT), &["Id"], |client, id| {
        let mut call = client.call(&GET);
        call.query("Id", id);
        Wait::<Order>::new(call, &WAITER)
    });
    let outcome = wait.limit(Duration::from_secs(60)).await.unwrap();
    assert_eq!(outcome.end(), End::Succeeded);
    assert_eq!(requests(&fake_), 3);
    assert_eq!(fake_.last().uri().query(), Some("Id=7"));
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_names_no_work_is_an_error() {
    let fake_ = fake(&[Behaviour::Answer(r#"{"Id": ""}"#)]);
    let wait = Wait::after::<Started>(calls(&fake_).call(&ABORT), &["Id"], |client, _| {
        Wait::<Order>::new(client.call(&GET), &WAITER)
    });
    let error = wait.await.unwrap_err();
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    assert_eq!(decode.path(), "Id");
    assert_eq!(
        decode.cause().to_string(),
        "Id: expected the ID of what to wait for, found nothing"
    );
    assert_eq!(requests(&fake_), 1);
}

#[tokio::test(start_paused = true)]
async fn dropping_the_future_ends_the_waiting() {
    let fake_ = Fake::new(RUNNING);
    let waiting = wait(&fake_).into_future();
    assert!(
        tokio::time::timeout(Duration::from_secs(5), waiting)
            .await
            .is_err()
    );
    let so_far = requests(&fake_);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(requests(&fake_), so_far);
}

#[tokio::test(start_paused = true)]
async fn after_its_end_a_wait_stays_ended() {
    let fake = fake(&[]);
    let mut states = wait(&fake).states();
    assert!(matches!(states.next().await, Some(Ok(State::Ended(_)))));
    assert!(states.next().await.is_none());
    assert!(states.next().await.is_none());
    assert_eq!(requests(&fake), 1);
}

#[tokio::test(start_paused = true)]
async fn no_length_of_a_pause_is_too_long() {
    let fake = fake(&[RUNNING]);
    let wait = wait(&fake).pauses(Duration::MAX, Duration::MAX);
    let error = wait.limit(Duration::MAX).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(requests(&fake), 1);
}
