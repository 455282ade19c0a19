use std::collections::BTreeMap;

use super::{Any, Nullable};
use crate::{decode_json, decode_json_strictly, to_json, to_request_json};

#[derive(Clone, Debug, PartialEq)]
struct Four {
    required: i64,
    optional: Option<i64>,
    nullable: Nullable<i64>,
    both: Option<Nullable<i64>>,
}
crate::plain_object!(Four {
    required: "required" required,
    optional: "optional",
    nullable: "nullable" required,
    both: "both",
});

#[derive(Clone, Debug, PartialEq)]
struct Node {
    id: i64,
    secret: Option<String>,
    rest: String,
    next: Option<Box<Node>>,
    others: Vec<Node>,
    free: Any,
    more: BTreeMap<String, i64>,
}
crate::plain_object!(Node {
    id: "id" required read_only,
    secret: "secret" required write_only,
    rest: "rest" required,
    next: "next",
    others: "others" required,
    free: "free" required,
    rest: more
});

fn read<T: super::Value>(text: &str) -> Result<T, String> {
    let mut value = T::blank();
    let result = decode_json(text.as_bytes(), &mut value).map_err(|error| error.to_string());
    let mut again = T::blank();
    let strictly = decode_json_strictly(text.as_bytes(), &mut again);
    assert_eq!(
        strictly.map_err(|error| error.to_string()),
        result,
        "a type with facts is read strictly by each reader"
    );
    result.map(|()| value)
}

#[test]
fn absent_and_null_differ_where_the_type_says_so() {
    let four = read::<Four>(r#"{"required": 1, "nullable": null, "both": null, "optional": null}"#);
    let four = four.unwrap();
    let expected = Four {
        required: 1,
        optional: None,
        nullable: Nullable::Null,
        both: Some(Nullable::Null),
    };
    assert_eq!(four, expected);
    assert_eq!(
        to_json(&four),
        r#"{"required":1,"nullable":null,"both":null}"#
    );
    let four = read::<Four>(r#"{"required": 1, "nullable": 2}"#).unwrap();
    assert_eq!((four.both, four.nullable), (None, Nullable::Value(2)));
    assert_eq!(to_json(&four), r#"{"required":1,"nullable":2}"#);
    for (text, message) in [
        (
            r#"{"required": null, "nullable": 1}"#,
            "required: expected a number, found null",
        ),
        (
            r#"{"nullable": 1}"#,
            "required: expected a number, found nothing: the member is required, and absent",
        ),
        (
            r#"{"required": 1}"#,
            "nullable: expected a number, found nothing: the member is required, and absent",
        ),
        (
            r#"{"required": 1, "nullable": "1"}"#,
            "nullable: expected a number, found the text \"1\"",
        ),
        (
            r#"{"required": 1, "nullable": 1, "optional": true}"#,
            "optional: expected a number, found true",
        ),
    ] {
        assert_eq!(read::<Four>(text).unwrap_err(), message, "{text}");
    }
}

#[test]
fn a_request_leaves_out_what_only_replies_have_and_a_reply_may_lack_what_only_requests_have() {
    let text = r#"{"id":1,"rest":"r","others":[{"id":2,"rest":"s","others":[],"free":{"a":null}}],"free":null,"x":5}"#;
    let node = read::<Node>(text).unwrap();
    assert_eq!(node.more, BTreeMap::from([("x".to_owned(), 5)]));
    assert_eq!(to_json(&node), text);
    assert_eq!(
        to_request_json(&node),
        r#"{"rest":"r","others":[{"rest":"s","others":[],"free":{"a":null}}],"free":null,"x":5}"#
    );
    assert_eq!(
        read::<Node>(r#"{"id": 1, "rest": "r", "free": 1, "others": [{"id": 2, "rest": 3}]}"#)
            .unwrap_err(),
        "others[0].rest: expected a text, found the number 3"
    );
    assert_eq!(
        read::<Node>(r#"{"id": 1, "rest": "r", "free": 1, "others": [], "x": "5"}"#).unwrap_err(),
        "x: expected a number, found the text \"5\""
    );
}

#[test]
fn a_member_with_a_field_is_not_written_twice() {
    let text = r#"{"id":1,"rest":"r","others":[],"free":true}"#;
    let mut node = read::<Node>(text).unwrap();
    node.more.insert("id".to_owned(), 7);
    assert_eq!(to_json(&node), text);
}
