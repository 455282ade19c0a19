//! Values of one of several types.

use std::collections::HashSet;

use super::facts::{Facts, Union};
use super::keywords::{is_limit, is_null, is_typed};
use super::kinds::Kinds;
use super::tags::Discriminator;
use super::want::{Key, Parts, Piece, Want};
use super::{Lowering, nullable, words, wrapped};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, Shape, TextFormat, Type, Variant};
use crate::load::Node;
use crate::lower::names::suffixed;

/// A type of a union on its way.
pub(super) struct Alternative<'a> {
    pub(super) node: Node<'a>,
    pub(super) ty: Type,
    pub(super) name: String,
    /// What it is called if its type has no name.
    pub(super) title: Option<String>,
    pub(super) tags: Vec<String>,
    /// Whether it holds what fits several of the others at once.
    pub(super) joint: bool,
}

/// The first alternatives that decide on the type; others only limit values.
pub(super) fn meaningful<'a>(facts: &Facts<'a>) -> Option<Union<'a>> {
    let decides = |union: &&Union<'a>| {
        let variants = union.variants.iter();
        let mut others = variants.filter(|variant| !is_null(variant));
        others.any(|variant| !is_limit(variant, 0))
    };
    facts.unions.iter().find(decides).cloned()
}

/// Whether `null` is one of the alternatives.
pub(super) fn has_null_variant(facts: &Facts<'_>) -> bool {
    let mut unions = facts.unions.iter();
    unions.any(|union| union.variants.iter().any(is_null))
}

impl<'a> Lowering<'a> {
    pub(super) fn union_of(
        &mut self,
        want: &Want<'a>,
        key: &Key,
        facts: &Facts<'a>,
        union: &Union<'a>,
        hint: &str,
    ) -> Option<Type> {
        let variants: Vec<_> = union
            .variants
            .iter()
            .filter(|it| !is_null(it))
            .cloned()
            .collect();
        if self.multiplies(want, facts) {
            return None;
        }
        let base = Base::new(facts, union);
        if !base.has_members
            && let Some(values) = self.joined_values(&variants, facts.kinds)
        {
            let kinds = Kinds::of_all(&variants);
            let ty = self.enum_of_values(want, values, kinds, hint)?;
            return Some(wrapped(ty, self.takes_null(&variants)));
        }
        let owner = &facts.pieces[union.piece].node;
        let discriminator = owner.get("discriminator").or_else(|| {
            let mut pieces = facts.pieces.iter();
            pieces.find_map(|piece| piece.node.get("discriminator"))
        });
        let discriminator = discriminator.as_ref().and_then(Discriminator::of);
        let is_alone = variants.len() == 1;
        let naming = self.naming(&variants);
        let mut alternatives = Vec::new();
        for (index, variant) in variants.into_iter().enumerate() {
            let Some(end) = variant.followed() else {
                continue;
            };
            // A union that is one of its own alternatives adds nothing by it.
            if end.at() == want.origin.at() {
                continue;
            }
            let tags = self.tags(&end, discriminator.as_ref());
            let name = self.alternative_name(&end, &tags, &naming, index);
            let title = self.own_title(&end, &naming, index);
            let inner = if is_alone {
                hint.to_owned()
            } else {
                suffixed(hint, &name)
            };
            alternatives.push(Alternative {
                ty: self.alternative(&base, facts, variant, &end, &inner)?,
                node: end,
                title,
                name,
                tags,
                joint: false,
            });
        }
        if union.part == Parts::ANY_OF && discriminator.is_none() {
            alternatives.extend(self.combined(&base, union, &alternatives, hint));
        }
        self.define_union(want, key, alternatives, discriminator.as_ref(), hint)
    }

    /// Whether one of these schemas takes `null` beside other values.
    fn takes_null(&self, variants: &[Node<'a>]) -> bool {
        let piece = |node: &Node<'a>| Piece {
            node: node.clone(),
            without: Parts::default(),
        };
        let mut facts = variants
            .iter()
            .map(|node| Facts::of(vec![piece(node)], Kinds::ALL));
        facts.any(|facts| self.opens(&facts))
    }

