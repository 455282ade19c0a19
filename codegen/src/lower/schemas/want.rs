//! What a type is wanted of: one schema, or several that a value must fit at once.

use std::collections::HashSet;

use super::Lowering;
use super::keywords::{adds_nothing, determines_type};
use super::kinds::Kinds;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Location, Node};

/// A schema, or what is left of it.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub(super) node: Node<'a>,
    pub(super) without: Parts,
}

/// Parts of a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Parts(u8);

impl Parts {
    pub(super) const ONE_OF: Self = Self(1);
    pub(super) const ANY_OF: Self = Self(2);
    /// The schemas that refer to it by `allOf` and that its discriminator tells apart.
    pub(super) const HEIRS: Self = Self(4);
    /// Its reference and its `allOf`.
    pub(super) const PARENTS: Self = Self(8);
    /// Which members it requires.
    pub(super) const REQUIRED: Self = Self(16);
    const POLYMORPHIC: Self = Self(1 | 2 | 4);

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a type is wanted of.
#[derive(Clone, Debug)]
pub(super) struct Want<'a> {
    /// The schema that says what the type is about.
    pub(super) origin: Node<'a>,
    pub(super) pieces: Vec<Piece<'a>>,
    /// The kinds of values that count.
    pub(super) only: Kinds,
    /// Whether `origin` alone is wanted, so that its name is the type's.
    pub(super) whole: bool,
}

/// What makes two wants the same.
pub(super) type Key = (Vec<(Location, Parts)>, Kinds);

impl<'a> Want<'a> {
    pub(super) fn of(node: Node<'a>) -> Self {
        Self::without(node, Parts::default())
    }

    pub(super) fn without(node: Node<'a>, without: Parts) -> Self {
        Self {
            origin: node.clone(),
            pieces: vec![Piece { node, without }],
            only: Kinds::ALL,
            whole: true,
        }
    }

    /// A value that fits all of these.
    pub(super) fn all(origin: Node<'a>, pieces: Vec<Piece<'a>>) -> Self {
        let whole = pieces.len() == 1;
        Self {
            origin,
            pieces,
            only: Kinds::ALL,
            whole,
        }
    }

    pub(super) fn key(&self) -> Key {
        let piece = |piece: &Piece<'_>| (piece.node.at().clone(), piece.without);
        (self.pieces.iter().map(piece).collect(), self.only)
    }
}

/// Keywords whose meaning no type has.
const CONDITIONS: &[(&str, &str)] = &[
    ("not", "about values that do not fit"),
    ("if", "about values that fit under a condition"),
    ("dependentRequired", "about members that require others"),
    ("dependentSchemas", "about members that require others"),
    ("contains", "about some of the items"),
    ("propertyNames", "about the names of members"),
    (
        "unevaluatedItems",
        "about the items that nothing else describes",
    ),
    ("contentSchema", "about what the text stands for"),
];

/// How many schemas may refer to one another by `allOf`, one above the other.
const HIGHEST: usize = 200;

