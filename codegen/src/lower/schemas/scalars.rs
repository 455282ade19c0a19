//! Types of texts and numbers, by format and bounds.

use super::facts::Facts;
use super::kinds::Kinds;
use crate::ir::{FloatWidth, IntegerWidth, TextFormat, Type};
use crate::load::{Node, Value};

/// The type of a text.
pub(super) fn text(facts: &Facts<'_>) -> Type {
    let encoding = facts.text("contentEncoding");
    let is_bytes = |media: &str| {
        let words = ["text/", "json", "xml", "yaml", "javascript"];
        !words.iter().any(|word| media.contains(word))
    };
    Type::Text(match (encoding, facts.text("format")) {
        (Some("base64"), _) | (None, Some("byte" | "base64")) => TextFormat::Base64,
        (Some("binary"), _) | (None, Some("binary")) => TextFormat::Other("binary".to_owned()),
        (Some(encoding), _) => TextFormat::Other(encoding.to_owned()),
        (None, Some("password")) => TextFormat::Secret,
        (None, Some("date")) => TextFormat::Date,
        (None, Some("date-time")) => TextFormat::DateTime,
        (None, Some("uuid")) => TextFormat::Uuid,
        (None, Some("decimal")) => TextFormat::Decimal,
        (None, Some(other)) if !other.is_empty() => TextFormat::Other(other.to_owned()),
        _ if facts.text("contentMediaType").is_some_and(is_bytes) => {
            TextFormat::Other("binary".to_owned())
        }
        _ => TextFormat::Plain,
    })
}

/// The type of a number; `kind` tells whether it is whole.
pub(super) fn number(facts: &Facts<'_>, kind: Kinds) -> Type {
    let format = facts.text("format");
    let whole = kind == Kinds::INTEGER || matches!(format, Some("int32" | "int64"));
    match format {
        _ if whole => Type::Integer(width(format, &Bounds::of(facts))),
        Some("float") => Type::Float(FloatWidth::F32),
        Some("decimal" | "decimal128") => Type::Float(FloatWidth::Decimal),
        _ => Type::Float(FloatWidth::F64),
    }
}

/// The width that the format asks for, without a sign where no value has one.
fn width(format: Option<&str>, bounds: &Bounds) -> IntegerWidth {
    use IntegerWidth::{I8, I16, I32, I64, U8, U16, U32, U64};
    let unsigned = bounds.least.is_some_and(|least| least >= 0.0);
    // A format that has no room for the values that are described says less than they do.
    match format.filter(|format| bounds.have_room(format)) {
        Some("int8") if unsigned => U8,
        Some("int16") if unsigned => U16,
        Some("int32") if unsigned => U32,
        Some("int64") if unsigned => U64,
        Some("int8") => I8,
        Some("int16") => I16,
        Some("int32") => I32,
        Some("int64") => I64,
        Some("uint8") => U8,
        Some("uint16") => U16,
        Some("uint32") => U32,
        Some("uint64" | "uint") => U64,
        _ if bounds.fit(f64::from(i32::MIN), f64::from(i32::MAX)) && !unsigned => I32,
        _ if bounds.fit(0.0, f64::from(u32::MAX)) => U32,
        _ if unsigned || bounds.exceed_signed() => U64,
        _ => I64,
    }
}

/// The least and the greatest whole number that is a value, as far as they are known.
struct Bounds {
    least: Option<f64>,
    most: Option<f64>,
    /// The default and the examples.
    stated: Vec<f64>,
    /// Whether one of them is a value that only a type without a sign can hold.
    stated_beyond: bool,
}

impl Bounds {
    fn of(facts: &Facts<'_>) -> Self {
        let nodes = || facts.pieces.iter().map(|piece| &piece.node);
        let least = nodes().flat_map(|node| {
            let bounds = stated(node, "minimum", "exclusiveMinimum");
            bounds.map(|(bound, exclusive)| {
                if exclusive {
                    bound.floor() + 1.0
                } else {
                    bound.ceil()
                }
            })
        });
        let most = nodes().flat_map(|node| {
            let bounds = stated(node, "maximum", "exclusiveMaximum");
            bounds.map(|(bound, exclusive)| {
                if exclusive {
                    bound.ceil() - 1.0
                } else {
                    bound.floor()
                }
            })
        });
        Self {
            least: least.reduce(f64::max),
            most: most.reduce(f64::min),
            stated: nodes()
                .flat_map(examples)
                .filter_map(Value::as_f64)
                .collect(),
            stated_beyond: nodes().flat_map(examples).any(is_beyond_sign),
        }
    }

