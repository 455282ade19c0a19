//! What `tracing` is told of a call.

use std::io;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use super::*;

/// The lines of the subscriber, one for each span that has ended.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// What is told of a call with these replies, from the first span that ends to the last.
async fn told(script: &[Behaviour], level: LevelFilter) -> (String, Vec<serde_json::Value>) {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(level)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(lines.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let fake = answering().first(script.iter().copied());
    let config = config(&fake).retry_dice(|| 0.0);
    let mut call = client(config).call(&READ);
    call.query("Secret", "must-not-show".to_owned());
    let _ = call.send::<Reply>().await;
    drop(guard);
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let spans = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let spans = spans.collect();
    (text, spans)
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
    assert_eq!(first["http.request.method"], "PUT");
    assert_eq!(second["http.request.resend_count"], 1);
    assert_eq!(second["http.response.status_code"], 200);
    assert_eq!(second.get("error.type"), None);
    assert_eq!(call["otel.name"], "edas.AbortAndRollbackChangeOrder");
    assert_eq!(call["rpc.method"], "AbortAndRollbackChangeOrder");
    assert_eq!(call["cloud.region"], "cn-hangzhou");
    assert_eq!(call["server.address"], "edas.cn-hangzhou.aliyuncs.com");
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
