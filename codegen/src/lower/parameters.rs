//! Parameters in path, query and header.

use openapiv3::{
    Content, HeaderStyle, Operation, Parameter as Source, ParameterData, ParameterSchemaOrContent,
    PathItem, PathStyle, QueryStyle, ReferenceOr, Schema,
};

use super::bodies::JSON;
use super::{Lowering, docs, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, Encoding, Parameter, ParameterPlace, Type};
use crate::load::Location;

impl Lowering<'_> {
    /// The parameters of an operation; its own replace those of the path with the same name and place.
    pub(super) fn parameters(
        &mut self,
        operation: &Operation,
        item: &PathItem,
        owner: &str,
        at: &Location,
    ) -> Vec<Parameter> {
        let own = self.parameter_list(&operation.parameters, owner, &at.child("parameters"));
        let path_item = Location {
            document: at.document,
            pointer: parent(&at.pointer),
        };
        let mut parameters =
            self.parameter_list(&item.parameters, owner, &path_item.child("parameters"));
        parameters.retain(|shared| !own.iter().any(|own| is_same(own, shared)));
        parameters.extend(own);
        parameters
    }

    fn parameter_list(
        &mut self,
        sources: &[ReferenceOr<Source>],
        owner: &str,
        at: &Location,
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for (index, source) in sources.iter().enumerate() {
            let Some(at) = self.documents.follow(source, &at.index(index)) else {
                continue;
            };
            let Some(source) = self.read::<Source>(&at) else {
                continue;
            };
            let Some(parameter) = self.parameter(&source, owner, &at) else {
                continue;
            };
            if let Some(first) = parameters.iter().find(|other| is_same(other, &parameter)) {
                let message = format!(
                    "the parameter `{}` stands twice in one list",
                    parameter.wire_name
                );
                self.diagnostics.push(
                    Diagnostic::error(Code::InvalidValue, at.child("name"), message, "second time")
                        .related(first.origin.child("name"), "first time"),
                );
                continue;
            }
            parameters.push(parameter);
        }
        parameters
    }

    fn parameter(&mut self, source: &Source, owner: &str, at: &Location) -> Option<Parameter> {
        let (place, data) = place(source);
        let rust_name = names::snake(
            &self
                .text(at, "x-acs-name")
                .unwrap_or_else(|| data.name.clone()),
        );
        if place == ParameterPlace::Path && !data.required {
            let message = format!("the path parameter `{}` must be required", data.name);
            self.invalid(at.child("name"), message, "add `required: true`");
        }
        self.refuse_options(source, at);
        let schema = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => schema,
            ParameterSchemaOrContent::Content(content) => {
                let (ty, docs) = self.json_parameter(data, content, owner, at)?;
                return Some(Parameter {
                    wire_name: data.name.clone(),
                    encoding: Encoding::Json,
                    origin: at.clone(),
                    required: data.required,
                    rust_name,
                    place,
                    ty,
                    docs,
                });
            }
        };
        let at_schema = at.child("schema");
        let (schema_at, schema) = self.schema_at(schema, &at_schema)?;
        let hint = format!("{owner}{}", names::camel(&data.name));
        let ty = self.type_of(&schema, &schema_at, &hint)?;
        if let Some(example) = &data.example {
            self.example(example, &ty, &at.child("example"));
        }
        if self.text(&schema_at, "x-acs-time").is_some() {
            let message = "`x-acs-time` has no effect on a parameter";
            let place = schema_at.child("x-acs-time").key();
            self.diagnostics.push(
                Diagnostic::warning(Code::Ignored, place, message, "ignored")
                    .help("it gives fields of replies an accessor; leave it out here"),
            );
        }
        let (ty, encoding) = if let Some(separator) = self.separator(&ty, &schema_at) {
            (Type::List(Box::new(ty)), Encoding::Joined(separator))
        } else {
            let encoding = self.encoding(source, data, &ty, at)?;
            (ty, encoding)
        };
        Some(Parameter {
            wire_name: data.name.clone(),
            docs: parameter_docs(data, &schema),
            origin: at.clone(),
            required: data.required,
            rust_name,
            place,
            ty,
            encoding,
        })
    }

    /// A parameter that is one JSON text.
    fn json_parameter(
        &mut self,
        data: &ParameterData,
        content: &Content,
        owner: &str,
        at: &Location,
    ) -> Option<(Type, Docs)> {
        let at = at.child("content");
        let [(media_type, media)] = content.iter().collect::<Vec<_>>()[..] else {
            self.invalid(
                at.key(),
                "a parameter has one media type",
                "keep one of them",
            );
            return None;
        };
        let at = at.child(media_type);
        if media_type != JSON {
            let what = format!("a parameter of type `{media_type}`");
            self.unsupported(at.key(), &what, &format!("use {JSON}, or `schema`"));
            return None;
        }
        let Some(schema) = &media.schema else {
            self.invalid(at.key(), "a parameter without a schema", "add `schema:`");
            return None;
        };
        let (schema_at, schema) = self.schema_at(schema, &at.child("schema"))?;
        let hint = format!("{owner}{}", names::camel(&data.name));
        let hint = self.name_for(&schema_at, &hint);
        let ty = self.type_of(&schema, &schema_at, &hint)?;
        if let Some(example) = &media.example {
            self.example(example, &ty, &at.child("example"));
        }
        let of_schema = docs::of_schema(&schema);
        let example = media.example.as_ref().map(ToString::to_string);
        let docs = Docs {
            summary: None,
            description: data.description.clone().or(of_schema.description),
            example: example.or(of_schema.example),
            deprecated: data.deprecated.unwrap_or(false) || of_schema.deprecated,
            ..of_schema
        };
        Some((ty, docs))
    }

    fn refuse_options(&mut self, source: &Source, at: &Location) {
        if let Source::Cookie { .. } = source {
            self.unsupported(
                at.child("in"),
                "a cookie parameter",
                "send it as a query or header parameter",
            );
        }
        if let Source::Query {
            allow_reserved: true,
            ..
        } = source
        {
            self.unsupported(
                at.child("allowReserved").key(),
                "`allowReserved`",
                "leave it out",
            );
        }
        if let Source::Header { parameter_data, .. } = source {
            let name = parameter_data.name.to_ascii_lowercase();
            if ["accept", "content-type", "authorization", "host", "date"].contains(&name.as_str())
                || name.starts_with("x-acs-")
            {
                let message = format!("the header `{}` is the client's own", parameter_data.name);
                self.invalid(at.child("name"), message, "leave the parameter out");
            }
        }
    }

    fn encoding(
        &mut self,
        source: &Source,
        data: &ParameterData,
        ty: &Type,
        at: &Location,
    ) -> Option<Encoding> {
        let list = match ty {
            Type::List(item) if is_scalar(item, self) => true,
            ty if is_scalar(ty, self) => false,
            _ => {
                let help = "parameters are texts, numbers, truth values, enums and lists of these";
                self.unsupported(at.child("schema").key(), "an object in a parameter", help);
                return None;
            }
        };
        let (separator, explodes) = match source {
            Source::Query {
                style: QueryStyle::Form,
                ..
            } => (',', true),
            Source::Query {
                style: QueryStyle::SpaceDelimited,
                ..
            } => (' ', false),
            Source::Query {
                style: QueryStyle::PipeDelimited,
                ..
            } => ('|', false),
            Source::Path {
                style: PathStyle::Simple,
                ..
            }
            | Source::Header {
                style: HeaderStyle::Simple,
                ..
            } => {
                return Some(if list {
                    Encoding::Joined(',')
                } else {
                    Encoding::Plain
                });
            }
            Source::Cookie { .. } => return None,
            Source::Query { .. } | Source::Path { .. } => {
                self.unsupported(
                    at.child("style"),
                    "this style",
                    "use `form` in the query and `simple` in the path",
                );
                return None;
            }
        };
        Some(match (list, data.explode.unwrap_or(explodes)) {
            (false, _) => Encoding::Plain,
            (true, true) => Encoding::Repeated,
            (true, false) => Encoding::Joined(separator),
        })
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
}

