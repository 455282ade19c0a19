use null_alone::runtime::value::Null;
use null_alone::types::Samples;

use crate::server::{loaded, sent};

#[tokio::test]
async fn null_is_the_only_value() {
    for body in [
        r#"{"nothing":null}"#,
        r#"{"nothing":null,"optional":null,"constant":null,"listed":null,"words":null,"list":[null,null],"map":{"a":null},"referred":null}"#,
    ] {
        let samples = loaded!(null_alone, body).unwrap();
        assert_eq!(samples.nothing, Null);
        assert_eq!(samples.optional.is_some(), body.contains("optional"));
        assert_eq!(sent!(null_alone, samples), body);
    }
    let samples = Samples::new().optional(Null);
    let text = sent!(null_alone, samples);
    assert_eq!(text, r#"{"nothing":null,"optional":null}"#);
    for (body, message) in [
        ("{}", "nothing: expected"),
        (
            r#"{"nothing":1}"#,
            "nothing: expected null, found the number 1",
        ),
        (
            r#"{"nothing":null,"optional":"x"}"#,
            "optional: expected null, found the text",
        ),
        (
            r#"{"nothing":null,"constant":{}}"#,
            "constant: expected null, found an object",
        ),
        (
            r#"{"nothing":null,"listed":[]}"#,
            "listed: expected null, found a list",
        ),
        (
            r#"{"nothing":null,"list":[null,false]}"#,
            "list[1]: expected null, found false",
        ),
        (r#"{"nothing":null,"map":{"a":1}}"#, "map.a: expected null"),
    ] {
        let error = loaded!(null_alone, body).unwrap_err();
        assert!(error.contains(message), "{error}");
    }
}

#[tokio::test]
async fn the_word_of_3_0_beside_a_reference_of_3_1_allows_null() {
    let samples = loaded!(null_alone, r#"{"nothing":null,"beside":null}"#).unwrap();
    assert!(samples.beside.as_ref().unwrap().is_null());
    let text = sent!(null_alone, samples);
    assert_eq!(text, r#"{"nothing":null,"beside":null}"#);
}
