use nested_discriminators::types::{
    Being, Car, Cat, First, Pet, Samples, SamplesOutcome, SamplesOutcomeFalse, Second, Vehicle,
    Versioned,
};

use crate::server::{loaded, sent};

async fn read(body: &str) -> Samples {
    let samples = loaded!(nested_discriminators, body).unwrap();
    assert_eq!(sent!(nested_discriminators, samples.clone()), body);
    samples
}

#[tokio::test]
async fn the_values_of_a_union_inside_mean_the_union() {
    let being = async |body| read(body).await.being.unwrap();
    let cat = being(r#"{"being":{"kind":"Cat","lives":9}}"#).await;
    assert!(matches!(cat, Being::Pet(Pet::Cat(_))), "{cat:?}");
    let dog = being(r#"{"being":{"kind":"dog","lives":1}}"#).await;
    assert!(matches!(dog, Being::Pet(Pet::Dog(_))), "{dog:?}");
    let plant = being(r#"{"being":{"kind":"Plant","lives":1}}"#).await;
    assert!(matches!(plant, Being::Plant(_)), "{plant:?}");
    let car = being(r#"{"being":{"kind":"Car","doors":5}}"#).await;
    assert!(
        matches!(car, Being::Vehicle(Vehicle::Car(Car { .. }))),
        "{car:?}"
    );
    let other = being(r#"{"being":{"kind":"Rock"}}"#).await;
    assert!(matches!(other, Being::Unknown(_)), "{other:?}");
    let cat = Samples::new().being(Being::Pet(Pet::Cat(Cat::new())));
    let text = sent!(nested_discriminators, cat);
    assert_eq!(text, r#"{"being":{"kind":"Cat"}}"#);
}

#[tokio::test]
async fn numbers_and_truth_values_tell_types_apart_too() {
    let versioned = async |body| read(body).await.versioned.unwrap();
    let second = versioned(r#"{"versioned":{"version":2,"text":"a"}}"#).await;
    assert!(matches!(second, Versioned::Second(_)), "{second:?}");
    let other = versioned(r#"{"versioned":{"text":"a","version":3}}"#).await;
    assert!(matches!(other, Versioned::Unknown(_)), "{other:?}");
    let second = Samples::new().versioned(Second::new().text("a"));
    let text = sent!(nested_discriminators, second);
    assert_eq!(text, r#"{"versioned":{"version":2,"text":"a"}}"#);
    let first = Samples::new().versioned(First::new());
    let text = sent!(nested_discriminators, first);
    assert_eq!(text, r#"{"versioned":{"version":1}}"#);
    let failed = read(r#"{"outcome":{"ok":false,"fault":"x"}}"#).await;
    assert!(matches!(
        failed.outcome,
        Some(SamplesOutcome::False(SamplesOutcomeFalse { .. }))
    ));
}
