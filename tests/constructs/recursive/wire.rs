use recursive::types::{Half, Json, Pair, Tree};

use crate::server::{loaded, sent};

#[tokio::test]
async fn types_hold_themselves_directly_in_lists_in_maps_and_through_others() {
    let tree = Tree::new("a")
        .parent(Tree::new("b"))
        .children([Tree::new("c").children([Tree::new("d")])])
        .by_name([("e".to_owned(), Tree::new("f"))])
        .pair(Pair::new(Half::new().pair(Pair::new(Half::new()))));
    let text = sent!(recursive, tree.clone());
    assert_eq!(
        text,
        r#"{"name":"a","parent":{"name":"b"},"children":[{"name":"c","children":[{"name":"d"}]}],"byName":{"e":{"name":"f"}},"pair":{"left":{"pair":{"left":{}}}}}"#
    );
    assert_eq!(loaded!(recursive, &text).unwrap(), tree);
}

#[tokio::test]
async fn a_union_holds_itself() {
    let text = r#"{"name":"a","value":[1,"x",{"k":[[]],"l":{}}]}"#;
    let tree = loaded!(recursive, text).unwrap();
    let Some(Json::JsonList(items)) = &tree.value else {
        panic!("{tree:?}")
    };
    assert!(matches!(&items[2], Json::JsonMap(map) if matches!(map["k"], Json::JsonList(_))));
    assert_eq!(sent!(recursive, tree), text);
    let error = loaded!(
        recursive,
        r#"{"name":"a","children":[{"name":"b","parent":{}}]}"#
    );
    let error = error.unwrap_err();
    assert!(
        error.contains("children[0].parent.name: expected"),
        "{error}"
    );
}