    /// Whether values are described that only a type without a sign can hold.
    fn exceed_signed(&self) -> bool {
        const SIGNED: f64 = 9_223_372_036_854_775_808.0;
        let is_beyond = |most: f64| most > SIGNED && most <= 2.0 * SIGNED;
        let has_sign = self.least.is_some_and(|least| least < 0.0);
        !has_sign && (self.most.is_some_and(is_beyond) || self.stated_beyond)
    }

    /// Whether a type of this format holds the bounds and the values that are stated.
    fn have_room(&self, format: &str) -> bool {
        let bits = match format {
            "int8" | "uint8" => 8,
            "int16" | "uint16" => 16,
            "int32" | "uint32" => 32,
            "int64" => return !self.exceed_signed(),
            _ => return true,
        };
        let size = 2_f64.powi(bits);
        let is_positive = self.least.is_some_and(|least| least >= 0.0);
        let (least, most) = match (format.starts_with('u'), is_positive) {
            (true, _) => (0.0, size),
            (false, true) => (-size / 2.0, size),
            (false, false) => (-size / 2.0, size / 2.0),
        };
        let bounds = self.least.into_iter().chain(self.most);
        let mut values = bounds.chain(self.stated.iter().copied());
        values.all(|value| least <= value && value < most)
    }

    fn fit(&self, least: f64, most: f64) -> bool {
        self.least.is_some_and(|bound| bound >= least)
            && self.most.is_some_and(|bound| bound <= most)
    }
}

/// The values that a schema states, which are known to be values.
fn examples<'a>(node: &Node<'a>) -> impl Iterator<Item = &'a Value> {
    let stated = ["default", "example"].map(|key| node.member(key));
    let listed = node.list("examples").map(|value| value.value());
    let listed: Vec<_> = listed.collect();
    stated.into_iter().flatten().chain(listed)
}

/// The type of the items of a list or the members of a map, wider where the whole is stated with numbers that it does not
/// hold.
pub(super) fn with_room(item: Type, whole: &Facts<'_>) -> Type {
    let width = match item {
        Type::Integer(width) => width,
        Type::Nullable(inner) => return Type::Nullable(Box::new(with_room(*inner, whole))),
        item => return item,
    };
    let nodes = whole.pieces.iter().map(|piece| &piece.node);
    let numbers = nodes.flat_map(examples).flat_map(|value| {
        let items = value.as_sequence().into_iter().flatten();
        let members = value.as_mapping().into_iter().flatten();
        items
            .chain(members.map(|(_, member)| member))
            .filter_map(whole_number)
    });
    let numbers: Vec<_> = numbers.collect();
    let wider = [width, IntegerWidth::I64, IntegerWidth::U64];
    let holds = |width: &IntegerWidth| numbers.iter().all(|it| width.range().contains(it));
    Type::Integer(wider.into_iter().find(holds).unwrap_or(width))
}

fn whole_number(value: &Value) -> Option<i128> {
    let signed = value.as_i64().map(i128::from);
    signed.or_else(|| value.as_u64().map(i128::from))
}

/// Whether it is a whole number too large for a sign.
fn is_beyond_sign(value: &Value) -> bool {
    value.as_u64().is_some() && value.as_i64().is_none()
}

/// The bounds that a schema states on one side, each with whether it is no value itself: that is a number of its own in
/// 3.1, and a truth value beside the bound in 3.0.
fn stated(node: &Node<'_>, inclusive: &str, exclusive: &str) -> impl Iterator<Item = (f64, bool)> {
    let number = |key: &str| node.member(key)?.as_f64();
    let bound = number(inclusive).map(|bound| (bound, node.flag(exclusive)));
    let beyond = number(exclusive).map(|bound| (bound, true));
    bound.into_iter().chain(beyond)
}
