//! Interceptors, asked at each point of a call.

use std::error::Error as _;

use super::*;
use crate::intercept::{BoxError, Context, Interceptor, Outcome, UnsignedRequest};
use crate::retry::RetryPolicy;

/// Notes each question, with its own name before it.
#[derive(Clone, Debug)]
struct Recorder {
    name: &'static str,
    log: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            log: Arc::default(),
        }
    }

    /// Another one that notes into the same log.
    fn named(&self, name: &'static str) -> Self {
        Self {
            name,
            log: Arc::clone(&self.log),
        }
    }

    fn note(&self, what: &str) {
        self.log
            .lock()
            .unwrap()
            .push(format!("{} {what}", self.name));
    }

    fn notes(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }
}

fn told(context: &Context<'_>, outcome: &Outcome<'_>) -> String {
    let error = outcome.error().map(|error| match error {
        Error::Service(_) => "service",
        Error::Timeout(_) => "timeout",
        Error::Credentials(_) => "credentials",
        Error::Decode(_) => "decode",
        Error::Request(_) => "request",
        _ => "other",
    });
    format!(
        "{} {:?} {:?} {:.1}s",
        context.attempt(),
        outcome.status(),
        error,
        outcome.elapsed().as_secs_f64()
    )
}

impl Interceptor for Recorder {
    fn before_signing(
        &self,
        context: &Context<'_>,
        _: &mut UnsignedRequest<'_>,
    ) -> Result<(), BoxError> {
        self.note(&format!("signing {}", context.attempt()));
        Ok(())
    }

    fn before_sending(
        &self,
        context: &Context<'_>,
        request: &mut http::Request<Bytes>,
    ) -> Result<(), BoxError> {
        assert!(request.headers().contains_key("authorization"));
        self.note(&format!("sending {}", context.attempt()));
        Ok(())
    }

    fn after_attempt(&self, context: &Context<'_>, outcome: &Outcome<'_>) {
        self.note(&format!("attempt {}", told(context, outcome)));
    }

    fn after_call(&self, context: &Context<'_>, outcome: &Outcome<'_>) {
        self.note(&format!("call {}", told(context, outcome)));
    }
}

/// An interceptor that is one function before signing.
struct Before<F>(F);

impl<F> fmt::Debug for Before<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("secret-of-the-interceptor")
    }
}

impl<F> Interceptor for Before<F>
where
    F: Fn(&Context<'_>, &mut UnsignedRequest<'_>) -> Result<(), BoxError> + Send + Sync,
{
    fn before_signing(
        &self,
        context: &Context<'_>,
        request: &mut UnsignedRequest<'_>,
    ) -> Result<(), BoxError> {
        (self.0)(context, request)
    }
}

/// An interceptor that is one function after signing.
struct After<F>(F);

impl<F> fmt::Debug for After<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("After")
    }
}

impl<F: Fn(&mut http::Request<Bytes>) + Send + Sync> Interceptor for After<F> {
    fn before_sending(
        &self,
        _: &Context<'_>,
        request: &mut http::Request<Bytes>,
    ) -> Result<(), BoxError> {
        (self.0)(request);
        Ok(())
    }
}

async fn send(config: ConfigBuilder, operation: &'static Operation) -> Result<Reply, Error> {
    let mut call = client(config).call(operation);
    if operation.path.contains('{') {
        call.path("id", "1".to_owned());
    }
    call.query("Secret", "hidden".to_owned());
    call.send::<Reply>().await
}

