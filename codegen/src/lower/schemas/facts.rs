//! What pieces of schemas say of a value together.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::kinds::Kinds;
use super::want::{Parts, Piece};
use crate::load::{Location, Node};

/// What pieces say together.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) pieces: Vec<Piece<'a>>,
    /// The kinds that the value can have.
    pub(super) kinds: Kinds,
    /// Whether `type` says so, rather than other keywords.
    pub(super) typed: bool,
    pub(super) nullable: bool,
    /// The values that are allowed, each with its place.
    pub(super) values: Option<Vec<(Value, Location)>>,
    pub(super) properties: Vec<(String, Vec<Node<'a>>)>,
    by_name: HashMap<String, usize>,
    /// Schemas of members under conditions, which are members all the same.
    conditional: Vec<(String, Node<'a>)>,
    /// Members of which each condition says something else.
    pub(super) varied: HashSet<String>,
    /// Types that no value can have beside those before them.
    pub(super) contradictions: Vec<Location>,
    pub(super) required: Vec<(String, Location)>,
    /// Schemas of members without a schema by name.
    pub(super) additional: Vec<Node<'a>>,
    pub(super) others: Others,
    /// Schemas of members whose name matches a pattern.
    pub(super) patterns: Vec<Node<'a>>,
    pub(super) items: Vec<Node<'a>>,
    /// Schemas of each of the first items.
    pub(super) first_items: Vec<Vec<Node<'a>>>,
    /// Whether no items follow the first ones.
    pub(super) no_more: bool,
    /// How many items there are at least.
    pub(super) least_items: usize,
    pub(super) unions: Vec<Union<'a>>,
}

/// What is said with `true` or `false` of members without a schema by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Others {
    Unsaid,
    None,
    Any,
}

