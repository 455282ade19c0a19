use serde_json::json;

use super::{Any, Date, Notation, Nullable, OffsetDateTime, Uuid, Value, read_tree};
use crate::{decode_json, to_json};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Color {
    Red,
    Unknown(String),
}
crate::open_enum!(Color: String { Red = "red" });

#[derive(Clone, Debug, PartialEq)]
struct Small {
    a: i64,
}
crate::plain_object!(Small { a: "a" required });

#[derive(Clone, Debug, PartialEq)]
struct Big {
    a: i64,
    b: Option<String>,
}
crate::plain_object!(Big { a: "a" required, b: "b" });

#[derive(Clone, Debug, PartialEq)]
struct Colored {
    color: Color,
    deep: Option<Box<Either>>,
}
crate::plain_object!(Colored { color: "color" required, deep: "deep" });

#[derive(Clone, Debug, PartialEq)]
enum Either {
    Colored(Colored),
    Small(Small),
    Big(Big),
    Numbers(Vec<i64>),
    Words(Vec<Color>),
    Unknown(Any),
}
crate::union!(Either {
    Colored(Colored),
    Small(Small),
    Big(Big),
    Numbers(Vec<i64>),
    Words(Vec<Color>),
});

#[derive(Clone, Debug, PartialEq)]
enum Scalars {
    Fraction(f64),
    Whole(i64),
    Date(Date),
    Time(OffsetDateTime),
    Id(Uuid),
    Flag(bool),
    Text(String),
    Unknown(Any),
}
crate::union!(Scalars {
    Fraction(f64),
    Whole(i64),
    Date(Date),
    Time(OffsetDateTime),
    Id(Uuid),
    Flag(bool),
    Text(String),
});

#[derive(Clone, Debug, PartialEq)]
enum Outer {
    Either(Either),
    Scalars(Box<Scalars>),
    Unknown(Any),
}
crate::union!(Outer { Either(Either), Scalars(Box<Scalars>) });

fn read<T: Value>(tree: &Any) -> Result<T, String> {
    let mut value = T::blank();
    let result = decode_json(tree.to_string().as_bytes(), &mut value);
    result.map_err(|error| error.to_string()).map(|()| value)
}

#[test]
fn the_first_type_that_fits_exactly_is_taken() {
    let small = Either::Small(Small { a: 1 });
    assert_eq!(read(&json!({"a": 1})), Ok(small));
    let big = Either::Big(Big {
        a: 1,
        b: Some("x".to_owned()),
    });
    assert_eq!(read(&json!({"a": 1, "b": "x"})), Ok(big));
    assert_eq!(read(&json!([1, 2])), Ok(Either::Numbers(vec![1, 2])));
    assert_eq!(read(&json!(["red"])), Ok(Either::Words(vec![Color::Red])));
}

#[test]
fn else_the_first_that_fits_but_for_members_it_does_not_know() {
    let small = Either::Small(Small { a: 1 });
    assert_eq!(read(&json!({"a": 1, "c": true})), Ok(small.clone()));
    // An unknown member is better than a value that an enum does not know.
    let tree = json!({"color": "blue", "a": 1, "b": "x"});
    assert_eq!(read(&tree), Ok(small));
}

#[test]
fn else_the_first_that_fits_but_for_values_it_does_not_know() {
    let blue = Color::Unknown("blue".to_owned());
    let colored = Either::Colored(Colored {
        color: blue.clone(),
        deep: None,
    });
    assert_eq!(read(&json!({"color": "blue"})), Ok(colored));
    assert_eq!(
        read(&json!(["red", "blue"])),
        Ok(Either::Words(vec![Color::Red, blue]))
    );
}

#[test]
fn else_it_is_kept_and_written_again() {
    for tree in [json!({"x": null}), json!(["a", 1]), json!(1.5), json!({})] {
        let value = read::<Either>(&tree).unwrap();
        assert_eq!(value, Either::Unknown(tree.clone()));
        assert_eq!(to_json(&value), tree.to_string());
    }
}

#[test]
fn a_union_inside_that_fits_nothing_is_like_a_value_that_is_not_known() {
    let tree = json!({"color": "red", "deep": {"x": 1}});
    let expected = Either::Colored(Colored {
        color: Color::Red,
        deep: Some(Box::new(Either::Unknown(json!({"x": 1})))),
    });
    assert_eq!(read(&tree), Ok(expected));
}

#[test]
fn scalars_are_told_apart_by_their_kind_and_format() {
    for (tree, expected) in [
        (json!(5), Scalars::Whole(5)),
        (json!(5.5), Scalars::Fraction(5.5)),
        (json!(5.0), Scalars::Fraction(5.0)),
        (json!(true), Scalars::Flag(true)),
        (json!("5"), Scalars::Text("5".to_owned())),
        (
            json!("2024-05-31"),
            Scalars::Date("2024-05-31".parse().unwrap()),
        ),
        (
            json!("2024-05-31T00:00:00Z"),
            Scalars::Time("2024-05-31T00:00:00Z".parse().unwrap()),
        ),
        (
            json!("67e55044-10b1-426f-9247-bb680e5fe0c8"),
            Scalars::Id(Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8)),
        ),
        (json!("2024-05-32"), Scalars::Text("2024-05-32".to_owned())),
        (json!([]), Scalars::Unknown(json!([]))),
    ] {
        assert_eq!(read::<Scalars>(&tree), Ok(expected.clone()), "{tree}");
        assert_eq!(to_json(&Outer::Scalars(Box::new(expected))), to_json(&tree));
    }
    let mut value = Scalars::blank();
    read_tree(&json!("5"), Notation::Texts, &mut value).unwrap();
    assert_eq!(value, Scalars::Whole(5));
}

