//! Enums: a list of known values, to which the service may add.

use openapiv3::Schema;

use super::{Lowering, docs, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, EnumBase, EnumValue, Home, Shape, Type, TypeDefinition};
use crate::load::Location;

impl Lowering<'_> {
    pub(super) fn text_enum(
        &mut self,
        schema: &Schema,
        values: &[Option<String>],
        at: &Location,
        hint: &str,
    ) -> Type {
        // A `null` among the values says what `nullable` says.
        let values = values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| Some((index, value.clone()?)));
        let values = values
            .map(|(index, wire_value)| self.enum_value(wire_value, index, at))
            .collect();
        self.define_enum(schema, EnumBase::Text, values, at, hint)
    }

    pub(super) fn integer_enum(
        &mut self,
        schema: &Schema,
        values: &[Option<i64>],
        at: &Location,
        hint: &str,
    ) -> Type {
        let mut named = Vec::new();
        for (index, value) in values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| Some((index, (*value)?)))
        {
            let wire_value = value.to_string();
            if self
                .text(&at.child("x-acs-enum").child(&wire_value), "name")
                .is_none()
            {
                let message = format!("the value {value} of an integer enum has no name");
                let help =
                    format!("add `x-acs-enum: {{\"{value}\": {{name: ..., description: ...}}}}`");
                self.diagnostics.push(
                    Diagnostic::error(
                        Code::MissingKey,
                        at.child("enum").index(index),
                        message,
                        "this value",
                    )
                    .help(help),
                );
                continue;
            }
            named.push(self.enum_value(wire_value, index, at));
        }
        self.define_enum(schema, EnumBase::Integer, named, at, hint)
    }

    fn enum_value(&self, wire_value: String, index: usize, at: &Location) -> EnumValue {
        let described = at.child("x-acs-enum").child(&wire_value);
        let name = self
            .text(&described, "name")
            .unwrap_or_else(|| wire_value.clone());
        EnumValue {
            rust_name: names::camel(&name),
            docs: Docs {
                description: self.text(&described, "description"),
                ..Docs::default()
            },
            origin: at.child("enum").index(index),
            wire_value,
        }
    }

    fn define_enum(
        &mut self,
        schema: &Schema,
        base: EnumBase,
        values: Vec<EnumValue>,
        at: &Location,
        hint: &str,
    ) -> Type {
        self.check_described_values(&values, at);
        let rust_name = self.name_for(at, hint);
        let id = self.define(TypeDefinition {
            xml_namespace: None,
            xml_prefix: None,
            xml_name: rust_name.clone(),
            rust_name,
            shape: Shape::Enum { base, values },
            home: Home::Shared,
            input: false,
            output: false,
            docs: docs::of_schema(schema),
            origin: at.clone(),
        });
        Type::Named(id)
    }

    /// A value that is described but not listed is a typing error.
    fn check_described_values(&mut self, values: &[EnumValue], at: &Location) {
        let at = at.child("x-acs-enum");
        let described = self
            .documents
            .value(&at)
            .and_then(serde_yaml::Value::as_mapping);
        let keys: Vec<_> = described
            .into_iter()
            .flatten()
            .filter_map(|(key, _)| crate::load::key_text(key))
            .collect();
        for key in keys
            .iter()
            .filter(|key| !values.iter().any(|value| value.wire_value == **key))
        {
            let message = format!("`{key}` is described here, but `enum` has no such value");
            self.invalid(
                at.child(key).key(),
                message,
                "add it to `enum`, or remove it here",
            );
        }
    }
}
