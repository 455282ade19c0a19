use maps::types::{Beside, Closed, Maps};

use crate::server::{loaded, sent};

#[tokio::test]
async fn maps_keep_all_members() {
    let text = r#"{"anything":{"a":[1,null,"x"],"b":{}},"counts":{"x":1,"y":-2},"beside":{"id":1,"more":"m"},"closed":{"id":2},"nested":{"a":{"b":[1,null]}},"open":{"z":0.5}}"#;
    let maps = loaded!(maps, text).unwrap();
    assert_eq!(maps.beside.as_ref().unwrap().additional["more"], "m");
    assert_eq!(sent!(maps, maps), text);
    let maps = Maps::new()
        .counts([("n".to_owned(), 1)])
        .beside(Beside::new(3).additional("k", "v"))
        .closed(Closed::new());
    assert_eq!(
        sent!(maps, maps),
        r#"{"counts":{"n":1},"beside":{"id":3,"k":"v"},"closed":{}}"#
    );
}

#[tokio::test]
async fn values_of_a_map_are_of_its_type() {
    let error = loaded!(maps, r#"{"counts":{"a":"1"}}"#).unwrap_err();
    assert!(error.contains("counts.a: expected a number"), "{error}");
    let error = loaded!(maps, r#"{"beside":{"id":1,"k":2}}"#).unwrap_err();
    assert!(error.contains("beside.k: expected a text"), "{error}");
    let error = loaded!(maps, r#"{"counts":{"a":null}}"#).unwrap_err();
    assert!(error.contains("counts.a"), "{error}");
}
