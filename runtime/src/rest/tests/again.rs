//! What is set again.

use super::*;

#[tokio::test]
async fn the_later_value_of_a_parameter_wins() {
    static QUERY: Parameter = Parameter::query("color");
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&GET);
    call.argument(&QUERY, &vec!["blue".to_owned(), "black".to_owned()]);
    call.argument(&QUERY, &"red".to_owned());
    assert_eq!(
        format!("{call:?}"),
        "Call { operation: \"getIt\", parameters: [\"color\"], .. }"
    );
    sent(call).await.unwrap();
    assert_eq!(service.line(), "GET /v1/it?color=red");
}

/// What cannot be sent is nothing once another value takes its place.
#[tokio::test]
async fn a_later_value_takes_the_place_of_one_that_cannot_be_sent() {
    static PATH: Parameter = Parameter::path("color");
    static QUERY: Parameter = Parameter::query("color");
    static HEADER: Parameter = Parameter::header("color");
    static COOKIE: Parameter = Parameter::cookie("color");
    static ALL: Operation = Operation {
        path: "/{color}",
        ..GET
    };
    let all = [&PATH, &QUERY, &HEADER, &COOKIE];
    let (bad, good) = (vec![vec![1]], "red".to_owned());
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&ALL);
    for value in [&bad as &dyn Value, &good] {
        for parameter in all {
            call.argument(parameter, value);
        }
    }
    let again = call.clone();
    sent(call).await.unwrap();
    assert_eq!(service.line(), "GET /v1/red?color=red");
    assert_eq!(service.header("color").unwrap(), "red");
    assert_eq!(service.header("cookie").unwrap(), "color=red");
    // One of the same name at another place is another parameter.
    for parameter in all {
        let mut call = again.clone();
        call.argument(parameter, &bad);
        assert!(sent(call).await.is_err(), "{parameter:?}");
    }
    let mut call = again;
    call.argument(&QUERY, &bad);
    call.argument(&QUERY, &None::<String>);
    call.argument(&HEADER, &bad);
    call.header("Color", "blue");
    sent(call).await.unwrap();
    let last = service.requests().pop().unwrap();
    assert!(last.starts_with("GET /v1/red HTTP"), "{last}");
    assert!(last.contains("\r\ncolor: blue\r\n"), "{last}");
}

#[tokio::test]
async fn a_later_body_takes_the_place_of_one_that_cannot_be_sent() {
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&POST);
    call.form(&vec![1], &[]);
    call.json(&1);
    sent(call).await.unwrap();
    assert_eq!(service.body(), "1");
}
