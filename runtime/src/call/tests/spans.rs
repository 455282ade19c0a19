//! What `tracing` is told of a call.

use std::cell::RefCell;
use std::io;
use std::sync::Once;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use super::*;

thread_local! {
    /// What was told on this thread, on which a test with all that it calls runs.
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The lines of the subscriber, one for each event and each span that has ended.
struct Lines;

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One subscriber for all threads: whether anybody wants to hear a span is kept for the whole process, and tests that
/// come and go with subscribers of their own would decide it for each other.
fn subscribe() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .json()
            .with_max_level(LevelFilter::TRACE)
            .with_span_events(FmtSpan::CLOSE)
            .with_writer(|| Lines)
            .init();
    });
}

/// What is told of a call with these replies, from the first span that ends to the last.
async fn told(script: &[Behaviour], level: LevelFilter) -> (String, Vec<serde_json::Value>) {
    subscribe();
    LINES.take();
    let fake = answering().first(script.iter().copied());
    let config = config(&fake).retry_dice(|| 0.0);
    let mut call = client(config).call(&READ);
    call.query("Secret", "must-not-show".to_owned());
    let _ = call.send::<Reply>().await;
    let text = String::from_utf8(LINES.take()).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let told = |line: &serde_json::Value| {
        let of_line: tracing::Level = line["level"].as_str().unwrap().parse().unwrap();
        of_line <= level
    };
    let lines = lines.filter(told).collect();
    (text, lines)
}

static READ: Operation = Operation {
    effect: Effect::Read,
    ..ABORT
};

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_and_each_attempt_one_within_it() {
    let (_, spans) = told(&[Behaviour::Refuse(503, None)], LevelFilter::INFO).await;
    let [first, second, call] = &spans[..] else {
        panic!("{spans:?}")
    };
    let (first, second, call) = (&first["span"], &second["span"], &call["span"]);
    assert_eq!(first["http.response.status_code"], 503);
    assert_eq!(first["error.type"], "503");
    assert_eq!(first["otel.status_code"], "ERROR");
    assert_eq!(first["http.request.method"], "PUT");
    assert_eq!(first.get("http.request.resend_count"), None);
    let path = "/pop/v5/changeorder/change_order_abort_and_rollback";
    assert_eq!(first["otel.name"], format!("PUT {path}"));
    assert_eq!(first["otel.kind"], "client");
    assert_eq!(first["url.template"], path);
    assert_eq!(
        first["url.full"],
        format!("https://edas.cn-hangzhou.aliyuncs.com{path}")
    );
    assert_eq!(second["http.request.resend_count"], 1);
    assert_eq!(second["http.response.status_code"], 200);
    assert_eq!(second.get("error.type"), None);
    assert_eq!(second.get("otel.status_code"), None);
    assert_eq!(call["otel.name"], "edas.AbortAndRollbackChangeOrder");
    assert_eq!(call["rpc.method"], "AbortAndRollbackChangeOrder");
    assert_eq!(call["cloud.region"], "cn-hangzhou");
    assert_eq!(call["server.address"], "edas.cn-hangzhou.aliyuncs.com");
    assert_eq!(call["server.port"], 443);
    assert_eq!(call.get("error.type"), None);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_one_word_whether_it_comes_on_the_way_or_in_the_reply() {
    for (behaviour, word) in [
        (Behaviour::Fail(TransportErrorKind::TooLarge), "too_large"),
        (Behaviour::Refuse(404, None), "404"),
        (Behaviour::Answer(r#"{"Code": 500}"#), "500"),
        (Behaviour::Answer("<html>"), "decode"),
    ] {
        let (_, spans) = told(&[behaviour], LevelFilter::INFO).await;
        let call = &spans.last().unwrap()["span"];
        assert_eq!(call["error.type"], word, "{behaviour:?}");
        assert_eq!(call["otel.status_code"], "ERROR", "{behaviour:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_argument_and_no_secret_is_told_at_any_level() {
    let script = [
        Behaviour::Refuse(503, None),
        Behaviour::Fail(TransportErrorKind::Exchange),
    ];
    let (text, _) = told(&script, LevelFilter::TRACE).await;
    assert!(text.contains("trying again"), "{text}");
    for secret in ["must-not-show", "FakeSecretForVectorsOnly", "Signature="] {
        assert!(!text.contains(secret), "{text}");
    }
}
