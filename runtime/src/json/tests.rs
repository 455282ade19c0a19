use std::collections::BTreeMap;

use crate::value::{Mismatch, Problem};
use crate::{decode_json, to_json};

#[derive(Clone, Debug, Default, PartialEq)]
struct Item {
    id: Option<i64>,
    tags: Option<Vec<String>>,
    next: Option<Box<Item>>,
}
crate::object!(Item {
    id: "Id",
    tags: "Tags",
    next: "Next"
});

#[derive(Clone, Debug, Default, PartialEq)]
struct Whole {
    name: Option<String>,
    on: Option<bool>,
    items: Vec<Item>,
    extra: BTreeMap<String, f64>,
    any: serde_json::Value,
}
crate::object!(Whole {
    name: "Name",
    on: "On",
    items: "Items",
    extra: "Extra",
    any: "Any"
});

fn read(text: &str) -> Result<Whole, crate::ReadError> {
    let mut whole = Whole::default();
    decode_json(text.as_bytes(), &mut whole).map(|()| whole)
}

#[test]
fn members_are_found_by_name_and_unknown_ones_skipped() {
    let whole = read(
        r#"{"Name": "a\nb", "Unknown": {"x": [1]}, "On": "True", "Items": [{"Id": "7", "Tags": ["t", 1]}],
            "Extra": {"k": "1.5"}, "Any": {"deep": [1, null, "x"]}}"#,
    )
    .unwrap();
    assert_eq!(whole.name.as_deref(), Some("a\nb"));
    assert_eq!(whole.on, Some(true));
    assert_eq!(whole.items[0].id, Some(7));
    assert_eq!(
        whole.items[0].tags.as_deref(),
        Some(&["t".to_owned(), "1".to_owned()][..])
    );
    assert_eq!(whole.extra["k"].to_string(), "1.5");
    assert_eq!(whole.any, serde_json::json!({"deep": [1, null, "x"]}));
}

#[test]
fn nulls_and_empty_texts_are_absent_where_no_text_belongs() {
    let whole = read(r#"{"Name": "", "On": "", "Items": "", "Extra": null, "Any": null}"#).unwrap();
    assert_eq!(
        whole,
        Whole {
            name: Some(String::new()),
            ..Whole::default()
        }
    );
    assert_eq!(
        read(r#"{"Name": null, "Items": [{"Next": "", "Tags": ""}]}"#)
            .unwrap()
            .items,
        [Item::default()]
    );
}

#[test]
fn the_last_of_two_equal_names_wins() {
    let whole = read(r#"{"Name": "a", "Name": "b", "Items": [{}], "Items": []}"#).unwrap();
    assert_eq!((whole.name.as_deref(), whole.items.len()), (Some("b"), 0));
}

#[test]
fn a_value_of_the_wrong_kind_is_named_by_its_path() {
    for (text, path, message) in [
        (
            r#"{"Items": [{}, {"Id": [1]}]}"#,
            "Items[1].Id",
            "expected a number, found a list",
        ),
        (
            r#"{"Items": {}}"#,
            "Items",
            "expected a list, found an object",
        ),
        (
            r#"{"Name": {}}"#,
            "Name",
            "expected a text, found an object",
        ),
        (
            r#"{"Items": [{"Next": {"Next": 3}}]}"#,
            "Items[0].Next.Next",
            "expected an object, found the number 3",
        ),
        ("[]", "", "expected an object, found a list"),
    ] {
        let error = read(text).unwrap_err();
        assert_eq!(error.path(), path, "{text}");
        let Problem::Mismatch(mismatch) = error.problem() else {
            panic!("{error:?}")
        };
        assert_eq!(Mismatch::to_string(mismatch), message, "{text}");
    }
}

#[test]
fn broken_json_is_named_by_the_place_where_it_breaks() {
    let error = read(r#"{"Items": [{"Id": 1}, {"Id": tru"#).unwrap_err();
    assert_eq!(error.path(), "Items[1].Id");
    assert!(matches!(error.problem(), Problem::Json(_)), "{error:?}");
    assert!(matches!(
        read("{} {}").unwrap_err().problem(),
        Problem::Json(_)
    ));
    assert!(matches!(read(" \n").unwrap_err().problem(), Problem::Empty));
    assert!(matches!(
        decode_json(b"\xff", &mut 0).unwrap_err().problem(),
        Problem::NotUtf8
    ));
}

#[test]
fn nesting_is_limited() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let mut any = serde_json::Value::Null;
    assert!(matches!(
        decode_json(deep.as_bytes(), &mut any)
            .unwrap_err()
            .problem(),
        Problem::Json(_)
    ));
}

#[test]
fn absent_members_are_left_out_when_written() {
    let whole = Whole {
        on: Some(false),
        items: vec![Item::default()],
        ..Whole::default()
    };
    assert_eq!(to_json(&whole), r#"{"On":false,"Items":[{}],"Extra":{}}"#);
    assert_eq!(to_json(&f64::NAN), "null");
}

#[test]
fn serde_reads_and_writes_the_same() {
    let text = r#"{"Name":"n","Items":[{"Id":1}],"Extra":{},"Any":[true]}"#;
    let whole: Whole = serde_json::from_str(text).unwrap();
    assert_eq!(whole, read(text).unwrap());
    assert_eq!(serde_json::to_string(&whole).unwrap(), text);
    let error = serde_json::from_str::<Whole>(r#"{"Items": [{"Id": {}}]}"#)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("Items[0].Id: expected a number, found an object"),
        "{error}"
    );
}
