//! Small APIs of types.

use serde_json::{Value, json};

use crate::ir::{
    Api, Direction, Docs, EnumBase, EnumValue, Field, FloatWidth, Home, IntegerWidth, Prelude,
    Profile, Service, Shape, TextFormat, Type, TypeDefinition, TypeId, Variant, XmlForm,
};
use crate::load::{Documents, Location};

pub(super) const TEXT: Type = Type::Text(TextFormat::Plain);
pub(super) const I64: Type = Type::Integer(IntegerWidth::I64);

pub(super) fn api(types: Vec<TypeDefinition>) -> Api {
    let shadowed = Prelude::ALL.iter().copied();
    let shadowed = shadowed.filter(|item| types.iter().any(|ty| ty.rust_name == item.name()));
    Api {
        profile: Profile::Plain,
        service: Service::default(),
        groups: Vec::new(),
        operations: Vec::new(),
        shadowed: shadowed.collect(),
        types,
    }
}

pub(super) fn named(index: usize) -> Type {
    Type::Named(TypeId(index))
}

pub(super) fn define(name: &str, shape: Shape) -> TypeDefinition {
    TypeDefinition {
        rust_name: name.to_owned(),
        xml_name: name.to_owned(),
        xml_namespace: None,
        xml_prefix: None,
        shape,
        home: Home::Shared,
        input: true,
        output: true,
        docs: Docs::default(),
        origin: origin(),
    }
}

pub(super) fn object(name: &str, fields: Vec<Field>) -> TypeDefinition {
    define(
        name,
        Shape::Object {
            fields,
            additional: None,
        },
    )
}

fn origin() -> Location {
    Location::root(Documents::ENTRY)
}

pub(super) fn field(wire_name: &str, ty: Type) -> Field {
    Field {
        wire_name: wire_name.to_owned(),
        rust_name: wire_name.to_owned(),
        ty,
        required: false,
        direction: Direction::Both,
        constant: None,
        default: None,
        xml: XmlForm::default(),
        boxed: false,
        accessor: None,
        docs: Docs::default(),
        origin: origin(),
    }
}

pub(super) fn required(wire_name: &str, ty: Type) -> Field {
    Field {
        required: true,
        ..field(wire_name, ty)
    }
}

fn list(item: Type) -> Type {
    Type::List(Box::new(item))
}

fn nullable(inner: Type) -> Type {
    Type::Nullable(Box::new(inner))
}

fn words(text: &str) -> Docs {
    Docs {
        description: Some(text.to_owned()),
        ..Docs::default()
    }
}

pub(super) fn enumeration(name: &str, base: EnumBase, values: &[(&str, &str)]) -> TypeDefinition {
    let values = values.iter().map(|(rust_name, wire_value)| EnumValue {
        wire_value: (*wire_value).to_owned(),
        rust_name: (*rust_name).to_owned(),
        docs: Docs::default(),
        origin: origin(),
    });
    define(
        name,
        Shape::Enum {
            base,
            values: values.collect(),
        },
    )
}

fn variant(rust_name: &str, ty: Type, tags: &[&str]) -> Variant {
    Variant {
        rust_name: rust_name.to_owned(),
        ty,
        boxed: false,
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        joint: false,
        docs: Docs::default(),
        origin: origin(),
    }
}

/// An object with a member of each kind.
pub(super) fn objects() -> Api {
    let kind = enumeration("Kind", EnumBase::Text, &[("Cat", "cat"), ("Dog", "dog")]);
    let fixed = enumeration("PetType", EnumBase::Text, &[("Pet", "pet")]);
    let mut pet = object("Pet", pet_fields());
    pet.docs = Docs {
        summary: Some("An animal".to_owned()),
        description: Some("It lives in a shop.".to_owned()),
        source: Some("https://pets.example.com/docs".to_owned()),
        ..Docs::default()
    };
    pet.xml_name = "pet".to_owned();
    pet.xml_namespace = Some("urn:pets".to_owned());
    let Shape::Object { additional, .. } = &mut pet.shape else {
        unreachable!("it was made above");
    };
    *additional = Some(Type::Any);
    let empty = object("Nothing", Vec::new());
    let many = object(
        "Many",
        ('a'..='i')
            .map(|letter| required(&letter.to_string(), TEXT))
            .collect(),
    );
    let mut reply = object(
        "Answer",
        vec![
            required("id", I64),
            Field {
                direction: Direction::Request,
                ..required("secret", Type::Text(TextFormat::Secret))
            },
        ],
    );
    reply.input = false;
    api(vec![kind, fixed, pet, empty, many, reply])
}

