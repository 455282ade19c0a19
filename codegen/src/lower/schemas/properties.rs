//! Fields of objects.

use serde_json::Value;

use super::want::Want;
use super::{Lowering, words};
use crate::ir::{Direction, Docs, Field, Type, XmlForm};
use crate::load::{Location, Node};
use crate::lower::names;

/// How many references and `allOf`s are followed to find what is said of a property.
const FARTHEST: usize = 32;

impl<'a> Lowering<'a> {
    pub(super) fn field_of(
        &mut self,
        name: &str,
        schemas: &[Node<'a>],
        required: bool,
        varied: bool,
        owner: &str,
    ) -> Option<Field> {
        let origin = schemas.last()?.clone();
        let hint = names::joined(owner, name);
        let ty = if varied {
            self.varied(schemas, &hint)?
        } else if self.profile.merges() {
            self.all_of_nodes(schemas.to_vec(), &hint)?
        } else {
            self.agreed_type(name, schemas, &hint)?
        };
        let own_name = self.own_name(&origin);
        let rust_name = names::field(own_name.unwrap_or(name));
        let said: Vec<_> = schemas
            .iter()
            .rev()
            .flat_map(|node| self.said(node))
            .collect();
        Some(Field {
            wire_name: name.to_owned(),
            accessor: self.accessor_of(&rust_name, &ty, &origin),
            rust_name,
            required,
            direction: direction(&said),
            constant: constant(&said),
            default: first(&said, "default"),
            xml: self.xml_of(name, &said, &ty),
            boxed: false,
            docs: words::of_property(&said),
            origin: origin.at().clone(),
            ty,
        })
    }

    /// The type of a member that is described otherwise under each condition: any value, unless all say the same.
    fn varied(&mut self, schemas: &[Node<'a>], hint: &str) -> Option<Type> {
        let mut found = None;
        for node in schemas {
            let ty = self.wanted(Want::of(node.clone()), hint)?;
            if found.as_ref().is_some_and(|known| *known != ty) {
                return Some(Type::Any);
            }
            found = Some(ty);
        }
        found
    }

    /// The schemas that say something of a value besides its type: the schema itself, what it refers to, and the parts of
    /// its `allOf`.
    pub(super) fn said(&self, node: &Node<'a>) -> Vec<Node<'a>> {
        let mut said: Vec<Node<'a>> = Vec::new();
        let mut open = vec![node.clone()];
        while let Some(node) = open.pop() {
            if said.len() == FARTHEST || said.iter().any(|known| known.at() == node.at()) {
                continue;
            }
            if node.has("$ref") {
                open.extend(node.target());
                // Beside a reference, 3.0 counts nothing; words do no harm.
                if !self.documents.is_31() && !node.has("description") {
                    continue;
                }
            } else {
                let mut parts: Vec<_> = node.list("allOf").collect();
                if parts.len() > 1 && !self.profile.merges() {
                    parts.clear();
                }
                parts.reverse();
                open.extend(parts);
            }
            said.push(node);
        }
        said
    }
}

/// What counts of a schema that may be a reference with words beside it.
pub(super) fn counting<'n, 'a>(said: &'n [Node<'a>]) -> impl Iterator<Item = &'n Node<'a>> {
    said.iter().filter(|node| !is_words(node))
}

/// Whether the node is a reference of 3.0, of which only the words were kept.
fn is_words(node: &Node<'_>) -> bool {
    node.has("$ref") && !node.is_31()
}

fn direction(said: &[Node<'_>]) -> Direction {
    if counting(said).any(|node| node.flag("readOnly")) {
        Direction::Reply
    } else if counting(said).any(|node| node.flag("writeOnly")) {
        Direction::Request
    } else {
        Direction::Both
    }
}

fn first(said: &[Node<'_>], key: &str) -> Option<Value> {
    counting(said).find_map(|node| Some(node.get(key)?.json()))
}

fn constant(said: &[Node<'_>]) -> Option<Value> {
    let single = |node: &Node<'_>| {
        let mut values = node.get("enum")?.items();
        let value = values.next()?;
        values.next().is_none().then(|| value.json())
    };
    first(said, "const").or_else(|| counting(said).find_map(single))
}

/// A required member that the description says nothing else of.
pub(super) fn bare(name: &str, ty: Type, at: Location) -> Field {
    Field {
        wire_name: name.to_owned(),
        rust_name: names::field(name),
        ty,
        required: true,
        direction: Direction::Both,
        constant: None,
        default: None,
        xml: XmlForm::default(),
        boxed: false,
        accessor: None,
        docs: Docs::default(),
        origin: at,
    }
}