/// Whether a value of the type becomes one text.
pub(super) fn is_scalar(ty: &Type, lowering: &Lowering<'_>) -> bool {
    match ty {
        Type::Bool | Type::Integer(_) | Type::Float(_) | Type::Text(_) => true,
        Type::Named(id) => lowering.is_enum(*id),
        Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Any => false,
    }
}

fn place(source: &Source) -> (ParameterPlace, &ParameterData) {
    match source {
        Source::Query { parameter_data, .. } => (ParameterPlace::Query, parameter_data),
        Source::Header { parameter_data, .. } => (ParameterPlace::Header, parameter_data),
        Source::Path { parameter_data, .. } => (ParameterPlace::Path, parameter_data),
        Source::Cookie { parameter_data, .. } => (ParameterPlace::Cookie, parameter_data),
    }
}

fn parameter_docs(data: &ParameterData, schema: &Schema) -> Docs {
    let of_schema = docs::of_schema(schema);
    Docs {
        description: data.description.clone().or(of_schema.description),
        example: data
            .example
            .as_ref()
            .map(docs::literal)
            .or(of_schema.example),
        deprecated: data.deprecated.unwrap_or(false) || of_schema.deprecated,
        summary: None,
        ..of_schema
    }
}

fn is_same(one: &Parameter, other: &Parameter) -> bool {
    one.wire_name == other.wire_name && one.place == other.place
}

fn parent(pointer: &crate::load::Pointer) -> crate::load::Pointer {
    let keys: Vec<_> = pointer.keys().collect();
    let kept = keys.get(..keys.len().saturating_sub(1)).unwrap_or_default();
    kept.iter()
        .fold(crate::load::Pointer::default(), |pointer, key| {
            pointer.child(key)
        })
}
