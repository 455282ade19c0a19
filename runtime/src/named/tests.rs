use serde_json::json;

use super::*;

fn arguments(values: Any) -> Arguments {
    let Any::Object(values) = values else {
        panic!("an object")
    };
    Arguments {
        operation: "Do",
        values,
    }
}

#[test]
fn a_text_stands_for_what_it_says() {
    let mut given = arguments(json!({"a": "5", "b": "true", "c": 7, "d": "1e-7", "e": "x;y"}));
    assert_eq!(given.required::<i32>("a").unwrap(), 5);
    assert!(given.required::<bool>("b").unwrap());
    assert_eq!(given.required::<String>("c").unwrap(), "7");
    assert!((given.required::<f64>("d").unwrap() - 1e-7).abs() < f64::EPSILON);
    assert_eq!(given.required::<Vec<String>>("e").unwrap(), ["x;y"]);
    assert!(given.finish(&[]).is_ok());
}

#[test]
fn json_goes_out_as_given() {
    let mut given = arguments(json!({"a": " [1] ", "b": {"z": [1.0, null], "a": "x"}}));
    let text: JsonText<Vec<i64>> = given.required("a").unwrap();
    assert_eq!(text.as_str(), " [1] ");
    let text: JsonText<Any> = given.required("b").unwrap();
    assert_eq!(
        serde_json::from_str::<Any>(text.as_str()).unwrap(),
        json!({"z": [1.0, null], "a": "x"})
    );
}

#[test]
fn what_cannot_be_sent_is_refused_by_name() {
    let mut given = arguments(json!({"n": "x", "big": 3_000_000_000_i64, "extra": 1, "no": null}));
    let error = given.required::<i32>("n").unwrap_err().to_string();
    assert!(
        error.contains("the parameter n must be an integer of 32 bits"),
        "{error}"
    );
    let error = given.required::<i32>("big").unwrap_err().to_string();
    assert!(error.contains("the parameter big must be"), "{error}");
    let error = given.required::<String>("no").unwrap_err().to_string();
    assert!(error.contains("the parameter no is missing"), "{error}");
    let error = given.finish(&["n", "big"]).unwrap_err().to_string();
    assert!(
        error.contains("no parameter extra; the operation has n, big"),
        "{error}"
    );
}
