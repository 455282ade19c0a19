//! From schemas to types.
//!
//! A type is wanted of one schema, or of several that a value must fit at once (`want`). Their references and `allOf`s are
//! followed, and what they say is put together (`facts`); then it is a union, an enum, or of one kind or several. Objects
//! get their fields later, from a queue, and so does what is nested deeper than the stack should be.

mod enums;
mod facts;
mod heirs;
mod keywords;
mod kinds;
mod objects;
mod properties;
mod scalars;
mod settle;
mod tags;
mod telling;
#[cfg(test)]
mod tests;
mod tuples;
mod unions;
mod variants;
mod want;
pub(super) mod words;
mod xml;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet, VecDeque};

use super::{Lowering, alibaba, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, Field, Home, Shape, Type, TypeDefinition, TypeId, Variant};
use crate::load::{Location, Node};
use facts::Facts;
use kinds::Kinds;
use want::{Key, Parts, Want};

pub(super) use settle::settle;

/// How many schemas without a type of their own are followed inside one another before the rest waits.
const DEEPEST: usize = 24;

/// How many types a description may have; only one that multiplies alternatives has more.
const MOST: usize = 100_000;

/// What is known on the way.
#[derive(Debug, Default)]
pub(super) struct State<'a> {
    types: HashMap<Key, Type>,
    /// What is being lowered.
    open: HashMap<Key, Open>,
    depth: usize,
    pending: VecDeque<Pending<'a>>,
    /// Schemas in circles of `allOf` that were reported.
    circles: HashSet<Location>,
    /// Keywords of which a warning has told.
    conditions: HashSet<&'static str>,
    /// Schemas with a type of which a warning has told that no value has it.
    contradictions: HashSet<Location>,
    heirs: OnceCell<heirs::Heirs>,
    overflowed: bool,
}

/// A type that something inside it may lead back to.
#[derive(Debug)]
struct Open {
    /// Set when something did.
    id: Option<TypeId>,
    nullable: bool,
    seed: TypeSeed,
}

/// What a type needs to be defined before it is known.
#[derive(Clone, Debug)]
struct TypeSeed {
    rust_name: String,
    at: Location,
}

/// What waits for its turn.
#[derive(Debug)]
enum Pending<'a> {
    /// An object that needs its fields.
    Object { id: TypeId, facts: Box<Facts<'a>> },
    /// A type that was nested too deeply.
    Deep {
        id: TypeId,
        want: Want<'a>,
        hint: String,
    },
}

impl<'a> Lowering<'a> {
    /// The type of the schema that a node is or refers to.
    pub(super) fn type_at(&mut self, node: &Node<'a>, hint: &str) -> Option<Type> {
        self.wanted(Want::of(node.clone()), hint)
    }

    /// The type that was made of a schema, if one was.
    pub(super) fn known_type(&self, node: &Node<'a>) -> Option<Type> {
        let (want, _) = self.resolved(Want::of(node.clone()), &mut String::new());
        self.schemas.types.get(&want.key()).cloned()
    }

    /// The members of the object that a schema describes: those with a name, and the type of all others. `None` where it
    /// describes none.
    pub(super) fn members_of(
        &mut self,
        node: &Node<'a>,
        owner: &str,
    ) -> Option<(Vec<Field>, Option<Type>)> {
        let pieces = self.flat(&Want::of(node.clone()))?;
        let facts = Facts::of(pieces, Kinds::ALL);
        if !facts.kinds.has(Kinds::OBJECT) {
            let help = "describe an object with properties";
            self.unsupported(node.at().key(), "a form that is not an object", help);
            return None;
        }
        Some(self.members(&facts, owner))
    }

    /// Whether a value may be `null`, beside the values of its type.
    fn opens(&self, facts: &Facts<'a>) -> bool {
        self.profile.has_null() && (facts.nullable || unions::has_null_variant(facts))
    }

    /// The type of what is wanted; `hint` names it if it needs a name and has none of its own.
    fn wanted(&mut self, want: Want<'a>, hint: &str) -> Option<Type> {
        let mut hint = names::shortened(hint).to_owned();
        let (want, opens) = self.resolved(want, &mut hint);
        if want.whole {
            hint = self.name_for(&want.origin, &hint);
        }
        let key = want.key();
        let ty = match self.schemas.types.get(&key) {
            Some(ty) => ty.clone(),
            None => self.new_wanted(want, key, &hint)?,
        };
        Some(if opens { nullable(ty) } else { ty })
    }

