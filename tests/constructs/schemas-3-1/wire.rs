use schemas_3_1::types::{Modern, ModernSibling, ModernThree, ModernTwo, Own};

use crate::server::{loaded, sent};

#[tokio::test]
async fn types_of_several_kinds_and_references_with_siblings() {
    let modern = Modern::new("x".to_owned())
        .three(ModernThree::IntegerList(vec![1]))
        .sibling(ModernSibling::new(1, 2))
        .own(Own::new())
        .bounded(3)
        .pair([serde_json::json!("a"), serde_json::json!(1)])
        .same([1, 2]);
    let text = sent!(schemas_3_1, modern.clone());
    assert_eq!(
        text,
        r#"{"two":"x","three":[1],"sibling":{"id":1,"more":2},"own":{"x":"fixed"},"bounded":3,"pair":["a",1],"same":[1,2]}"#
    );
    assert_eq!(loaded!(schemas_3_1, &text).unwrap(), modern);
    let modern = loaded!(schemas_3_1, r#"{"two":5,"three":null}"#).unwrap();
    assert_eq!(modern.two, ModernTwo::Integer(5));
    assert!(modern.three.unwrap().is_null());
    let error = loaded!(schemas_3_1, r#"{"two":1,"sibling":{"id":1}}"#).unwrap_err();
    assert!(error.contains("sibling.more: expected"), "{error}");
}
