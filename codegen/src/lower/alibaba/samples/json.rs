//! Values as JSON and YAML have them.

use super::{describe, is_integer, mismatch, shown};
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, EnumBase, EnumValue, Field, Shape, Type};
use crate::load::{Location, Mapping, Value, listed, nearest};

pub(super) struct Checker<'a> {
    pub(super) api: &'a Api,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    pub(super) fn value(&mut self, value: &Value, ty: &Type, at: &Location) {
        match (ty, value) {
            (Type::Any, _)
            | (Type::Bool, Value::Bool(_))
            | (Type::Text(_), Value::String(_))
            | (Type::Float(_), Value::Number(_)) => {}
            (Type::Integer(width), Value::Number(number))
                if is_integer(&number.to_string(), *width) => {}
            (Type::List(item), Value::Sequence(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.value(value, item, &at.index(index));
                }
            }
            (Type::Map(item), Value::Mapping(members)) => {
                for (key, value) in members {
                    self.value(value, item, &at.child(key));
                }
            }
            (Type::Named(id), _) => self.named(value, &self.api.definition(*id).shape, ty, at),
            _ => self.report(value, ty, at),
        }
    }

    fn named(&mut self, value: &Value, shape: &Shape, ty: &Type, at: &Location) {
        match (shape, value) {
            (Shape::Object { fields, additional }, Value::Mapping(members)) => {
                self.object(members, fields, additional.as_ref(), at);
            }
            (Shape::Enum { base, values }, _) => self.enumerated(value, *base, values, ty, at),
            // A union takes any value: which of its types is meant is for the type's own samples to show.
            (Shape::Union { .. } | Shape::Tuple { .. }, _) => {}
            (Shape::Object { .. }, _) => self.report(value, ty, at),
        }
    }

    fn object(
        &mut self,
        members: &Mapping,
        fields: &[Field],
        additional: Option<&Type>,
        at: &Location,
    ) {
        for (name, value) in members {
            let at = at.child(name);
            match (
                fields.iter().find(|field| field.wire_name == name),
                additional,
            ) {
                (Some(field), _) if value.is_null() && matches!(field.ty, Type::Nullable(_)) => {}
                (Some(field), _) => self.value(value, &field.ty, &at),
                (None, Some(ty)) => self.value(value, ty, &at),
                (None, None) => {
                    let known: Vec<_> = fields
                        .iter()
                        .map(|field| field.wire_name.as_str())
                        .collect();
                    let help = match nearest(name, &known) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("it has {}", listed(&known)),
                    };
                    let message =
                        format!("the sample has `{name}`, which its schema does not know");
                    self.diagnostics.push(mismatch(at.key(), message, &help));
                }
            }
        }
        for field in fields
            .iter()
            .filter(|field| field.required && !members.contains_key(&field.wire_name))
        {
            let message = format!(
                "the sample lacks `{}`, which its schema requires",
                field.wire_name
            );
            self.diagnostics
                .push(mismatch(at, message, "add it, or do not require it"));
        }
    }

    fn enumerated(
        &mut self,
        value: &Value,
        base: EnumBase,
        values: &[EnumValue],
        ty: &Type,
        at: &Location,
    ) {
        let text = match (base, value) {
            (EnumBase::Text, Value::String(text)) => text.to_string(),
            (EnumBase::Integer, Value::Number(number)) => number.to_string(),
            _ => return self.report(value, ty, at),
        };
        if !values.iter().any(|known| known.wire_value == text) {
            let known: Vec<_> = values
                .iter()
                .map(|value| value.wire_value.as_str())
                .collect();
            let message = format!(
                "the sample has {}, which its enum does not list",
                shown(value)
            );
            self.diagnostics.push(mismatch(
                at,
                message,
                &format!("there are {}", listed(&known)),
            ));
        }
    }

    fn report(&mut self, value: &Value, ty: &Type, at: &Location) {
        let expected = describe(ty, self.api);
        let message = format!(
            "the sample has {}, its schema expects {expected}",
            shown(value)
        );
        self.diagnostics
            .push(mismatch(at, message, &format!("expected {expected}")));
    }
}
