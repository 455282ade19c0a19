use formats::types::Formats;

use crate::server::{loaded, sent};

#[tokio::test]
async fn texts_have_types() {
    let text = r#"{"date":"2024-02-29","at":"2024-02-29T12:30:00.25+05:30","uuid":"67e55044-10b1-426f-9247-bb680e5fe0c8","bytes":"AP8=","binary":"raw","encoded":"aGk=","decimal":"1234567890.1234567890","other":"a.example"}"#;
    let formats = loaded!(formats, text).unwrap();
    assert_eq!(formats.bytes.as_ref().unwrap()[..], [0, 255]);
    assert_eq!(formats.encoded.as_ref().unwrap()[..], *b"hi");
    assert_eq!(formats.date.unwrap().to_string(), "2024-02-29");
    assert_eq!(sent!(formats, formats), text);
    for (text, path) in [
        (r#"{"date":"2023-02-29"}"#, "date: expected"),
        (r#"{"at":"2024-02-29"}"#, "at: expected"),
        (r#"{"uuid":"x"}"#, "uuid: expected"),
        (r#"{"bytes":"!"}"#, "bytes: expected"),
        (r#"{"decimal":"1,5"}"#, "decimal: expected"),
        (r#"{"other":5}"#, "other: expected a text"),
    ] {
        let error = loaded!(formats, text).unwrap_err();
        assert!(error.contains(path), "{error}");
    }
}

#[tokio::test]
async fn times_reach_to_the_end_of_the_calendar() {
    for time in [
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999-23:59",
        "2024-02-29T12:00:00+05:45",
    ] {
        let text = format!(r#"{{"at":"{time}"}}"#);
        assert_eq!(sent!(formats, loaded!(formats, &text).unwrap()), text);
    }
    let text = r#"{"at":"2024-02-29T12:00:00.1234567891Z"}"#;
    let read = loaded!(formats, text).unwrap();
    assert_eq!(
        sent!(formats, read),
        r#"{"at":"2024-02-29T12:00:00.123456789Z"}"#
    );
}

#[tokio::test]
async fn numbers_have_widths() {
    let text = r#"{"int8":-128,"int16":-32768,"int32":-2147483648,"int64":-9223372036854775808,"uint8":255,"uint32":4294967295,"uint64":18446744073709551615,"positive":18446744073709551615,"natural32":4294967295,"float":0.1,"double":1e300,"number":-0.5}"#;
    let formats = loaded!(formats, text).unwrap();
    assert_eq!(
        (formats.int8, formats.uint64),
        (Some(i8::MIN), Some(u64::MAX))
    );
    assert_eq!((formats.float, formats.number), (Some(0.1), Some(-0.5)));
    let sent = sent!(formats, formats.clone());
    assert_eq!(sent.replace("1e+300", "1e300"), text);
    let whole = loaded!(formats, r#"{"float":1,"number":2}"#).unwrap();
    assert_eq!((whole.float, whole.number), (Some(1.0), Some(2.0)));
    for (text, path) in [
        (r#"{"int8":128}"#, "int8: "),
        (r#"{"uint8":-1}"#, "uint8: "),
        (r#"{"positive":-1}"#, "positive: "),
        (r#"{"int64":1.5}"#, "int64: "),
        (r#"{"int32":"5"}"#, "int32: expected a number"),
        (r#"{"double":"1"}"#, "double: expected a number"),
    ] {
        let error = loaded!(formats, text).unwrap_err();
        assert!(error.contains(path), "{error}");
    }
    let _ = Formats::new();
}
