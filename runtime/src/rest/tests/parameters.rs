//! Parameters at their places, in all styles.

use std::collections::BTreeMap;

use super::*;
use crate::value::Any;

#[derive(Clone, Debug, Default)]
struct Color {
    r: i64,
    g: i64,
    b: i64,
}
crate::object!(Color {
    r: "R",
    g: "G",
    b: "B"
});

const COLOR: Color = Color {
    r: 100,
    g: 200,
    b: 150,
};

fn list() -> Vec<String> {
    ["blue", "black", "brown"].map(str::to_owned).to_vec()
}

const fn parameter(place: Place, style: Style, explode: bool) -> Parameter {
    Parameter {
        name: "color",
        place,
        style,
        explode,
        reserved: false,
    }
}

/// The address that is called with one parameter, or why none is.
async fn called(
    path: &'static str,
    parameter: Parameter,
    value: &dyn Value,
) -> Result<String, String> {
    let service = Service::answering(json("{}")).await;
    let operation = Box::leak(Box::new(Operation { path, ..GET }));
    let mut call = service.client(&API).call(operation);
    call.argument(Box::leak(Box::new(parameter)), value);
    match sent(call).await {
        Ok(_) => Ok(service.line().strip_prefix("GET /v1").unwrap().to_owned()),
        Err(error) => {
            assert!(service.requests().is_empty());
            Err(error.to_string())
        }
    }
}

