use xml_bodies::types::{Author, Book, BookAbout, Edition, Review};

use crate::server::{loaded, sent};

#[tokio::test]
async fn attributes_names_lists_and_namespaces() {
    let book = Book::new(7, "A & B")
        .tags(["x", "y"])
        .authors([
            Author::new("Ada").born(
                "1815-12-10"
                    .parse::<xml_bodies::runtime::value::Date>()
                    .unwrap(),
            ),
            Author::new("Bob"),
        ])
        .price(9.5)
        .pages([1, 2]);
    let text = sent!(xml_bodies, book.clone());
    assert_eq!(
        text,
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8"?>"#,
            r#"<b:book xmlns:b="http://example.com/book" id="7"><b:Title>A &amp; B</b:Title>"#,
            r"<Tags><Tag>x</Tag><Tag>y</Tag></Tags>",
            r#"<writer born="1815-12-10"><name>Ada</name></writer><writer><name>Bob</name></writer>"#,
            r#"<p:price xmlns:p="http://example.com/price">9.5</p:price>"#,
            r"<pages><pages>1</pages><pages>2</pages></pages></b:book>",
        )
    );
    assert_eq!(loaded!(xml_bodies, "application/xml", &text).unwrap(), book);
}

#[tokio::test]
async fn what_is_missing_or_wrong_has_a_path() {
    let error = loaded!(
        xml_bodies,
        "application/xml",
        "<book><Title>x</Title></book>"
    )
    .unwrap_err();
    assert!(
        error.contains("id: expected a number, found nothing"),
        "{error}"
    );
    let text = r#"<book id="1"><Title>x</Title><pages><pages>one</pages></pages></book>"#;
    let error = loaded!(xml_bodies, "application/xml", text).unwrap_err();
    assert!(error.contains("pages[0]: expected an integer"), "{error}");
}

#[tokio::test]
async fn namespaces_inside_one_another_maps_unions_and_types_that_hold_themselves() {
    let book = Book::new(1, "A")
        .parts(["x"])
        .editions([Edition::new(2001).cover("hard")])
        .counts([("a".to_owned(), 1), ("b".to_owned(), 2)])
        .about(Review::new(5))
        .sequel(Book::new(2, "B").about(Edition::new(2002)));
    let text = sent!(xml_bodies, book.clone());
    assert_eq!(
        text,
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8"?>"#,
            r#"<b:book xmlns:b="http://example.com/book" id="1"><b:Title>A</b:Title>"#,
            r#"<s:parts xmlns:s="urn:parts"><t:part xmlns:t="urn:part">x</t:part></s:parts>"#,
            r#"<editions><e:ed xmlns:e="urn:ed" year="2001"><e:cover xmlns:e="urn:ed">hard</e:cover></e:ed></editions>"#,
            r"<counts><a>1</a><b>2</b></counts><about><stars>5</stars></about>",
            r#"<b:book xmlns:b="http://example.com/book" id="2"><b:Title>B</b:Title><about year="2002"></about></b:book></b:book>"#,
        )
    );
    let read = loaded!(xml_bodies, "application/xml", &text).unwrap();
    assert_eq!(read, book);
    let sequel = read.sequel.unwrap();
    assert!(matches!(sequel.about, Some(BookAbout::Edition(_))));
}
