use crate::value::{Any, Nullable, Problem};
use crate::{decode_xml, decode_xml_strictly, to_request_xml, to_xml};

#[derive(Clone, Debug, Default, PartialEq)]
struct Pet {
    id: i64,
    name: Option<String>,
}
crate::plain_object!(Pet {
    id: "id" required read_only xml { attribute },
    name: "name",
} xml { name: "Pet", namespace: "urn:pets", prefix: "p" });

#[derive(Clone, Debug, PartialEq)]
enum Size {
    Number(f64),
    Text(String),
    Pet(Pet),
    Unknown(Any),
}
crate::union!(Size { Number(f64), Text(String), Pet(Pet) });

#[derive(Clone, Debug, Default, PartialEq)]
struct Shop {
    lang: Option<String>,
    sizes: Option<Vec<i32>>,
    renamed: Option<i32>,
    plain: Vec<i64>,
    named: Option<Vec<i64>>,
    wrapped: Option<Vec<String>>,
    full: Option<Vec<Pet>>,
    table: Option<Vec<Vec<i64>>>,
    spaced: Option<i64>,
    defaulted: Option<Pet>,
    null: Option<Nullable<i64>>,
    size: Option<Size>,
    free: Option<Any>,
}
crate::plain_object!(Shop {
    lang: "lang" xml { name: "xml-lang", attribute },
    sizes: "sizes" xml { attribute, namespace: "urn:s", prefix: "s" },
    renamed: "renamed" xml { name: "other" },
    plain: "plain" required xml { name: "ignored" },
    named: "named" xml { name: "ignored", item: "one" },
    wrapped: "wrapped" xml { wrapped },
    full: "full" xml { name: "pets", wrapped, item: "pet", namespace: "urn:f" },
    table: "table",
    spaced: "spaced" xml { namespace: "urn:s", prefix: "s" },
    defaulted: "defaulted" xml { namespace: "urn:d" },
    null: "null",
    size: "size",
    free: "free",
});

fn read(document: &str) -> Result<Shop, String> {
    let mut shop = Shop::default();
    let result = decode_xml(document.as_bytes(), &mut shop);
    result.map(|()| shop).map_err(|error| error.to_string())
}

