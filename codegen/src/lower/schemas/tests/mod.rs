//! The rules of lowering schemas, each on a small document.

mod hostile;
mod merging;
mod names;
mod objects;
mod scalars;
mod unions;

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Direction, EnumBase, Field, Profile, Service, Shape, Type};
use crate::load::{Documents, Files, Location, Memory, Node, Rules, load};
use crate::lower::{Lowering, boxing, constants};

/// What came of a document.
pub(super) struct Lowered {
    pub(super) api: Api,
    /// The types of the components' schemas, by name.
    pub(super) schemas: Vec<(String, Option<Type>)>,
    pub(super) failure: crate::Failure,
}

/// Lowers all schemas of the components, and those of `paths`.
pub(super) fn lower(entry: &str, files: &dyn Files) -> Lowered {
    let mut diagnostics = Diagnostics::default();
    let documents = load(entry, files, Rules::OpenApi, &mut diagnostics);
    let mut lowering = Lowering::new(&documents, Profile::Plain, &mut diagnostics);
    let root = Node::new(&documents, Location::root(Documents::ENTRY));
    let mut schemas = Vec::new();
    if let Some(root) = root {
        if let Some(components) = root.get("components") {
            for (name, node) in components.map("schemas") {
                schemas.push((name, lowering.type_at(&node, "Inline")));
            }
        }
        let mut open: Vec<_> = root.get("paths").into_iter().collect();
        while let Some(node) = open.pop() {
            if let Some(schema) = node.get("schema") {
                lowering.type_at(&schema, "Inline");
                continue;
            }
            open.extend(
                node.members()
                    .map(|(_, node)| node)
                    .filter(|node| node.value().is_mapping() || node.value().is_sequence()),
            );
            open.extend(node.items());
        }
    }
    lowering.finish_types();
    let types = std::mem::take(&mut lowering.types);
    let mut api = Api {
        profile: Profile::Plain,
        service: Service::default(),
        groups: Vec::new(),
        operations: Vec::new(),
        types,
        shadowed: Vec::new(),
    };
    constants::assign(&mut api);
    super::settle(&mut api);
    boxing::assign(&mut api);
    Lowered {
        api,
        schemas,
        failure: crate::Failure::new(diagnostics, &documents),
    }
}

/// Lowers schemas in YAML flow or block style, indented by four, of a description of this version.
fn schemas_of(version: &str, schemas: &str) -> Lowered {
    let text = format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    lower("api.yaml", &Memory::new([("api.yaml", text.as_str())]))
}

/// The outline of the types that schemas of OpenAPI 3.0 become.
fn outline(schemas: &str) -> String {
    outlined(&schemas_of("3.0.3", schemas))
}

/// The same, of OpenAPI 3.1.
fn outline31(schemas: &str) -> String {
    outlined(&schemas_of("3.1.0", schemas))
}

/// All types in a short form: what the schemas by name are, where that is not a type of the name, then each type.
fn outlined(lowered: &Lowered) -> String {
    let failure = &lowered.failure;
    assert_eq!(
        failure.errors(),
        0,
        "{}",
        failure.render(crate::RenderOptions::default())
    );
    let api = &lowered.api;
    let mut lines = Vec::new();
    for (name, ty) in &lowered.schemas {
        let ty = ty.as_ref().map_or("none".to_owned(), |ty| shown(api, ty));
        if ty != *name {
            lines.push(format!("{name}: {ty}"));
        }
    }
    for definition in &api.types {
        lines.push(format!(
            "{} {}",
            definition.rust_name,
            shape(api, &definition.shape)
        ));
    }
    lines.join("\n")
}

fn shape(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::Object { fields, additional } => {
            let mut parts: Vec<_> = fields.iter().map(|it| field(api, it)).collect();
            parts.extend(
                additional
                    .as_ref()
                    .map(|ty| format!("..{}", shown(api, ty))),
            );
            format!("{{{}}}", parts.join(", "))
        }
        Shape::Tuple { items, rest } => {
            let mut parts: Vec<_> = items
                .iter()
                .map(|it| {
                    format!(
                        "{}{}",
                        if it.required { "" } else { "?" },
                        shown(api, &it.ty)
                    )
                })
                .collect();
            parts.extend(rest.as_ref().map(|ty| format!("..{}", shown(api, ty))));
            format!("({})", parts.join(", "))
        }
        Shape::Enum { base, values } => {
            let values = values
                .iter()
                .map(|it| format!("{}={}", it.rust_name, it.wire_value));
            let base = match base {
                EnumBase::Text => "text",
                EnumBase::Integer => "integer",
                EnumBase::Mixed => "mixed",
            };
            format!("enum {base} {}", values.collect::<Vec<_>>().join(" "))
        }
        Shape::Union {
            variants,
            discriminator,
            telling,
        } => {
            let variants = variants.iter().map(|it| {
                let boxed = if it.boxed { "box " } else { "" };
                let tags = if it.tags.is_empty() {
                    String::new()
                } else {
                    format!(" [{}]", it.tags.join(" "))
                };
                format!("{}({boxed}{}){tags}", it.rust_name, shown(api, &it.ty))
            });
            let shown = |word: &str, member: &Option<String>| {
                let member = member.as_ref();
                member.map_or(String::new(), |member| format!(" {word} {member}"))
            };
            let by = shown("by", discriminator) + &shown("told by", telling);
            format!("union{by} {}", variants.collect::<Vec<_>>().join(" | "))
        }
    }
}

fn field(api: &Api, field: &Field) -> String {
    let required = if field.required { "" } else { "?" };
    let direction = match field.direction {
        Direction::Both => "",
        Direction::Reply => "<",
        Direction::Request => ">",
    };
    let boxed = if field.boxed { "box " } else { "" };
    format!(
        "{direction}{}{required}: {boxed}{}",
        field.rust_name,
        shown(api, &field.ty)
    )
}

fn shown(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Integer(width) => format!("{width:?}").to_lowercase(),
        Type::Float(width) => format!("{width:?}").to_lowercase(),
        Type::Text(format) => format!("{format:?}").to_lowercase(),
        Type::List(item) => format!("[{}]", shown(api, item)),
        Type::Map(item) => format!("{{{}}}", shown(api, item)),
        Type::Any => "any".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Nullable(inner) => format!("{} or null", shown(api, inner)),
        Type::Named(id) => api.definition(*id).rust_name.clone(),
    }
}