    /// What a value is that fits several objects of an `anyOf`: an object with the members of all, so that none is lost.
    /// `None` where one of them has a place for each member.
    fn combined(
        &mut self,
        base: &Base<'a>,
        union: &Union<'a>,
        alternatives: &[Alternative<'a>],
        hint: &str,
    ) -> Option<Alternative<'a>> {
        let is_object = |alternative: &&Alternative<'a>| match &alternative.ty {
            Type::Named(id) => matches!(self.types[id.0].shape, Shape::Object { .. }),
            _ => false,
        };
        let objects = alternatives.iter().filter(is_object);
        let nodes: Vec<_> = objects.map(|object| object.node.clone()).collect();
        if nodes.len() < 2 {
            return None;
        }
        let mut names: Vec<HashSet<String>> = Vec::new();
        for node in &nodes {
            let facts = Facts::of(self.flat(&Want::of(node.clone()))?, Kinds::ALL);
            if facts.takes_others() || !facts.unions.is_empty() {
                return None;
            }
            names.push(facts.properties.into_iter().map(|(name, _)| name).collect());
        }
        let all: HashSet<&String> = names.iter().flatten().collect();
        if names.iter().any(|names| names.len() == all.len()) {
            return None;
        }
        let mut pieces = base.pieces.clone();
        pieces.extend(nodes.into_iter().map(|node| Piece {
            node,
            without: Parts::REQUIRED,
        }));
        let node = base.pieces.get(union.piece)?.node.clone();
        let name = "Combined".to_owned();
        let ty = self.wanted(Want::all(node.clone(), pieces), &suffixed(hint, &name))?;
        Some(Alternative {
            node,
            ty,
            name,
            title: None,
            tags: Vec::new(),
            joint: true,
        })
    }

    /// The type of an alternative, with what stands beside all of them.
    fn alternative(
        &mut self,
        base: &Base<'a>,
        facts: &Facts<'a>,
        variant: Node<'a>,
        end: &Node<'a>,
        hint: &str,
    ) -> Option<Type> {
        if self.stands_alone(base, facts, &variant, end) {
            return self.wanted(Want::of(variant), hint);
        }
        let mut pieces = base.pieces.clone();
        pieces.push(Piece {
            node: variant,
            without: Parts::default(),
        });
        self.wanted(Want::all(end.clone(), pieces), hint)
    }

    /// Refuses alternatives beside alternatives when there are too many ways to combine them.
    fn multiplies(&mut self, want: &Want<'a>, facts: &Facts<'a>) -> bool {
        const MOST: usize = 4_096;
        let decides =
            |union: &&Union<'a>| union.variants.iter().any(|variant| !is_limit(variant, 0));
        let unions = facts.unions.iter().filter(decides);
        let ways = unions.map(|union| union.variants.len());
        let ways = ways.fold(1_usize, usize::saturating_mul);
        if ways > MOST && facts.unions.len() > 1 {
            let message = format!("there are {ways} ways to combine these alternatives");
            self.refuse_ways(want, &message);
            return true;
        }
        false
    }

    fn refuse_ways(&mut self, want: &Want<'a>, message: &str) {
        self.diagnostics.push(
            Diagnostic::error(
                Code::Unsupported,
                want.origin.at().key(),
                message,
                "this schema",
            )
            .help("name the combinations that are meant"),
        );
    }

    /// Whether an alternative has its type by itself: the schema around it adds nothing, or the alternative has it
    /// already.
    fn stands_alone(
        &mut self,
        base: &Base<'a>,
        facts: &Facts<'a>,
        variant: &Node<'a>,
        end: &Node<'a>,
    ) -> bool {
        if !base.has_members {
            return is_typed(end) || !facts.typed;
        }
        let Some(pieces) = self.flat(&Want::of(variant.clone())) else {
            return true;
        };
        let has_piece = |wanted: &Piece<'a>| {
            let mut pieces = pieces.iter();
            pieces.any(|piece| piece.node.at() == wanted.node.at())
        };
        if base.pieces.iter().all(has_piece) {
            return true;
        }
        let own = Facts::of(pieces, Kinds::ALL);
        base.is_within(&own)
    }

    /// The union of the kinds that one schema allows.
    pub(super) fn union_of_kinds(
        &mut self,
        want: &Want<'a>,
        key: &Key,
        kinds: &[Kinds],
        hint: &str,
    ) -> Option<Type> {
        let mut alternatives = Vec::new();
        for kind in kinds {
            let part = Want {
                only: *kind,
                whole: false,
                ..want.clone()
            };
            let name = kind.name();
            let ty = self.wanted(part, &suffixed(hint, name))?;
            alternatives.push(Alternative {
                node: want.origin.clone(),
                name: name.to_owned(),
                title: None,
                tags: Vec::new(),
                joint: false,
                ty,
            });
        }
        self.define_union(want, key, alternatives, None, hint)
    }

    /// The variants of a union, each type once; and whether one of them takes `null`, which is then said of the union.
    fn variants(&self, alternatives: Vec<Alternative<'a>>) -> (Vec<Variant>, bool) {
        let mut opens = false;
        let mut variants: Vec<Variant> = Vec::new();
        for alternative in alternatives {
            let ty = match alternative.ty {
                Type::Nullable(inner) => {
                    opens = true;
                    *inner
                }
                other => other,
            };
            let is_named = matches!(ty, Type::Named(_));
            if let Some(known) = variants.iter_mut().find(|variant| variant.ty == ty) {
                if !is_named {
                    // The title of one is not that of all.
                    known.rust_name = self.variant_name(&ty);
                }
                for tag in alternative.tags {
                    if !known.tags.contains(&tag) {
                        known.tags.push(tag);
                    }
                }
                continue;
            }
            let rust_name = match alternative.title {
                _ if is_named => alternative.name,
                Some(title) => title,
                None => self.variant_name(&ty),
            };
            variants.push(Variant {
                rust_name,
                ty,
                boxed: false,
                tags: alternative.tags,
                joint: alternative.joint,
                docs: Docs {
                    summary: None,
                    ..words::of_schema(&alternative.node)
                },
                origin: alternative.node.at().clone(),
            });
        }
        (variants, opens)
    }

    /// The type of a value that is of one of these types.
    pub(super) fn define_union(
        &mut self,
        want: &Want<'a>,
        key: &Key,
        mut alternatives: Vec<Alternative<'a>>,
        discriminator: Option<&Discriminator<'a>>,
        hint: &str,
    ) -> Option<Type> {
        let telling = match discriminator {
            Some(discriminator) => {
                self.settle_tags(&mut alternatives, discriminator);
                None
            }
            None => self.telling_member(&mut alternatives),
        };
        let (mut variants, opens) = self.variants(alternatives);
        // What takes more values comes later, or what takes fewer would never be found.
        variants.sort_by_key(|variant| breadth(&variant.ty));
        let known_id = self.schemas.open.get(key).and_then(|open| open.id);
        let circle = |ty: &Type| known_id.is_some_and(|id| *ty == Type::Named(id));
        variants.retain(|variant| !circle(&variant.ty));
        if variants.is_empty() {
            return known_id.map(Type::Named);
        }
        if variants.len() == 1 {
            let only = variants.remove(0);
            return Some(if opens { nullable(only.ty) } else { only.ty });
        }
        let shape = Shape::Union {
            variants,
            discriminator: discriminator.map(|it| it.member.to_owned()),
            telling,
        };
        let docs = words::of_schema(&want.origin);
        let id = match known_id {
            Some(id) => {
                self.types[id.0].shape = shape;
                self.types[id.0].docs = docs;
                id
            }
            None => self.define_wanted(want, shape, docs, hint),
        };
        let ty = Type::Named(id);
        Some(if opens { nullable(ty) } else { ty })
    }
}

