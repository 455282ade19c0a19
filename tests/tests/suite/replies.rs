//! Replies that are no good.

use std::time::Duration;

use edas_client::change_order::AbortAndRollbackChangeOrderResponse;
use edas_client::testing::{Reply, Script};
use edas_client::{Client, Config, Credentials, Error};
use edas_mock::{Effect, Fault, Server};

const JSON: &str = "application/json;charset=utf-8";
const SECRET: &str = "a-secret-that-must-not-show";
const TOKEN: &str = "a-token-that-must-not-show";

fn config() -> edas_client::ConfigBuilder {
    let credentials = Credentials::temporary("an-id", SECRET, TOKEN, None).expect("usable");
    Config::builder()
        .region("cn-hangzhou")
        .credentials(credentials)
}

async fn call(
    config: edas_client::ConfigBuilder,
) -> Result<AbortAndRollbackChangeOrderResponse, Error> {
    Client::new(config.build())?
        .abort_and_rollback_change_order("an-order")
        .send()
        .await
}

async fn failure(reply: Reply) -> Error {
    call(config().transport(Script::always(reply)))
        .await
        .expect_err("the reply is no good")
}

/// Kind, status, code, request ID and text of an error.
fn summary(error: &Error) -> String {
    let kind = format!("{error:?}");
    let kind = kind.split(['(', ' ']).next().unwrap_or_default().to_owned();
    format!(
        "{kind} status={:?} code={:?} request={:?}\n{error}",
        error.status(),
        error.code(),
        error.request_id()
    )
}

