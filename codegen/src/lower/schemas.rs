//! From schemas to types.

use openapiv3::{
    AdditionalProperties, AnySchema, IntegerFormat, NumberFormat, ObjectType, ReferenceOr, Schema,
    SchemaKind, StringFormat, Type as SchemaType, VariantOrUnknownOrEmpty as Format,
};

use super::{Lowering, docs, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{FloatWidth, Home, IntegerWidth, Shape, TextFormat, Type, TypeDefinition, Variant};
use crate::load::Location;

/// How deep types without a name of their own may be nested. Only a chain of references gets there.
const DEEPEST: usize = 64;

impl Lowering<'_> {
    /// The type of a schema. `hint` names it if it needs a name and has none of its own.
    pub(super) fn type_of(&mut self, schema: &Schema, at: &Location, hint: &str) -> Option<Type> {
        if let Some(ty) = self.type_of_schema.get(at) {
            return Some(ty.clone());
        }
        if self.depth == DEEPEST {
            let message = "a type that consists of itself, or is nested too deeply";
            self.diagnostics.push(
                Diagnostic::error(Code::ReferenceCycle, at.key(), message, "this schema")
                    .help("a type may contain itself only through a property of an object"),
            );
            return None;
        }
        self.depth += 1;
        let ty = self.new_type_of(schema, at, hint);
        self.depth -= 1;
        let ty = ty?;
        self.type_of_schema.insert(at.clone(), ty.clone());
        if schema.schema_data.example.is_some() {
            self.example(&ty, &at.child("example"));
        }
        Some(ty)
    }

    fn new_type_of(&mut self, schema: &Schema, at: &Location, hint: &str) -> Option<Type> {
        self.refuse_schema_parts(schema, at);
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Boolean(source)) => {
                if !source.enumeration.is_empty() {
                    self.unsupported(
                        at.child("enum").key(),
                        "an enum of truth values",
                        "leave `enum` out",
                    );
                }
                Some(Type::Bool)
            }
            SchemaKind::Type(SchemaType::String(source)) if !source.enumeration.is_empty() => {
                Some(self.text_enum(schema, &source.enumeration, at, hint))
            }
            SchemaKind::Type(SchemaType::String(source)) => {
                Some(Type::Text(text_format(&source.format)))
            }
            SchemaKind::Type(SchemaType::Integer(source)) if !source.enumeration.is_empty() => {
                Some(self.integer_enum(schema, &source.enumeration, at, hint))
            }
            SchemaKind::Type(SchemaType::Integer(source)) => self.integer(&source.format, at),
            SchemaKind::Type(SchemaType::Number(source)) => {
                if !source.enumeration.is_empty() {
                    self.unsupported(
                        at.child("enum").key(),
                        "an enum of numbers",
                        "use whole numbers or texts",
                    );
                }
                self.number(&source.format, at)
            }
            SchemaKind::Type(SchemaType::Array(source)) => match &source.items {
                Some(items) => self.list(items, at, hint),
                None => Some(Type::List(Box::new(Type::Any))),
            },
            SchemaKind::Type(SchemaType::Object(source)) => {
                self.object_or_map(schema, source, at, hint)
            }
            SchemaKind::AllOf { all_of } => self.all_of(schema, all_of, at, hint),
            SchemaKind::OneOf { one_of: variants } => {
                self.union(schema, variants, "oneOf", at, hint)
            }
            SchemaKind::AnyOf { any_of: variants } => {
                self.union(schema, variants, "anyOf", at, hint)
            }
            SchemaKind::Not { .. } => {
                self.unsupported(
                    at.child("not").key(),
                    "`not`",
                    "say what is allowed instead",
                );
                None
            }
            SchemaKind::Any(source) => self.untyped(schema, source, at, hint),
        }
    }

    fn integer(&mut self, format: &Format<IntegerFormat>, at: &Location) -> Option<Type> {
        match format {
            Format::Item(IntegerFormat::Int32) => Some(Type::Integer(IntegerWidth::I32)),
            Format::Item(IntegerFormat::Int64) | Format::Empty => {
                Some(Type::Integer(IntegerWidth::I64))
            }
            Format::Unknown(format) => {
                self.unsupported(
                    at.child("format"),
                    &format!("the integer format `{format}`"),
                    "use int32 or int64",
                );
                None
            }
        }
    }

    fn number(&mut self, format: &Format<NumberFormat>, at: &Location) -> Option<Type> {
        match format {
            Format::Item(NumberFormat::Float) => Some(Type::Float(FloatWidth::F32)),
            Format::Item(NumberFormat::Double) | Format::Empty => {
                Some(Type::Float(FloatWidth::F64))
            }
            Format::Unknown(format) => {
                self.unsupported(
                    at.child("format"),
                    &format!("the number format `{format}`"),
                    "use float or double",
                );
                None
            }
        }
    }

    fn list(
        &mut self,
        items: &ReferenceOr<Box<Schema>>,
        at: &Location,
        hint: &str,
    ) -> Option<Type> {
        let (at, items) = self.schema_at(items, &at.child("items"))?;
        let item = self.type_of(&items, &at, &self.name_for(&at, &format!("{hint}Item")))?;
        Some(Type::List(Box::new(item)))
    }

    fn object_or_map(
        &mut self,
        schema: &Schema,
        source: &ObjectType,
        at: &Location,
        hint: &str,
    ) -> Option<Type> {
        if !source.properties.is_empty()
            || matches!(
                source.additional_properties,
                Some(AdditionalProperties::Any(false))
            )
        {
            return Some(self.object(schema, at, hint));
        }
        let value = match &source.additional_properties {
            Some(AdditionalProperties::Schema(value)) => {
                let (at, value) = self.schema_at(value, &at.child("additionalProperties"))?;
                self.type_of(&value, &at, &self.name_for(&at, &format!("{hint}Value")))?
            }
            Some(AdditionalProperties::Any(_)) | None => Type::Any,
        };
        Some(Type::Map(Box::new(value)))
    }

    /// One schema in `allOf` is that schema with other words; several become one object.
    fn all_of(
        &mut self,
        schema: &Schema,
        parts: &[ReferenceOr<Schema>],
        at: &Location,
        hint: &str,
    ) -> Option<Type> {
        let [part] = parts else {
            return Some(self.object(schema, at, hint));
        };
        let (at, part) = self.schema_at(part, &at.child("allOf").index(0))?;
        self.type_of(&part, &at, &self.name_for(&at, hint))
    }

    fn union(
        &mut self,
        schema: &Schema,
        variants: &[ReferenceOr<Schema>],
        key: &str,
        at: &Location,
        hint: &str,
    ) -> Option<Type> {
        let name = self.name_for(at, hint);
        let at_variants = at.child(key);
        let mut types: Vec<Variant> = Vec::new();
        for (index, variant) in variants.iter().enumerate() {
            let (at, variant) = self.schema_at(variant, &at_variants.index(index))?;
            let hint = self.name_for(&at, &format!("{name}{}", index + 1));
            types.push(Variant {
                rust_name: hint.clone(),
                ty: self.type_of(&variant, &at, &hint)?,
                boxed: false,
                tags: Vec::new(),
                docs: docs::of_schema(&variant),
                origin: at,
            });
        }
        let discriminator = schema
            .schema_data
            .discriminator
            .as_ref()
            .map(|source| source.property_name.clone());
        let id = self.define(TypeDefinition {
            xml_namespace: None,
            xml_prefix: None,
            xml_name: name.clone(),
            rust_name: name,
            shape: Shape::Union {
                variants: types,
                discriminator,
            },
            home: Home::Shared,
            input: false,
            output: false,
            docs: docs::of_schema(schema),
            origin: at.clone(),
        });
        Some(Type::Named(id))
    }

    /// A schema without `type`, or with keywords of several types.
    fn untyped(
        &mut self,
        schema: &Schema,
        source: &AnySchema,
        at: &Location,
        hint: &str,
    ) -> Option<Type> {
        if *source == AnySchema::default() {
            return Some(Type::Any);
        }
        let is_object = source.typ.as_deref().is_none_or(|name| name == "object")
            && (!source.properties.is_empty() || !source.all_of.is_empty())
            && source.one_of.is_empty()
            && source.any_of.is_empty()
            && source.not.is_none()
            && source.items.is_none()
            && source.enumeration.is_empty();
        if is_object {
            return Some(self.object(schema, at, hint));
        }
        self.unsupported(
            at.key(),
            "a schema that mixes kinds",
            "give it one `type` and the keywords of that type",
        );
        None
    }

    /// The schema that a node stands for, and where it stands.
    pub(super) fn schema_at<T: Clone + std::borrow::Borrow<Schema>>(
        &mut self,
        node: &ReferenceOr<T>,
        at: &Location,
    ) -> Option<(Location, Schema)> {
        match node {
            ReferenceOr::Item(schema) => Some((at.clone(), schema.borrow().clone())),
            ReferenceOr::Reference { .. } => {
                let at = self.documents.follow(node, at)?;
                self.read(&at).map(|schema| (at, schema))
            }
        }
    }

    fn refuse_schema_parts(&mut self, schema: &Schema, at: &Location) {
        if schema.schema_data.read_only {
            self.unsupported(at.child("readOnly").key(), "`readOnly`", "leave it out");
        }
        if schema.schema_data.write_only {
            self.unsupported(at.child("writeOnly").key(), "`writeOnly`", "leave it out");
        }
        let xml = at.child("xml");
        for key in ["namespace", "prefix", "attribute", "wrapped"] {
            if self
                .documents
                .value(&xml.child(key))
                .is_some_and(|value| *value != serde_yaml::Value::Bool(false))
            {
                let help = "describe the elements as JSON would have them: a wrapper is an object with one list";
                self.unsupported(xml.child(key).key(), &format!("`xml.{key}`"), help);
            }
        }
    }

    /// The Rust name of a schema: said by `x-acs-name`, that of a schema by itself, or the hint.
    pub(super) fn name_for(&self, at: &Location, hint: &str) -> String {
        let own = self.text(at, "x-acs-name").or_else(|| named(at));
        own.map_or_else(|| hint.to_owned(), |name| names::camel(&name))
    }
}

fn text_format(format: &Format<StringFormat>) -> TextFormat {
    match format {
        Format::Empty => TextFormat::Plain,
        Format::Item(StringFormat::Password) => TextFormat::Secret,
        Format::Item(format) => TextFormat::Other(format!("{format:?}").to_lowercase()),
        Format::Unknown(format) => TextFormat::Other(format.clone()),
    }
}

/// The name of a schema that stands by itself, in a file of schemas or among the components.
pub(super) fn named(at: &Location) -> Option<String> {
    let keys: Vec<_> = at.pointer.keys().collect();
    match keys.as_slice() {
        [name] => Some(name.to_string()),
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(name.to_string())
        }
        _ => None,
    }
}
