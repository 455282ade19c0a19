use nullable_3_0::Nullable;
use nullable_3_0::types::{Form, FormLevel, Inner};

use crate::server::{loaded, sent};

#[tokio::test]
async fn absent_is_not_sent_and_null_is() {
    let form = Form::new("x", Nullable::Null);
    assert_eq!(
        sent!(nullable_3_0, form.clone()),
        r#"{"must":"x","must_or_null":null}"#
    );
    let form = form
        .may_or_null(Nullable::Null)
        .inner(Nullable::Null)
        .level(Nullable::Null)
        .items([Nullable::from("a".to_owned()), Nullable::Null]);
    let text = r#"{"must":"x","must_or_null":null,"may_or_null":null,"items":["a",null],"inner":null,"level":null}"#;
    assert_eq!(sent!(nullable_3_0, form.clone()), text);
    assert_eq!(loaded!(nullable_3_0, text).unwrap(), form);
    let form = Form::new("x", "y")
        .may(1)
        .may_or_null(2)
        .inner(Inner::new(3))
        .level(FormLevel::Low);
    let text =
        r#"{"must":"x","must_or_null":"y","may":1,"may_or_null":2,"inner":{"x":3},"level":"low"}"#;
    assert_eq!(sent!(nullable_3_0, form.clone()), text);
    assert_eq!(loaded!(nullable_3_0, text).unwrap(), form);
}

#[tokio::test]
async fn null_and_absent_are_told_apart() {
    let form = loaded!(nullable_3_0, r#"{"must":"x","must_or_null":null}"#).unwrap();
    assert_eq!((form.may_or_null, form.inner), (None, None));
    let error = loaded!(nullable_3_0, r#"{"must":"x"}"#).unwrap_err();
    assert!(error.contains("must_or_null: expected"), "{error}");
    let error = loaded!(nullable_3_0, r#"{"must":null,"must_or_null":null}"#).unwrap_err();
    assert!(
        error.contains("must: expected a text, found null"),
        "{error}"
    );
    // Many services say null where they mean absent.
    let form = loaded!(
        nullable_3_0,
        r#"{"must":"x","must_or_null":null,"may":null}"#
    )
    .unwrap();
    assert_eq!(form.may, None);
    let text = r#"{"must":"x","must_or_null":null,"inner":{}}"#;
    let error = loaded!(nullable_3_0, text).unwrap_err();
    assert!(error.contains("inner.x: expected"), "{error}");
}

#[tokio::test]
async fn a_reference_to_a_nullable_type_is_nullable() {
    let text = r#"{"must":"x","must_or_null":null,"many":{"a":null,"b":{"x":1}}}"#;
    let form = loaded!(nullable_3_0, text).unwrap();
    assert!(form.many.as_ref().unwrap()["a"].is_null());
    assert_eq!(sent!(nullable_3_0, form), text);
}
