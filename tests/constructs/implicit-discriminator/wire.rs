use implicit_discriminator::types::{Labelled, Line, LineType, Shape, Square};

use crate::server::{loaded, sent};

#[tokio::test]
async fn the_name_of_a_schema_or_its_only_value_is_the_tag() {
    let body = r#"[{"@type":"Circle","size":1.0},{"@type":"Square","size":2},{"@type":"label","text":"t"},{"@type":"Labelled"}]"#;
    let shapes = loaded!(implicit_discriminator, body).unwrap();
    let [circle, square, label, other] = &shapes[..] else {
        panic!("{shapes:?}")
    };
    assert!(matches!(circle, Shape::Circle(circle) if circle.size == 1.0));
    assert!(matches!(square, Shape::Square(square) if square.size == 2.0));
    assert!(matches!(label, Shape::Labelled(label) if label.text.as_deref() == Some("t")));
    assert!(matches!(other, Shape::Labelled(_)));
}

#[tokio::test]
async fn the_tag_is_written_even_where_the_type_has_no_member_for_it() {
    let shapes = [
        Shape::Square(Square::new(2.5)),
        Shape::Labelled(Labelled::new()),
    ];
    let text = sent!(implicit_discriminator, shapes);
    assert_eq!(text, r#"[{"@type":"Square","size":2.5},{"@type":"label"}]"#);
}

#[tokio::test]
async fn each_value_that_one_type_alone_allows_means_it() {
    let body = r#"[{"@type":"solid"},{"@type":"dotted"},{"@type":"Line"}]"#;
    let shapes = loaded!(implicit_discriminator, body).unwrap();
    let is_line = |shape: &Shape| matches!(shape, Shape::Line(_));
    assert!(shapes.iter().all(is_line), "{shapes:?}");
    let dotted = Shape::Line(Line::new(LineType::Dotted));
    assert_eq!(
        sent!(implicit_discriminator, [dotted]),
        r#"[{"@type":"dotted"}]"#
    );
}