/// What stands beside alternatives.
struct Base<'a> {
    pieces: Vec<Piece<'a>>,
    /// Whether it is more than a type and limits.
    has_members: bool,
    properties: Vec<(String, Vec<Node<'a>>)>,
    required: Vec<String>,
    others: bool,
}

impl<'a> Base<'a> {
    fn new(facts: &Facts<'a>, union: &Union<'a>) -> Self {
        let mut pieces = facts.pieces.clone();
        let piece = &mut pieces[union.piece];
        piece.without = piece.without.and(union.part);
        let mut unions = facts.unions.iter();
        let has_unions = unions.any(|it| {
            let same = it.piece == union.piece && it.part == union.part;
            !same
                && it
                    .variants
                    .iter()
                    .any(|variant| !is_limit(variant, 0) && !is_null(variant))
        });
        let others = facts.takes_others()
            || !facts.items.is_empty()
            || !facts.first_items.is_empty()
            || facts.values.is_some()
            || has_unions;
        Self {
            pieces,
            has_members: others || !facts.properties.is_empty() || !facts.required.is_empty(),
            properties: facts.properties.clone(),
            required: facts
                .required
                .iter()
                .map(|(name, _)| name.clone())
                .collect(),
            others,
        }
    }

    /// Whether an alternative says all of it, too.
    fn is_within(&self, own: &Facts<'a>) -> bool {
        let same = |(name, schemas): &(String, Vec<Node<'a>>)| {
            let theirs = own.schemas_of(name);
            let is_plain = |node: &Node<'a>| {
                node.keys()
                    .all(|key| !super::keywords::determines_type(key) || key == "type")
            };
            !theirs.is_empty()
                && schemas.iter().all(|node| {
                    is_plain(node) || theirs.iter().any(|it| it.value() == node.value())
                })
        };
        let requires = |name: &String| own.required.iter().any(|(other, _)| other == name);
        !self.others && self.properties.iter().all(same) && self.required.iter().all(requires)
    }
}

/// How many values a type takes, in three classes.
fn breadth(ty: &Type) -> u8 {
    match ty {
        Type::Any => 3,
        Type::List(item) | Type::Map(item) if **item == Type::Any => 2,
        Type::Text(TextFormat::Plain | TextFormat::Secret | TextFormat::Other(_)) => 2,
        Type::Map(_) | Type::Float(_) => 1,
        _ => 0,
    }
}
