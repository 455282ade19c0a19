use allof::types::{Order, OrderCustomer, State};

use crate::server::{loaded, sent};

#[tokio::test]
async fn all_members_are_of_one_object() {
    let order = Order::new(7, OrderCustomer::new("Ada").age(36), "soon", 2)
        .state(State::Open)
        .total(1.5);
    let text = sent!(allof, order.clone());
    assert_eq!(
        text,
        r#"{"id":7,"state":"open","customer":{"name":"Ada","age":36},"note":"soon","count":2,"total":1.5}"#
    );
    assert_eq!(loaded!(allof, &text).unwrap(), order);
}

#[tokio::test]
async fn what_any_of_them_requires_is_required() {
    let error = loaded!(allof, r#"{"id":7,"customer":{"name":"Ada"},"note":"n"}"#).unwrap_err();
    assert!(error.contains("count: expected"), "{error}");
    let error = loaded!(
        allof,
        r#"{"id":7,"customer":{"age":3},"note":"n","count":2}"#
    )
    .unwrap_err();
    assert!(error.contains("customer.name: expected"), "{error}");
}
