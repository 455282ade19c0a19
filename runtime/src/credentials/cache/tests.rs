use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use futures_util::FutureExt;
use tokio::task::JoinSet;
use tokio::time::{advance, sleep};

use super::*;
use crate::config::{Clock, Dice};

/// How long a fetch takes.
const TAKES: Duration = Duration::from_secs(3);
const HOUR: Duration = Duration::from_secs(3600);

/// A source whose credentials last so long, or which fails; the last outcome repeats.
#[derive(Default)]
struct Source {
    fetches: AtomicUsize,
    outcomes: Mutex<VecDeque<Option<Duration>>>,
    /// Seconds since 1970.
    clock: Arc<AtomicU64>,
}

impl Source {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.clock.load(Ordering::Relaxed))
    }
}

impl Fetch for Arc<Source> {
    fn name(&self) -> String {
        "test".to_owned()
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(async {
            let number = self.fetches.fetch_add(1, Ordering::Relaxed) + 1;
            sleep(TAKES).await;
            let outcome = {
                let mut outcomes = self.outcomes.lock().unwrap();
                let last = outcomes.front().copied().flatten();
                if outcomes.len() > 1 {
                    outcomes.pop_front();
                }
                last
            };
            let Some(lasts) = outcome else {
                return Err(CredentialsError::new("the source is down"));
            };
            let end = self.now() + lasts;
            let credentials = Credentials::expiring(format!("id-{number}"), "s", None, end)?;
            Ok(Fetched::temporary(credentials, MARGIN))
        })
    }
}

struct Test {
    source: Arc<Source>,
    cache: Arc<Cache<Arc<Source>>>,
}

impl Test {
    fn new(outcomes: &[Option<Duration>]) -> Self {
        let source = Arc::new(Source::default());
        source.clock.store(1_000_000, Ordering::Relaxed);
        source.outcomes.lock().unwrap().extend(outcomes);
        let clock = Arc::clone(&source);
        let surroundings = Surroundings {
            clock: Clock::new(move || clock.now()),
            dice: Dice::new(|| 1.0),
            ..Surroundings::default()
        };
        let cache = Arc::new(Cache::new(Arc::clone(&source), &surroundings));
        Self { source, cache }
    }

    fn fetches(&self) -> usize {
        self.source.fetches.load(Ordering::Relaxed)
    }

    async fn id(&self) -> Result<String, String> {
        let credentials = self.cache.credentials().await;
        credentials
            .map(|credentials| credentials.access_key_id().to_owned())
            .map_err(|error| error.to_string())
    }

    /// The value that is there without waiting.
    fn at_once(&self) -> Option<String> {
        let credentials = self.cache.credentials().now_or_never()?.unwrap();
        Some(credentials.access_key_id().to_owned())
    }

    async fn pass(&self, time: Duration) {
        self.source
            .clock
            .fetch_add(time.as_secs(), Ordering::Relaxed);
        advance(time).await;
    }

