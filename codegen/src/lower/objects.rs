//! Objects, and the `allOf`s that are merged into one.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type as SchemaType};

use super::{Lowering, docs, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Direction, Docs, Field, Home, Shape, Type, TypeDefinition, TypeId, XmlForm};
use crate::load::{Location, listed, nearest};

/// An object type that has a name and still needs its fields.
pub(super) struct Pending {
    id: TypeId,
    schema: Schema,
}

/// A schema that gives an object some of its members.
struct Part {
    schema: Schema,
    at: Location,
}

/// The members of an object: those with a name, and the type of all others.
type Members = (Vec<Field>, Option<Type>);

impl Lowering<'_> {
    /// Gives an object schema a name now and its fields later.
    pub(super) fn object(&mut self, schema: &Schema, at: &Location, hint: &str) -> Type {
        let rust_name = self.name_for(at, hint);
        let id = self.define(TypeDefinition {
            xml_namespace: None,
            xml_prefix: None,
            xml_name: self
                .text(&at.child("xml"), "name")
                .unwrap_or_else(|| rust_name.clone()),
            rust_name,
            shape: Shape::Object {
                fields: Vec::new(),
                additional: None,
            },
            home: Home::Shared,
            input: false,
            output: false,
            docs: docs::of_schema(schema),
            origin: at.clone(),
        });
        self.pending.push_back(Pending {
            id,
            schema: schema.clone(),
        });
        Type::Named(id)
    }

    /// Gives each pending type its fields; new ones may come up on the way.
    pub(super) fn finish_types(&mut self) {
        while let Some(Pending { id, schema }) = self.pending.pop_front() {
            let (at, owner) = (
                self.types[id.0].origin.clone(),
                self.types[id.0].rust_name.clone(),
            );
            if let Some((fields, additional)) = self.fields(&schema, &at, &owner) {
                self.types[id.0].shape = Shape::Object { fields, additional };
            }
        }
    }

    /// The members of the object that a schema describes.
    pub(super) fn members_of(
        &mut self,
        node: &crate::load::Node<'_>,
        owner: &str,
    ) -> Option<(Vec<Field>, Option<Type>)> {
        let schema: Schema = self.read(node.at())?;
        self.fields(&schema, node.at(), owner)
    }

    /// The fields of an object schema, those of its `allOf` included.
    pub(super) fn fields(
        &mut self,
        schema: &Schema,
        at: &Location,
        owner: &str,
    ) -> Option<Members> {
        let mut parts = Vec::new();
        self.parts(schema, at, &mut vec![at.clone()], &mut parts)?;
        let mut fields: Vec<Field> = Vec::new();
        let mut additional = None;
        let mut required: Vec<(String, Location)> = Vec::new();
        for part in &parts {
            let members = object_members(&part.schema);
            let at_required = part.at.child("required");
            required.extend(
                members
                    .required
                    .iter()
                    .enumerate()
                    .map(|(index, name)| (name.clone(), at_required.index(index))),
            );
            let extra = members.additional;
            self.add_fields(&mut fields, members, &part.at, owner);
            if let Some(other) = self.additional(extra, &part.at, owner) {
                additional = Some(other);
            }
        }
        self.mark_required(&mut fields, &required, additional.is_some());
        Some((fields, additional))
    }

    /// Flattens `allOf` into the schemas that bring members.
    fn parts(
        &mut self,
        schema: &Schema,
        at: &Location,
        chain: &mut Vec<Location>,
        parts: &mut Vec<Part>,
    ) -> Option<()> {
        let empty = Vec::new();
        let (all_of, has_members) = match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(_)) => (&empty, true),
            SchemaKind::AllOf { all_of } => (all_of, false),
            SchemaKind::Any(any) if any.one_of.is_empty() && any.any_of.is_empty() => {
                (&any.all_of, true)
            }
            _ => {
                self.unsupported(
                    at.key(),
                    "`allOf` with something that is not an object",
                    "merge objects only",
                );
                return None;
            }
        };
        let at_all_of = at.child("allOf");
        for (index, part) in all_of.iter().enumerate() {
            let (at, part) = self.schema_at(part, &at_all_of.index(index))?;
            if chain.contains(&at) {
                self.report_all_of_cycle(chain, &at);
                return None;
            }
            chain.push(at.clone());
            self.parts(&part, &at, chain, parts)?;
            chain.pop();
        }
        if has_members {
            parts.push(Part {
                schema: schema.clone(),
                at: at.clone(),
            });
        }
        Some(())
    }

    fn report_all_of_cycle(&mut self, chain: &[Location], end: &Location) {
        let name = |location: &Location| {
            format!(
                "{}#{}",
                self.documents.get(location.document).path,
                location.pointer
            )
        };
        let names: Vec<_> = chain.iter().chain([end]).map(name).collect();
        let diagnostic = Diagnostic::error(
            Code::ReferenceCycle,
            end.key(),
            "a schema that consists of itself by `allOf`",
            "this schema",
        )
        .help(format!("the chain is {}", names.join(" -> ")));
        self.diagnostics.push(diagnostic);
    }

    fn add_fields(
        &mut self,
        fields: &mut Vec<Field>,
        members: ObjectMembers<'_>,
        at: &Location,
        owner: &str,
    ) {
        let at = at.child("properties");
        for (wire_name, property) in members.properties {
            let Some(field) = self.field(wire_name, property, &at.child(wire_name), owner) else {
                continue;
            };
            match fields
                .iter_mut()
                .find(|other| other.wire_name == *wire_name)
            {
                Some(other) if other.ty == field.ty => *other = field,
                Some(other) => {
                    let message = format!("`allOf` gives `{wire_name}` two types");
                    let first = other.origin.key();
                    self.diagnostics.push(
                        Diagnostic::error(
                            Code::InvalidValue,
                            field.origin.key(),
                            message,
                            "second type",
                        )
                        .related(first, "first type")
                        .help("make both the same, or rename one"),
                    );
                }
                None => fields.push(field),
            }
        }
    }

    fn field(
        &mut self,
        wire_name: &str,
        property: &ReferenceOr<Box<Schema>>,
        at: &Location,
        owner: &str,
    ) -> Option<Field> {
        let (at_schema, schema) = self.schema_at(property, at)?;
        let hint = self.name_for(&at_schema, &format!("{owner}{}", names::camel(wire_name)));
        let ty = self.type_of(&schema, &at_schema, &hint)?;
        self.check_xml_name(
            wire_name,
            &at_schema,
            matches!(property, ReferenceOr::Item(_)),
        );
        let own_name = self.text(at, "x-acs-name");
        let rust_name = names::snake(own_name.as_deref().unwrap_or(wire_name));
        Some(Field {
            wire_name: wire_name.to_owned(),
            accessor: self.accessor(&rust_name, &ty, &at_schema),
            rust_name,
            required: false,
            direction: Direction::Both,
            constant: None,
            default: None,
            xml: XmlForm::default(),
            boxed: false,
            docs: Docs {
                summary: None,
                ..self.docs_of(&schema, &at_schema)
            },
            origin: at.clone(),
            ty,
        })
    }

    /// The words of a schema; where it has none and only refers to another, the other's.
    fn docs_of(&mut self, schema: &Schema, at: &Location) -> Docs {
        let own = docs::of_schema(schema);
        let SchemaKind::AllOf { all_of } = &schema.schema_kind else {
            return own;
        };
        let ([part], None) = (all_of.as_slice(), &own.description) else {
            return own;
        };
        match self.schema_at(part, &at.child("allOf").index(0)) {
            Some((_, part)) => Docs {
                description: docs::of_schema(&part).description,
                ..own
            },
            None => own,
        }
    }

    /// XML and JSON are read by one set of names.
    fn check_xml_name(&mut self, wire_name: &str, at: &Location, inline: bool) {
        let own = inline.then(|| at.child("xml"));
        for xml in own.into_iter().chain([at.child("items").child("xml")]) {
            if self
                .text(&xml, "name")
                .is_some_and(|name| name != wire_name)
            {
                let help = format!(
                    "leave it out; the element is called `{wire_name}`, as the member in JSON is"
                );
                self.unsupported(xml.child("name"), "another name in XML than in JSON", &help);
            }
        }
    }

    /// The type of members without a field of their own.
    fn additional(
        &mut self,
        source: Option<&AdditionalProperties>,
        at: &Location,
        owner: &str,
    ) -> Option<Type> {
        match source? {
            AdditionalProperties::Any(false) => None,
            AdditionalProperties::Any(true) => Some(Type::Any),
            AdditionalProperties::Schema(schema) => {
                let (at, schema) = self.schema_at(schema, &at.child("additionalProperties"))?;
                let hint = self.name_for(&at, &format!("{owner}Value"));
                self.type_of(&schema, &at, &hint)
            }
        }
    }

    fn mark_required(&mut self, fields: &mut [Field], required: &[(String, Location)], open: bool) {
        for (name, at) in required {
            match fields.iter_mut().find(|field| field.wire_name == *name) {
                Some(field) => field.required = true,
                None if open => {}
                None => {
                    let known: Vec<_> = fields
                        .iter()
                        .map(|field| field.wire_name.as_str())
                        .collect();
                    let help = match nearest(name, &known) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("there are {}", listed(&known)),
                    };
                    self.invalid(
                        at,
                        format!("`required` names `{name}`, which is no property"),
                        &help,
                    );
                }
            }
        }
    }
}

/// What an object schema says of its members, whichever way `openapiv3` has read it.
struct ObjectMembers<'a> {
    properties: Box<dyn Iterator<Item = (&'a String, &'a ReferenceOr<Box<Schema>>)> + 'a>,
    required: &'a [String],
    additional: Option<&'a AdditionalProperties>,
}

fn object_members(schema: &Schema) -> ObjectMembers<'_> {
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Object(object)) => ObjectMembers {
            properties: Box::new(object.properties.iter()),
            required: &object.required,
            additional: object.additional_properties.as_ref(),
        },
        SchemaKind::Any(any) => ObjectMembers {
            properties: Box::new(any.properties.iter()),
            required: &any.required,
            additional: any.additional_properties.as_ref(),
        },
        _ => ObjectMembers {
            properties: Box::new(std::iter::empty()),
            required: &[],
            additional: None,
        },
    }
}
