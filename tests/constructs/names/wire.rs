use names::types::{
    AnyType, BoxType, Client, OptionType, Pet, Pet2, ResultType, Self_, SomeType, StringType,
    Value404, VecType,
};

use crate::server::{loaded, sent};

#[tokio::test]
async fn each_member_keeps_its_name_on_the_wire() {
    let value = OptionType::new(StringType::new().string("s"), "empty")
        .type__2("@")
        .ref_("$")
        .self_("a")
        .self__2("b")
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
        .result(ResultType::UnknownValue2)
        .box_(BoxType::new().box_(BoxType::new()))
        .client(Client::new().a(1))
        .any(AnyType::Some(SomeType::new("n")))
        .btree([("k".to_owned(), Self_::new())])
        .lower(Pet2::new(1))
        .upper(Pet::new(2))
        .digits(Value404::new())
        .additional("further", 12);
    let text = sent!(names, value.clone());
    assert_eq!(
        text,
        r#"{"type":{"string":"s"},"":"empty","@type":"@","$ref_":"$","self":"a","Self":"b","new":"new","with space":"1","with-space":"2","withSpace":"3","WITHSPACE":"4","1st":"5","😀":"6","名前":"7","été":"8","\"quoted\\":"9","additional":"10","rest":"11","vec":{"vec":[{}]},"result":"unknown","box":{"box":{}},"client":{"a":1},"any":{"None":"n"},"btree":{"k":{}},"lower":{"a":1},"upper":{"b":2},"digits":{},"further":12}"#
    );
    assert_eq!(loaded!(names, &text).unwrap(), value);
}

#[tokio::test]
async fn values_of_an_enum_that_look_alike_stay_apart() {
    for name in [
        "Ok", "Err", "Self", "Unknown", "unknown", "a b", "a_b", "+", "-", "",
    ] {
        let text = format!(r#"{{"type":{{}},"":"","result":"{name}"}}"#);
        let value = loaded!(names, &text).unwrap();
        assert!(value.result.as_ref().unwrap().is_known(), "{name}");
        assert_eq!(sent!(names, value), text);
    }
    let error = loaded!(names, r#"{"type":{},"@type":1}"#).unwrap_err();
    assert!(error.contains("@type: expected a text"), "{error}");
}
