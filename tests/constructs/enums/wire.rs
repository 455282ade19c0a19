use enums::Nullable;
use enums::types::{
    Choice, ChoiceCode, ChoiceCounter, ChoiceFlag, ChoiceLevel, ChoiceListItem, ChoiceMixed,
    ChoiceRatio, ChoiceRelease, ChoiceSize, ChoiceUrgency, Shape,
};

use crate::server::{loaded, sent};

#[tokio::test]
async fn constants_are_sent_by_themselves_and_values_by_their_names() {
    assert_eq!(
        sent!(enums, Choice::new()),
        r#"{"version":2,"kind":"choice"}"#
    );
    let choice = Choice::new()
        .level(ChoiceLevel::VeryHigh)
        .code(ChoiceCode::Minus1)
        .mixed(ChoiceMixed::Value2_5)
        .maybe(Nullable::Null)
        .flag(ChoiceFlag::True)
        .ratio(ChoiceRatio::Value0_5)
        .list([ChoiceListItem::X, ChoiceListItem::Y]);
    let text = r#"{"version":2,"kind":"choice","level":"very high","code":-1,"mixed":2.5,"maybe":null,"flag":true,"ratio":0.5,"list":["x","y"]}"#;
    assert_eq!(sent!(enums, choice.clone()), text);
    assert_eq!(loaded!(enums, text).unwrap(), choice);
}

#[tokio::test]
async fn unknown_values_are_kept_and_sent_back() {
    let text = r#"{"version":3,"kind":"other","level":"LOW","code":5,"mixed":"1","maybe":"b","flag":false,"ratio":2.5,"list":["z"]}"#;
    let choice = loaded!(enums, text).unwrap();
    assert!(!choice.version.is_known() && !choice.kind.is_known());
    assert_eq!(choice.code, Some(ChoiceCode::Unknown(5)));
    assert!(matches!(choice.mixed, Some(ChoiceMixed::Unknown(_))));
    assert_eq!(sent!(enums, choice), text);
}

#[tokio::test]
async fn a_value_of_another_kind_is_an_error() {
    let error = loaded!(enums, r#"{"version":2,"kind":"choice","level":1}"#).unwrap_err();
    assert!(error.contains("level: expected a text"), "{error}");
    let error = loaded!(enums, r#"{"version":2,"kind":"choice","code":"404"}"#).unwrap_err();
    assert!(error.contains("code: expected a number"), "{error}");
    let error = loaded!(enums, r#"{"kind":"choice"}"#).unwrap_err();
    assert!(error.contains("version: expected"), "{error}");
    let error = loaded!(enums, r#"{"version":2,"kind":"choice","list":["x",null]}"#).unwrap_err();
    assert!(error.contains("list[1]: expected"), "{error}");
}

#[tokio::test]
async fn texts_without_quotes_are_the_letters_of_the_description() {
    for text in ["1.10", "1.1", "2", "1e3", "0x10", "True", "no"] {
        assert!(ChoiceRelease::from(text).is_known(), "{text}");
        let body = format!(r#"{{"version":2,"kind":"choice","release":"{text}"}}"#);
        let choice = loaded!(enums, &body).unwrap();
        assert_eq!(sent!(enums, choice), body);
    }
}

#[tokio::test]
async fn a_number_is_known_however_it_is_written() {
    for (body, size) in [
        (
            r#"{"version":2,"kind":"choice","size":1.0}"#,
            ChoiceSize::Value1,
        ),
        (
            r#"{"version":2,"kind":"choice","size":1000}"#,
            ChoiceSize::Value1000,
        ),
        (
            r#"{"version":2,"kind":"choice","size":1e3}"#,
            ChoiceSize::Value1000,
        ),
        (
            r#"{"version":2,"kind":"choice","size":2.5}"#,
            ChoiceSize::Value2_5,
        ),
    ] {
        assert_eq!(loaded!(enums, body).unwrap().size, Some(size), "{body}");
    }
    let text = r#"{"version":2,"kind":"choice","size":7.0}"#;
    assert_eq!(sent!(enums, loaded!(enums, text).unwrap()), text);
}

#[test]
fn values_of_another_kind_are_refused_by_serde_too() {
    assert!(serde_json::from_str::<ChoiceLevel>("1").is_err());
    assert!(serde_json::from_str::<ChoiceCode>("\"404\"").is_err());
    assert!(serde_json::from_str::<ChoiceFlag>("\"true\"").is_err());
    assert!(serde_json::from_str::<ChoiceFlag>("{}").is_err());
    assert!(serde_json::from_str::<ChoiceRatio>("\"0.5\"").is_err());
    assert!(serde_json::from_str::<ChoiceRatio>("[0.5]").is_err());
    assert!(serde_json::from_str::<ChoiceMixed>("\"1\"").is_ok());
}

#[tokio::test]
async fn titles_name_values_and_large_numbers_keep_their_digits() {
    let text =
        r#"{"version":2,"kind":"choice","urgency":1,"counter":18446744073709551615}"#;
    let choice = loaded!(enums, text).unwrap();
    assert_eq!(choice.urgency, Some(ChoiceUrgency::CanWait));
    assert_eq!(
        choice.counter,
        Some(ChoiceCounter::Value18446744073709551615)
    );
    assert_eq!(sent!(enums, choice), text);
    let text = r#"{"version":2,"kind":"choice","counter":18446744073709551614}"#;
    assert_eq!(sent!(enums, loaded!(enums, text).unwrap()), text);
}

#[tokio::test]
async fn what_may_come_beside_the_values_is_of_the_kind_that_the_type_says() {
    for value in [r#""grade":1.5"#, r#""grade":2"#, r#""either":null"#, r#""either":"b""#] {
        let body = format!(r#"{{"version":2,"kind":"choice",{value}}}"#);
        let choice = loaded!(enums, &body).unwrap();
        assert_eq!(sent!(enums, choice), body);
    }
    assert!(loaded!(enums, r#"{"version":2,"kind":"choice","grade":"1"}"#).is_err());
}

#[tokio::test]
async fn constants_that_are_objects_or_lists_are_sent_by_themselves_too() {
    let text = sent!(enums, Choice::new().shape(Shape::new(3)));
    assert_eq!(
        text,
        r#"{"version":2,"kind":"choice","shape":{"meta":{"a":[1,null],"b":{}},"tags":[],"labels":{"k":"v"},"size":3}}"#
    );
}