#[test]
fn a_union_in_a_union_fits_unless_it_would_be_unknown() {
    let fits = |tree: Any| read::<Outer>(&tree).unwrap();
    assert_eq!(fits(json!([1])), Outer::Either(Either::Numbers(vec![1])));
    assert_eq!(
        fits(json!(true)),
        Outer::Scalars(Box::new(Scalars::Flag(true)))
    );
    assert_eq!(fits(json!({"x": 1})), Outer::Unknown(json!({"x": 1})));
}

#[test]
fn a_null_is_no_value_of_a_union_unless_one_of_its_types_takes_it() {
    assert_eq!(
        read::<Either>(&Any::Null).unwrap_err(),
        "expected one of several types, found null"
    );
    assert_eq!(read::<Option<Either>>(&Any::Null), Ok(None));
    assert_eq!(read::<Nullable<Either>>(&Any::Null), Ok(Nullable::Null));
    let both = read::<Option<Nullable<Box<Either>>>>(&json!([1]));
    let numbers = Box::new(Either::Numbers(vec![1]));
    assert_eq!(both, Ok(Some(Nullable::Value(numbers))));
}

#[derive(Clone, Debug, PartialEq)]
struct Cat {
    kind: Option<String>,
    lives: i64,
}
crate::plain_object!(Cat { kind: "kind", lives: "lives" required });

#[derive(Clone, Debug, PartialEq)]
struct Dog {
    lives: i64,
    friend: Option<Animal>,
}
crate::plain_object!(Dog { lives: "lives" required, friend: "friend" });

#[derive(Clone, Debug, PartialEq)]
enum Animal {
    Cat(Cat),
    Dog(Box<Dog>),
    Name(String),
    Unknown(Any),
}
crate::union!(Animal { Cat(Cat) = ["cat", "kitty"], Dog(Box<Dog>) = ["dog"], Name(String) } discriminator "kind");

fn dog(friend: Option<Animal>) -> Animal {
    Animal::Dog(Box::new(Dog { lives: 1, friend }))
}

fn cat(kind: Option<&str>) -> Animal {
    Animal::Cat(Cat {
        kind: kind.map(str::to_owned),
        lives: 9,
    })
}

#[test]
fn the_discriminator_picks_the_type_and_its_error_is_told() {
    assert_eq!(
        read(&json!({"lives": 1, "kind": "dog", "more": 1})),
        Ok(dog(None))
    );
    assert_eq!(
        read(&json!({"lives": 9, "kind": "kitty"})),
        Ok(cat(Some("kitty")))
    );
    assert_eq!(
        read::<Animal>(
            &json!({"kind": "dog", "lives": 1, "friend": {"kind": "dog", "lives": "1"}})
        ),
        Err("friend.lives: expected a number, found the text \"1\"".to_owned())
    );
    assert_eq!(read(&json!("Rex")), Ok(Animal::Name("Rex".to_owned())));
}

#[test]
fn without_a_known_discriminator_the_fit_decides() {
    // The discriminator itself is no unknown member.
    let friend = json!({"lives": 1, "friend": "Rex", "kind": "wolf"});
    let rex = Some(Animal::Name("Rex".to_owned()));
    assert_eq!(read(&friend), Ok(dog(rex)));
    assert_eq!(read(&json!({"lives": 9})), Ok(cat(None)));
    let bird = json!({"kind": "bird", "wings": 2});
    assert_eq!(read(&bird), Ok(Animal::Unknown(bird.clone())));
}