    /// Lets a fetch in the background end.
    async fn settle(&self) {
        sleep(TAKES * 2).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_callers_at_once_make_one_fetch_and_get_its_value() {
    let test = Test::new(&[Some(HOUR)]);
    let mut callers = JoinSet::new();
    for _ in 0..1000 {
        let cache = Arc::clone(&test.cache);
        callers.spawn(async move { cache.credentials().await.unwrap() });
    }
    let all = callers.join_all().await;
    assert!(all.iter().all(|one| one.access_key_id() == "id-1"));
    assert_eq!((all.len(), test.fetches()), (1000, 1));
}

#[tokio::test(start_paused = true)]
async fn a_thousand_callers_share_one_failure_and_the_next_one_tries_again() {
    let test = Test::new(&[None, Some(HOUR)]);
    let waiting: Vec<_> = (0..1000).map(|_| test.id()).collect();
    let all = futures_util::future::join_all(waiting).await;
    assert!(all.iter().all(Result::is_err));
    assert_eq!(test.fetches(), 1);
    assert_eq!(test.id().await.unwrap(), "id-2");
}

#[tokio::test(start_paused = true)]
async fn a_value_is_fresh_until_a_quarter_of_an_hour_before_its_end() {
    let test = Test::new(&[Some(HOUR)]);
    test.id().await.unwrap();
    test.pass(Duration::from_secs(2699)).await;
    assert_eq!(test.at_once().unwrap(), "id-1");
    test.settle().await;
    assert_eq!(test.fetches(), 1);
    test.pass(Duration::from_secs(1)).await;
    assert_eq!(test.at_once().unwrap(), "id-1");
    test.settle().await;
    assert_eq!(test.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_ahead_delays_nobody_and_happens_once() {
    let test = Test::new(&[Some(HOUR)]);
    test.id().await.unwrap();
    test.pass(Duration::from_secs(3000)).await;
    for _ in 0..1000 {
        assert_eq!(test.at_once().unwrap(), "id-1");
    }
    test.settle().await;
    assert_eq!(test.at_once().unwrap(), "id-2");
    assert_eq!(test.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_failing_refresh_keeps_the_old_value_and_pauses_before_the_next() {
    let test = Test::new(&[Some(HOUR), None, None, Some(HOUR)]);
    test.id().await.unwrap();
    test.pass(Duration::from_secs(3000)).await;
    for expected in [2, 2, 2, 3] {
        assert_eq!(test.at_once().unwrap(), "id-1");
        test.settle().await;
        assert_eq!(test.fetches(), expected);
    }
    // The dice make the pause its longest, ten seconds.
    test.pass(Duration::from_secs(10)).await;
    assert_eq!(test.at_once().unwrap(), "id-1");
    test.settle().await;
    assert_eq!(test.at_once().unwrap(), "id-4");
}

#[tokio::test(start_paused = true)]
async fn a_value_that_has_ended_is_not_used_and_its_failing_refresh_shows() {
    let test = Test::new(&[Some(HOUR), None, Some(HOUR)]);
    test.id().await.unwrap();
    test.pass(HOUR).await;
    assert!(test.id().await.unwrap_err().contains("the source is down"));
    assert_eq!(test.id().await.unwrap(), "id-3");
}

#[tokio::test(start_paused = true)]
async fn an_ended_reply_is_refused_and_does_not_displace_a_valid_value() {
    let test = Test::new(&[Some(Duration::ZERO), Some(HOUR), Some(Duration::ZERO)]);
    let error = test.id().await.unwrap_err();
    assert!(error.contains("ended at 1970-01-12T13:46:40Z"), "{error}");
    test.id().await.unwrap();
    test.pass(Duration::from_secs(3000)).await;
    test.at_once().unwrap();
    test.settle().await;
    assert_eq!(
        (test.at_once().unwrap().as_str(), test.fetches()),
        ("id-2", 3)
    );
}

#[tokio::test(start_paused = true)]
async fn a_value_stale_from_the_start_is_refreshed_once_a_second_and_never_waited_for() {
    let test = Test::new(&[Some(Duration::from_secs(600))]);
    test.id().await.unwrap();
    for _ in 0..100 {
        test.at_once().unwrap();
    }
    test.settle().await;
    assert_eq!(test.fetches(), 1);
    test.at_once().unwrap();
    test.settle().await;
    assert_eq!(test.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_leaves_the_others_their_fetch() {
    let test = Test::new(&[Some(HOUR)]);
    let mut first = Box::pin(test.id());
    assert!((&mut first).now_or_never().is_none());
    let mut second = Box::pin(test.id());
    assert!((&mut second).now_or_never().is_none());
    drop(first);
    assert_eq!(second.await.unwrap(), "id-1");
    assert_eq!(test.fetches(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_fetch_that_all_gave_up_begins_anew() {
    let test = Test::new(&[Some(HOUR)]);
    for _ in 0..3 {
        assert!(test.at_once().is_none());
    }
    assert_eq!(test.id().await.unwrap(), "id-4");
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_does_not_stop_a_refresh_in_the_background() {
    let test = Test::new(&[Some(HOUR)]);
    test.id().await.unwrap();
    test.pass(Duration::from_secs(3000)).await;
    drop(tokio::time::timeout(Duration::from_millis(1), test.id()).await);
    test.settle().await;
    assert_eq!(test.at_once().unwrap(), "id-2");
}

#[test]
fn a_valid_value_needs_no_runtime() {
    let test = Test::new(&[Some(HOUR)]);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(test.id()).unwrap();
    test.source.clock.fetch_add(3000, Ordering::Relaxed);
    assert_eq!(test.at_once().unwrap(), "id-1");
    // And one whose fetch was left behind with its runtime is fetched by the next.
    drop(runtime);
    test.source.clock.fetch_add(3600, Ordering::Relaxed);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    assert_eq!(runtime.block_on(test.id()).unwrap(), "id-2");
}

/// A source of somebody's own that does not return.
#[derive(Default)]
struct Unwell {
    fetches: AtomicUsize,
}

impl Fetch for Arc<Unwell> {
    fn name(&self) -> String {
        "unwell".to_owned()
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(async {
            match self.fetches.fetch_add(1, Ordering::Relaxed) {
                0 => {
                    sleep(TAKES).await;
                    panic!("sesame")
                }
                1 => std::future::pending().await,
                _ => Ok(Fetched::once(Credentials::new("id", "s")?)),
            }
        })
    }
}

fn unwell() -> (Arc<Unwell>, Cache<Arc<Unwell>>) {
    let source = Arc::new(Unwell::default());
    let cache = Cache::new(Arc::clone(&source), &Surroundings::default());
    (source, cache)
}

#[tokio::test(start_paused = true)]
async fn a_source_that_panics_is_an_error_for_all_who_wait_and_no_end_for_the_next() {
    let (source, cache) = unwell();
    let waiting: Vec<_> = (0..3).map(|_| cache.credentials()).collect();
    let all = tokio::time::timeout(TAKES * 2, futures_util::future::join_all(waiting));
    for outcome in all.await.unwrap() {
        let error = outcome.unwrap_err().to_string();
        assert!(error.contains("unwell panicked"), "{error}");
        assert!(!error.contains("sesame"), "{error}");
    }
    source.fetches.store(2, Ordering::Relaxed);
    assert_eq!(cache.credentials().await.unwrap().access_key_id(), "id");
}

#[tokio::test(start_paused = true)]
async fn a_source_that_never_returns_is_given_up() {
    let (source, cache) = unwell();
    source.fetches.store(1, Ordering::Relaxed);
    let waited = tokio::time::timeout(HOUR, cache.credentials()).await;
    let error = waited.unwrap().unwrap_err().to_string();
    assert!(error.contains("unwell took longer than 120 s"), "{error}");
    assert_eq!(cache.credentials().await.unwrap().access_key_id(), "id");
}

#[tokio::test(start_paused = true)]
async fn a_refresh_in_the_background_that_fails_late_is_not_the_failure_of_who_needs_a_value() {
    let test = Test::new(&[Some(HOUR), None, Some(HOUR)]);
    test.id().await.unwrap();
    test.pass(Duration::from_secs(3000)).await;
    test.at_once().unwrap();
    tokio::task::yield_now().await;
    // As after a halt of the whole process: the value ends before the refresh goes on.
    test.source.clock.fetch_add(600, Ordering::Relaxed);
    assert_eq!(test.id().await.unwrap(), "id-3");
}
