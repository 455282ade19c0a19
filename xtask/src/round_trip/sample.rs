//! Random values of types.

use std::borrow::Cow;
use std::collections::BTreeMap;

use acs_codegen::ir::{
    Api, EnumBase, EnumValue, Field, FloatWidth, IntegerWidth, Shape, TextFormat, Type,
    TypeDefinition, Variant,
};
use fastrand::Rng;
use serde_json::{Map, Value, json};

/// Where the schemas of types stand in the entry document, by the names of the types. A type that is made of several schemas
/// is left out: it has the place of one of them, whose values are none of its own.
pub(super) fn places(api: &Api) -> Value {
    // The entry is read first.
    let operations = api.operations.iter().map(|it| it.origin.document);
    let types = api.types.iter();
    let entry = operations.chain(types.map(|it| it.origin.document)).min();
    let of_entry = |it: &&TypeDefinition| Some(it.origin.document) == entry;
    let mut names = BTreeMap::new();
    for definition in api.types.iter().filter(of_entry) {
        let keys: Vec<_> = definition.origin.pointer.keys().collect();
        let name = names.entry(keys).or_insert(&definition.rust_name);
        if definition.rust_name.len() < name.len() {
            *name = &definition.rust_name;
        }
    }
    // An alternative has what stands beside it, too.
    let parts = ["anyOf", "oneOf"];
    let whole = |(keys, _): &(Vec<Cow<'_, str>>, _)| {
        let above = keys.iter().rev().nth(1);
        !keys.iter().any(|key| key == "allOf") && !above.is_some_and(|key| parts.contains(&&**key))
    };
    let places = names.into_iter().filter(whole);
    places
        .map(|(keys, name)| {
            let keys = keys.iter().map(|key| Value::from(&**key));
            (name.clone(), keys.collect::<Value>())
        })
        .collect()
}

/// How deep values go before everything that may be left out is.
const DEPTH: usize = 4;

/// Values of each type, by its name.
pub(super) fn of_types(api: &Api, count: usize, rng: &mut Rng) -> Value {
    let mut sampler = Sampler {
        api,
        rng,
        in_union: 0,
    };
    let types = api.types.iter().map(|definition| {
        let values = (0..count).map(|_| sampler.shape(&definition.shape, 0));
        (definition.rust_name.clone(), values.collect())
    });
    Value::Object(types.collect())
}

struct Sampler<'a> {
    api: &'a Api,
    rng: &'a mut Rng,
    /// How many unions are around: what is not known would there be taken for another type.
    in_union: usize,
}