fn pet_fields() -> Vec<Field> {
    let documented = Docs {
        description: Some("What it is called.".to_owned()),
        limits: vec!["at most 64 characters".to_owned()],
        example: Some("Rex".to_owned()),
        ..Docs::default()
    };
    let old = Docs {
        deprecated: true,
        ..words("Use `name`.")
    };
    let default = |field: Field, default: Value| Field {
        default: Some(default),
        ..field
    };
    vec![
        Field {
            direction: Direction::Reply,
            xml: XmlForm {
                attribute: true,
                ..XmlForm::default()
            },
            ..required("id", I64)
        },
        Field {
            docs: documented,
            ..required("name", TEXT)
        },
        Field {
            constant: Some(json!("pet")),
            ..required("type_", named(1))
        },
        required("owner", nullable(TEXT)),
        required("labels", list(TEXT)),
        Field {
            direction: Direction::Request,
            ..required("code", Type::Text(TextFormat::Secret))
        },
        field("note", nullable(TEXT)),
        Field {
            docs: old,
            ..field("nick", TEXT)
        },
        default(field("kind", named(0)), json!("dog")),
        default(field("limit", Type::Integer(IntegerWidth::I32)), json!(20)),
        default(field("share", Type::Float(FloatWidth::F64)), json!(1)),
        default(field("small", Type::Integer(IntegerWidth::I8)), json!(300)),
        default(field("color", TEXT), json!("red \"x\"")),
        default(field("alive", Type::Bool), json!(true)),
        field("born", Type::Text(TextFormat::Date)),
        field("seen", Type::Text(TextFormat::DateTime)),
        field("picture", Type::Text(TextFormat::Base64)),
        field("rows", list(list(I64))),
        field("sizes", Type::Map(Box::new(named(0)))),
        Field {
            boxed: true,
            ..field("mother", named(2))
        },
        Field {
            boxed: true,
            ..field("father", nullable(named(2)))
        },
        Field {
            xml: XmlForm {
                name: Some("children".to_owned()),
                wrapped: true,
                item: Some("child".to_owned()),
                prefix: Some("p".to_owned()),
                namespace: Some("urn:p".to_owned()),
                ..XmlForm::default()
            },
            ..field("young", list(named(2)))
        },
        field("new", Type::Any),
        field("limit_or_default", I64),
    ]
}

pub(super) fn enums() -> Api {
    let text = enumeration(
        "Text",
        EnumBase::Text,
        &[("Empty", ""), ("Quote", "\"`"), ("Value1", "1")],
    );
    let number = enumeration(
        "Number",
        EnumBase::Integer,
        &[
            ("Minus1", "-1"),
            ("Least", "-9223372036854775808"),
            ("Most", "9223372036854775807"),
        ],
    );
    let mixed = enumeration(
        "Mixed",
        EnumBase::Mixed,
        &[
            ("Text", "\"1\""),
            ("One", "1"),
            ("Half", "0.5"),
            ("Yes", "true"),
            ("Huge", "18446744073709551615"),
        ],
    );
    let mut old = enumeration("Old", EnumBase::Text, &[("Only", "only")]);
    old.docs.deprecated = true;
    let mut holder = object(
        "Holder",
        vec![
            Field {
                default: Some(json!(1)),
                ..field("mixed", named(2))
            },
            Field {
                default: Some(json!(-1)),
                ..field("number", named(1))
            },
            required("old", named(3)),
            required("mixes", list(named(2))),
        ],
    );
    holder.docs = words("It holds *all* of them.");
    api(vec![text, number, mixed, old, holder])
}

