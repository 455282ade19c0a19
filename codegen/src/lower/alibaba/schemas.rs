//! What schemas say beyond OpenAPI, and which types they mean to this profile.
//!
//! The service is loose where OpenAPI is exact: `null` means absent, bounds are advice, and texts are texts whatever their
//! format. So types come of `type` and `format` alone.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Accessor, Field, FloatWidth, IntegerWidth, Shape, TextFormat, Type};
use crate::load::{Location, Node, listed, nearest};
use crate::lower::{Lowering, names};

/// The type of a text.
pub(in crate::lower) fn text(format: Option<&str>) -> Type {
    Type::Text(match format {
        None => TextFormat::Plain,
        Some("password") => TextFormat::Secret,
        Some(other) => TextFormat::Other(other.to_owned()),
    })
}

/// The type of a number.
pub(in crate::lower) fn number(whole: bool, format: Option<&str>) -> Type {
    match format {
        Some("int32") if whole => Type::Integer(IntegerWidth::I32),
        _ if whole => Type::Integer(IntegerWidth::I64),
        Some("float") => Type::Float(FloatWidth::F32),
        _ => Type::Float(FloatWidth::F64),
    }
}

impl<'a> Lowering<'a> {
    /// Names and describes the values of an enum as `x-acs-enum` does.
    pub(in crate::lower) fn name_values(&mut self, ty: &Type, schema: &Node<'a>) {
        let described = schema.get("x-acs-enum").filter(|_| self.is_alibaba());
        let definition = ty.named().and_then(|id| self.types.get_mut(id.0));
        let (Some(described), Some(definition)) = (described, definition) else {
            return;
        };
        let Shape::Enum { values, .. } = &mut definition.shape else {
            return;
        };
        for value in values {
            let Some(words) = described.get(&value.wire_value) else {
                continue;
            };
            if let Some(name) = words.text("name") {
                value.rust_name = names::value(name);
            }
            value.docs.description = words.text("description").map(str::to_owned);
        }
    }

    /// The type of a member that several parts of an `allOf` name, which must agree.
    pub(in crate::lower) fn agreed_type(
        &mut self,
        name: &str,
        schemas: &[Node<'a>],
        hint: &str,
    ) -> Option<Type> {
        let (first, others) = schemas.split_first()?;
        let ty = self.type_at(first, hint)?;
        for other in others {
            if self.type_at(other, hint)? != ty {
                let message = format!("`allOf` gives `{name}` two types");
                self.diagnostics.push(
                    Diagnostic::error(Code::InvalidValue, other.at().key(), message, "second type")
                        .related(first.at().key(), "first type")
                        .help("make both the same, or rename one"),
                );
                return None;
            }
        }
        Some(ty)
    }

    /// The accessor of a field, where its schema says what the scalar stands for.
    pub(in crate::lower) fn accessor_of(
        &mut self,
        field: &str,
        ty: &Type,
        property: &Node<'a>,
    ) -> Option<Accessor> {
        let schema = property.followed().filter(|_| self.is_alibaba())?;
        self.accessor(field, ty, &schema)
    }

    /// A name in `required` that no property has is a typing error.
    pub(in crate::lower) fn report_no_property(
        &mut self,
        name: &str,
        at: &Location,
        fields: &[Field],
    ) {
        let known: Vec<_> = fields
            .iter()
            .map(|field| field.wire_name.as_str())
            .collect();
        let help = match nearest(name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", listed(&known)),
        };
        let message = format!("`required` names `{name}`, which is no property");
        self.invalid(at, message, &help);
    }

    /// Refuses a type that something inside it leads back to, other than through the members of an object.
    pub(in crate::lower) fn report_circle(&mut self, at: &Location) {
        let message = "a type that consists of itself, or is nested too deeply";
        self.diagnostics.push(
            Diagnostic::error(Code::ReferenceCycle, at.key(), message, "this schema")
                .help("a type may contain itself only through a property of an object"),
        );
    }
}
