//! How much of the API is described, documented, sampled and tested.
//!
//! Nothing here trusts a list: what is tested is tried on the spot, see [`exercise`].

mod exercise;
mod facts;
mod members;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use acs_codegen::ir::{Api, Docs};

pub use exercise::{Exercised, exercise};
pub use facts::Facts;

/// A table of three rows, and what is missing in it.
#[derive(Debug, Default)]
pub struct Coverage {
    operations: Row,
    parameters: Row,
    fields: Row,
    missing: Vec<String>,
}

/// How many there are, and of how many something is true.
#[derive(Debug, Default)]
struct Row {
    all: usize,
    described: usize,
    documented: usize,
    sampled: usize,
    tested: usize,
}

/// What is true of one operation, parameter or field.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "the columns of a table")]
struct State {
    described: bool,
    documented: bool,
    sampled: bool,
    tested: bool,
}

const UNKNOWN: State = State {
    described: false,
    documented: false,
    sampled: false,
    tested: false,
};

impl Coverage {
    /// Counts what the API has, and what the facts have beyond it.
    #[must_use]
    pub fn of(api: &Api, samples: &Path, facts: Option<&Facts>) -> Self {
        let mut coverage = Self::default();
        let exercised: Vec<_> = (0..api.operations.len())
            .map(|index| exercise(api, index, samples))
            .collect();
        // Operations share types, and one does not fill each field that another does.
        let (mut shown, mut tried) = (BTreeSet::new(), BTreeSet::new());
        for (index, exercised) in exercised.iter().enumerate() {
            for member in members::of_reply(api, index) {
                if exercised.sample.contains(&member.path) {
                    shown.insert(member.field.clone());
                }
                if exercised.fields.contains(&member.path) {
                    tried.insert(member.field);
                }
            }
        }
        for (index, exercised) in exercised.iter().enumerate() {
            coverage.add_operation(api, index, exercised);
            for member in members::of_reply(api, index) {
                let state = State {
                    described: true,
                    documented: member.documented,
                    sampled: shown.contains(&member.field),
                    tested: tried.contains(&member.field),
                };
                let operation = &api.operations[index].wire_name;
                let name = format!("{operation} reply {}", member.path);
                coverage.fields.add(&name, state, &mut coverage.missing);
            }
        }
        if let Some(facts) = facts {
            coverage.add_unknown(api, facts);
        }
        coverage
    }

    /// Whether nothing is missing.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// What is missing, a line each.
    #[must_use]
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    fn add_operation(&mut self, api: &Api, index: usize, exercised: &Exercised) {
        let operation = &api.operations[index];
        let name = &operation.wire_name;
        let state = State {
            described: true,
            documented: operation.docs.summary.as_deref().is_some_and(is_text),
            sampled: exercised.sampled,
            tested: exercised.problems.is_empty(),
        };
        self.operations.add(name, state, &mut self.missing);
        let problems = exercised.problems.iter();
        self.missing
            .extend(problems.map(|problem| format!("{name}: {problem}")));
        for parameter in &operation.parameters {
            let state = State {
                described: true,
                documented: is_documented(&parameter.docs),
                sampled: parameter.docs.example.is_some() || parameter.ty_is_closed(api),
                tested: exercised.parameters.contains(&parameter.wire_name),
            };
            let name = format!("{name}.{}", parameter.wire_name);
            self.parameters.add(&name, state, &mut self.missing);
        }
    }

    /// Adds what only the facts know.
    fn add_unknown(&mut self, api: &Api, facts: &Facts) {
        for fact in &facts.operations {
            let known = api
                .operations
                .iter()
                .position(|operation| operation.wire_name == fact.name);
            let (mut parameters, mut fields) = (BTreeSet::new(), BTreeSet::new());
            if let Some(index) = known {
                let own = api.operations[index].parameters.iter();
                parameters.extend(own.map(|it| it.wire_name.clone()));
                let own = members::of_reply(api, index).into_iter();
                fields.extend(own.map(|member| member.path));
            } else {
                self.operations.add(&fact.name, UNKNOWN, &mut self.missing);
            }
            for parameter in fact.parameters.difference(&parameters) {
                let name = format!("{}.{parameter}", fact.name);
                self.parameters.add(&name, UNKNOWN, &mut self.missing);
            }
            for field in fact.fields.difference(&fields) {
                let name = format!("{} reply {field}", fact.name);
                self.fields.add(&name, UNKNOWN, &mut self.missing);
            }
        }
    }
}

impl Row {
    fn add(&mut self, name: &str, state: State, missing: &mut Vec<String>) {
        self.all += 1;
        let columns = [
            (&mut self.described, state.described, "described"),
            (&mut self.documented, state.documented, "documented"),
            (&mut self.sampled, state.sampled, "sampled"),
            (&mut self.tested, state.tested, "tested"),
        ];
        let mut not = Vec::new();
        for (count, is_true, word) in columns {
            *count += usize::from(is_true);
            if !is_true {
                not.push(word);
            }
        }
        if !not.is_empty() {
            // What is not described cannot be any of the others.
            not.truncate(if state.described { not.len() } else { 1 });
            missing.push(format!("{name}: not {}", not.join(", not ")));
        }
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<12}{:>16}{:>16}{:>16}{:>16}",
            "", "described", "documented", "sampled", "tested"
        )?;
        for (name, row) in [
            ("operations", &self.operations),
            ("parameters", &self.parameters),
            ("fields", &self.fields),
        ] {
            write!(f, "{name:<12}")?;
            for count in [row.described, row.documented, row.sampled, row.tested] {
                write!(f, "{:>16}", format!("{count} of {}", row.all))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

fn is_documented(docs: &Docs) -> bool {
    docs.description.as_deref().is_some_and(is_text)
}

fn is_text(text: &str) -> bool {
    !text.trim().is_empty()
}

/// Whether the type itself shows what its values look like.
trait Closed {
    fn ty_is_closed(&self, api: &Api) -> bool;
}

impl Closed for acs_codegen::ir::Parameter {
    fn ty_is_closed(&self, api: &Api) -> bool {
        use acs_codegen::ir::{Shape, Type};
        match &self.ty {
            Type::Bool | Type::Integer(_) | Type::Float(_) => true,
            Type::Named(id) => matches!(api.definition(*id).shape, Shape::Enum { .. }),
            _ => false,
        }
    }
}
