use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    Any, Base64, Date, Decimal, Notation, Nullable, OffsetDateTime, SecretText, Uuid, Value,
    parse_text, to_text,
};
use crate::{decode_json_strictly, decode_xml_strictly, to_json, to_xml};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Color {
    Red,
    Unknown(String),
}
crate::open_enum!(Color: String { Red = "red" });

#[derive(Clone, Debug, PartialEq, Eq)]
enum Level {
    Low,
    Unknown(i64),
}
crate::open_enum!(Level: i64 { Low = 1 });

#[derive(Clone, Debug, PartialEq)]
enum Mixed {
    One,
    Yes,
    Auto,
    Unknown(Any),
}
crate::open_enum!(Mixed, Any);

impl Mixed {
    fn to_any(&self) -> Any {
        match self {
            Self::One => 1.into(),
            Self::Yes => true.into(),
            Self::Auto => "auto".into(),
            Self::Unknown(value) => value.clone(),
        }
    }
}

impl From<Any> for Mixed {
    fn from(value: Any) -> Self {
        match &value {
            Any::Number(number) if number.as_i64() == Some(1) => Self::One,
            Any::Bool(true) => Self::Yes,
            Any::String(text) if text == "auto" => Self::Auto,
            _ => Self::Unknown(value),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Whole(i64),
    Fraction(f64),
    Day(Date),
    Flag(bool),
    Node(Box<Node>),
    Days(BTreeMap<String, Date>),
    Unknown(Any),
}
crate::union!(Part {
    Whole(i64),
    Fraction(f64),
    Day(Date),
    Flag(bool),
    Node(Box<Node>),
    Days(BTreeMap<String, Date>),
});

#[derive(Clone, Debug, PartialEq)]
struct Scalars {
    i8: i8,
    i16: i16,
    i32: i32,
    i64: Nullable<i64>,
    u8: u8,
    u16: u16,
    u32: u32,
    u64: Option<u64>,
    f32: f32,
    f64: f64,
    bool: bool,
    string: String,
    secret: SecretText,
    date: Date,
    time: OffsetDateTime,
    uuid: Uuid,
    decimal: Decimal,
    base64: Base64,
    color: Color,
    level: Level,
    mixed: Mixed,
}
crate::plain_object!(Scalars {
    i8: "i8" required,
    i16: "i16" required xml { attribute },
    i32: "i32" required xml { name: "other" },
    i64: "i64" required,
    u8: "u8" required,
    u16: "u16" required,
    u32: "u32" required,
    u64: "u64",
    f32: "f32" required,
    f64: "f64" required,
    bool: "bool" required,
    string: "string" required xml { attribute, name: "s", namespace: "urn:s", prefix: "s" },
    secret: "secret" required,
    date: "date" required,
    time: "time" required,
    uuid: "uuid" required,
    decimal: "decimal" required,
    base64: "base64" required,
    color: "color" required,
    level: "level" required,
    mixed: "mixed" required,
});

#[derive(Clone, Debug, PartialEq)]
struct Node {
    scalars: Scalars,
    null: Option<Nullable<String>>,
    numbers: Vec<i64>,
    nodes: Option<Vec<Node>>,
    dates: BTreeMap<String, Date>,
    part: Option<Part>,
    parts: Vec<Part>,
    child: Nullable<Box<Node>>,
    additional: BTreeMap<String, u8>,
}
crate::plain_object!(Node {
    scalars: "scalars" required,
    null: "null",
    numbers: "numbers" required,
    nodes: "nodes" xml { wrapped, item: "node" },
    dates: "dates" required,
    part: "part",
    parts: "parts" required xml { item: "piece", namespace: "urn:p" },
    child: "child" required,
    rest: additional,
});

fn text() -> impl Strategy<Value = String> {
    "[\t\n\r -~é中\u{10ffff}\u{fffd}]{0,8}"
}

fn date() -> impl Strategy<Value = Date> {
    (1_i16..=9999, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn time() -> impl Strategy<Value = OffsetDateTime> {
    let seconds = -62_000_000_000_i64..250_000_000_000;
    (seconds, 0_i32..1_000_000_000, -1439_i32..1440).prop_map(|(seconds, nanoseconds, minutes)| {
        let point = jiff::Timestamp::new(seconds, nanoseconds).unwrap();
        OffsetDateTime::new(point, jiff::tz::Offset::from_seconds(minutes * 60).unwrap())
    })
}

fn scalars() -> impl Strategy<Value = Scalars> {
    let whole = any::<(i8, i16, i32, Option<i64>, u8, u16, u32, Option<u64>)>();
    let others = (
        prop::num::f32::NORMAL | prop::num::f32::ZERO,
        prop::num::f64::NORMAL | prop::num::f64::ZERO,
        any::<bool>(),
        (text(), text()),
        date(),
        time(),
        any::<u128>(),
        (any::<i64>(), 0_u32..19),
        any::<Vec<u8>>(),
    );
    let enums = (
        prop_oneof![Just(Color::Red), text().prop_map(Color::from)],
        any::<i64>().prop_map(Level::from),
        prop_oneof![
            Just(Mixed::One),
            Just(Mixed::Yes),
            Just(Mixed::Auto),
            "[a-z]{1,3}".prop_map(|text| Mixed::from(&*text))
        ],
    );
    (whole, others, enums).prop_map(|(whole, others, enums)| Scalars {
        i8: whole.0,
        i16: whole.1,
        i32: whole.2,
        i64: whole.3.into(),
        u8: whole.4,
        u16: whole.5,
        u32: whole.6,
        u64: whole.7,
        f32: others.0,
        f64: others.1,
        bool: others.2,
        string: others.3.0,
        secret: others.3.1.into(),
        date: others.4,
        time: others.5,
        uuid: Uuid::from_u128(others.6),
        decimal: Decimal::new(others.7.0, others.7.1),
        base64: others.8.into(),
        color: enums.0,
        level: enums.1,
        mixed: enums.2,
    })
}

fn dates() -> impl Strategy<Value = BTreeMap<String, Date>> {
    prop::collection::btree_map("[A-Za-z_][A-Za-z0-9_.-]{0,5}", date(), 0..3)
}

fn leaf_part() -> impl Strategy<Value = Part> {
    prop_oneof![
        any::<i64>().prop_map(Part::Whole),
        (-1e6_f64..1e6).prop_map(|number| Part::Fraction(number.trunc() + 0.5)),
        date().prop_map(Part::Day),
        any::<bool>().prop_map(Part::Flag),
        // In XML an empty map is an empty text.
        dates()
            .prop_filter("not empty", |dates| !dates.is_empty())
            .prop_map(Part::Days),
    ]
}

type Links = (Option<Vec<Node>>, Option<Node>, Vec<Part>, Option<Part>);

fn node_of(links: impl Strategy<Value = Links>) -> impl Strategy<Value = Node> {
    let own = (
        scalars(),
        prop::option::of(prop::option::of(text())),
        any::<Vec<i64>>(),
        dates(),
        prop::collection::btree_map("x_[a-z]{1,4}", any::<u8>(), 0..3),
    );
    (own, links).prop_map(|(own, (nodes, child, parts, part))| Node {
        scalars: own.0,
        null: own.1.map(Nullable::from),
        numbers: own.2,
        dates: own.3,
        additional: own.4,
        nodes,
        child: child.map(Box::new).into(),
        parts,
        part,
    })
}

fn node() -> impl Strategy<Value = Node> {
    let parts = prop::collection::vec(leaf_part(), 0..3);
    let links = (Just(None), Just(None), parts, prop::option::of(leaf_part()));
    node_of(links).prop_recursive(2, 6, 2, |inner| {
        let part = prop_oneof![
            leaf_part(),
            inner.clone().prop_map(|node| Part::Node(Box::new(node)))
        ];
        node_of((
            prop::option::of(prop::collection::vec(inner.clone(), 0..2)),
            prop::option::of(inner),
            prop::collection::vec(part, 0..2),
            prop::option::of(leaf_part()),
        ))
    })
}

fn through_text<T: Value + PartialEq + std::fmt::Debug>(value: &T) -> Result<(), TestCaseError> {
    let text = to_text(value).unwrap();
    let mut again = T::blank();
    parse_text(&text, &mut again).unwrap();
    prop_assert_eq!(&again, value, "{}", text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn json_written_is_json_read(node in node()) {
        let text = to_json(&node);
        let mut again = Node::blank();
        decode_json_strictly(text.as_bytes(), &mut again).unwrap();
        prop_assert_eq!(&again, &node, "{}", &text);
        let by_serde: Node = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&by_serde, &node);
        let tree = serde_json::to_value(&node).unwrap();
        let mut by_tree = Node::blank();
        super::read_tree(&tree, Notation::Typed, &mut by_tree).unwrap();
        prop_assert_eq!(&by_tree, &node);
    }

    #[test]
    fn xml_written_is_xml_read(node in node()) {
        let text = to_xml("node", &node);
        let mut again = Node::blank();
        decode_xml_strictly(text.as_bytes(), &mut again).unwrap();
        prop_assert_eq!(&again, &node, "{}", &text);
    }

    #[test]
    fn scalars_go_through_plain_text(scalars in scalars()) {
        through_text(&scalars.i8)?;
        through_text(&scalars.i64)?;
        through_text(&scalars.u64.unwrap_or_default())?;
        through_text(&scalars.f32)?;
        through_text(&scalars.f64)?;
        through_text(&scalars.bool)?;
        through_text(&scalars.string)?;
        through_text(&scalars.secret)?;
        through_text(&scalars.date)?;
        through_text(&scalars.time)?;
        through_text(&scalars.uuid)?;
        through_text(&scalars.decimal)?;
        through_text(&scalars.base64)?;
        through_text(&scalars.color)?;
        through_text(&scalars.level)?;
        through_text(&scalars.mixed)?;
    }

    #[test]
    fn no_input_makes_a_reader_panic(inside in "[<>/&;a-cT\"= !\\[\\]{}:,0-9]{0,40}") {
        for document in [&*inside, &*format!("<a b='{inside}'>{inside}</a>"), &*format!("{{\"part\":{inside}}}")] {
            let _ = decode_json_strictly(document.as_bytes(), &mut Node::blank());
            let _ = decode_xml_strictly(document.as_bytes(), &mut Node::blank());
            let _ = decode_xml_strictly(document.as_bytes(), &mut Part::blank());
            let _ = parse_text(document, &mut Part::blank());
        }
    }
}