    /// The same, by another name than the schema's.
    fn wanted_as(&mut self, want: Want<'a>, name: &str) -> Option<Type> {
        let key = want.key();
        match self.schemas.types.get(&key) {
            Some(ty) => Some(ty.clone()),
            None => self.new_wanted(want, key, name),
        }
    }

    fn new_wanted(&mut self, want: Want<'a>, key: Key, hint: &str) -> Option<Type> {
        let circle = self.schemas.open.contains_key(&key) || self.schemas.depth >= DEEPEST;
        if circle && !self.profile.has_open_types() {
            self.report_circle(want.origin.at());
            return None;
        }
        if let Some(open) = self.schemas.open.get(&key) {
            let (id, opens, seed) = (open.id, open.nullable, open.seed.clone());
            let id = id.unwrap_or_else(|| self.placeholder(&seed));
            if let Some(open) = self.schemas.open.get_mut(&key) {
                open.id = Some(id);
            }
            return Some(wrapped(Type::Named(id), opens));
        }
        if self.types.len() > MOST || self.schemas.types.len() > 2 * MOST {
            self.report_overflow(want.origin.at());
        }
        if let Some(at) = self.beyond_heirs() {
            self.report_overflow(&at);
        }
        if self.schemas.overflowed {
            return None;
        }
        let pieces = self.flat(&want)?;
        let facts = Facts::of(pieces, want.only);
        self.warn_of_contradictions(&facts);
        let opens = self.opens(&facts);
        let seed = TypeSeed {
            rust_name: hint.to_owned(),
            at: want.origin.at().clone(),
        };
        if self.schemas.depth >= DEEPEST {
            let id = self.placeholder(&seed);
            let ty = wrapped(Type::Named(id), opens);
            self.schemas.types.insert(key, ty.clone());
            let hint = hint.to_owned();
            self.schemas
                .pending
                .push_back(Pending::Deep { id, want, hint });
            return Some(ty);
        }
        self.finish_wanted(&want, key, facts, None, seed, hint)
    }

    /// Lowers what is wanted; `id` is its type's, where that is known before what it consists of.
    fn finish_wanted(
        &mut self,
        want: &Want<'a>,
        key: Key,
        facts: Facts<'a>,
        id: Option<TypeId>,
        seed: TypeSeed,
        hint: &str,
    ) -> Option<Type> {
        let opens = self.opens(&facts);
        let open = Open {
            id,
            nullable: opens,
            seed,
        };
        self.schemas.open.insert(key.clone(), open);
        self.schemas.depth += 1;
        let ty = self.of_facts(want, &key, facts, hint);
        self.schemas.depth -= 1;
        let id = self.schemas.open.remove(&key).and_then(|open| open.id);
        let mut ty = wrapped(ty?, opens);
        if let Some(id) = id {
            ty = self.closed_circle(id, ty, want);
        }
        self.schemas.types.insert(key, ty.clone());
        Some(ty)
    }

