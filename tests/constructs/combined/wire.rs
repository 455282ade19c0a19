use combined::types::{CombinedNamed, CombinedStored, Event, Filter, Gone};

use crate::server::{loaded, sent};

#[tokio::test]
async fn nullable_unions_in_lists_in_maps() {
    let text = r#"{"groups":{"a":[{"kind":"made","at":null},null,{"kind":"gone","why":"w"},{"kind":"remade"},{"kind":"new"}]}}"#;
    let value = loaded!(combined, text).unwrap();
    let items = &value.groups.as_ref().unwrap()["a"];
    assert!(items[1].is_null());
    assert!(
        matches!(items[2].as_ref().into_option(), Some(Event::Gone(gone)) if gone.why.is_some())
    );
    assert!(matches!(
        items[3].as_ref().into_option(),
        Some(Event::Made(_))
    ));
    assert!(matches!(
        items[4].as_ref().into_option(),
        Some(Event::Unknown(_))
    ));
    assert_eq!(sent!(combined, value), text);
    let gone = Event::Gone(Gone::new());
    assert_eq!(serde_json::to_string(&gone).unwrap(), r#"{"kind":"gone"}"#);
}

#[tokio::test]
async fn all_of_alternatives() {
    let text = r#"{"named":{"name":"n","phone":"1"}}"#;
    let value = loaded!(combined, text).unwrap();
    assert!(matches!(&value.named, Some(CombinedNamed::ByPhone(it)) if it.name == "n"));
    assert_eq!(sent!(combined, value), text);
}

#[tokio::test]
async fn a_type_of_replies_in_a_union() {
    let value = loaded!(combined, r#"{"stored":{"id":1,"label":"l"}}"#).unwrap();
    assert!(matches!(&value.stored, Some(CombinedStored::Stored(it)) if it.id == Some(1)));
    assert_eq!(sent!(combined, value), r#"{"stored":{"label":"l"}}"#);
}

#[tokio::test]
async fn a_union_that_holds_itself() {
    let text = r#"{"filter":{"and":[{"not":{"and":[]}},{"field":"f"}]}}"#;
    let value = loaded!(combined, text).unwrap();
    let Some(Filter::Variant1(and)) = &value.filter else {
        panic!("{value:?}")
    };
    assert!(matches!(&and.and[0], Filter::Variant2(_)));
    assert!(matches!(&and.and[1], Filter::Variant3(_)));
    assert_eq!(sent!(combined, value), text);
}
