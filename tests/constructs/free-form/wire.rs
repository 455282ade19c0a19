use free_form::types::Loose;

use crate::server::{loaded, sent};

#[tokio::test]
async fn any_value_goes_both_ways() {
    for value in [
        "null",
        "true",
        "-1",
        "18446744073709551615",
        "0.25",
        r#""x""#,
        "[[],{}]",
        r#"{"b":1,"a":null}"#,
    ] {
        let text = format!(
            r#"{{"empty":{value},"yes":{value},"described":{value},"object":{{"k":{value}}},"list":[{value}],"items":[{value}]}}"#
        );
        let loose = loaded!(free_form, &text).unwrap();
        let (sent, text): (serde_json::Value, serde_json::Value) = (
            serde_json::from_str(&sent!(free_form, loose)).unwrap(),
            serde_json::from_str(&text).unwrap(),
        );
        assert_eq!(sent, text);
    }
    let text = sent!(
        free_form,
        Loose::new("x").list([serde_json::json!(1), serde_json::json!(true)])
    );
    assert_eq!(text, r#"{"empty":"x","list":[1,true]}"#);
}

#[tokio::test]
async fn a_required_value_of_any_kind_must_be_there() {
    let error = loaded!(free_form, "{}").unwrap_err();
    assert!(error.contains("empty: expected"), "{error}");
    let error = loaded!(free_form, r#"{"empty":1,"object":[]}"#).unwrap_err();
    assert!(error.contains("object: expected an object"), "{error}");
}