/// A step of taking pieces apart.
enum Step<'a> {
    Enter(Piece<'a>),
    Own(Piece<'a>),
    Leave,
}

impl<'a> Lowering<'a> {
    /// Follows references, and `allOf`s that add nothing to one schema, to the schema that is meant. The name of the last
    /// schema with a name on the way becomes the hint. Tells also whether a wrapper allows `null`.
    pub(super) fn resolved(&self, mut want: Want<'a>, hint: &mut String) -> (Want<'a>, bool) {
        let mut nullable = false;
        let mut steps = 0;
        while let ([piece], true, ..64) = (&want.pieces[..], want.whole, steps) {
            if piece.without.has(Parts::PARENTS) {
                break;
            }
            steps += 1;
            let Some((next, opens)) = self.only_parent(&piece.node) else {
                break;
            };
            nullable |= opens && self.profile.has_null();
            *hint = self.name_for(&piece.node, hint);
            let without = piece.without;
            want = Want::without(next, without);
        }
        (want, nullable)
    }

    /// The schema that this one only refers to, and whether it adds that the value may be `null`.
    fn only_parent(&self, node: &Node<'a>) -> Option<(Node<'a>, bool)> {
        if node.has("$ref") {
            let target = node.target()?;
            let counts = self.documents.is_31() && !adds_nothing(node, &target);
            // A word of 3.0, which authors of 3.1 use all the same.
            let opens = self.documents.is_31() && node.flag("nullable");
            return (!counts).then_some((target, opens));
        }
        if let Some(text) = node.text("$dynamicRef") {
            let alone = node
                .keys()
                .all(|key| key == "$dynamicRef" || !determines_type(key));
            let target = node.named(text)?;
            return alone.then_some((target, false));
        }
        if !node.has("allOf") || self.is_heir(node.at()) {
            return None;
        }
        let is_solid =
            |part: &Node<'a>| part.has("$ref") || part.has("allOf") || !adds_nothing(part, part);
        let mut solid = node.list("allOf").filter(is_solid);
        let parent = solid.next()?;
        if solid.next().is_some() || !adds_nothing(node, &parent) {
            return None;
        }
        let opens = node.flag("nullable")
            || node
                .list("allOf")
                .any(|part| part.at() != parent.at() && part.flag("nullable"));
        Some((parent, opens))
    }

    /// The pieces without references and `allOf`s: each schema once, parents first.
    pub(super) fn flat(&mut self, want: &Want<'a>) -> Option<Vec<Piece<'a>>> {
        let mut flat = Vec::new();
        let mut path: Vec<Location> = Vec::new();
        let mut seen: HashSet<Location> = HashSet::new();
        let mut open: Vec<_> = want.pieces.iter().cloned().map(Step::Enter).collect();
        open.reverse();
        while let Some(step) = open.pop() {
            let piece = match step {
                Step::Leave => {
                    path.pop();
                    continue;
                }
                Step::Own(piece) => {
                    self.warn_of_conditions(&piece.node);
                    flat.push(piece);
                    continue;
                }
                Step::Enter(piece) => piece,
            };
            let at = piece.node.at().clone();
            if path.len() > HIGHEST {
                self.report_all_of_height(&at);
                return None;
            }
            if path.contains(&at) {
                self.report_all_of_circle(&path, &at);
                return None;
            }
            if !seen.insert(at.clone()) {
                continue;
            }
            let parents = self.parents(&piece, &path, &at);
            path.push(at);
            open.push(Step::Leave);
            if self.has_own(&piece) {
                let without = piece.without.and(Parts::PARENTS);
                open.push(Step::Own(Piece { without, ..piece }));
            }
            open.extend(parents.into_iter().rev().map(Step::Enter));
        }
        Some(flat)
    }

    /// Warns of the first of each keyword that says more of values than their types and what a service judges anyway.
    fn warn_of_conditions(&mut self, node: &Node<'a>) {
        if !self.profile.leaves_out() {
            // The conditions are refused.
            return;
        }
        for &(key, what) in CONDITIONS {
            if node.has(key) && self.schemas.conditions.insert(key) {
                let message = format!("`{key}` is {what}; the client does not check it");
                self.diagnostics.push(
                    Diagnostic::warning(
                        Code::Ignored,
                        node.at().child(key).key(),
                        message,
                        "first of them",
                    )
                    .help("it stands in the documentation of the type"),
                );
            }
        }
    }

    /// Whether keywords of the schema itself count: those beside a reference do in 3.1 only.
    fn has_own(&self, piece: &Piece<'a>) -> bool {
        !piece.node.has("$ref") || self.documents.is_31()
    }

    fn parents(&self, piece: &Piece<'a>, path: &[Location], at: &Location) -> Vec<Piece<'a>> {
        let mut parents = Vec::new();
        if piece.without.has(Parts::PARENTS) {
            return parents;
        }
        let (node, without) = (&piece.node, piece.without);
        parents.extend(node.target().map(|node| Piece { node, without }));
        if let Some(text) = node.text("$dynamicRef") {
            let target = node.named(text);
            parents.extend(target.map(|node| Piece { node, without }));
        }
        if !self.has_own(piece) {
            return parents;
        }
        for node in node.list("allOf") {
            let mut without = Parts::HEIRS;
            if piece.without.has(Parts::REQUIRED) {
                without = without.and(Parts::REQUIRED);
            }
            let end = node.followed();
            let leads_back = end.is_some_and(|end| {
                let variants = end.list("oneOf").chain(end.list("anyOf"));
                let mut ends = variants.filter_map(|variant| variant.followed());
                ends.any(|end| end.at() == at || path.contains(end.at()))
            });
            if leads_back {
                without = without.and(Parts::POLYMORPHIC);
            }
            parents.push(Piece { node, without });
        }
        parents
    }

    fn report_all_of_height(&mut self, at: &Location) {
        if std::mem::replace(&mut self.schemas.overflowed, true) {
            return;
        }
        let message = format!("more than {HIGHEST} schemas refer to one another by `allOf`");
        self.diagnostics.push(
            Diagnostic::error(Code::Unsupported, at.key(), message, "ends here")
                .help("merge some of them"),
        );
    }

    fn report_all_of_circle(&mut self, path: &[Location], end: &Location) {
        let first = path.iter().position(|at| at == end).unwrap_or_default();
        let circle = path.get(first..).unwrap_or_default();
        if circle.iter().any(|at| self.schemas.circles.contains(at)) {
            return;
        }
        self.schemas.circles.extend(circle.iter().cloned());
        // References on the way are no schemas of their own.
        let is_schema = |at: &&Location| {
            let node = Node::new(self.documents, (*at).clone());
            node.is_some_and(|node| node.reference().is_none())
        };
        let schemas: Vec<_> = circle.iter().filter(is_schema).collect();
        let Some(&first) = schemas.first() else {
            // Loading has reported references that go round in a circle.
            return;
        };
        let name =
            |at: &Location| format!("{}#{}", self.documents.get(at.document).path, at.pointer);
        let names = schemas.iter().chain([&first]).map(|at| name(at));
        let names: Vec<_> = names.collect();
        self.diagnostics.push(
            Diagnostic::error(
                Code::ReferenceCycle,
                first.key(),
                "a schema that consists of itself by `allOf`",
                "this schema",
            )
            .help(format!("the chain is {}", names.join(" -> "))),
        );
    }
}
