use serde_json::Value as Json;

use super::*;
use crate::service::{DEMO, Service};
use crate::value::{Object, Response as _, Value};

static SERVICE: Service = DEMO;

static OPERATION: Operation = Operation {
    name: "DoIt",
    method: Method::Get,
    path: "/",
    effect: crate::operation::Effect::Read,
};

#[derive(Debug, Default, PartialEq)]
struct Done {
    code: Option<i32>,
    request_id: Option<String>,
    data: Option<Vec<i64>>,
}
crate::object!(Done {
    code: "Code",
    request_id: "RequestId",
    data: "Data"
});

impl crate::value::Response for Done {
    const XML_NAME: &'static str = "DoItResponse";

    fn request_id_mut(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.request_id)
    }
}

fn reply(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Response<Bytes> {
    let mut builder = Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body.into()).unwrap()
}

fn receive(raw: &Response<Bytes>) -> Result<Done> {
    let mut done = Done::default();
    read(&SERVICE, &OPERATION, raw, &mut done)?;
    fill_request_id(done.request_id_mut(), raw.headers());
    Ok(done)
}

fn json(body: &'static str) -> Result<Done> {
    receive(&reply(200, &[("content-type", "application/json")], body))
}

/// What the official SDK makes of recorded error replies, and the right result where it loses information.
#[test]
fn recorded_error_replies_say_what_they_say() {
    let recorded = include_str!("../../tests/errors.jsonl");
    let mut cases = 0;
    for line in recorded.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let headers = case["headers"].as_object().unwrap();
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
            .collect();
        let status = u16::try_from(case["status"].as_u64().unwrap()).unwrap();
        let body = case["body"].as_str().unwrap().to_owned();
        let error = receive(&reply(status, &headers, body)).unwrap_err();
        let service = error
            .as_service()
            .unwrap_or_else(|| panic!("{}: {error}", case["case"]));
        let mut got = serde_json::Map::new();
        let mut put = |name: &str, value: Option<&str>| {
            got.extend(value.map(|text| (name.to_owned(), text.into())));
        };
        put("code", service.code());
        put("message", service.message());
        put("request_id", service.request_id());
        put("description", service.description());
        put("detail", service.detail());
        if let Some(pause) = service.retry_after() {
            let pause = u64::try_from(pause.as_millis()).unwrap();
            got.insert("retry_after_ms".to_owned(), pause.into());
        }
        if !service.access_denied_detail().is_empty() {
            let detail = serde_json::to_value(service.access_denied_detail()).unwrap();
            got.insert("access_denied_detail".to_owned(), detail);
        }
        assert_eq!(Json::Object(got), case["expected"], "{}", case["case"]);
        assert_eq!(service.status(), status, "{}", case["case"]);
        cases += 1;
    }
    assert_eq!(cases, 25);
}

#[test]
fn a_page_of_a_proxy_is_shown_in_part() {
    let page = "<html><body>Bad Gateway</body></html>";
    let error = receive(&reply(502, &[("content-type", "text/html")], page)).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("DoIt: the service refused: {page} (HTTP 502)")
    );
    let empty = receive(&reply(504, &[], "")).unwrap_err();
    assert_eq!(empty.to_string(), "DoIt: the service refused (HTTP 504)");
}

