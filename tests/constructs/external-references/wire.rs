use external_references::types::{Buyer, Item, Order, Place};

use crate::server::{loaded, sent};

#[tokio::test]
async fn files_refer_to_each_other() {
    let item = Item::new(1)
        .seller(Buyer::new("s").last(Item::new(2)))
        .parts([Item::new(3)]);
    let order =
        Order::new(item, Buyer::new("b").home(Place::new())).where_(Place::new().street("x"));
    let text = sent!(external_references, order.clone());
    assert_eq!(
        text,
        r#"{"item":{"id":1,"seller":{"name":"s","last":{"id":2}},"parts":[{"id":3}]},"buyer":{"name":"b","home":{}},"where":{"street":"x"}}"#
    );
    assert_eq!(loaded!(external_references, &text).unwrap(), order);
    let error = loaded!(
        external_references,
        r#"{"item":{"id":1,"parts":[{}]},"buyer":{"name":"b"}}"#
    );
    let error = error.unwrap_err();
    assert!(error.contains("item.parts[0].id: expected"), "{error}");
}
