use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::*;
use crate::client::Client;
use crate::error::{Error, Limit, TransportErrorKind};
use crate::operation::{Effect, Method, Operation};
use crate::retry::RetryPolicy;
use crate::service::{DEMO, Service};
use crate::value::Response;
use crate::{ReplyFormat, call::CustomizeCall};

static SERVICE: Service = DEMO;

static GET: Operation = Operation {
    name: "GetThing",
    method: Method::Get,
    path: "/thing",
    effect: Effect::Read,
};

static MAKE: Operation = Operation {
    name: "MakeThing",
    method: Method::Post,
    path: "/thing",
    effect: Effect::Write,
};

#[derive(Clone, Debug, Default, PartialEq)]
struct Thing {
    name: Option<String>,
    tags: Vec<String>,
    request_id: Option<String>,
}
crate::object!(Thing {
    name: "Name",
    tags: "Tags",
    request_id: "RequestId"
});

impl Response for Thing {
    const XML_NAME: &'static str = "Thing";

    fn request_id_mut(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.request_id)
    }
}

fn named(name: &str) -> Thing {
    build(|it: &mut Thing| it.name = Some(name.to_owned()))
}

fn client(script: &Script) -> Client {
    Client::new(&SERVICE, script.config()).unwrap()
}

async fn get(script: &Script) -> Result<Thing, Error> {
    client(script).call(&GET).send().await
}

async fn make(script: &Script) -> Result<Thing, Error> {
    client(script).call(&MAKE).send().await
}

/// What a function panics with.
fn panic_of(action: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(action)).expect_err("it panics");
    panic.downcast_ref::<String>().expect("a text").clone()
}