#[test]
fn a_redirect_is_an_error_that_names_the_other_host() {
    let location = [("location", "https://evil.example.com/path?token=secret")];
    let error = receive(&reply(302, &location, "")).unwrap_err();
    assert_eq!(error.status(), Some(302));
    assert!(
        error.to_string().contains("leads to evil.example.com"),
        "{error}"
    );
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[test]
fn the_members_of_an_error_that_are_no_texts_do_not_spoil_the_others() {
    let body = r#"{"Code": "X", "Message": {"en": "m"}, "RequestId": null, "Detail": [1]}"#;
    let error = receive(&reply(400, &[("x-acs-request-id", "from-header")], body)).unwrap_err();
    let service = error.as_service().unwrap();
    assert_eq!(service.message(), Some(r#"{"en":"m"}"#));
    assert_eq!(service.detail(), Some("[1]"));
    assert_eq!(service.request_id(), Some("from-header"));
}

#[test]
fn an_envelope_fails_a_reply_that_http_calls_a_success() {
    let error = json(r#"{"code": "404", "message": "gone", "requestId": "r"}"#).unwrap_err();
    assert_eq!(
        (error.code(), error.status(), error.request_id()),
        (Some("404"), Some(200), Some("r"))
    );
    assert!(error.is_not_found());
    assert!(
        json(r#"{"Code": 200, "Success": false, "ErrorCode": "Busy"}"#)
            .unwrap_err()
            .code()
            == Some("Busy")
    );
    assert_eq!(json(r#"{"Code": "200"}"#).unwrap().code, Some(200));
}

#[test]
fn a_failure_with_other_members_than_a_success_is_still_that_failure() {
    let error = json(r#"{"Data": "no such thing", "Code": 500, "Message": "m"}"#).unwrap_err();
    assert_eq!(
        (error.code(), error.as_service().unwrap().message()),
        (Some("500"), Some("m"))
    );
}

#[test]
fn a_value_that_does_not_fit_is_named_by_its_path() {
    let error = json(r#"{"Code": 200, "Data": [1, "x"]}"#).unwrap_err();
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    assert_eq!(decode.path(), "Data[1]");
    assert_eq!(
        decode.cause().to_string(),
        "Data[1]: expected an integer of 64 bits, found the text \"x\""
    );
    assert!(
        !error.to_string().contains("expected"),
        "the source's text is not repeated: {error}"
    );
}

#[test]
fn the_request_id_of_the_header_fills_in() {
    let headers = [("x-acs-request-id", "from-header")];
    assert_eq!(
        receive(&reply(200, &headers, "{}"))
            .unwrap()
            .request_id
            .as_deref(),
        Some("from-header")
    );
    let own = receive(&reply(200, &headers, r#"{"RequestId": "own"}"#)).unwrap();
    assert_eq!(own.request_id.as_deref(), Some("own"));
}

#[test]
fn only_no_content_may_have_no_content() {
    assert_eq!(receive(&reply(204, &[], "")).unwrap(), Done::default());
    for status in [200, 202] {
        let error = receive(&reply(status, &[], "")).unwrap_err();
        let Error::Decode(decode) = &error else {
            panic!("{error}")
        };
        assert_eq!(decode.cause().to_string(), "the document is empty");
    }
}

#[test]
fn what_is_no_reply_is_a_decode_error() {
    for body in [
        &b"<html></html>"[..],
        b"{\"a\":",
        b"{} x",
        b"\xff",
        b"[]",
        b"3",
    ] {
        let error = receive(&reply(200, &[], body.to_vec())).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
        assert_eq!(
            (error.operation(), error.status()),
            (Some("DoIt"), Some(200))
        );
    }
    assert_eq!(json("\u{feff}{\"Code\": 200}").unwrap().code, Some(200));
}

#[test]
fn xml_is_known_by_any_spelling_of_its_content_type() {
    let body = "<R><Code>200</Code><Data>1</Data><Data>2</Data></R>";
    for kind in [
        "text/xml;charset=utf-8",
        "Application/XML",
        " text/xml ; charset=UTF-8",
        "application/a+xml",
    ] {
        let done = receive(&reply(200, &[("content-type", kind)], body)).unwrap();
        assert_eq!(done.data, Some(vec![1, 2]), "{kind}");
    }
    let failed = "<R><Code>500</Code><Message>m</Message></R>";
    let error = receive(&reply(200, &[("content-type", "text/xml")], failed)).unwrap_err();
    assert_eq!(error.code(), Some("500"));
}

#[test]
fn an_unknown_member_of_the_envelope_still_counts() {
    #[derive(Default)]
    struct Bare;
    impl Object for Bare {
        fn member(&mut self, _: &str) -> Option<&mut dyn Value> {
            None
        }

        fn members(&self, _: &mut dyn FnMut(&str, &dyn Value)) {}
    }
    crate::object!(Bare);
    let raw = reply(200, &[], r#"{"Code": 403, "Message": "m"}"#);
    let error = read(&SERVICE, &OPERATION, &raw, &mut Bare).unwrap_err();
    assert_eq!(error.code(), Some("403"));
    assert!(error.is_access_denied());
}

#[test]
fn a_reply_that_breaks_off_still_names_its_request() {
    for body in [
        r#"{"RequestId": "R-1", "Code": 200, "Data": [1, "#,
        r#"{"Data": {"not": "a list"}, "RequestId": "R-1", "Code": 200}"#,
    ] {
        let json = [("content-type", "application/json")];
        let error = read(
            &SERVICE,
            &OPERATION,
            &reply(200, &json, body),
            &mut Done::default(),
        );
        let error = error.unwrap_err();
        assert_eq!(
            (error.request_id(), error.status()),
            (Some("R-1"), Some(200)),
            "{error}"
        );
    }
}
