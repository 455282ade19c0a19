use decimal_numbers::runtime::value::Decimal;
use decimal_numbers::types::Samples;

use crate::server::{loaded, sent};

#[tokio::test]
async fn a_number_is_written_with_the_digits_it_was_read_with() {
    for body in [
        r#"{"price":1.10}"#,
        r#"{"price":12345678901234567890.123456789,"tax":null}"#,
        r#"{"price":-0.50,"tax":0.1,"all":[1,2.50],"by":{"a":3.00}}"#,
    ] {
        let samples = loaded!(decimal_numbers, body).unwrap();
        assert_eq!(sent!(decimal_numbers, samples), body);
    }
    let samples = loaded!(decimal_numbers, r#"{"price":0.1,"either":2.5}"#).unwrap();
    assert_eq!(*samples.price + Decimal::new(2, 1), Decimal::new(3, 1));
    let text = sent!(decimal_numbers, samples);
    assert_eq!(text, r#"{"price":0.1,"either":2.5}"#);
    let samples = Samples::new(Decimal::new(150, 2)).all([7, 8]);
    let text = sent!(decimal_numbers, samples);
    assert_eq!(text, r#"{"price":1.50,"all":[7,8]}"#);
}

#[tokio::test]
async fn what_is_no_number_or_has_too_many_digits_is_refused() {
    for (body, message) in [
        (
            r#"{"price":"1.10"}"#,
            "price: expected a number, found the text",
        ),
        (r#"{"price":null}"#, "price: expected a number, found null"),
        (r#"{"price":1e99}"#, "price: expected a decimal number"),
        (
            r#"{"price":1,"all":[1,[2]]}"#,
            "all[1]: expected a number, found a list",
        ),
    ] {
        let error = loaded!(decimal_numbers, body).unwrap_err();
        assert!(error.contains(message), "{error}");
    }
}