    /// Something inside a type led back to it before it was known: it becomes what stands for it there.
    fn closed_circle(&mut self, id: TypeId, ty: Type, want: &Want<'a>) -> Type {
        let (inner, opens) = match ty {
            Type::Nullable(inner) => (*inner, true),
            other => (other, false),
        };
        let is_filled =
            |shape: &Shape| !matches!(shape, Shape::Union { variants, .. } if variants.is_empty());
        let shape = self.types.get(id.0).map(|definition| &definition.shape);
        if inner == Type::Named(id) {
            if shape.is_some_and(is_filled) {
                return wrapped(inner, opens);
            }
            // What is said of the value goes round in a circle, so nothing is.
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::ReferenceCycle,
                    want.origin.at().key(),
                    "a type that consists of nothing but itself is taken as any value",
                    "this schema",
                )
                .help("a type contains itself through a property, an item of a list or a value of a map"),
            );
            self.types[id.0].shape = Shape::Union {
                variants: vec![self.variant_of(Type::Any, want)],
                discriminator: None,
                telling: None,
            };
            return Type::Any;
        }
        let variant = self.variant_of(inner, want);
        if let Some(definition) = self.types.get_mut(id.0) {
            definition.docs = words::of_schema(&want.origin);
            definition.shape = Shape::Union {
                variants: vec![variant],
                discriminator: None,
                telling: None,
            };
        }
        wrapped(Type::Named(id), opens)
    }

    fn variant_of(&self, ty: Type, want: &Want<'a>) -> Variant {
        Variant {
            rust_name: self.variant_name(&ty),
            ty,
            boxed: false,
            tags: Vec::new(),
            joint: false,
            docs: Docs::default(),
            origin: want.origin.at().clone(),
        }
    }

    fn of_facts(
        &mut self,
        want: &Want<'a>,
        key: &Key,
        facts: Facts<'a>,
        hint: &str,
    ) -> Option<Type> {
        if is_null_alone(&facts) {
            return Some(Type::Null);
        }
        // Values that are listed have their type by themselves, whatever else is said of them.
        if facts.values.is_some() && !is_any_bool(&facts) {
            let named = self.enum_of(want, &facts, hint);
            if named.is_some() {
                return named;
            }
        }
        if let Some(union) = unions::meaningful(&facts) {
            return self.union_of(want, key, &facts, &union, hint);
        }
        if let Some(heirs) = self.heirs_of(want, &facts) {
            return self.union_of_heirs(want, key, heirs, hint);
        }
        if facts.kinds == Kinds::ALL.without(Kinds::NULL) {
            return Some(Type::Any);
        }
        let kinds: Vec<_> = facts.kinds.each().collect();
        match kinds[..] {
            [] if facts.nullable => Some(Type::Null),
            [] => Some(Type::Any),
            [kind] => self.of_kind(want, facts, kind, hint),
            _ if !self.profile.has_open_types() => {
                let help = "give it one `type` and the keywords of that type";
                let place = want.origin.at().key();
                self.unsupported(place, "a schema that mixes kinds", help);
                None
            }
            _ => self.union_of_kinds(want, key, &kinds, hint),
        }
    }

    fn of_kind(
        &mut self,
        want: &Want<'a>,
        facts: Facts<'a>,
        kind: Kinds,
        hint: &str,
    ) -> Option<Type> {
        if kind == Kinds::BOOL {
            Some(Type::Bool)
        } else if kind == Kinds::TEXT {
            Some(if self.profile.has_exact_scalars() {
                scalars::text(&facts)
            } else {
                alibaba::text(facts.text("format"))
            })
        } else if kind == Kinds::LIST {
            self.list_of(want, &facts, hint)
        } else if kind == Kinds::OBJECT {
            Some(self.object_of(want, facts, hint))
        } else {
            Some(if self.profile.has_exact_scalars() {
                scalars::number(&facts, kind)
            } else {
                alibaba::number(kind == Kinds::INTEGER, facts.text("format"))
            })
        }
    }

    /// The type of a value that fits all of these schemas.
    fn all_of_nodes(&mut self, nodes: Vec<Node<'a>>, hint: &str) -> Option<Type> {
        let Some(origin) = nodes.last().cloned() else {
            return Some(Type::Any);
        };
        let pieces = nodes.into_iter().map(|node| want::Piece {
            node,
            without: Parts::default(),
        });
        self.wanted(Want::all(origin, pieces.collect()), hint)
    }

    /// Gives each type that waits what it consists of; new ones may come up on the way.
    pub(super) fn finish_types(&mut self) {
        while let Some(pending) = self.schemas.pending.pop_front() {
            if self.schemas.overflowed {
                return;
            }
            match pending {
                Pending::Object { id, facts } => self.finish_object(id, &facts),
                Pending::Deep { id, want, hint } => {
                    let (Some(pieces), key) = (self.flat(&want), want.key()) else {
                        continue;
                    };
                    let facts = Facts::of(pieces, want.only);
                    let seed = TypeSeed {
                        rust_name: hint.clone(),
                        at: want.origin.at().clone(),
                    };
                    self.schemas.types.remove(&key);
                    self.finish_wanted(&want, key, facts, Some(id), seed, &hint);
                }
            }
        }
    }

    /// Warns of types that cannot be together, of which the first is taken.
    fn warn_of_contradictions(&mut self, facts: &Facts<'a>) {
        for at in &facts.contradictions {
            let is_known = self.diagnostics.covers(&at.child("type").into());
            if !is_known && self.schemas.contradictions.insert(at.clone()) {
                let message = "no value has this type and that of the schemas it is combined with";
                self.diagnostics.push(
                    Diagnostic::warning(Code::Ignored, at.child("type"), message, "not taken")
                        .help("the type of the first of them is taken; make them agree"),
                );
            }
        }
    }

    fn report_overflow(&mut self, at: &Location) {
        if std::mem::replace(&mut self.schemas.overflowed, true) {
            return;
        }
        let message = format!("more than {MOST} types come of this description");
        self.diagnostics.push(
            Diagnostic::error(Code::Unsupported, at.key(), message, "the last of them")
                .help("alternatives that are combined with alternatives multiply"),
        );
    }

    fn placeholder(&mut self, seed: &TypeSeed) -> TypeId {
        let shape = Shape::Union {
            variants: Vec::new(),
            discriminator: None,
            telling: None,
        };
        self.define(TypeDefinition {
            xml_name: seed.rust_name.clone(),
            xml_namespace: None,
            xml_prefix: None,
            rust_name: seed.rust_name.clone(),
            shape,
            home: Home::Shared,
            input: false,
            output: false,
            docs: Docs::default(),
            origin: seed.at.clone(),
        })
    }

    /// Defines the type of what is wanted.
    fn define_wanted(&mut self, want: &Want<'a>, shape: Shape, docs: Docs, hint: &str) -> TypeId {
        let xml = self.root_xml(want, hint);
        self.define(TypeDefinition {
            xml_name: xml.name.unwrap_or_else(|| hint.to_owned()),
            xml_namespace: xml.namespace,
            xml_prefix: xml.prefix,
            rust_name: hint.to_owned(),
            shape,
            home: Home::Shared,
            input: false,
            output: false,
            docs,
            origin: want.origin.at().clone(),
        })
    }

    /// The Rust name of a schema that stands by itself, else the hint.
    fn name_for(&self, node: &Node<'_>, hint: &str) -> String {
        let said = self.own_name(node).map(str::to_owned);
        said.or_else(|| self.schema_name(node.at()))
            .map_or_else(|| hint.to_owned(), |name| names::type_name(&name))
    }

    /// The name of a schema that stands by itself: among the components or definitions, or in a file of its own.
    fn schema_name(&self, at: &Location) -> Option<String> {
        let keys: Vec<_> = at.pointer.keys().collect();
        match keys.as_slice() {
            [.., section, name] if matches!(&**section, "schemas" | "definitions" | "$defs") => {
                Some(name.to_string())
            }
            [] => {
                let path = &self.documents.get(at.document).path;
                let file = path.rsplit('/').next().unwrap_or_default();
                let stem = file.split('.').next().unwrap_or_default();
                Some(stem.to_owned())
            }
            [name] => Some(name.to_string()),
            _ => None,
        }
    }
}

/// The type, or `null`.
fn nullable(ty: Type) -> Type {
    match ty {
        Type::Nullable(_) | Type::Any | Type::Null => ty,
        other => Type::Nullable(Box::new(other)),
    }
}

fn wrapped(ty: Type, opens: bool) -> Type {
    if opens { nullable(ty) } else { ty }
}

/// Whether `null` is the only value that is listed.
fn is_null_alone(facts: &Facts<'_>) -> bool {
    let values = facts.values.as_deref().unwrap_or_default();
    !values.is_empty() && !facts.typed && values.iter().all(|(value, _)| value.is_null())
}

/// Whether a list of values names both truth values and nothing else.
fn is_any_bool(facts: &Facts<'_>) -> bool {
    let values = facts.values.iter().flatten();
    let mut bools = values.filter(|(value, _)| !value.is_null());
    let has = |wanted: bool| {
        let mut values = facts.values.iter().flatten();
        values.any(|(value, _)| value.as_bool() == Some(wanted))
    };
    bools.all(|(value, _)| value.is_boolean()) && has(true) && has(false)
}
