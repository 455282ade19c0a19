use crate::value::Problem;
use crate::{ReadError, decode_xml, to_xml};

#[derive(Clone, Debug, Default, PartialEq)]
struct Item {
    id: Option<i64>,
    name: Option<String>,
    inner: Vec<Item>,
}
crate::object!(Item {
    id: "Id",
    name: "Name",
    inner: "Inner"
});

#[derive(Clone, Debug, Default, PartialEq)]
struct Whole {
    text: Option<String>,
    number: Option<i32>,
    item: Option<Item>,
    items: Option<Vec<Item>>,
    names: Vec<String>,
    table: Vec<Vec<i32>>,
    any: serde_json::Value,
}
crate::object!(Whole {
    text: "Text",
    number: "Number",
    item: "Item",
    items: "Items",
    names: "Names",
    table: "Table",
    any: "Any"
});

fn read(inside: &str) -> Result<Whole, ReadError> {
    let mut whole = Whole::default();
    let document =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Anything>{inside}</Anything>\n");
    decode_xml(document.as_bytes(), &mut whole).map(|()| whole)
}

fn ids(inside: &str) -> Vec<Option<i64>> {
    read(inside)
        .unwrap()
        .items
        .unwrap_or_default()
        .iter()
        .map(|item| item.id)
        .collect()
}

#[test]
fn text_keeps_its_characters_in_every_way_to_write_them() {
    let text = |inside: &str| {
        read(&format!("<Text>{inside}</Text>"))
            .unwrap()
            .text
            .unwrap()
    };
    assert_eq!(
        text("a &lt;b&gt; &amp; &quot;中&apos; &#65;&#x42;"),
        "a <b> & \"中' AB"
    );
    assert_eq!(
        text("<![CDATA[https://x?a=1&b=<2>]]>"),
        "https://x?a=1&b=<2>"
    );
    assert_eq!(text(" a<!-- not this --> b "), " a b ");
    assert_eq!(text("a\r\nb"), "a\nb");
}

#[test]
fn an_empty_element_among_others_is_an_item() {
    let whole = read("<Names/><Names>a</Names><Names></Names>").unwrap();
    assert_eq!(whole.names, ["", "a", ""]);
    let whole = read("<Names/><Names/>").unwrap();
    assert_eq!(whole.names, ["", ""]);
    assert_eq!(read("<Names/>").unwrap().names, [""; 0]);
}

#[test]
fn an_empty_element_is_an_empty_text_or_no_value() {
    let whole = read("<Text/><Number></Number><Item/><Items></Items><Names/>").unwrap();
    assert_eq!(
        whole,
        Whole {
            text: Some(String::new()),
            ..Whole::default()
        }
    );
}

