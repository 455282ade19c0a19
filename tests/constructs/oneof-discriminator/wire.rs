use oneof_discriminator::types::{Animal, Eel};
use oneof_discriminator::{Client, Config};

use crate::server::{Server, sent};

async fn first(body: &str) -> Animal {
    let server = Server::json(body);
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    client.first_animal().send().await.unwrap().into_inner()
}

#[tokio::test]
async fn the_member_decides_even_where_another_type_would_fit() {
    let animal = first(r#"{"kind": "dog", "lives": 9}"#).await;
    assert!(matches!(animal, Animal::Dog(_)), "{animal:?}");
    let animal = first(r#"{"kind": "cat", "lives": 9}"#).await;
    assert!(matches!(animal, Animal::Cat(_)), "{animal:?}");
}

#[tokio::test]
async fn a_tag_that_is_not_known_is_kept() {
    let animal = first(r#"{"kind": "cow", "milk": true}"#).await;
    assert!(matches!(animal, Animal::Unknown(_)), "{animal:?}");
    assert_eq!(
        serde_json::to_string(&animal).unwrap(),
        r#"{"kind":"cow","milk":true}"#
    );
}

#[tokio::test]
async fn the_name_of_a_schema_means_it_beside_a_mapping() {
    let animal = first(r#"{"kind": "Dog", "lives": 9}"#).await;
    assert!(matches!(animal, Animal::Dog(_)), "{animal:?}");
    let animal = first(r#"{"kind": "Cat", "lives": 9}"#).await;
    assert!(matches!(animal, Animal::Cat(_)), "{animal:?}");
}

#[tokio::test]
async fn a_name_that_the_mapping_gives_to_another_means_that_one() {
    let animal = first(r#"{"kind": "Eel", "lives": 9}"#).await;
    assert!(matches!(animal, Animal::Dog(_)), "{animal:?}");
    let animal = first(r#"{"kind": "eel"}"#).await;
    assert!(matches!(animal, Animal::Eel(_)), "{animal:?}");
}

#[tokio::test]
async fn the_value_of_the_mapping_is_sent() {
    let eel = Eel::new().length(2);
    assert_eq!(
        sent!(oneof_discriminator, eel),
        r#"{"kind":"eel","length":2}"#
    );
}