#[tokio::test]
async fn a_malformed_reply_is_a_typed_error_with_what_is_known_of_it() {
    let reply = |status, kind: &str, body: &str| {
        Reply::raw(status, kind, body.to_owned()).header("x-acs-request-id", "R-9")
    };
    let cases = [
        (
            "truncated",
            reply(200, JSON, r#"{"Code":200,"Data":{"ChangeOrd"#),
        ),
        (
            "html_in_a_success",
            reply(200, "text/html", "<html><body>login</body></html>"),
        ),
        (
            "wrong_types",
            reply(
                200,
                JSON,
                r#"{"Data":{"ChangeOrderId":{"a":1}},"Code":200}"#,
            ),
        ),
        (
            "number_out_of_range",
            reply(200, JSON, r#"{"Code":99999999999}"#),
        ),
        ("empty", reply(200, JSON, "")),
        ("array", reply(200, JSON, "[]")),
        (
            "truncated_xml",
            reply(200, "text/xml", "<R><Data><ChangeOrderId>1</Data>"),
        ),
        (
            "code_500_in_a_success",
            reply(
                200,
                JSON,
                r#"{"Code":500,"Message":"no\nway","RequestId":"R-1"}"#,
            ),
        ),
        (
            "success_false",
            reply(200, JSON, r#"{"Code":200,"Success":false,"Message":"no"}"#),
        ),
        (
            "xml_error",
            reply(
                404,
                "application/xml",
                "<Error><Code>X.NotFound</Code><Message>gone</Message></Error>",
            ),
        ),
        (
            "html_error",
            reply(502, "text/html", "<html>Bad Gateway</html>"),
        ),
        ("empty_error", reply(504, "text/plain", "")),
        (
            "redirect",
            reply(302, "text/plain", "").header("location", "https://elsewhere.example/steal"),
        ),
    ];
    for (name, reply) in cases {
        let error = failure(reply).await;
        assert_no_secret(&shown(&error));
        insta::assert_snapshot!(name, summary(&error));
    }
}

#[tokio::test]
async fn invalid_utf_8_is_an_error_and_no_panic() {
    let error = failure(Reply::raw(200, JSON, &b"{\"Message\":\"\xff\xfe\"}"[..])).await;
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert_eq!(error.status(), Some(200));
}

#[tokio::test]
async fn ten_megabytes_of_garbage_are_shortened() {
    let error = failure(Reply::raw(200, JSON, vec![b'x'; 10 << 20])).await;
    let text = error.to_string();
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert!(text.len() < 2_000 && text.contains("10485760"), "{text}");
}

#[tokio::test]
async fn no_content_is_a_success_without_content() {
    let reply = call(config().transport(Script::always(Reply::raw(204, "", ""))))
        .await
        .expect("a success");
    assert_eq!(reply, AbortAndRollbackChangeOrderResponse::default());
    assert_eq!(reply.request_id(), "");
}

#[tokio::test]
async fn the_request_id_may_come_in_a_header_alone() {
    let reply = Reply::raw(200, JSON, r#"{"Code":200}"#).header("x-acs-request-id", "R-7");
    assert_eq!(
        call(config().transport(Script::always(reply)))
            .await
            .expect("a success")
            .request_id(),
        "R-7"
    );
}

/// An error in both forms, with all causes behind it.
fn shown(error: &Error) -> String {
    let mut text = format!("{error:?} {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text += &format!(" {error:?} {error}");
        cause = error.source();
    }
    text
}

fn assert_no_secret(text: &str) {
    for secret in [SECRET, TOKEN, "an-order"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn nothing_that_can_be_printed_shows_a_secret() {
    let credentials = Credentials::temporary("an-id", SECRET, TOKEN, None).expect("usable");
    let config = config().transport(Script::always(Reply::raw(500, JSON, "{}")));
    assert_no_secret(&format!("{credentials:?} {config:?}"));
    let config = config.build();
    let client = Client::new(config.clone()).expect("usable");
    let call = client.abort_and_rollback_change_order("an-order");
    assert_no_secret(&format!("{config:?} {client:?} {call:?}"));
    assert_no_secret(&shown(&call.send().await.expect_err("a failure")));
}

#[test]
fn no_secret_that_a_reply_or_a_parameter_holds_is_shown() {
    use edas_client::k8s_config::SecretDataEntry;
    use edas_client::package::GetPackageStorageCredentialResponse;
    let body = format!(
        r#"{{"Credential": {{"AccessKeyId": "an-id", "AccessKeySecret": "{SECRET}", "SecurityToken": "{TOKEN}"}}}}"#
    );
    let mut reply = GetPackageStorageCredentialResponse::default();
    acs_runtime::decode_json(body.as_bytes(), &mut reply).expect("a reply");
    assert_no_secret(&format!("{reply:?}"));
    let credential = reply.credential.expect("a credential");
    let secret = credential.access_key_secret.expect("a secret");
    assert_eq!(secret.expose(), SECRET);
    assert_no_secret(&format!("{:?}", SecretDataEntry::new("name", SECRET)));
}

#[tokio::test]
async fn no_failure_on_the_way_shows_a_secret() {
    let stranger = Server::builder().account(Credentials::new("another-id", "s").expect("usable"));
    let refusing = stranger.start().expect("a server");
    let error = call(config().endpoint(refusing.endpoint())).await;
    assert_no_secret(&shown(&error.expect_err("a stranger")));
    for effect in [
        Effect::Hang,
        Effect::CutBody,
        Effect::Garbage,
        Effect::Reset,
        Effect::Redirect,
    ] {
        let fault = Fault::on("*", [effect]).expect("a fault");
        let edas = Server::builder().fault(fault).start().expect("a server");
        let limit = Duration::from_millis(50);
        let config = config().endpoint(edas.endpoint()).attempt_timeout(limit);
        assert_no_secret(&shown(&call(config).await.expect_err("no reply")));
    }
}

#[test]
fn no_refusal_of_credentials_shows_them() {
    let bad = format!("{SECRET}\n");
    let refusals = [
        Credentials::new("an-id", bad.clone()),
        Credentials::temporary("an-id", SECRET, format!("{TOKEN}\n"), None),
        Credentials::new("", bad),
    ];
    for refusal in refusals {
        let error = refusal.expect_err("a line break fits no header");
        assert_no_secret(&format!("{error:?} {error}"));
    }
}
