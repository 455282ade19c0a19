use tuples::types::{
    Owner, Samples, SamplesCallsItem, SamplesEither, SamplesEitherVariant1, SamplesEitherVariant2,
    SamplesEntry, SamplesOpen, SamplesRest, Tree,
};

use crate::server::{loaded, sent};

async fn read(body: &str) -> Samples {
    let samples = loaded!(tuples, body).unwrap();
    assert_eq!(sent!(tuples, samples.clone()), body);
    samples
}

#[tokio::test]
async fn each_item_has_its_own_type() {
    let entry = async |body| read(body).await.entry.unwrap();
    let SamplesEntry(name, count, owner) = entry(r#"{"entry":["a",1]}"#).await;
    assert_eq!((name.as_str(), count, owner), ("a", 1, None));
    let open = read(r#"{"open":["a","2024-02-29",{"any":[1]},null]}"#).await;
    let SamplesOpen(_, date, rest) = open.open.unwrap();
    assert_eq!((date.unwrap().day(), rest.len()), (29, 2));
    read(r#"{"open":[]}"#).await;
    let rest = read(r#"{"rest":["a",1,2]}"#).await.rest.unwrap();
    let SamplesRest(_, numbers) = rest.into_option().unwrap();
    assert_eq!(numbers, [1, 2]);
    assert!(read(r#"{"rest":null}"#).await.rest.unwrap().is_null());
    read(r#"{"point":[1.5,2.5],"tree":["a",["b",["c"]]],"calls":[["x",true],["y",false]],"same":[1,2]}"#).await;
}

#[tokio::test]
async fn lists_are_told_apart_by_their_items() {
    let either = async |body| read(body).await.either.unwrap();
    let moved = either(r#"{"either":["move",3]}"#).await;
    assert!(matches!(
        moved,
        SamplesEither::Variant1(SamplesEitherVariant1(_, 3))
    ));
    let said = either(r#"{"either":["say","hi"]}"#).await;
    assert!(matches!(
        said,
        SamplesEither::Variant2(SamplesEitherVariant2(..))
    ));
    let other = either(r#"{"either":["shout",true]}"#).await;
    assert!(matches!(other, SamplesEither::Unknown(_)), "{other:?}");
}

#[tokio::test]
async fn lists_are_made_of_their_items() {
    let samples = Samples::new()
        .point([1.0, 2.0])
        .entry(SamplesEntry::new("a", 1, Owner::new().name("o")))
        .open(
            SamplesOpen::new(
                "b",
                "2024-01-01"
                    .parse::<tuples::runtime::value::Date>()
                    .unwrap(),
            )
            .rest([true, false]),
        )
        .rest(SamplesRest("c".to_owned(), vec![3]))
        .tree(Tree("d".to_owned(), None))
        .calls([("e".to_owned(), true), ("f".to_owned(), false)]);
    assert_eq!(
        sent!(tuples, samples),
        r#"{"point":[1.0,2.0],"entry":["a",1,{"name":"o"}],"open":["b","2024-01-01",true,false],"rest":["c",3],"tree":["d"],"calls":[["e",true],["f",false]]}"#
    );
    assert_eq!(SamplesOpen::default().0, None);
    assert_eq!(SamplesCallsItem::from((String::new(), true)).1, true);
}

#[tokio::test]
async fn an_item_that_lacks_or_does_not_fit_is_named_by_its_place() {
    for (body, message) in [
        (
            r#"{"entry":["a"]}"#,
            "entry[1]: expected a number, found nothing",
        ),
        (
            r#"{"entry":[1,1]}"#,
            "entry[0]: expected a text, found the number 1",
        ),
        (
            r#"{"entry":["a",1,{"name":"x"}]}"#,
            "entry[2].id: expected a number, found nothing",
        ),
        (
            r#"{"calls":[["a",true],["b",1]]}"#,
            "calls[1][1]: expected true or false",
        ),
        (r#"{"rest":["a","b"]}"#, "rest[1]: expected a number"),
        (r#"{"open":["a","b"]}"#, "open[1]: expected a date"),
    ] {
        let error = loaded!(tuples, body).unwrap_err();
        assert!(error.contains(message), "{error}");
    }
    let samples = loaded!(tuples, r#"{"entry":["a",1,{"id":1},"more"]}"#).unwrap();
    assert_eq!(sent!(tuples, samples), r#"{"entry":["a",1,{}]}"#);
}
