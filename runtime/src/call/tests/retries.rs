//! Which calls are sent again, how often, and after which pauses. Time is tokio's own and passes at once.

use std::collections::HashSet;

use proptest::prelude::*;
use tokio::time::Instant;

use super::*;
use crate::RetryPolicy;

static READ: Operation = Operation {
    effect: Effect::Read,
    ..ABORT
};
static IDEMPOTENT: Operation = Operation {
    effect: Effect::Idempotent,
    ..ABORT
};

/// The longest pause each time.
fn longest(fake: &Fake) -> ConfigBuilder {
    config(fake)
        .retry_dice(|| 1.0)
        .attempt_timeout(Duration::from_secs(1))
}

/// How many requests there were, and what came of them in how many milliseconds.
async fn outcome(
    operation: &'static Operation,
    script: &[Behaviour],
) -> (usize, Result<(), Error>, u128) {
    let fake = answering().first(script.iter().copied());
    let start = Instant::now();
    let result = client(longest(&fake)).call(operation).send::<Reply>().await;
    let passed = start.elapsed().as_millis();
    let seen = fake.seen.lock().unwrap().len();
    (seen, result.map(drop), passed)
}

#[tokio::test(start_paused = true)]
async fn each_effect_and_each_failure_have_their_number_of_attempts() {
    use Behaviour::{Fail, Hang, Refuse};
    use TransportErrorKind::{BodyCut, Connect, ConnectTimeout, Dns, Exchange, TooLarge};
    // Attempts of what reads, of what is idempotent, and of what writes, when it happens once.
    let table = [
        (Fail(Connect), 2, 2, 2),
        (Fail(ConnectTimeout), 2, 2, 2),
        (Fail(Dns), 2, 2, 2),
        (Fail(Exchange), 2, 2, 1),
        (Fail(BodyCut), 2, 2, 1),
        (Fail(TooLarge), 1, 1, 1),
        (Hang, 2, 2, 1),
        (Refuse(429, None), 2, 2, 2),
        (Refuse(429, Some(700)), 2, 2, 2),
        (Refuse(500, None), 2, 2, 1),
        (Refuse(502, None), 2, 2, 1),
        (Refuse(503, None), 2, 2, 1),
        (Refuse(504, None), 2, 2, 1),
        (Refuse(400, None), 1, 1, 1),
        (Refuse(403, None), 1, 1, 1),
        (Refuse(404, None), 1, 1, 1),
    ];
    for (failure, read, idempotent, write) in table {
        for (operation, attempts) in [(&READ, read), (&IDEMPOTENT, idempotent), (&ABORT, write)] {
            let (seen, result, _) = outcome(operation, &[failure]).await;
            let what = format!("{failure:?}, {:?}", operation.effect);
            assert_eq!(seen, attempts, "{what}");
            assert_eq!(result.is_ok(), attempts == 2, "{what}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_pause_is_the_services_own_or_doubles() {
    let refused = Behaviour::Refuse(503, None);
    let (seen, result, passed) = outcome(&READ, &[refused, refused]).await;
    assert_eq!((seen, result.is_ok(), passed), (3, true, 200 + 400));
    let asked = Behaviour::Refuse(503, Some(1500));
    let (_, result, passed) = outcome(&READ, &[asked]).await;
    assert_eq!((result.is_ok(), passed), (true, 1500));
}

#[tokio::test(start_paused = true)]
async fn who_would_run_out_of_time_while_waiting_learns_at_once_why() {
    let asked = Behaviour::Refuse(429, Some(3_600_000));
    let (seen, result, passed) = outcome(&READ, &[asked]).await;
    assert_eq!((seen, passed), (1, 0));
    assert_eq!(result.unwrap_err().status(), Some(429));
    let for_ever = Behaviour::Refuse(429, Some(u64::MAX));
    assert_eq!(outcome(&READ, &[for_ever]).await.0, 1);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_signed_anew_and_tells_of_those_before() {
    let refused = Behaviour::Refuse(503, None);
    let fake = answering().first([refused, refused]);
    client(longest(&fake))
        .call(&READ)
        .send::<Reply>()
        .await
        .unwrap();
    let seen = fake.seen.lock().unwrap();
    let header = |request: &http::Request<Bytes>, name: &str| {
        let value = request.headers().get(name)?;
        Some(value.to_str().unwrap().to_owned())
    };
    let told: Vec<_> = seen
        .iter()
        .map(|one| {
            let header = |name| header(one, name);
            (header("x-acs-retry-attempts"), header("x-acs-retry-delay"))
        })
        .collect();
    let text = |text: &str| Some(text.to_owned());
    let wanted = [
        (None, None),
        (text("1"), text("200")),
        (text("2"), text("400")),
    ];
    assert_eq!(told, wanted);
    for name in ["x-acs-signature-nonce", "authorization"] {
        let values: HashSet<_> = seen.iter().map(|one| header(one, name)).collect();
        assert_eq!(values.len(), 3, "{name}");
    }
    let signed = header(&seen[2], "authorization").unwrap();
    assert!(
        signed.contains("x-acs-retry-attempts;x-acs-retry-delay"),
        "{signed}"
    );
}

#[tokio::test(start_paused = true)]
async fn retries_are_switched_off_for_a_client_or_set_for_a_call() {
    let refusing = || Fake::new(Behaviour::Refuse(503, None));
    let fake = refusing();
    let off = client(longest(&fake).retry(RetryPolicy::none()));
    off.call(&READ).send::<Reply>().await.unwrap_err();
    assert_eq!(fake.seen.lock().unwrap().len(), 1);
    let mut call = off.call(&READ);
    call.retry(RetryPolicy::default().max_attempts(4));
    call.send::<Reply>().await.unwrap_err();
    assert_eq!(fake.seen.lock().unwrap().len(), 1 + 4);
}

#[tokio::test(start_paused = true)]
async fn all_calls_of_a_client_share_its_budget() {
    let fake = Fake::new(Behaviour::Refuse(503, None));
    let policy = RetryPolicy::default().budget(Some(3));
    let client = client(longest(&fake).retry(policy));
    for _ in 0..10 {
        let clone = client.clone();
        clone.call(&READ).send::<Reply>().await.unwrap_err();
    }
    assert_eq!(fake.seen.lock().unwrap().len(), 10 + 3);
}

fn failures() -> impl Strategy<Value = Behaviour> {
    use TransportErrorKind as Kind;
    prop_oneof![
        Just(Behaviour::Answer(r#"{"Code": 200}"#)),
        Just(Behaviour::Hang),
        Just(Behaviour::Fail(Kind::Connect)),
        Just(Behaviour::Fail(Kind::Exchange)),
        Just(Behaviour::Fail(Kind::BodyCut)),
        Just(Behaviour::Fail(Kind::TooLarge)),
        prop_oneof![Just(400u16), Just(429), Just(500), Just(503)].prop_flat_map(|status| {
            prop::option::of(0u64..100_000).prop_map(move |pause| Behaviour::Refuse(status, pause))
        }),
    ]
}

/// Whether the service may have acted on a request that ended like this.
fn may_have_acted(behaviour: Behaviour) -> bool {
    match behaviour {
        Behaviour::Fail(kind) => kind != TransportErrorKind::Connect,
        Behaviour::Refuse(status, _) => status != 429,
        Behaviour::Answer(_) | Behaviour::Hang => true,
    }
}

proptest! {
    #[test]
    fn whatever_happens_a_write_is_not_sent_twice_and_the_limits_hold(
        script in prop::collection::vec(failures(), 0..8),
        attempts in 0u32..6,
        effect in prop_oneof![Just(&READ), Just(&IDEMPOTENT), Just(&ABORT)],
        dice in 0.0..1.0,
        limit in 1u64..60,
    ) {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_time().start_paused(true).build().unwrap();
        let fake = answering().first(script.iter().copied());
        let config = longest(&fake)
            .retry_dice(move || dice)
            .retry(RetryPolicy::default().max_attempts(attempts))
            .operation_timeout(Duration::from_secs(limit));
        let (passed, result) = runtime.block_on(async {
            let start = Instant::now();
            let result = client(config).call(effect).send::<Reply>().await;
            (start.elapsed(), result)
        });
        let seen = fake.seen.lock().unwrap().len();
        prop_assert!(seen <= attempts.max(1) as usize);
        prop_assert!(passed <= Duration::from_secs(limit) + Duration::from_millis(1));
        let played = |place: usize| script.get(place).copied().unwrap_or(Behaviour::Answer(""));
        let acted = (0..seen).filter(|place| may_have_acted(played(*place))).count();
        if effect.effect == Effect::Write {
            prop_assert!(acted <= 1, "{acted} of {seen} requests may have changed something");
        }
        // A success is the last attempt's, and there is none after it.
        let answered = (0..seen).position(|place| matches!(played(place), Behaviour::Answer(_)));
        prop_assert_eq!(answered.is_some_and(|place| place + 1 == seen), result.is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_tells_of_all_attempts_whether_the_service_may_have_acted() {
    use Behaviour::{Fail, Refuse};
    use TransportErrorKind::{Connect, Exchange};
    for (first, reached) in [
        (Fail(Exchange), true),
        (Refuse(503, None), true),
        (Refuse(429, None), false),
        (Fail(Connect), false),
    ] {
        let (seen, result, _) = outcome(&IDEMPOTENT, &[first, Fail(Connect), Fail(Connect)]).await;
        let error = result.unwrap_err();
        assert_eq!(seen, 3);
        assert_eq!(error.may_have_reached_service(), reached, "{first:?}");
    }
}