/// The table of OpenAPI 3.0.4 and 3.1.1, "Style Examples": empty text, text, list, object.
#[tokio::test]
async fn the_table_of_styles_holds() {
    use Style::{DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
    let empty = String::new();
    let text = "blue".to_owned();
    let list = list();
    let values: [&dyn Value; 4] = [&empty, &text, &list, &COLOR];
    let rows: &[(Style, bool, [&str; 4])] = &[
        (
            Matrix,
            false,
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Matrix,
            true,
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            Label,
            false,
            ["!", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Label,
            true,
            ["!", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Simple,
            false,
            ["!", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Simple,
            true,
            ["!", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
        (
            Form,
            false,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Form,
            true,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            SpaceDelimited,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            PipeDelimited,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
        (
            DeepObject,
            true,
            [
                "color=",
                "color=blue",
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
    ];
    for (style, explode, expected) in rows {
        let in_path = matches!(style, Matrix | Label | Simple);
        let (path, place, before) = if in_path {
            ("/a/{color}", Place::Path, "/a/")
        } else {
            ("/a", Place::Query, "/a?")
        };
        for (value, expected) in values.iter().zip(expected) {
            let called = called(path, parameter(place, *style, *explode), *value).await;
            match *expected {
                // An empty segment or a dot segment.
                "!" => assert!(called.is_err(), "{style:?} {called:?}"),
                expected => assert_eq!(
                    called.unwrap(),
                    format!("{before}{expected}"),
                    "{style:?} {explode}"
                ),
            }
        }
    }
}

#[tokio::test]
async fn values_cannot_say_anything_but_themselves() {
    let evil = "a/b?c&d=e#f,g;h%20 é".to_owned();
    let escaped = "a%2Fb%3Fc%26d%3De%23f%2Cg%3Bh%2520%20%C3%A9";
    let path = parameter(Place::Path, Style::Simple, false);
    assert_eq!(
        called("/a/{color}/b", path, &evil).await.unwrap(),
        format!("/a/{escaped}/b")
    );
    let query = parameter(Place::Query, Style::Form, true);
    assert_eq!(
        called("/a", query, &evil).await.unwrap(),
        format!("/a?color={escaped}")
    );
    let two = vec!["a,b".to_owned(), "c".to_owned()];
    let joined = parameter(Place::Query, Style::Form, false);
    assert_eq!(
        called("/a", joined, &two).await.unwrap(),
        "/a?color=a%2Cb,c"
    );
    let reserved = Parameter {
        reserved: true,
        ..query
    };
    assert_eq!(
        called("/a", reserved, &evil).await.unwrap(),
        "/a?color=a/b?c%26d=e%23f,g;h%20%20%C3%A9"
    );
}

/// Where a delimiter in an item has no other spelling, the item would be read as two.
#[tokio::test]
async fn an_item_is_not_written_so_that_it_would_be_read_as_two() {
    use Style::{Form, Label, PipeDelimited, Simple, SpaceDelimited};
    for (style, explode, bad, good, sent) in [
        (SpaceDelimited, false, "a b", "a|b", "/a?color=a%7Cb"),
        (PipeDelimited, false, "a|b", "a b", "/a?color=a%20b"),
        (Form, false, "", "a,b", "/a?color=a%2Cb"),
        (Label, true, "1.5", "1,5", "/a/.1%2C5"),
        (Label, false, "", "1.5", "/a/.1.5"),
        (Simple, false, "", "a,b", "/a/a%2Cb"),
    ] {
        let (path, place) = match style {
            Label | Simple => ("/a/{color}", Place::Path),
            _ => ("/a", Place::Query),
        };
        let parameter = parameter(place, style, explode);
        let called_with =
            |item: &str| called(path, parameter, Box::leak(Box::new(vec![item.to_owned()])));
        assert_eq!(called_with(good).await.unwrap(), sent);
        if !bad.is_empty() {
            let problem = called_with(bad).await.unwrap_err();
            assert!(problem.contains("the parameter color"), "{problem}");
        }
    }
    let reserved = Parameter {
        reserved: true,
        ..parameter(Place::Query, Form, false)
    };
    let items = ["a/b,c", "d"].map(str::to_owned).to_vec();
    assert_eq!(
        called("/a", reserved, &items).await.unwrap(),
        "/a?color=a/b%2Cc,d"
    );
}

#[tokio::test]
async fn a_path_is_not_left() {
    let path = parameter(Place::Path, Style::Simple, false);
    for bad in ["", ".", ".."] {
        let problem = called("/a/{color}/b", path, &bad.to_owned())
            .await
            .unwrap_err();
        assert!(problem.contains("nothing was sent"), "{problem}");
    }
    let empty: Vec<String> = Vec::new();
    assert!(called("/a/{color}", path, &empty).await.is_err());
    let missing = called("/a/{other}", path, &"x".to_owned())
        .await
        .unwrap_err();
    assert!(missing.contains("other is missing"), "{missing}");
    // Two that are harmless each may make a dot segment together.
    let label = parameter(Place::Path, Style::Label, false);
    assert!(called("/a/{color}", label, &".".to_owned()).await.is_err());
    assert_eq!(
        called("/a/x{color}", path, &"..".to_owned()).await.unwrap(),
        "/a/x.."
    );
}

#[tokio::test]
async fn what_is_absent_or_empty_is_not_sent() {
    let query = parameter(Place::Query, Style::Form, true);
    let none: Option<String> = None;
    let no_items: Vec<String> = Vec::new();
    let no_members: BTreeMap<String, String> = BTreeMap::new();
    let values: [&dyn Value; 3] = [&none, &no_items, &no_members];
    for value in values {
        assert_eq!(called("/a", query, value).await.unwrap(), "/a");
    }
    let gaps = vec![Some("a".to_owned()), None];
    assert_eq!(
        called("/a", query, &gaps).await.unwrap(),
        "/a?color=a&color="
    );
}

#[tokio::test]
async fn scalars_are_written_as_in_json() {
    let query = parameter(Place::Query, Style::Form, true);
    let values: [(&dyn Value, &str); 4] = [
        (&true, "true"),
        (&-5_i64, "-5"),
        (&u64::MAX, "18446744073709551615"),
        (&1.5_f64, "1.5"),
    ];
    for (value, expected) in values {
        assert_eq!(
            called("/a", query, value).await.unwrap(),
            format!("/a?color={expected}")
        );
    }
    assert!(called("/a", query, &f64::NAN).await.is_err());
}

#[tokio::test]
async fn what_is_deeper_than_a_style_is_refused_and_deep_objects_go_all_the_way() {
    let nested = vec![vec!["a".to_owned()]];
    let query = parameter(Place::Query, Style::Form, true);
    let problem = called("/a", query, &nested).await.unwrap_err();
    assert!(problem.contains("the parameter color"), "{problem}");
    let deep = parameter(Place::Query, Style::DeepObject, true);
    let value = serde_json::json!({"a": {"b": {"c": 1}}, "d": [1, 2], "e": [{"f": true}]});
    assert_eq!(
        called("/a", deep, &value).await.unwrap(),
        "/a?color%5Ba%5D%5Bb%5D%5Bc%5D=1&color%5Bd%5D=1&color%5Bd%5D=2&color%5Be%5D%5B0%5D%5Bf%5D=true"
    );
    let json = parameter(Place::Query, Style::Json, false);
    assert_eq!(
        called("/a", json, &vec![1]).await.unwrap(),
        "/a?color=%5B1%5D"
    );
    assert_eq!(called("/a", deep, &Any::Null).await.unwrap(), "/a?color=");
}

#[tokio::test]
async fn a_list_in_an_exploded_object_repeats_its_name() {
    let query = parameter(Place::Query, Style::Form, true);
    let page = serde_json::json!({"size": 2, "sort": ["a,b", "c"], "none": []});
    assert_eq!(
        called("/a", query, &page).await.unwrap(),
        "/a?size=2&sort=a%2Cb&sort=c"
    );
    let joined = parameter(Place::Query, Style::Form, false);
    assert!(called("/a", joined, &page).await.is_err());
    for deeper in [
        serde_json::json!({"a": {"b": 1}}),
        serde_json::json!({"a": [[1]]}),
    ] {
        assert!(called("/a", query, &deeper).await.is_err(), "{deeper}");
    }
}

/// RFC 6570, section 3.2.3: what is percent-encoded already goes through where reserved characters may stand.
#[tokio::test]
async fn triplets_stay_where_reserved_characters_may_stand() {
    let reserved = Parameter {
        reserved: true,
        ..parameter(Place::Query, Style::Form, true)
    };
    let plain = parameter(Place::Query, Style::Form, true);
    for (text, kept, encoded) in [
        ("a%2Fb", "a%2Fb", "a%252Fb"),
        ("%zz%4", "%25zz%254", "%25zz%254"),
        ("%2541%é1", "%2541%25%C3%A91", "%252541%25%C3%A91"),
        ("%", "%25", "%25"),
    ] {
        let text = text.to_owned();
        let sent = called("/a", reserved, &text).await.unwrap();
        assert_eq!(sent, format!("/a?color={kept}"));
        let sent = called("/a", plain, &text).await.unwrap();
        assert_eq!(sent, format!("/a?color={encoded}"));
    }
}

#[tokio::test]
async fn json_in_a_header_is_ascii() {
    static FILTER: Parameter = Parameter {
        name: "x-filter",
        ..parameter(Place::Header, Style::Json, false)
    };
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&GET);
    call.argument(&FILTER, &serde_json::json!({"é": "😀\u{7f}\n"}));
    sent(call).await.unwrap();
    let expected = r#"{"\u00e9":"\ud83d\ude00\u007f\n"}"#;
    assert_eq!(service.header("x-filter").unwrap(), expected);
}

#[tokio::test]
async fn headers_and_cookies_are_written_in_their_own_ways() {
    static HEADER: Parameter = Parameter {
        name: "X-Color",
        ..parameter(Place::Header, Style::Simple, false)
    };
    static OBJECT: Parameter = Parameter {
        name: "X-Object",
        ..parameter(Place::Header, Style::Simple, true)
    };
    static COOKIE: Parameter = parameter(Place::Cookie, Style::Form, false);
    static COOKIES: Parameter = Parameter {
        name: "more",
        ..parameter(Place::Cookie, Style::Form, true)
    };
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&GET);
    call.argument(&HEADER, &vec!["a b".to_owned(), "c/d".to_owned()]);
    call.argument(&OBJECT, &COLOR);
    call.argument(&COOKIE, &"a;b".to_owned());
    call.argument(&COOKIES, &vec![1, 2]);
    sent(call).await.unwrap();
    assert_eq!(service.header("x-color").unwrap(), "a b,c/d");
    assert_eq!(service.header("x-object").unwrap(), "R=100,G=200,B=150");
    assert_eq!(
        service.header("cookie").unwrap(),
        "color=a%3Bb; more=1; more=2"
    );
}

#[tokio::test]
async fn a_comma_in_a_header_is_one_between_items_unless_it_is_quoted() {
    static HEADER: Parameter = Parameter {
        name: "X-Color",
        ..parameter(Place::Header, Style::Simple, false)
    };
    let texts = ["\"a,b\"", "é", "5\""].map(str::to_owned);
    let scalar = "né, ü".to_owned();
    let values: [(&dyn Value, &str); 2] = [(&texts.to_vec(), "\"a,b\",é,5\""), (&scalar, &scalar)];
    for (value, expected) in values {
        let service = Service::answering(json("{}")).await;
        let mut call = service.client(&API).call(&GET);
        call.argument(&HEADER, value);
        sent(call).await.unwrap();
        assert_eq!(service.header("x-color").unwrap(), expected);
    }
    let pair = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
    let list = vec!["a,b".to_owned()];
    let values: [(&dyn Value, bool); 3] = [
        (&list, false),
        (&pair("a", "b,c"), false),
        (&pair("a=b", "c"), true),
    ];
    for (value, explode) in values {
        let service = Service::answering(json("{}")).await;
        let mut call = service.client(&API).call(&GET);
        call.argument(&HEADER.explode(explode), value);
        let problem = sent(call).await.unwrap_err().to_string();
        assert!(problem.contains("cannot tell apart"), "{problem}");
        assert!(service.requests().is_empty());
    }
}

#[tokio::test]
async fn a_link_may_have_a_comma_in_its_target() {
    static LINK: Parameter = Parameter::header("Link");
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&GET);
    let links = ["<a,b>; rel=next", "<c>"].map(str::to_owned).to_vec();
    call.argument(&LINK, &links);
    sent(call).await.unwrap();
    assert_eq!(service.header("link").unwrap(), "<a,b>; rel=next,<c>");
    for bad in ["<a>,<b>", "<a"] {
        let mut call = service.client(&API).call(&GET);
        call.argument(&LINK, &vec![bad.to_owned(), "<b>".to_owned()]);
        assert!(sent(call).await.is_err(), "{bad}");
    }
}

#[tokio::test]
async fn a_header_with_a_line_break_is_refused() {
    static HEADER: Parameter = Parameter {
        name: "X-Color",
        ..parameter(Place::Header, Style::Simple, false)
    };
    let service = Service::answering(json("{}")).await;
    let mut call = service.client(&API).call(&GET);
    call.argument(&HEADER, &"a\r\nx-evil: 1".to_owned());
    let problem = sent(call).await.unwrap_err().to_string();
    assert!(
        problem.contains("x-color") && service.requests().is_empty(),
        "{problem}"
    );
}

#[tokio::test]
async fn a_whole_request_is_as_expected() {
    let service = Service::answering(json("{}")).await;
    let client = service.client_with(&API, |config| {
        config.user_agent("app/2").header("X-Trace", "7")
    });
    sent(client.call(&GET)).await.unwrap();
    assert_eq!(
        service.request(),
        "GET /v1/it HTTP/1.1\r\naccept: application/json\r\nuser-agent: zoo-client/1 app/2\r\nx-trace: 7\r\nhost: HOST\r\n\r\n"
    );
}

#[tokio::test]
async fn what_no_address_can_hold_is_encoded_in_a_path_of_the_description() {
    let path = parameter(Place::Path, Style::Simple, false);
    assert_eq!(
        called("/a b/é(v=1):x/{color}%20", path, &"c".to_owned())
            .await
            .unwrap(),
        "/a%20b/%C3%A9(v=1):x/c%20"
    );
}
