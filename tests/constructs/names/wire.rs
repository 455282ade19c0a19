use names::types::{
    AnyType, BoxType, Client, OptionType, Pet, Pet2, ResultType, Self_, Self2, Share, SomeType,
    StringType, Value404, VecType,
};

use crate::server::{loaded, sent};

#[tokio::test]
async fn each_member_keeps_its_name_on_the_wire() {
    let value = OptionType::new(StringType::new().string("s"), "empty")
        .type_2("@")
        .ref_("$")
        .self_("a")
        .self_2("b")
        .set_new("new")
        .with_space("1")
        .with_space_2("2")
        .with_space_3("3")
        .withspace("4")
        ._1st("5")
        .unnamed_2("6")
        .名前("7")
        .été("8")
        .quoted("9")
        .additional_field("10")
        .rest("11")
        .vec(VecType::new().vec([VecType::new()]))
        .share(Share::Value1_5)
        .impl_("12")
        .result(ResultType::UnknownValue2)
        .box_(BoxType::new().box_(BoxType::new()))
        .client(Client::new().a(1))
        .any(AnyType::Some(SomeType::new("n")))
        .btree([("k".to_owned(), Self_::new())])
        .lower(Pet2::new(1))
        .upper(Pet::new(2))
        .others(Self2::new().a(1))
        .digits(Value404::new())
        .additional("further", 12);
    let text = sent!(names, value.clone());
    assert_eq!(
        text,
        r#"{"type":{"string":"s"},"":"empty","@type":"@","$ref_":"$","self":"a","Self":"b","new":"new","with space":"1","with-space":"2","withSpace":"3","WITHSPACE":"4","1st":"5","😀":"6","名前":"7","été":"8","\"quoted\\":"9","additional":"10","rest":"11","vec":{"vec":[{}]},"share":1.5,"impl":"12","result":"unknown","box":{"box":{}},"client":{"a":1},"any":{"None":"n"},"btree":{"k":{}},"lower":{"a":1},"upper":{"b":2},"others":{"a":1},"digits":{},"further":12}"#
    );
    assert_eq!(loaded!(names, &text).unwrap(), value);
}

#[tokio::test]
async fn values_of_an_enum_that_look_alike_stay_apart() {
    for name in [
        "Ok", "Err", "Self", "self", "Unknown", "unknown", "a b", "a_b", "+", "-", "",
    ] {
        let text = format!(r#"{{"type":{{}},"":"","result":"{name}"}}"#);
        let value = loaded!(names, &text).unwrap();
        assert!(value.result.as_ref().unwrap().is_known(), "{name}");
        assert_eq!(sent!(names, value), text);
    }
    let error = loaded!(names, r#"{"type":{},"@type":1}"#).unwrap_err();
    assert!(error.contains("@type: expected a text"), "{error}");
}

#[test]
fn numbered_names_are_spelled_as_rust_wants_them() {
    assert_eq!(ResultType::from("Self"), ResultType::Self_);
    assert_eq!(ResultType::from("self"), ResultType::Self2);
    assert_eq!(Share::Value1_5.to_any(), 1.5);
    assert_eq!(Share::Value15.to_any(), 15);
    assert_eq!(Share::Minus0_5.to_any(), -0.5);
    let value = OptionType::new(StringType::new(), "");
    assert_eq!(value.impl_or_default(), "none");
}