fn inside(shop: &Shop) -> String {
    let text = to_xml("shop", shop);
    let text = text.strip_prefix(r#"<?xml version="1.0" encoding="UTF-8"?><shop"#);
    text.unwrap().strip_suffix("</shop>").unwrap().to_owned()
}

/// What is inside the root is written so, and read again.
fn holds(cases: impl IntoIterator<Item = (Shop, &'static str)>) {
    for (shop, expected) in cases {
        assert_eq!(inside(&shop), expected);
        assert_eq!(read(&to_xml("shop", &shop)), Ok(shop), "{expected}");
    }
}

/// A shop with one more thing.
fn with(set: impl FnOnce(&mut Shop)) -> Shop {
    let mut shop = Shop::default();
    set(&mut shop);
    shop
}

fn pet(id: i64) -> Pet {
    Pet { id, name: None }
}

#[test]
fn attributes_are_written_as_described_and_read_again() {
    holds([
        (
            with(|shop| shop.lang = Some("a \"b\" <&'\n\t".to_owned())),
            r#" xml-lang="a &quot;b&quot; &lt;&amp;'&#10;&#9;">"#,
        ),
        (
            with(|shop| shop.sizes = Some(vec![1, 2])),
            r#" xmlns:s="urn:s" s:sizes="1 2">"#,
        ),
    ]);
}

#[test]
fn lists_are_written_as_described_and_read_again() {
    holds([
        (
            with(|shop| shop.plain = vec![1, 2]),
            "><plain>1</plain><plain>2</plain>",
        ),
        (
            with(|shop| shop.named = Some(vec![1, 2])),
            "><one>1</one><one>2</one>",
        ),
        (
            with(|shop| shop.wrapped = Some(vec!["a".to_owned(), String::new()])),
            "><wrapped><wrapped>a</wrapped><wrapped></wrapped></wrapped>",
        ),
        (
            with(|shop| shop.wrapped = Some(Vec::new())),
            "><wrapped></wrapped>",
        ),
        (
            with(|shop| shop.full = Some(vec![pet(1), pet(2)])),
            r#"><pets xmlns="urn:f"><pet id="1"></pet><pet id="2"></pet></pets>"#,
        ),
        (
            with(|shop| shop.table = Some(vec![vec![1, 2], vec![]])),
            "><table><item>1</item><item>2</item></table><table></table>",
        ),
    ]);
}

#[test]
fn names_namespaces_nulls_and_unions_are_written_as_described_and_read_again() {
    let nil = r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true""#;
    assert_eq!(
        inside(&with(|shop| shop.null = Some(Nullable::Null))),
        format!("><null {nil}></null>")
    );
    let named = Pet {
        id: 1,
        name: Some("n".to_owned()),
    };
    let free = serde_json::json!({"a": ["x", "y"], "b": {"c": "z"}});
    holds([
        (with(|shop| shop.renamed = Some(1)), "><other>1</other>"),
        (
            with(|shop| shop.spaced = Some(1)),
            r#"><s:spaced xmlns:s="urn:s">1</s:spaced>"#,
        ),
        (
            with(|shop| shop.defaulted = Some(named)),
            r#"><defaulted xmlns="urn:d" id="1"><name>n</name></defaulted>"#,
        ),
        (
            with(|shop| shop.size = Some(Size::Number(1.5))),
            "><size>1.5</size>",
        ),
        (
            with(|shop| shop.size = Some(Size::Pet(pet(3)))),
            r#"><size id="3"></size>"#,
        ),
        (
            with(|shop| shop.free = Some(free)),
            "><free><a>x</a><a>y</a><b><c>z</c></b></free>",
        ),
    ]);
}

#[test]
fn a_root_has_its_own_namespace_and_a_request_lacks_what_only_replies_have() {
    let pet = Pet {
        name: Some("n".to_owned()),
        ..pet(1)
    };
    let head = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    assert_eq!(
        to_xml("Pet", &pet),
        format!(r#"{head}<p:Pet xmlns:p="urn:pets" id="1"><name>n</name></p:Pet>"#)
    );
    assert_eq!(
        to_request_xml("Pet", &pet),
        format!(r#"{head}<p:Pet xmlns:p="urn:pets"><name>n</name></p:Pet>"#)
    );
    assert_eq!(
        to_request_xml("pets", &vec![pet.clone()]),
        format!(r#"{head}<pets><p:Pet xmlns:p="urn:pets"><name>n</name></p:Pet></pets>"#)
    );
    let mut pets = Vec::<Pet>::new();
    decode_xml_strictly(to_xml("pets", &vec![pet.clone()]).as_bytes(), &mut pets).unwrap();
    assert_eq!(pets, [pet]);
}

#[test]
fn a_scalar_is_the_text_of_the_root() {
    let mut number = 0_i64;
    decode_xml_strictly(b"<n>5</n>", &mut number).unwrap();
    assert_eq!(number, 5);
    let error = decode_xml_strictly(b"<n/>", &mut number).unwrap_err();
    assert_eq!(error.to_string(), "expected a number, found the text \"\"");
}

#[test]
fn what_other_writers_do_is_understood() {
    let shop = read(
        r#"<x:shop xmlns:x="urn:x" xmlns="urn:y" xml-lang="de" unknown="1">
             <!-- prefixes do not matter, order neither -->
             <x:plain>1</x:plain><x:other> 5 </x:other><plain>2</plain>
             <pets><pet id="1"/><animal id="2"/></pets>
             <null/><unknown><a/></unknown>
             <free at="1"><b>2</b><b>3</b></free>
           </x:shop>"#,
    )
    .unwrap();
    assert_eq!((shop.plain, shop.renamed), (vec![1, 2], Some(5)));
    assert_eq!(shop.full.map(|pets| pets.len()), Some(2));
    assert_eq!(shop.null, Some(Nullable::Null));
    assert_eq!(
        shop.free,
        Some(serde_json::json!({"at": "1", "b": ["2", "3"]}))
    );
    let item = read("<shop><plain xsi:nil='true'>1</plain></shop>").unwrap_err();
    assert_eq!(item, "plain[0]: expected a number, found null");
}

#[test]
fn an_error_says_where_it_is() {
    for (inside, message) in [
        (
            "<null xsi:nil='no'>x</null>",
            "null: expected an integer of 64 bits, found the text \"x\"",
        ),
        (
            "<other>x</other>",
            "renamed: expected an integer of 32 bits, found the text \"x\"",
        ),
        ("<other/>", ""),
        (
            "<plain>1</plain><plain/>",
            "plain[1]: expected a number, found the text \"\"",
        ),
        (
            "<plain><a/></plain>",
            "plain[0]: expected a number, found other elements",
        ),
        (
            "<pets><pet id='1'/><pet/></pets>",
            "full[1].id: expected a number, found nothing: the member is required, and absent",
        ),
        (
            "<pets>x</pets>",
            "full: expected a list, found the text \"x\"",
        ),
        (
            "<defaulted>x</defaulted>",
            "defaulted: expected an object, found the text \"x\"",
        ),
        (
            "<size>1</size><size>2</size>",
            "size: expected one element, found a second one of this name",
        ),
        ("<free>a<b/></free>", "the document mixes text and elements"),
    ] {
        let result = read(&format!("<shop>{inside}</shop>"));
        assert_eq!(result.err().unwrap_or_default(), message, "{inside}");
    }
}

#[test]
fn what_is_no_xml_or_dangerous_is_refused() {
    let deep = format!("{}{}", "<a>".repeat(129), "</a>".repeat(129));
    for document in [
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "<a>&b;</a>",
        "<a b=\"&c;\"/>",
        "<a b=\"1\" b=\"2\"/>",
        "<a><b></a>",
        "<a/><b/>",
        "x",
        &deep,
    ] {
        let error = decode_xml_strictly(document.as_bytes(), &mut Any::Null).unwrap_err();
        assert!(
            matches!(error.problem(), Problem::Xml(_) | Problem::RefusedXml(_)),
            "{document}: {error:?}"
        );
    }
}
