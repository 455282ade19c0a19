use schemas_3_1::types::{
    Base, Conditional, Modern, ModernSibling, ModernThree, ModernTwo, Own, Part, Resource,
};

use crate::server::{loaded, sent};

#[tokio::test]
async fn types_of_several_kinds_and_references_with_siblings() {
    let modern = Modern::new("x".to_owned())
        .three(ModernThree::IntegerList(vec![1]))
        .sibling(ModernSibling::new(1, 2))
        .own(Own::new())
        .bounded(3)
        .pair(("a".to_owned(), 1))
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

#[tokio::test]
async fn members_under_conditions_are_members() {
    for body in [
        r#"{"two":1,"conditional":{"country":"US","code":"12","state":"NY"}}"#,
        r#"{"two":1,"conditional":{"country":"DE","code":12,"region":"B"}}"#,
        r#"{"two":1,"anything":[{"a":null}]}"#,
    ] {
        let modern = loaded!(schemas_3_1, body).unwrap();
        assert_eq!(sent!(schemas_3_1, modern), body);
    }
    let value = Modern::new(1).conditional(Conditional::new().code("x").region("y"));
    let text = sent!(schemas_3_1, value);
    assert_eq!(text, r#"{"two":1,"conditional":{"code":"x","region":"y"}}"#);
}

#[tokio::test]
async fn references_in_a_schema_with_an_id_begin_there() {
    let part = || Part::new(1);
    let inner = Resource::new(part()).outside(Base::new(2));
    let resource = Resource::new(part())
        .named(part())
        .again([inner])
        .nodes([part()]);
    let modern = Modern::new(1).resource(resource);
    let text = sent!(schemas_3_1, modern.clone());
    assert_eq!(
        text,
        r#"{"two":1,"resource":{"part":{"p":1},"named":{"p":1},"again":[{"part":{"p":1},"outside":{"id":2}}],"nodes":[{"p":1}]}}"#
    );
    assert_eq!(loaded!(schemas_3_1, &text).unwrap(), modern);
}