#[test]
fn nil_is_a_null_and_other_attributes_mean_nothing() {
    let whole = read(r#"<Text xsi:nil="true">x</Text><Number a="b" nil="no">5</Number>"#).unwrap();
    assert_eq!((whole.text, whole.number), (None, Some(5)));
}

#[test]
fn a_repeated_element_is_a_list() {
    assert_eq!(
        ids("<Items><Id>1</Id></Items><Items>\n <Id>2</Id>\n</Items>"),
        [Some(1), Some(2)]
    );
    let names = read("<Names>a</Names><Text>t</Text><Names>b</Names>")
        .unwrap()
        .names;
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn an_element_around_items_of_one_name_is_a_list() {
    assert_eq!(
        ids("<Items> <Log><Id>1</Id></Log> <Log><Id>2</Id></Log> </Items>"),
        [Some(1), Some(2)]
    );
    assert_eq!(ids("<Items><Log><Id>1</Id></Log></Items>"), [Some(1)]);
    assert_eq!(
        read("<Names><item>a</item><item>b</item></Names>")
            .unwrap()
            .names,
        ["a", "b"]
    );
    assert_eq!(
        read("<Table><r>1</r><r>2</r></Table><Table><r>3</r></Table>")
            .unwrap()
            .table,
        [vec![1, 2], vec![3]]
    );
}

#[test]
fn an_item_with_members_that_the_type_does_not_know_is_still_one_item() {
    assert_eq!(ids("<Items><New>x</New><Id>1</Id></Items>"), [Some(1)]);
    assert_eq!(
        ids("<Items><New><Id>5</Id></New><Id>1</Id></Items>"),
        [Some(1)]
    );
    assert_eq!(ids("<Items><New>x</New></Items>"), [None]);
    assert_eq!(ids("<Items><New><a>1</a></New><Newer/></Items>"), [None]);
}

#[test]
fn a_free_form_value_follows_the_document() {
    let any = read("<Any><a>1</a><b><c/></b><a>2</a><a>3</a></Any>")
        .unwrap()
        .any;
    assert_eq!(
        any,
        serde_json::json!({"a": ["1", "2", "3"], "b": {"c": ""}})
    );
}

#[test]
fn namespace_prefixes_do_not_matter() {
    assert_eq!(read("<x:Number>3</x:Number>").unwrap().number, Some(3));
}

#[test]
fn a_value_of_the_wrong_kind_is_named_by_its_path() {
    for (inside, path) in [
        ("<Number>x</Number>", "Number"),
        ("<Text><b>x</b></Text>", "Text"),
        ("<Item>x</Item>", "Item"),
        (
            "<Items><Id>1</Id></Items><Items><Inner><Id>1</Id><Name><a/></Name></Inner></Items>",
            "Items[1].Inner[0].Name",
        ),
        (
            "<Items><Log><Id>1</Id></Log><Log><Id>x</Id></Log></Items>",
            "Items[1].Id",
        ),
        ("<Names><a>1</a><b>2</b></Names>", "Names[1]"),
        ("<Items>x</Items>", "Items[0]"),
    ] {
        let error = read(inside).unwrap_err();
        assert_eq!(error.path(), path, "{inside}");
        assert!(matches!(error.problem(), Problem::Mismatch(_)), "{error:?}");
    }
}

#[test]
fn what_is_no_xml_or_dangerous_is_refused() {
    let deep = format!("<a>{}{}</a>", "<a>".repeat(128), "</a>".repeat(128));
    for document in [
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a><Text>&b;</Text></a>",
        "<a><Text>&b;</Text></a>",
        "<a><Text>x</Text>",
        "<a><Text>x</a></Text>",
        "<a/><b/>",
        "<a/>x",
        "x",
        "{}",
        "<a>x<Text/></a>",
        "<a>&#xD800;</a>",
        &deep,
    ] {
        let error = decode_xml(document.as_bytes(), &mut Whole::default()).unwrap_err();
        let refused = matches!(error.problem(), Problem::Xml(_) | Problem::RefusedXml(_));
        assert!(
            refused || document == "<a>x<Text/></a>",
            "{document}: {error:?}"
        );
    }
    let empty = decode_xml(b"<?xml version=\"1.0\"?>", &mut Whole::default()).unwrap_err();
    assert!(matches!(empty.problem(), Problem::Empty));
}

#[test]
fn writing_follows_what_reading_expects() {
    let whole = Whole {
        text: Some("a<b>&\r\u{0}".to_owned()),
        items: Some(vec![
            Item {
                id: Some(1),
                ..Item::default()
            },
            Item::default(),
        ]),
        names: vec!["x".to_owned(), "y".to_owned()],
        table: vec![vec![1, 2]],
        ..Whole::default()
    };
    assert_eq!(
        to_xml("Root", &whole),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Root><Text>a&lt;b&gt;&amp;&#13;\u{fffd}</Text>\
         <Items><Id>1</Id></Items><Items></Items><Names>x</Names><Names>y</Names>\
         <Table><item>1</item><item>2</item></Table></Root>"
    );
}

#[test]
fn a_key_of_a_map_cannot_become_markup() {
    let map = std::collections::BTreeMap::from([("a><script".to_owned(), 1), ("1".to_owned(), 2)]);
    assert!(to_xml("R", &map).ends_with("<R><_1>2</_1><a__script>1</a__script></R>"));
}
