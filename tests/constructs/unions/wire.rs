use unions::types::{
    Contact, ContactCombined, Level, Samples, SamplesKnown, SamplesNumber, SamplesOne, SamplesSome,
    SamplesWhen,
};
use unions::types::{Ended, EndedKind, SamplesEvent, SamplesLevel, SamplesMaybe, SamplesTitled};

use crate::server::{loaded, sent};

async fn read(body: &str) -> Samples {
    let samples = loaded!(unions, body).unwrap();
    assert_eq!(sent!(unions, samples.clone()), body);
    samples
}

#[tokio::test]
async fn alternatives_in_place_are_called_by_their_titles() {
    let titled = async |body| read(body).await.titled.unwrap();
    assert_eq!(titled(r#"{"titled":3}"#).await, SamplesTitled::NumberOfIt(3));
    assert_eq!(titled(r#"{"titled":"a"}"#).await, SamplesTitled::Name("a".to_owned()));
    let all = SamplesTitled::AllNames(vec!["a".to_owned()]);
    assert_eq!(titled(r#"{"titled":["a"]}"#).await, all);
}

#[tokio::test]
async fn scalars_are_of_the_type_that_they_fit_exactly() {
    let number = async |body| read(body).await.number.unwrap();
    assert_eq!(number(r#"{"number":3}"#).await, SamplesNumber::Integer(3));
    assert_eq!(
        number(r#"{"number":3.5}"#).await,
        SamplesNumber::Number(3.5)
    );
    assert_eq!(
        number(r#"{"number":true}"#).await,
        SamplesNumber::Bool(true)
    );
    assert!(matches!(
        number(r#"{"number":"3"}"#).await,
        SamplesNumber::Unknown(_)
    ));
    let when = async |body| read(body).await.when.unwrap();
    assert!(matches!(
        when(r#"{"when":"2024-02-29"}"#).await,
        SamplesWhen::Date(_)
    ));
    assert!(matches!(
        when(r#"{"when":"2023-02-29"}"#).await,
        SamplesWhen::Text(_)
    ));
    let uuid = r#"{"when":"67e55044-10b1-426f-9247-bb680e5fe0c8"}"#;
    assert!(matches!(when(uuid).await, SamplesWhen::Uuid(_)));
    let maybe = async |body| read(body).await.maybe.unwrap().into_option();
    assert_eq!(maybe(r#"{"maybe":null}"#).await, None);
    assert_eq!(
        maybe(r#"{"maybe":1}"#).await,
        Some(SamplesMaybe::Integer(1))
    );
}

#[tokio::test]
async fn enums_take_what_they_know_before_wider_types_do() {
    let samples = read(r#"{"level":"high","known":"other"}"#).await;
    assert_eq!(samples.level, Some(SamplesLevel::Level(Level::High)));
    assert_eq!(samples.known, Some(SamplesKnown::Text("other".to_owned())));
    let samples = read(r#"{"level":"new","known":"low"}"#).await;
    let new = Level::Unknown("new".to_owned());
    assert_eq!(samples.level, Some(SamplesLevel::Level(new)));
    assert_eq!(samples.known, Some(SamplesKnown::Level(Level::Low)));
}

#[tokio::test]
async fn objects_are_told_apart_by_their_members_and_lists_by_their_items() {
    let one = async |body| loaded!(unions, body).unwrap().one.unwrap();
    assert!(matches!(
        one(r#"{"one":{"a":1}}"#).await,
        SamplesOne::Small(_)
    ));
    assert!(matches!(
        one(r#"{"one":{"a":1,"b":"x"}}"#).await,
        SamplesOne::Large(_)
    ));
    assert!(matches!(
        one(r#"{"one":{"a":1,"b":2}}"#).await,
        SamplesOne::Small(_)
    ));
    let none = r#"{"one":{"b":"x"}}"#;
    assert!(matches!(read(none).await.one, Some(SamplesOne::Unknown(_))));
    let some = async |body| read(body).await.some.unwrap();
    assert_eq!(
        some(r#"{"some":[1,2]}"#).await,
        SamplesSome::IntegerList(vec![1, 2])
    );
    assert!(matches!(
        some(r#"{"some":["1"]}"#).await,
        SamplesSome::TextList(_)
    ));
    assert!(matches!(
        some(r#"{"some":"1"}"#).await,
        SamplesSome::Text(_)
    ));
    assert!(matches!(
        some(r#"{"some":[1,"2"]}"#).await,
        SamplesSome::Unknown(_)
    ));
}

#[tokio::test]
async fn what_fits_several_objects_of_an_any_of_loses_no_member() {
    let contact = async |body| read(body).await.contact.unwrap();
    let mail = contact(r#"{"contact":{"mail":"a@b","name":"A"}}"#).await;
    assert!(matches!(mail, Contact::ByMail(_)), "{mail:?}");
    let post = contact(r#"{"contact":{"street":"S"}}"#).await;
    assert!(matches!(post, Contact::ByPost(_)), "{post:?}");
    let both = contact(r#"{"contact":{"mail":"a@b","name":"A","phone":"1"}}"#).await;
    assert!(matches!(both, Contact::Combined(_)), "{both:?}");
    let all = ContactCombined::new().mail("m").phone("p").street("s");
    assert_eq!(
        sent!(unions, Samples::new().contact(all)),
        r#"{"contact":{"mail":"m","phone":"p","street":"s"}}"#
    );
    // It fits none of the objects, so it does not fit several.
    let none = contact(r#"{"contact":{"fax":"1","name":"A"}}"#).await;
    assert!(matches!(none, Contact::Unknown(_)), "{none:?}");
}

#[tokio::test]
async fn an_object_with_a_value_that_no_type_allows_is_of_none_of_them() {
    let event = async |body| read(body).await.event.unwrap();
    let failed = event(r#"{"event":{"kind":"failed","at":1}}"#).await;
    assert!(
        matches!(&failed, SamplesEvent::Ended(ended) if ended.kind == EndedKind::Failed),
        "{failed:?}"
    );
    let new = event(r#"{"event":{"at":1,"kind":"paused","until":2}}"#).await;
    assert!(matches!(new, SamplesEvent::Unknown(_)), "{new:?}");
    let text = event(r#"{"event":"kind"}"#).await;
    assert!(matches!(text, SamplesEvent::Text(_)), "{text:?}");
    let ended = Ended::new(EndedKind::Ended);
    assert_eq!(
        sent!(unions, Samples::new().event(ended)),
        r#"{"event":{"kind":"ended"}}"#
    );
}