pub(super) fn unions() -> Api {
    let cat = object("Cat", vec![required("lives", I64)]);
    let dog = object(
        "Dog",
        vec![
            Field {
                rust_name: "pet_type".to_owned(),
                ..required("petType", TEXT)
            },
            field("barks", Type::Bool),
        ],
    );
    let animal = define(
        "Animal",
        Shape::Union {
            variants: vec![
                variant("Cat", named(0), &["cat", "kitty"]),
                variant("Dog", named(1), &["dog"]),
                Variant {
                    boxed: true,
                    ..variant("Pack", named(2), &[])
                },
            ],
            discriminator: Some("petType".to_owned()),
            telling: None,
        },
    );
    let either = define(
        "Either",
        Shape::Union {
            variants: vec![
                variant("Text", TEXT, &[]),
                variant("Number", I64, &[]),
                variant("Fraction", Type::Float(FloatWidth::F64), &[]),
                variant("Date", Type::Text(TextFormat::Date), &[]),
                variant("Animals", list(named(2)), &[]),
                variant("Null", nullable(Type::Bool), &[]),
            ],
            discriminator: None,
            telling: None,
        },
    );
    let twice = define(
        "Twice",
        Shape::Union {
            variants: vec![
                variant("Text", TEXT, &[]),
                variant("Other", Type::Text(TextFormat::Other("x".to_owned())), &[]),
                variant("Free", Type::Any, &[]),
            ],
            discriminator: None,
            telling: None,
        },
    );
    api(vec![cat, dog, animal, either, twice])
}

/// Texts that would like to be code.
pub(super) fn hostile() -> Api {
    let text = "a */ b \" #! \\[x] [y] <div> https://a.example.com/x. (https://b.example.com) \
                <https://c.example.com> [z](http://d e) `open [q]\n`[r]`\n\n-     let a = 1;\n- ~~~rust\n  panic!()\n\
                ~~~\n\n> \t    panic!()\n\n{@link} \u{202e}bidi\u{0}\n#![doc = \"x\"]\n\n[ref]: http://f.example.com";
    let mut enums = enumeration(
        "Odd",
        EnumBase::Text,
        &[("Bidi", "\u{202e}x"), ("Line", "a\nb\"\\"), ("Ticks", "``")],
    );
    enums.docs = words(text);
    let mut fields = vec![
        Field {
            rust_name: "odd".to_owned(),
            docs: Docs {
                summary: Some(text.to_owned()),
                example: Some("x".repeat(300)),
                limits: vec!["matches `^[a-z]`{2}<b>$`".to_owned()],
                source: Some("https://x.example.com/a)b <c>".to_owned()),
                ..words(text)
            },
            ..field("od\"d\n\u{202e}`", TEXT)
        },
        Field {
            rust_name: "other".to_owned(),
            default: Some(json!("\u{202e}\"\\")),
            ..field("", TEXT)
        },
    ];
    fields[1].docs = words("```rust\npanic!()\n```");
    let mut hostile = object("Hostile", fields);
    hostile.docs = words(text);
    api(vec![enums, hostile])
}

/// Types that are called like those that printed code uses.
pub(super) fn shadowing() -> Api {
    let names = [
        "String",
        "Option",
        "Vec",
        "Box",
        "Result",
        "BTreeMap",
        "Some",
        "None",
        "Client",
        "Call",
        "Error",
        "Value",
        "Any",
        "Nullable",
        "Default",
        "Clone",
        "Debug",
        "PartialEq",
        "From",
        "Into",
        "Object",
        "Self_",
    ];
    let fields = |index: usize| {
        vec![
            required("name", TEXT),
            required("next", list(named(index))),
            field("free", Type::Any),
            Field {
                default: Some(json!("a")),
                ..field("text", TEXT)
            },
            field("note", nullable(TEXT)),
            Field {
                boxed: true,
                ..field("inner", named((index + 1) % names.len()))
            },
            field("map", Type::Map(Box::new(TEXT))),
        ]
    };
    let types = names
        .iter()
        .enumerate()
        .map(|(index, name)| object(name, fields(index)));
    api(types.collect())
}