#[tokio::test]
async fn replies_are_given_in_their_order_and_the_last_for_ever() {
    let script = Script::new();
    script
        .on("GetThing")
        .once(named("a"))
        .times(2, Reply::json(r#"{"Name": "b"}"#))
        .always(named("c"));
    let client = client(&script);
    let mut names = Vec::new();
    for _ in 0..6 {
        let thing: Thing = client.call(&GET).send().await.unwrap();
        names.extend(thing.name);
    }
    assert_eq!(names, ["a", "b", "b", "c", "c", "c"]);
    script.verify();
}

#[tokio::test]
async fn a_typed_reply_comes_in_the_format_that_is_asked_for_with_an_id() {
    for format in [ReplyFormat::Json, ReplyFormat::Xml] {
        let script = Script::new();
        let mut thing = named("a < b");
        thing.tags = vec!["x".to_owned(), String::new()];
        script.on("GetThing").once(thing.clone());
        let config = script.config().to_builder().reply_format(format).build();
        let client = Client::new(&SERVICE, config).unwrap();
        let got: Thing = client.call(&GET).send().await.unwrap();
        thing.request_id = Some("00000000-0000-4000-8000-000000000001".to_owned());
        assert_eq!(got, thing, "{format:?}");
    }
}

#[tokio::test]
async fn errors_and_faults_are_those_of_a_real_call() {
    let script = Script::new();
    script
        .on("MakeThing")
        .once(Reply::error(404, "Thing.NotFound", "gone"))
        .once(Reply::error(200, "500", "failed"))
        .once(Reply::broken())
        .once(Reply::cut())
        .once(Reply::json("{"))
        .once(Reply::fault(TransportErrorKind::ConnectTimeout))
        .always(Reply::refused());
    let error = make(&script).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(
        error.to_string(),
        "MakeThing: Thing.NotFound: gone (HTTP 404, request id 00000000-0000-4000-8000-000000000001)"
    );
    let error = make(&script).await.unwrap_err();
    assert_eq!((error.code(), error.status()), (Some("500"), Some(200)));
    let error = make(&script).await.unwrap_err();
    assert!(error.may_have_reached_service() && error.is_retryable());
    let error = make(&script).await.unwrap_err();
    let Error::Transport(cut) = &error else {
        panic!("{error}")
    };
    assert_eq!(cut.kind(), TransportErrorKind::BodyCut);
    assert!(matches!(make(&script).await, Err(Error::Decode(_))));
    // From here on the connect limit runs out once, and the connection is refused.
    let error = make(&script).await.unwrap_err();
    assert!(!error.may_have_reached_service(), "{error}");
    let attempts: Vec<_> = script.requests().iter().map(SentRequest::attempt).collect();
    assert_eq!(attempts, [1, 1, 1, 1, 1, 1, 2, 3]);
}

#[tokio::test]
async fn a_reply_can_have_another_status_and_headers() {
    let script = Script::new();
    script.on("GetThing").once(
        Reply::from(named("a"))
            .status(202)
            .header("x-acs-request-id", "my-id"),
    );
    assert_eq!(get(&script).await.unwrap().request_id.unwrap(), "my-id");
    for (name, value) in [("no name", "v"), ("x-a", "line\nbreak")] {
        let script = Script::new();
        script
            .on("GetThing")
            .always(Reply::from(named("a")).header(name, value));
        assert!(matches!(get(&script).await, Err(Error::Transport(_))));
    }
    let script = Script::new();
    script
        .on("GetThing")
        .always(Reply::from(named("a")).status(1));
    assert!(matches!(get(&script).await, Err(Error::Transport(_))));
}

#[tokio::test(start_paused = true)]
async fn no_reply_lets_a_limit_run_out_and_a_late_one_may_come_in_time() {
    let script = Script::new();
    script
        .on("GetThing")
        .once(Reply::never())
        .once(Reply::from(named("a")).after(Duration::from_secs(29)));
    let call = client(&script).call(&GET).with_retry(RetryPolicy::none());
    let error = call.send::<Thing>().await.unwrap_err();
    assert!(
        matches!(&error, Error::Timeout(it) if it.limit() == Limit::Attempt),
        "{error}"
    );
    let start = tokio::time::Instant::now();
    assert_eq!(get(&script).await.unwrap(), {
        let mut thing = named("a");
        thing.request_id = Some("00000000-0000-4000-8000-000000000002".to_owned());
        thing
    });
    assert_eq!(start.elapsed().as_secs(), 29);
}

#[tokio::test]
async fn retries_do_not_slow_a_test_down() {
    let script = Script::new();
    script
        .on("GetThing")
        .times(4, Reply::error(503, "Busy", "busy"))
        .once(named("a"));
    let policy = RetryPolicy::default()
        .max_attempts(5)
        .backoff(Duration::from_secs(3600), Duration::from_secs(3600));
    let config = script.config().to_builder().retry(policy).build();
    let client = Client::new(&SERVICE, config).unwrap();
    client.call(&GET).send::<Thing>().await.unwrap();
    assert_eq!(script.operations(), ["GetThing"; 5]);
}

#[tokio::test]
async fn a_computed_reply_sees_the_request_and_the_script() {
    let script = Script::new();
    let before = script.clone();
    script.on("GetThing").compute(move |request| {
        let count = before.requests().len();
        named(&format!(
            "{} {count}",
            request.parameter("Id").unwrap_or("?")
        ))
    });
    let mut call = client(&script).call(&GET);
    call.query("Id", "x y".to_owned());
    let thing: Thing = call.send().await.unwrap();
    assert_eq!(thing.name.as_deref(), Some("x y 1"));
}

#[tokio::test]
async fn a_request_is_told_decoded() {
    let script = Script::new();
    script.otherwise(named("a"));
    let mut call = client(&script).call(&MAKE);
    call.query("Query", "a b&c=é+".to_owned());
    call.query_list("List", vec!["1".to_owned(), "2".to_owned()]);
    call.form("Form", "x=y".to_owned());
    call.header("x-acs-note", "n".to_owned());
    call.send::<Thing>().await.unwrap();
    let request = script.only_request_of("MakeThing");
    assert_eq!((request.method(), request.path()), ("POST", "/thing"));
    assert_eq!(request.parameter("Query"), Some("a b&c=é+"));
    assert_eq!(request.parameter("Form"), Some("x=y"));
    assert_eq!(request.parameter("None"), None);
    let all: Vec<_> = request.parameters().collect();
    assert_eq!(
        all,
        [
            ("Query", "a b&c=é+"),
            ("List", "1"),
            ("List", "2"),
            ("Form", "x=y")
        ]
    );
    assert_eq!((request.query().len(), request.form().len()), (3, 1));
    assert_eq!(request.header("X-Acs-Note"), Some("n"));
    assert_eq!(request.body(), "Form=x%3Dy");
    let shown = format!("{request:?}");
    assert!(
        shown.contains("a b&c=é+") && !shown.contains("Signature"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_json_body_is_no_form() {
    let script = Script::new();
    script.otherwise(named("a"));
    let mut call = client(&script).call(&MAKE);
    call.json(&named("a=b"));
    call.send::<Thing>().await.unwrap();
    let request = script.only_request_of("MakeThing");
    assert!(request.form().is_empty());
    assert_eq!(request.body(), r#"{"Name":"a=b","Tags":[]}"#);
}

#[tokio::test]
async fn a_call_without_a_reply_says_what_is_scripted_and_is_not_tried_again() {
    let script = Script::new();
    script.on("MakeThing").once(named("a"));
    script.on("ListThings").always(named("a"));
    let error = get(&script).await.unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (Some(501), Some("NotScripted"))
    );
    let expected =
        "GetThing was called, which has no reply; the script has: [ListThings, MakeThing]";
    assert!(error.to_string().contains(expected), "{error}");
    assert_eq!(script.operations(), ["GetThing"]);
    let problem = panic_of(|| script.verify());
    assert_eq!(
        problem,
        format!("the calls did not follow the script: {expected}; MakeThing has replies left: 1")
    );
    make(&script).await.unwrap();
    let error = make(&script).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("MakeThing was called more often than it has replies"),
        "{error}"
    );
}

#[test]
fn replies_that_were_not_given_are_counted() {
    let script = Script::new();
    script.verify();
    script
        .on("GetThing")
        .times(3, named("a"))
        .always(named("b"));
    let problem = panic_of(|| script.verify());
    assert!(
        problem.ends_with("GetThing has replies left: 3"),
        "{problem}"
    );
}

#[tokio::test]
async fn an_only_request_that_is_not_the_only_one_says_what_was_called() {
    let script = Script::new();
    script.otherwise(named("a"));
    get(&script).await.unwrap();
    get(&script).await.unwrap();
    make(&script).await.unwrap();
    let problem = panic_of(|| drop(script.only_request_of("GetThing")));
    assert_eq!(
        problem,
        "GetThing was called 2 times instead of once; all calls: [GetThing, GetThing, MakeThing]"
    );
    assert_eq!(script.requests_of("MakeThing").len(), 1);
}

#[tokio::test]
async fn a_reply_over_the_clients_limit_is_too_large() {
    let script = Script::new();
    script.otherwise(named("a long name"));
    let config = script.config().to_builder().max_reply_bytes(5).build();
    let client = Client::new(&SERVICE, config).unwrap();
    let error = client.call(&GET).send::<Thing>().await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(it) if it.kind() == TransportErrorKind::TooLarge),
        "{error}"
    );
}
