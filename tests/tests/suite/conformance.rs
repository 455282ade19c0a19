//! Calls by name against recordings of the official SDK.

use edas_client::testing::{Reply, Script};
use edas_tests::conformance::{name, parse, requests, responses};
use serde_json::{Value, json};

const REQUESTS: &str = include_str!("../../recordings/requests-of-many-operations.jsonl");
const RESPONSES: &str = include_str!("../../recordings/responses-of-many-operations.jsonl");

fn recordings(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| parse(line).expect("a recording"))
        .collect()
}

#[tokio::test]
async fn requests_are_those_of_the_official_sdk() {
    let recordings = recordings(REQUESTS);
    assert!(recordings.len() > 100, "{}", recordings.len());
    for recording in &recordings {
        let differences = requests::check(recording).await;
        assert!(
            differences.is_empty(),
            "{}: {differences:?}",
            name(recording)
        );
    }
}

#[test]
fn replies_decode_to_what_the_official_sdk_makes_of_them() {
    let recordings = recordings(RESPONSES);
    assert!(recordings.len() > 20, "{}", recordings.len());
    for recording in &recordings {
        let differences = responses::check(recording);
        assert!(
            differences.is_empty(),
            "{}: {differences:?}",
            name(recording)
        );
    }
}

/// What the comparison says after each change of a recording.
async fn told(change: impl Fn(&mut Value)) -> Vec<String> {
    let mut recording = recordings(REQUESTS).remove(0);
    change(&mut recording);
    let differences = requests::check(&recording).await;
    differences.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_request_that_differs_is_told() {
    let said = told(|recording| recording["request"]["method"] = "PATCH".into()).await;
    assert_eq!(said, [r#"method: recorded "PATCH", found "PUT""#]);
    let said = told(|recording| recording["request"]["query"][0][1] = "other".into()).await;
    assert!(
        said[0].starts_with(r#"query ChangeOrderId: recorded "other", found "#),
        "{said:?}"
    );
    let said =
        told(|recording| recording["request"]["headers"]["x-acs-version"] = "1".into()).await;
    assert_eq!(
        said[0],
        r#"header x-acs-version: recorded "1", found "2017-08-01""#
    );
    assert!(
        said[1].starts_with("authorization over the recorded headers: "),
        "{said:?}"
    );
    let said = told(|recording| recording["access_key_secret"] = "other".into()).await;
    assert_eq!(said.len(), 1, "{said:?}");
    let said = told(|recording| recording["input"] = json!({"ChangeOrderID": "a"})).await;
    assert!(
        said[0].contains("the parameter ChangeOrderId is missing"),
        "{said:?}"
    );
    let said = told(|recording| recording["op"] = "None".into()).await;
    assert!(said[0].contains("there is no operation None"), "{said:?}");
    let said = told(|recording| drop(recording.as_object_mut().map(|it| it.remove("nonce")))).await;
    assert_eq!(said, ["the recording has no text `nonce`"]);
}

#[test]
fn a_reply_that_differs_is_told() {
    let mut recording = recordings(RESPONSES).remove(0);
    recording["expected"]["Code"] = json!(500);
    let said: Vec<_> = responses::check(&recording)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(said[0], r#"json.Code: recorded "500", found "200""#);
    assert_eq!(said[1], r#"xml.Code: recorded "500", found "200""#);
    recording["json"] = json!("{");
    let said = responses::check(&recording)[0].to_string();
    assert!(said.starts_with("json: "), "{said}");
}

#[tokio::test]
async fn a_call_by_name_answers_with_json_and_tells_failures() {
    let config = |status, content_type, body: &'static str| {
        edas_client::Config::builder()
            .region("cn-hangzhou")
            .credentials(edas_client::Credentials::new("an-id", "a-secret").expect("usable"))
            .transport(Script::always(Reply::raw(status, content_type, body)))
            .build()
    };
    let call = |config| {
        let client = edas_client::Client::new(config).expect("usable");
        let call = client.by_name("AbortChangeOrder", json!({"ChangeOrderId": "a"}));
        call.expect("a call").send()
    };
    let xml = "<R><Code>200</Code><Data><ChangeOrderId>b</ChangeOrderId></Data></R>";
    let reply = call(config(200, "text/xml", xml)).await.expect("a reply");
    assert_eq!(reply, json!({"Code": 200, "Data": {"ChangeOrderId": "b"}}));
    let failed = call(config(
        200,
        "application/json",
        r#"{"Code": 404, "Message": "gone"}"#,
    ))
    .await;
    assert!(failed.expect_err("a failure").is_not_found());
}