/// Alternatives.
#[derive(Clone, Debug)]
pub(super) struct Union<'a> {
    /// Index of the piece that has them.
    pub(super) piece: usize,
    /// Which keyword of it.
    pub(super) part: Parts,
    pub(super) variants: Vec<Node<'a>>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(pieces: Vec<Piece<'a>>, only: Kinds) -> Self {
        let mut facts = Self {
            pieces: Vec::new(),
            kinds: Kinds::ALL,
            typed: false,
            nullable: false,
            values: None,
            properties: Vec::new(),
            by_name: HashMap::new(),
            conditional: Vec::new(),
            varied: HashSet::new(),
            contradictions: Vec::new(),
            required: Vec::new(),
            additional: Vec::new(),
            others: Others::Unsaid,
            patterns: Vec::new(),
            items: Vec::new(),
            first_items: Vec::new(),
            no_more: false,
            least_items: 0,
            unions: Vec::new(),
        };
        for (index, piece) in pieces.iter().enumerate() {
            facts.add(&piece.node);
            if !piece.without.has(Parts::REQUIRED) {
                facts.add_required(&piece.node);
            }
            facts.add_unions(index, piece);
        }
        facts.pieces = pieces;
        facts.settle(only);
        facts
    }

    fn add(&mut self, node: &Node<'a>) {
        self.add_kinds(node);
        self.add_values(node);
        for (name, property) in node.map("properties") {
            self.property(name).push(property);
        }
        for key in ["additionalProperties", "unevaluatedProperties"] {
            let Some(schema) = node.get(key) else {
                continue;
            };
            match schema.value().as_bool() {
                Some(true) => self.others = Others::Any,
                Some(false) if self.others == Others::Unsaid => self.others = Others::None,
                Some(false) => {}
                None => self.additional.push(schema),
            }
        }
        self.patterns
            .extend(node.map("patternProperties").map(|(_, schema)| schema));
        if let Some(items) = node.get("items") {
            self.items.push(items);
        }
        for (place, item) in node.list("prefixItems").enumerate() {
            match self.first_items.get_mut(place) {
                Some(known) => known.push(item),
                None => self.first_items.push(vec![item]),
            }
        }
        let count = |key: &str| node.member(key).and_then(crate::load::Value::as_u64);
        let count = |key: &str| count(key).and_then(|count| usize::try_from(count).ok());
        self.least_items = self.least_items.max(count("minItems").unwrap_or_default());
        let most = count("maxItems");
        self.no_more |= node
            .get("unevaluatedItems")
            .is_some_and(|it| it.value().as_bool() == Some(false))
            || most.is_some_and(|most| {
                let first = node.list("prefixItems").count();
                first > 0 && most <= first
            });
        self.add_conditional(node);
    }

    /// Members that a value can have under a condition are members that it need not have.
    fn add_conditional(&mut self, node: &Node<'a>) {
        let branches = ["if", "then", "else"]
            .into_iter()
            .filter_map(|key| node.object(key));
        let dependent = node
            .map("dependentSchemas")
            .filter_map(|(_, schema)| schema.followed());
        for branch in branches.chain(dependent) {
            self.conditional.extend(branch.map("properties"));
        }
    }

    fn add_required(&mut self, node: &Node<'a>) {
        for name in node.list("required") {
            if let Some(text) = name.value().as_str() {
                self.required.push((text.to_owned(), name.at().clone()));
            }
        }
    }

    /// Adds the members under conditions that are not described without one.
    fn settle_conditional(&mut self) {
        let known: HashSet<String> = self.by_name.keys().cloned().collect();
        for (name, property) in std::mem::take(&mut self.conditional) {
            if known.contains(&name) {
                continue;
            }
            let schemas = self.property(name.clone());
            schemas.push(property);
            if schemas.len() > 1 {
                self.varied.insert(name);
            }
        }
    }

    fn property(&mut self, name: String) -> &mut Vec<Node<'a>> {
        let index = *self.by_name.entry(name).or_insert_with_key(|name| {
            self.properties.push((name.clone(), Vec::new()));
            self.properties.len() - 1
        });
        &mut self.properties[index].1
    }

    pub(super) fn has_property(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    pub(super) fn schemas_of(&self, name: &str) -> &[Node<'a>] {
        let index = self.by_name.get(name);
        index.map_or(&[], |&index| &self.properties[index].1)
    }

    fn add_kinds(&mut self, node: &Node<'a>) {
        let nullable = node.flag("nullable");
        let Some(kinds) = Kinds::of_type(node) else {
            self.nullable |= nullable;
            return;
        };
        let kinds = if nullable {
            kinds.or(Kinds::NULL)
        } else {
            kinds
        };
        self.typed = true;
        // Schemas that no value can fit are written by people who mean one of them.
        if self.kinds.and(kinds) == Kinds::NONE {
            self.contradictions.push(node.at().clone());
        } else {
            self.kinds = self.kinds.and(kinds);
        }
    }

    fn add_values(&mut self, node: &Node<'a>) {
        let listed = node
            .get("enum")
            .map(|list| list.items().collect::<Vec<_>>());
        let single = node.get("const").map(|value| vec![value]);
        for values in listed.into_iter().chain(single) {
            let values = values
                .into_iter()
                .map(|value| (value.json(), value.at().clone()));
            let values: Vec<_> = values.collect();
            self.values = Some(match self.values.take() {
                None => values,
                Some(known) => {
                    let both = known
                        .into_iter()
                        .filter(|(value, _)| values.iter().any(|(other, _)| other == value));
                    both.collect()
                }
            });
        }
    }

    fn add_unions(&mut self, index: usize, piece: &Piece<'a>) {
        for (key, part) in [("oneOf", Parts::ONE_OF), ("anyOf", Parts::ANY_OF)] {
            if piece.without.has(part) || !piece.node.has(key) {
                continue;
            }
            let variants: Vec<_> = piece.node.list(key).collect();
            if !variants.is_empty() {
                self.unions.push(Union {
                    piece: index,
                    part,
                    variants,
                });
            }
        }
    }

    /// Draws conclusions once all is known.
    fn settle(&mut self, only: Kinds) {
        self.settle_conditional();
        if !self.typed {
            self.kinds = self.implied();
        }
        if only != Kinds::ALL {
            self.kinds = self.kinds.and(only);
            self.typed = true;
        }
        if let Some(values) = &self.values
            && values.iter().any(|(value, _)| value.is_null())
        {
            self.nullable = true;
        }
        self.nullable |= self.typed && self.kinds.has(Kinds::NULL);
        self.kinds = self.kinds.without(Kinds::NULL);
    }

    /// The kinds that keywords are about; all where they are about none.
    fn implied(&self) -> Kinds {
        let mut kinds = Kinds::NONE;
        let said = |keys: &[&str]| self.pieces_have(keys);
        if !self.properties.is_empty()
            || !self.additional.is_empty()
            || !self.patterns.is_empty()
            || self.others != Others::Unsaid
            || said(&[
                "required",
                "minProperties",
                "maxProperties",
                "propertyNames",
            ])
        {
            kinds = kinds.or(Kinds::OBJECT);
        }
        if said(&[
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
        ]) {
            kinds = kinds.or(Kinds::LIST);
        }
        if said(&[
            "pattern",
            "minLength",
            "maxLength",
            "contentEncoding",
            "contentMediaType",
        ]) || self.text("format").is_some_and(is_text_format)
        {
            kinds = kinds.or(Kinds::TEXT);
        }
        if kinds == Kinds::NONE {
            Kinds::ALL
        } else {
            kinds
        }
    }

    fn pieces_have(&self, keys: &[&str]) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|piece| keys.iter().any(|key| piece.node.has(key)))
    }

    /// The text that the last piece with the key has there.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        let mut pieces = self.pieces.iter().rev();
        pieces.find_map(|piece| piece.node.text(key))
    }

    /// Whether a member without a schema of its own may come.
    pub(super) fn takes_others(&self) -> bool {
        self.others == Others::Any || !self.additional.is_empty() || !self.patterns.is_empty()
    }
}

fn is_text_format(format: &str) -> bool {
    matches!(
        format,
        "date"
            | "date-time"
            | "uuid"
            | "byte"
            | "binary"
            | "password"
            | "email"
            | "uri"
            | "time"
            | "hostname"
            | "ipv4"
            | "ipv6"
            | "uri-reference"
            | "duration"
    )
}
