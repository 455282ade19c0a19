#![expect(deprecated, reason = "deprecated members are part of the test")]

use directions::types::{Account, Owner};

use crate::server::{loaded, sent};

#[tokio::test]
async fn what_only_replies_have_is_not_sent() {
    let account = Account::new("n", "secret", Owner::new().label("l")).nick("k");
    let text = r#"{"name":"n","password":"secret","nick":"k","owner":{"label":"l"}}"#;
    assert_eq!(sent!(directions, account), text);
    let reply = r#"{"id":1,"name":"n","seen":"2024-01-01","owner":{"key":"k"}}"#;
    let account = loaded!(directions, reply).unwrap();
    assert_eq!(account.id, Some(1));
    assert_eq!(
        (account.password.as_deref(), account.owner.key.as_deref()),
        (None, Some("k"))
    );
    // As it came, without what only replies have.
    assert_eq!(sent!(directions, account), r#"{"name":"n","owner":{}}"#);
}

#[tokio::test]
async fn what_replies_must_have_is_required_of_them() {
    let error = loaded!(directions, r#"{"name":"n","owner":{"key":"k"}}"#).unwrap_err();
    assert!(
        error.contains("id: expected a number, found nothing"),
        "{error}"
    );
    let error = loaded!(directions, r#"{"id":1,"name":"n","owner":{}}"#).unwrap_err();
    assert!(
        error.contains("owner.key: expected a text, found nothing"),
        "{error}"
    );
}
