use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Scalar, Value};
use crate::{decode_json, decode_xml, to_json, to_xml};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Color {
    Red,
    Green,
    Unknown(String),
}
crate::open_enum!(Color: String { Red = "RED", Green = "green" });

#[derive(Clone, Debug, PartialEq, Eq)]
enum Level {
    Low,
    High,
    Unknown(i64),
}
crate::open_enum!(Level: i64 { Low = 1, High = -2 });

#[derive(Clone, Debug, Default, PartialEq)]
struct Tree {
    text: Option<String>,
    big: Option<i64>,
    huge: Option<u64>,
    small: Option<i8>,
    fraction: Option<f64>,
    single: Option<f32>,
    flag: Option<bool>,
    color: Option<Color>,
    level: Option<Level>,
    texts: Vec<String>,
    children: Vec<Tree>,
    child: Option<Box<Tree>>,
    map: BTreeMap<String, i64>,
}
crate::object!(Tree {
    text: "Text",
    big: "Big",
    huge: "Huge",
    small: "small",
    fraction: "Fraction",
    single: "Single",
    flag: "Flag",
    color: "Color",
    level: "Level",
    texts: "Texts",
    children: "Children",
    child: "Child",
    map: "Map"
});

/// Text that XML can hold; see `to_xml` for the rest.
fn text() -> impl Strategy<Value = String> {
    "[\t\n\r -~é中\u{10ffff}\u{fffd}]{0,12}"
}

fn color() -> impl Strategy<Value = Color> {
    prop_oneof![
        Just(Color::Red),
        Just(Color::Green),
        "[a-z<]{1,5}".prop_map(Color::from)
    ]
}

fn leaf() -> impl Strategy<Value = Tree> {
    let numbers = (
        prop::option::of(any::<i64>()),
        prop::option::of(any::<u64>()),
        prop::option::of(any::<i8>()),
        prop::option::of(prop::num::f64::NORMAL),
        prop::option::of(prop::num::f32::NORMAL),
    );
    let others = (
        prop::option::of(text()),
        prop::option::of(any::<bool>()),
        prop::option::of(color()),
        prop::option::of(any::<i64>().prop_map(Level::from)),
        // An empty item cannot be told from an empty list in XML.
        prop::collection::vec(
            text().prop_filter("not blank", |text| !text.trim().is_empty()),
            0..3,
        ),
        prop::collection::btree_map("[A-Za-z_][A-Za-z0-9_.-]{0,5}", any::<i64>(), 0..3),
    );
    (numbers, others).prop_map(|(numbers, others)| {
        let (big, huge, small, fraction, single) = numbers;
        let (text, flag, color, level, texts, map) = others;
        Tree {
            text,
            big,
            huge,
            small,
            fraction,
            single,
            flag,
            color,
            level,
            texts,
            map,
            ..Tree::default()
        }
    })
}

fn tree() -> impl Strategy<Value = Tree> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        (
            leaf(),
            prop::collection::vec(inner.clone(), 0..3),
            prop::option::of(inner),
        )
            .prop_map(|(tree, children, child)| Tree {
                children,
                child: child.map(Box::new),
                ..tree
            })
    })
}

/// The tree without what an empty element cannot say: objects without members.
fn without_empty_objects(mut tree: Tree) -> Tree {
    tree.children = tree
        .children
        .into_iter()
        .map(without_empty_objects)
        .collect();
    tree.children.retain(|child| *child != Tree::default());
    tree.child = tree
        .child
        .map(|child| Box::new(without_empty_objects(*child)));
    tree.child = tree.child.filter(|child| **child != Tree::default());
    tree
}

proptest! {
    #[test]
    fn json_written_is_json_read(tree in tree()) {
        let mut again = Tree::default();
        decode_json(to_json(&tree).as_bytes(), &mut again).unwrap();
        prop_assert_eq!(again, tree);
    }

    #[test]
    fn xml_written_is_xml_read(tree in tree()) {
        let tree = without_empty_objects(tree);
        let document = to_xml("Tree", &tree);
        let mut again = Tree::default();
        decode_xml(document.as_bytes(), &mut again).unwrap();
        prop_assert_eq!(again, tree, "{}", document);
    }

    #[test]
    fn no_input_makes_a_reader_panic(document in any::<Vec<u8>>(), inside in "[<>/&;a-cT\"= !\\[\\]{}:,0-9]{0,40}") {
        for document in [&document[..], inside.as_bytes(), format!("<Tree>{inside}</Tree>").as_bytes()] {
            let _ = decode_json(document, &mut Tree::default());
            let _ = decode_xml(document, &mut Tree::default());
        }
    }
}

#[test]
fn an_enum_keeps_what_it_does_not_know() {
    for (text, color) in [
        ("RED", Color::Red),
        ("green", Color::Green),
        ("blue", Color::Unknown("blue".to_owned())),
    ] {
        assert_eq!(Color::from(text), color);
        assert_eq!(Color::from(text.to_owned()), color);
        assert_eq!(color.to_string(), text);
        assert_eq!(serde_json::from_value::<Color>(text.into()).unwrap(), color);
    }
    for (number, level) in [(1, Level::Low), (-2, Level::High), (9, Level::Unknown(9))] {
        assert_eq!(Level::from(number), level);
        assert_eq!(level.as_i64(), number);
        assert_eq!(serde_json::to_value(&level).unwrap(), number);
    }
    assert_eq!("7".parse(), Ok(Level::Unknown(7)));
}

#[test]
fn an_enum_of_numbers_takes_a_text_and_refuses_a_word() {
    let mut level = Level::blank();
    level.set(Scalar::Text("1")).unwrap();
    assert_eq!(level, Level::Low);
    assert!(level.set(Scalar::Text("low")).is_err());
}