/// Signs the request again by what stands on the wire, and says which headers were covered.
fn verified(request: &http::Request<Bytes>) -> Vec<String> {
    use crate::signing::{CanonicalHeaders, acs3};
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let (_, names) = authorization.split_once("SignedHeaders=").unwrap();
    let names: Vec<_> = names.split(',').next().unwrap().split(';').collect();
    let headers: Vec<_> = names
        .iter()
        .map(|name| (*name, request.headers()[*name].to_str().unwrap()))
        .collect();
    let query = request.uri().query().unwrap_or_default();
    let query: Vec<_> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let text = acs3::canonical_request(
        request.method().as_str(),
        request.uri().path(),
        &query,
        &CanonicalHeaders::new(&headers),
        &acs3::content_hash(request.body()),
    );
    let signature = acs3::signature(
        "FakeSecretForVectorsOnly+/=0123",
        &acs3::string_to_sign(&text),
    );
    assert!(authorization.ends_with(&signature), "{authorization}");
    names.into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn what_is_added_before_signing_is_signed_and_sent() {
    let fake = answering();
    let add = Before(|context: &Context<'_>, request: &mut UnsignedRequest<'_>| {
        assert_eq!(context.operation().name, ABORT.name);
        assert_eq!(context.region(), Some("cn-hangzhou"));
        assert_eq!(context.host(), "edas.cn-hangzhou.aliyuncs.com");
        assert_eq!(context.parameter_names(), ["Secret"]);
        assert_eq!(request.query().next(), Some(("Secret", "hidden")));
        assert_eq!((request.path(), request.body().len()), (ABORT.path, 0));
        request.set_header("X-Acs-Caller", "old");
        request.set_header("x-acs-caller", "billing");
        request.set_header("user-agent", "mine/1");
        request.set_query("Secret", "changed");
        request.set_query("More", "m");
        assert!(!format!("{request:?} {context:?}").contains("changed"));
        Ok(())
    });
    send(config(&fake).interceptor(add), &ABORT).await.unwrap();
    let request = fake.last();
    assert_eq!(request.uri().query(), Some("Secret=changed&More=m"));
    assert_eq!(request.headers()["x-acs-caller"], "billing");
    assert_eq!(request.headers()["user-agent"], "mine/1");
    let signed = verified(&request);
    assert!(signed.contains(&"x-acs-caller".to_owned()), "{signed:?}");
}

#[tokio::test]
async fn a_refusal_sends_nothing_and_is_not_tried_again() {
    let fake = answering();
    let after = Recorder::new("r");
    let refuse =
        Before(|_: &Context<'_>, _: &mut UnsignedRequest<'_>| Err("not on Fridays".into()));
    let config = config(&fake).interceptor(refuse).interceptor(after.clone());
    let error = send(config, &NESTED).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GetPart: an interceptor refused the call; nothing was sent"
    );
    assert_eq!(error.source().unwrap().to_string(), "not on Fridays");
    assert!(!error.is_retryable() && !error.may_have_reached_service());
    assert_eq!(fake.seen.lock().unwrap().len(), 0);
    let notes = after.notes();
    assert!(
        matches!(&notes[..], [attempt, call]
            if attempt.starts_with(r#"r attempt 1 None Some("request")"#) && call.starts_with("r call 1")),
        "{notes:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_refusal_after_an_attempt_does_not_claim_that_nothing_was_sent() {
    let fake = Fake::new(Behaviour::Fail(TransportErrorKind::Exchange));
    let once =
        Before(
            |context: &Context<'_>, _: &mut UnsignedRequest<'_>| match context.attempt() {
                1 => Ok(()),
                _ => Err("once is enough".into()),
            },
        );
    let error = send(config(&fake).interceptor(once), &NESTED)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "GetPart: an interceptor refused the call; nothing more was sent"
    );
    assert!(error.may_have_reached_service());
    assert_eq!(fake.seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_refuses_the_call() {
    for (name, value) in [("x-acs-a", "line\nbreak"), ("no name", "v")] {
        let fake = answering();
        let add = Before(move |_: &Context<'_>, request: &mut UnsignedRequest<'_>| {
            request.set_header(name, value);
            Ok(())
        });
        let error = send(config(&fake).interceptor(add), &ABORT)
            .await
            .unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
        assert_eq!(fake.seen.lock().unwrap().len(), 0);
    }
}

#[tokio::test]
async fn what_the_signature_covers_cannot_be_changed_after_it() {
    type Change = fn(&mut http::Request<Bytes>);
    let cases: [(Change, SignatureVersion, &str); 7] = [
        (
            |it| *it.method_mut() = http::Method::GET,
            SignatureVersion::Acs3,
            "the method",
        ),
        (
            |it| *it.uri_mut() = "https://h/other".parse().unwrap(),
            SignatureVersion::Acs3,
            "path or query",
        ),
        (
            |it| *it.body_mut() = Bytes::from_static(b"x"),
            SignatureVersion::Acs3,
            "the body",
        ),
        (
            |it| drop(it.headers_mut().remove("x-acs-date")),
            SignatureVersion::Acs3,
            "the header x-acs-date",
        ),
        (
            |it| drop(it.headers_mut().insert("x-acs-new", "1".parse().unwrap())),
            SignatureVersion::Acs3,
            "the header x-acs-new",
        ),
        (
            |it| drop(it.headers_mut().insert("host", "h".parse().unwrap())),
            SignatureVersion::Acs3,
            "the header host",
        ),
        (
            |it| drop(it.headers_mut().insert("accept", "a/b".parse().unwrap())),
            SignatureVersion::Roa,
            "the header accept",
        ),
    ];
    for (change, version, what) in cases {
        let fake = answering();
        let config = config(&fake).signature(version).interceptor(After(change));
        let error = send(config, &ABORT).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "{}: an interceptor changed {what} after it was signed; change it in before_signing; nothing was sent",
                ABORT.name
            )
        );
        assert_eq!(fake.seen.lock().unwrap().len(), 0);
    }
}

#[tokio::test]
async fn what_is_not_covered_may_change_and_who_signs_anew_may_change_all() {
    let fake = answering();
    let free = After(|it: &mut http::Request<Bytes>| {
        it.headers_mut().insert("x-trace", "t".parse().unwrap());
        it.headers_mut().insert("accept", "a/b".parse().unwrap());
    });
    send(config(&fake).interceptor(free), &ABORT).await.unwrap();
    assert_eq!(fake.last().headers()["x-trace"], "t");
    verified(&fake.last());
    let own = After(|it: &mut http::Request<Bytes>| {
        it.headers_mut()
            .insert("authorization", "mine".parse().unwrap());
        it.headers_mut().insert("x-acs-new", "1".parse().unwrap());
    });
    send(config(&fake).interceptor(own), &ABORT).await.unwrap();
    assert_eq!(fake.last().headers()["authorization"], "mine");
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_told_with_its_number_its_outcome_and_its_time() {
    let recorder = Recorder::new("r");
    let fake = answering().first([Behaviour::Refuse(503, None), Behaviour::Hang]);
    let config = config(&fake)
        .attempt_timeout(Duration::from_secs(7))
        .retry_dice(|| 1.0)
        .interceptor(recorder.clone());
    send(config, &NESTED).await.unwrap();
    assert_eq!(
        recorder.notes(),
        [
            "r signing 1",
            "r sending 1",
            r#"r attempt 1 Some(503) Some("service") 0.0s"#,
            "r signing 2",
            "r sending 2",
            r#"r attempt 2 None Some("timeout") 7.0s"#,
            "r signing 3",
            "r sending 3",
            "r attempt 3 Some(200) None 0.0s",
            "r call 3 Some(200) None 7.6s",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_the_calls_own_limit_cuts_off_is_told() {
    let recorder = Recorder::new("r");
    let config = config(&Fake::new(Behaviour::Hang))
        .operation_timeout(Duration::from_secs(2))
        .interceptor(recorder.clone());
    send(config, &NESTED).await.unwrap_err();
    assert_eq!(
        recorder.notes()[2..],
        [
            r#"r attempt 1 None Some("timeout") 2.0s"#,
            r#"r call 1 None Some("timeout") 2.0s"#
        ]
    );
}

#[tokio::test]
async fn what_only_the_body_says_is_told_at_the_end_of_the_call() {
    for (body, error) in [(r#"{"Code": 500}"#, "service"), ("{", "decode")] {
        let recorder = Recorder::new("r");
        let fake = Fake::new(Behaviour::Answer(body));
        send(config(&fake).interceptor(recorder.clone()), &NESTED)
            .await
            .unwrap_err();
        let notes = recorder.notes();
        assert!(
            notes[2].starts_with("r attempt 1 Some(200) None"),
            "{notes:?}"
        );
        assert!(
            notes[3].starts_with(&format!("r call 1 Some(200) Some({error:?})")),
            "{notes:?}"
        );
    }
}

#[tokio::test]
async fn a_call_whose_arguments_make_no_request_ends_without_an_attempt() {
    let recorder = Recorder::new("r");
    let call = client(config(&answering()).interceptor(recorder.clone())).call(&NESTED);
    call.send::<Reply>().await.unwrap_err();
    let notes = recorder.notes();
    assert!(
        matches!(&notes[..], [call] if call.starts_with(r#"r call 0 None Some("request")"#)),
        "{notes:?}"
    );
}

#[tokio::test]
async fn those_of_the_client_come_first_in_their_order() {
    let first = Recorder::new("a");
    let config = config(&answering())
        .interceptor(first.clone())
        .interceptor(Arc::new(first.named("b")));
    let mut call = client(config).call(&ABORT);
    call.intercept(first.named("c"));
    let again = call.clone();
    call.send::<Reply>().await.unwrap();
    let order: Vec<_> = first
        .notes()
        .iter()
        .map(|note| note.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    let expected = ["signing", "sending", "attempt", "call"]
        .iter()
        .flat_map(|what| ["a", "b", "c"].map(|name| format!("{name} {what}")));
    assert_eq!(order, expected.collect::<Vec<_>>());
    again.send::<Reply>().await.unwrap();
    assert_eq!(first.notes().len(), 24);
}

#[tokio::test]
async fn the_reply_is_shown_with_headers_and_body_even_when_it_is_an_error() {
    #[derive(Debug)]
    struct Look;
    impl Interceptor for Look {
        fn after_attempt(&self, _: &Context<'_>, outcome: &Outcome<'_>) {
            let reply = outcome.reply().unwrap();
            assert_eq!(reply.headers()["x-acs-retry-after"], "9");
            assert_eq!(reply.body(), "{}");
            assert!(outcome.error().unwrap().is_throttling());
            assert!(!format!("{outcome:?}").contains("x-acs-retry-after"));
        }

        fn after_call(&self, _: &Context<'_>, outcome: &Outcome<'_>) {
            assert!(outcome.reply().is_none() && !outcome.is_success());
            assert_eq!(outcome.status(), Some(429));
        }
    }
    let fake = Fake::new(Behaviour::Refuse(429, Some(9)));
    let config = config(&fake).interceptor(Look).retry(RetryPolicy::none());
    send(config, &ABORT).await.unwrap_err();
}

#[test]
fn a_configuration_shows_how_many_there_are_and_nothing_of_them() {
    let quiet = Before(|_: &Context<'_>, _: &mut UnsignedRequest<'_>| Ok(()));
    let shown = format!("{:?}", config(&answering()).interceptor(quiet).build());
    assert!(
        shown.contains("interceptors: 1") && !shown.contains("secret-of"),
        "{shown}"
    );
}