impl Sampler<'_> {
    fn value(&mut self, ty: &Type, depth: usize) -> Value {
        match ty {
            Type::Bool => self.rng.bool().into(),
            Type::Integer(width) => self.integer(*width),
            // Of few digits, so that both widths write what they read.
            Type::Float(FloatWidth::F32 | FloatWidth::F64 | FloatWidth::Decimal) => {
                json!(f64::from(self.rng.i16(..)) + 0.5)
            }
            Type::Text(format) => self.text(format).into(),
            Type::List(item) => {
                let most = if depth < DEPTH { 3 } else { 0 };
                let count = self.rng.usize(0..=most);
                (0..count).map(|_| self.value(item, depth + 1)).collect()
            }
            Type::Map(item) => Value::Object(self.others(item, depth)),
            Type::Nullable(_) if self.rng.bool() => Value::Null,
            Type::Nullable(inner) => self.value(inner, depth),
            Type::Null => Value::Null,
            Type::Any => json!({"any": [1, "b", null, {"c": true}]}),
            Type::Named(id) => {
                let api = self.api;
                self.shape(&api.definition(*id).shape, depth + 1)
            }
        }
    }

    fn shape(&mut self, shape: &Shape, depth: usize) -> Value {
        match shape {
            Shape::Object { fields, additional } => self.object(fields, additional.as_ref(), depth),
            Shape::Enum { base, values } => self.enumeration(*base, values),
            Shape::Tuple { items, .. } => {
                let items = items.iter();
                items.map(|item| self.value(&item.ty, depth + 1)).collect()
            }
            Shape::Union {
                variants,
                discriminator,
                telling,
            } => {
                let member = discriminator.as_ref().or(telling.as_ref());
                self.union(variants, member.map(String::as_str), depth)
            }
        }
    }

    fn object(&mut self, fields: &[Field], additional: Option<&Type>, depth: usize) -> Value {
        let mut members = Map::new();
        if let Some(ty) = additional {
            members.append(&mut self.others(ty, depth));
        }
        for field in fields {
            members.remove(&field.wire_name);
            if field.required || (depth < DEPTH && self.rng.bool()) {
                let value = self.value(&field.ty, depth);
                members.insert(field.wire_name.clone(), value);
            }
        }
        Value::Object(members)
    }

    /// Members with names of nobody's choice.
    fn others(&mut self, ty: &Type, depth: usize) -> Map<String, Value> {
        let most = if depth < DEPTH { 2 } else { 0 };
        let count = self.rng.usize(0..=most);
        let names = (0..count).map(|index| format!("other \"{index}\" é"));
        names
            .map(|name| (name, self.value(ty, depth + 1)))
            .collect()
    }

    fn enumeration(&mut self, base: EnumBase, values: &[EnumValue]) -> Value {
        let unknown = values.is_empty() || (self.in_union == 0 && self.rng.u8(0..4) == 0);
        let known = |rng: &mut Rng| values[rng.usize(0..values.len())].wire_value.clone();
        match base {
            EnumBase::Text if unknown => "nobody knows".into(),
            EnumBase::Text => known(self.rng).into(),
            EnumBase::Integer if unknown => json!(987_654),
            EnumBase::Integer => json!(known(self.rng).parse::<i64>().unwrap_or_default()),
            // Of known values of one kind, no other kind is taken.
            EnumBase::Mixed if unknown && values.iter().any(is_text) => "nobody knows".into(),
            EnumBase::Mixed => serde_json::from_str(&known(self.rng)).unwrap_or_default(),
        }
    }

    fn union(&mut self, variants: &[Variant], discriminator: Option<&str>, depth: usize) -> Value {
        if variants.is_empty() || depth > 4 * DEPTH {
            return json!({"nobody": ["knows"]});
        }
        let variant = &variants[self.rng.usize(0..variants.len())];
        self.in_union += 1;
        let mut value = self.value(&variant.ty, depth);
        self.in_union -= 1;
        if let (Some(member), Some(tag), Some(members)) =
            (discriminator, variant.tags.first(), value.as_object_mut())
        {
            // A union inside has told which of its types this is.
            let own = members.get(member).map(|own| match own {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            if !own.is_some_and(|own| variant.tags.contains(&own)) {
                let told = self.tag(&variant.ty, member, tag);
                members.insert(member.to_owned(), told);
            }
        }
        value
    }

    /// The value of a discriminator, of the member's own kind.
    fn tag(&self, ty: &Type, member: &str, tag: &str) -> Value {
        let shape = |ty: &Type| match ty {
            Type::Named(id) => Some(&self.api.definition(*id).shape),
            _ => None,
        };
        let field = match shape(ty) {
            Some(Shape::Object { fields, .. }) => fields.iter().find(|it| it.wire_name == member),
            _ => None,
        };
        let is_text = field.is_none_or(|field| match shape(&field.ty) {
            Some(Shape::Enum { base, .. }) => matches!(base, EnumBase::Text),
            _ => matches!(field.ty, Type::Text(_)),
        });
        let read = (!is_text).then(|| serde_json::from_str(tag).ok()).flatten();
        read.unwrap_or_else(|| tag.into())
    }

    fn integer(&mut self, width: IntegerWidth) -> Value {
        match width {
            IntegerWidth::I8 => self.rng.i8(..).into(),
            IntegerWidth::I16 => self.rng.i16(..).into(),
            IntegerWidth::I32 => self.rng.i32(..).into(),
            IntegerWidth::I64 => self.rng.i64(..).into(),
            IntegerWidth::U8 => self.rng.u8(..).into(),
            IntegerWidth::U16 => self.rng.u16(..).into(),
            IntegerWidth::U32 => self.rng.u32(..).into(),
            IntegerWidth::U64 => self.rng.u64(..).into(),
        }
    }

    fn text(&mut self, format: &TextFormat) -> String {
        let rng = &mut *self.rng;
        let day = format!(
            "{:04}-{:02}-{:02}",
            rng.u16(1900..2100),
            rng.u8(1..13),
            rng.u8(1..29)
        );
        match format {
            TextFormat::Date => day,
            TextFormat::DateTime => {
                let zone = ["Z", "+05:30", "-08:00"][rng.usize(0..3)];
                format!(
                    "{day}T{:02}:{:02}:{:02}{zone}",
                    rng.u8(0..24),
                    rng.u8(0..60),
                    rng.u8(0..60)
                )
            }
            TextFormat::Uuid => {
                format!(
                    "{:08x}-0000-4000-8000-{:012x}",
                    rng.u32(..),
                    rng.u64(..) >> 16
                )
            }
            TextFormat::Decimal => format!("{}.{:02}", rng.i32(..), rng.u8(0..100)),
            TextFormat::Base64 => ["", "AA==", "AAE=", "AAEC"][rng.usize(0..4)].to_owned(),
            TextFormat::Plain | TextFormat::Secret | TextFormat::Other(_) => {
                let texts = [
                    "",
                    "a",
                    "1",
                    "true",
                    "null",
                    "é\"\\\n\u{1F600}",
                    "2024-01-01",
                ];
                texts[rng.usize(0..texts.len())].to_owned()
            }
        }
    }
}

fn is_text(value: &EnumValue) -> bool {
    value.wire_value.starts_with('"')
}
