use enums::Nullable;
use enums::types::{
    Choice, ChoiceCode, ChoiceFlag, ChoiceLevel, ChoiceListItem, ChoiceMixed, ChoiceRatio,
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
        .mixed(ChoiceMixed::Value25)
        .maybe(Nullable::Null)
        .flag(ChoiceFlag::True)
        .ratio(ChoiceRatio::Value05)
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