#[test]
fn the_discriminator_is_written_unless_it_is_there() {
    for (animal, text) in [
        (cat(None), r#"{"kind":"cat","lives":9}"#),
        (cat(Some("kitty")), r#"{"kind":"kitty","lives":9}"#),
        (cat(Some("dog")), r#"{"kind":"cat","lives":9}"#),
        (
            dog(Some(cat(None))),
            r#"{"kind":"dog","lives":1,"friend":{"kind":"cat","lives":9}}"#,
        ),
        (Animal::Name("Rex".to_owned()), r#""Rex""#),
        (Animal::Unknown(json!({"kind": "x"})), r#"{"kind":"x"}"#),
    ] {
        assert_eq!(to_json(&animal), text);
    }
    assert!(
        crate::to_xml("pet", &cat(None)).ends_with("<pet><kind>cat</kind><lives>9</lives></pet>")
    );
}

#[derive(Clone, Debug, PartialEq)]
enum Itself {
    Again(Box<Itself>),
    Tagged(Box<Itself>),
    Number(i64),
    Unknown(Any),
}
crate::union!(Itself { Again(Box<Itself>), Tagged(Box<Itself>) = ["x"], Number(i64) } discriminator "kind");

#[test]
fn a_union_that_leads_to_itself_ends() {
    assert_eq!(read(&json!(1)), Ok(Itself::Number(1)));
    let tree = json!({"kind": "x"});
    let inner = Box::new(Itself::Unknown(tree.clone()));
    assert_eq!(read(&tree), Ok(Itself::Tagged(inner)));
}

#[derive(Clone, Debug, PartialEq)]
struct Left {
    next: Box<Chain>,
}
crate::plain_object!(Left { next: "next" required });

#[derive(Clone, Debug, PartialEq)]
struct Right {
    next: Box<Chain>,
    end: Option<Color>,
}
crate::plain_object!(Right { next: "next" required, end: "end" });

/// Each level fits several types, and only the innermost says that none fits exactly.
#[derive(Clone, Debug, PartialEq)]
enum Chain {
    Left(Left),
    Right(Right),
    Both(Box<Chain2>),
    End(Color),
    Unknown(Any),
}
crate::union!(Chain { Left(Left), Right(Right), Both(Box<Chain2>), End(Color) });

#[derive(Clone, Debug, PartialEq)]
enum Chain2 {
    Left(Left),
    Right(Right),
    Back(Box<Chain>),
    Unknown(Any),
}
crate::union!(Chain2 { Right(Right), Left(Left), Back(Box<Chain>) });

fn chain(depth: usize) -> String {
    let open = r#"{"next":"#.repeat(depth);
    format!(r#"{open}"blue"{}"#, "}".repeat(depth))
}

/// Were each level to double the work, a hundred of them would never end.
#[test]
fn a_hundred_unions_in_one_another_are_read_and_written() {
    let text = chain(100);
    let mut value = Chain::blank();
    decode_json(text.as_bytes(), &mut value).unwrap();
    assert!(matches!(value, Chain::Left(_)));
    assert_eq!(to_json(&value), text);
}

#[test]
fn unions_in_unions_cost_no_more_in_xml() {
    let depth = 100;
    let text = format!("{}blue{}", "<next>".repeat(depth), "</next>".repeat(depth));
    let mut value = Chain::blank();
    crate::decode_xml_strictly(text.as_bytes(), &mut value).unwrap();
    assert!(crate::to_xml("next", &value).ends_with(&text));
}

#[test]
fn nesting_up_to_the_limit_needs_little_stack_and_more_is_refused() {
    let run = |depth: usize| {
        let text = chain(depth);
        let thread = std::thread::Builder::new().stack_size(1 << 20);
        let read = move || decode_json(text.as_bytes(), &mut Chain::blank()).is_ok();
        thread.spawn(read).unwrap().join().unwrap()
    };
    assert!(run(126));
    assert!(!run(1000));
}

#[derive(Clone, Debug, PartialEq)]
struct Kept {
    note: Option<Nullable<String>>,
}
crate::plain_object!(Kept { note: "note" });

#[derive(Clone, Debug, PartialEq)]
struct Lost {
    note: Option<String>,
}
crate::plain_object!(Lost { note: "note" });

#[derive(Clone, Debug, PartialEq)]
enum Note {
    Lost(Lost),
    Kept(Kept),
    Unknown(Any),
}
crate::union!(Note { Lost(Lost), Kept(Kept) });

#[test]
fn a_null_goes_to_the_type_that_keeps_it() {
    let text = r#"{"note":null}"#;
    let note: Note = serde_json::from_str(text).unwrap();
    assert!(matches!(note, Note::Kept(_)), "{note:?}");
    assert_eq!(to_json(&note), text);
    let note: Note = serde_json::from_str(r#"{"note":"a"}"#).unwrap();
    assert!(matches!(note, Note::Lost(_)), "{note:?}");
}

#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: String,
}
crate::plain_object!(Named { name: "name" required });

#[derive(Clone, Debug, PartialEq)]
struct Both {
    a: Option<i64>,
    name: Option<String>,
}
crate::plain_object!(Both {
    a: "a",
    name: "name"
});

#[derive(Clone, Debug, PartialEq)]
enum Joined {
    Small(Small),
    Named(Named),
    Both(Both),
    Unknown(Any),
}
crate::union!(Joined { Small(Small), Named(Named), Both(Both) joint });

#[test]
fn a_joint_variant_holds_what_fits_one_of_the_others_but_for_its_members() {
    let both = read::<Joined>(&json!({"a": 1, "name": "x"})).unwrap();
    assert!(matches!(both, Joined::Both(_)), "{both:?}");
    let small = read::<Joined>(&json!({"a": 1, "c": 2})).unwrap();
    assert!(matches!(small, Joined::Small(_)), "{small:?}");
    for none in [json!({"c": 2}), json!({}), json!({"a": "x"})] {
        let kept = read::<Joined>(&none).unwrap();
        assert_eq!(kept, Joined::Unknown(none));
    }
}
