//! Faults on demand: what goes wrong, for which operations, and how often.

mod effect;
mod fault;

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

pub(crate) use effect::EFFECTS;
pub use effect::{Effect, ParseEffectError};
pub use fault::{Fault, FaultError};

use crate::ids::dice;

/// The faults of a server, in the order in which they are asked.
#[derive(Debug)]
pub(crate) struct Faults {
    seed: u64,
    rules: Mutex<Rules>,
}

#[derive(Debug, Default)]
struct Rules {
    /// How many faults there ever were, and so the id of the last.
    made: u64,
    /// How often dice were thrown.
    thrown: u64,
    all: Vec<Rule>,
}

/// A fault and what has become of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Rule {
    pub(crate) id: u64,
    #[serde(flatten)]
    pub(crate) fault: Fault,
    pub(crate) enabled: bool,
    /// How often it was played.
    pub(crate) hits: u64,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            rules: Mutex::default(),
        }
    }

    fn rules(&self) -> MutexGuard<'_, Rules> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(&self, fault: Fault) -> Rule {
        let mut rules = self.rules();
        rules.made += 1;
        let rule = Rule {
            id: rules.made,
            fault,
            enabled: true,
            hits: 0,
        };
        rules.all.push(rule.clone());
        rule
    }

    pub(crate) fn all(&self) -> Vec<Rule> {
        self.rules().all.clone()
    }

    /// Switches a fault on or off; nothing when there is none of this id.
    pub(crate) fn enable(&self, id: u64, enabled: bool) -> Option<Rule> {
        let mut rules = self.rules();
        let rule = rules.all.iter_mut().find(|rule| rule.id == id)?;
        rule.enabled = enabled;
        Some(rule.clone())
    }

    /// Takes a fault away, if there is one of this id.
    pub(crate) fn remove(&self, id: u64) -> bool {
        let mut rules = self.rules();
        let before = rules.all.len();
        rules.all.retain(|rule| rule.id != id);
        rules.all.len() < before
    }

    pub(crate) fn clear(&self) {
        self.rules().all.clear();
    }

    /// What goes wrong with this call of the operation. The first fault that concerns it decides.
    pub(crate) fn play(&self, operation: &str) -> Option<Effect> {
        let mut rules = self.rules();
        let rules = &mut *rules;
        for rule in &mut rules.all {
            let used_up = rule.fault.times.is_some_and(|times| rule.hits >= times);
            if !rule.enabled || used_up || !rule.fault.concerns(operation) {
                continue;
            }
            if rule.fault.rate < 1.0 {
                rules.thrown += 1;
                if dice(self.seed, rules.thrown) >= rule.fault.rate {
                    continue;
                }
            }
            let effects = &rule.fault.effects;
            let place = usize::try_from(rule.hits).unwrap_or(0) % effects.len().max(1);
            rule.hits += 1;
            return effects
                .get(place)
                .copied()
                .filter(|effect| *effect != Effect::None);
        }
        None
    }
}

#[cfg(test)]
mod tests;
