//! Replies that are hostile or broken, time limits and further attempts.

use super::*;
use crate::error::Limit;
use crate::rest::cases::retry_after;

async fn failed(act: Act, set: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Error {
    let service = Service::acting(vec![act]).await;
    other(
        sent(service.client_with(&API, set).call(&GET))
            .await
            .unwrap_err(),
    )
}

fn kind(error: &Error) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_no_whole_reply_is_an_error() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}".to_vec();
    assert_eq!(
        kind(&failed(Act::Send(cut), |it| it).await),
        TransportErrorKind::BodyCut
    );
    assert_eq!(
        kind(&failed(Act::Send(Vec::new()), |it| it).await),
        TransportErrorKind::Exchange
    );
    assert_eq!(
        kind(&failed(Act::Send(b"SSH-2.0\r\n".to_vec()), |it| it).await),
        TransportErrorKind::Exchange
    );
    let large = json(&"1".repeat(2000));
    let error = failed(Act::Send(large), |it| it.max_reply_bytes(1000)).await;
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
}

#[tokio::test]
async fn what_is_no_json_is_an_error_with_the_beginning_of_the_body() {
    for body in ["", "{", "nope", "[1] trailing"] {
        let error = failed(Act::Send(json(body)), |it| it).await;
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert!(error.to_string().contains(body));
    }
    let bytes = reply("200 OK", "content-type: application/json\r\n", b"\"\xff\"");
    assert!(all_of(&failed(Act::Send(bytes), |it| it).await).contains("not UTF-8"));
}

#[tokio::test]
async fn compression_that_nobody_asked_for_is_refused() {
    let headers = "content-type: application/json\r\ncontent-encoding: gzip\r\n";
    let error = failed(Act::Send(reply("200 OK", headers, b"\x1f\x8b")), |it| it).await;
    assert!(
        all_of(&error).contains("the content encoding \"gzip\""),
        "{}",
        all_of(&error)
    );
}

#[tokio::test]
async fn both_time_limits_hold() {
    let short = Duration::from_millis(50);
    let limit = |error: Error| match error {
        Error::Timeout(error) => error.limit(),
        other => panic!("{other:?}"),
    };
    let attempt = failed(Act::Hang(Vec::new()), |it| it.attempt_timeout(short)).await;
    assert_eq!(limit(attempt), Limit::Attempt);
    let whole = failed(Act::Hang(Vec::new()), |it| it.operation_timeout(short)).await;
    assert_eq!(limit(whole), Limit::Operation);
}

static CASES: Operation = Operation {
    failure: &[Case {
        status: Status::Range(4),
        contents: &[JSON],
    }],
    ..GET
};

#[tokio::test]
async fn a_read_is_tried_again_and_a_write_only_when_the_service_was_throttling() {
    static WRITE: Operation = Operation {
        method: Method::Post,
        effect: Effect::Write,
        ..CASES
    };
    for (operation, status, attempts) in [
        (&CASES, "503 Busy", 2),
        (&CASES, "429 Slow", 2),
        (&WRITE, "429 Slow", 2),
        (&WRITE, "503 Busy", 1),
        (&CASES, "404 No", 1),
    ] {
        let refused = reply(status, "content-type: application/json\r\n", "[]");
        let service = Service::acting(vec![Act::Send(refused), Act::Send(json("{}"))]).await;
        let client = service.client_with(&API, |it| {
            it.retry(RetryPolicy::default()).retry_dice(|| 0.0)
        });
        let call = client.call(operation);
        let read = |answer: Answer<'_>| answer.value::<crate::value::Any>();
        let result = call.send(read, read).await;
        assert_eq!(service.requests().len(), attempts, "{status}");
        assert_eq!(result.is_ok(), attempts == 2, "{status}");
    }
}

#[tokio::test]
async fn the_page_of_a_gateway_in_place_of_the_described_failure_says_when_to_try_again() {
    static ALL: Operation = Operation {
        failure: &[Case {
            status: Status::Default,
            contents: &[JSON],
        }],
        ..GET
    };
    for (status, retryable) in [("503 Busy", true), ("502 Bad", true), ("501 No", false)] {
        let page = reply(
            status,
            "content-type: text/html\r\nretry-after: 7\r\n",
            "<p>",
        );
        let service = Service::answering(page).await;
        let error = other(sent(service.client(&API).call(&ALL)).await.unwrap_err());
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!(error.is_retryable(), retryable, "{status}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    }
}

#[tokio::test]
async fn success_without_a_body_needs_no_status_of_its_own() {
    static DONE: Operation = Operation {
        success: &[Case::new(Status::Code(200), &[])],
        failure: &[],
        ..GET
    };
    for (status, is_done) in [
        ("204 None", true),
        ("202 Later", false),
        ("302 There", false),
    ] {
        let service = Service::answering(reply(status, "", "")).await;
        let call = service.client(&API).call(&DONE);
        let result = call.send(|answer| answer.empty(), |answer| answer.undocumented());
        assert_eq!(result.await.is_ok(), is_done, "{status}");
    }
    let service = Service::answering(reply("201 Made", "", "something")).await;
    let call = service.client(&API).call(&DONE);
    let result = call.send(|answer| answer.empty(), |answer| answer.undocumented());
    assert_eq!(other(result.await.unwrap_err()).status(), Some(201));
}

#[tokio::test]
async fn the_pause_that_the_service_asks_for_is_taken() {
    let refused = reply(
        "429 Slow",
        "content-type: application/json\r\nretry-after: 1\r\n",
        "[]",
    );
    let service = Service::acting(vec![Act::Send(refused), Act::Send(json("{}"))]).await;
    let client = service.client_with(&API, |it| {
        it.retry(RetryPolicy::default()).retry_dice(|| 0.0)
    });
    let since = std::time::Instant::now();
    sent(client.call(&GET)).await.unwrap();
    assert!(since.elapsed() >= Duration::from_secs(1));
}

#[test]
fn a_pause_is_a_number_of_seconds_or_a_date() {
    let asked = |text: &str| {
        let mut headers = http::HeaderMap::new();
        headers.insert("retry-after", text.parse().unwrap());
        // 1994-11-06T08:49:00Z
        let now = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_740);
        retry_after(&headers, now).map(|pause| pause.as_secs())
    };
    assert_eq!(asked("120"), Some(120));
    assert_eq!(asked("Sun, 06 Nov 1994 08:49:37 GMT"), Some(37));
    assert_eq!(asked("Sun, 06 Nov 1994 08:48:37 GMT"), None);
    for none in ["0", "-1", "soon", "99999999999999999999"] {
        assert_eq!(asked(none), None, "{none}");
    }
}
