use inherited_discriminator::types::{Animal, Bird, Cat, Dog, Zoo};

use crate::server::{loaded, sent};

#[tokio::test]
async fn heirs_are_told_apart_and_say_which_they_are() {
    let animals = [
        Animal::Dog(Dog::new("Rex", true)),
        Animal::Cat(Cat::new("Tom").lives(9)),
    ];
    let text = sent!(inherited_discriminator, Zoo::new(animals));
    assert_eq!(
        text,
        r#"{"animals":[{"kind":"hound","name":"Rex","bark":true},{"kind":"Cat","name":"Tom","lives":9}]}"#
    );
    let zoo = loaded!(inherited_discriminator, &text).unwrap();
    assert!(matches!(&zoo.animals[0], Animal::Dog(dog) if dog.bark));
    assert!(matches!(&zoo.animals[1], Animal::Cat(cat) if cat.lives == Some(9)));
}

#[tokio::test]
async fn an_heir_says_by_itself_which_it_is() {
    let zoo = Zoo::new(Vec::<Animal>::new()).favourite(Cat::new("Tom"));
    let text = sent!(inherited_discriminator, zoo);
    assert_eq!(text, r#"{"animals":[],"favourite":{"kind":"Cat","name":"Tom"}}"#);
    // What else it is made to say is no value of its own.
    let mut cat = Cat::new("Tom");
    cat.kind = "whatever".to_owned();
    let text = sent!(inherited_discriminator, Zoo::new([cat]));
    assert_eq!(text, r#"{"animals":[{"kind":"Cat","name":"Tom"}]}"#);
}

#[tokio::test]
async fn an_unknown_heir_is_kept_and_a_broken_one_is_an_error() {
    // Members of what is not known are written in the order of their names.
    let body = r#"{"animals":[{"kind":"cow","milk":[1],"name":"Berta"}]}"#;
    let zoo = loaded!(inherited_discriminator, body).unwrap();
    assert!(matches!(&zoo.animals[0], Animal::Unknown(_)));
    assert_eq!(sent!(inherited_discriminator, zoo), body);
    let body = r#"{"animals":[{"kind":"hound","name":"Rex"}]}"#;
    let error = loaded!(inherited_discriminator, body).unwrap_err();
    assert!(error.contains("animals[0].bark: expected"), "{error}");
}

#[tokio::test]
async fn the_value_that_an_heir_allows_means_it() {
    let body = r#"{"animals":[{"kind":"bird","name":"Tweety"}]}"#;
    let zoo = loaded!(inherited_discriminator, body).unwrap();
    assert!(matches!(&zoo.animals[0], Animal::Bird(_)), "{zoo:?}");
    let zoo = Zoo::new([Bird::new("Tweety")]);
    assert_eq!(sent!(inherited_discriminator, zoo), body);
}
