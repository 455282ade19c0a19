//! Exports, imports and clones of applications. They take their time and end, and leave the applications as they are.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::pace::Pace;
use super::{Failure, World};

/// How many migrations are kept; the oldest go first.
pub(super) const KEPT_MIGRATIONS: usize = 1000;

/// How many steps a migration has; what is wrong with it shows in the first.
const STEPS: u32 = 3;

/// A migration. How it ends is clear when it starts; it is told at the end.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Migration {
    pub(crate) id: String,
    /// Nothing when the caller did not say.
    pub(crate) direction: Option<Direction>,
    pub(crate) region: String,
    pub(crate) owner: String,
    /// The names of the applications that it is about.
    pub(crate) applications: Vec<String>,
    pub(crate) problem: Option<String>,
    pace: Pace,
}

/// What is done with the applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    Import,
    Export,
    Clone,
}

impl Direction {
    /// EDAS's number for it, `migrationType` in the description.
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Import => 1,
            Self::Export => 2,
            Self::Clone => 3,
        }
    }
}

impl Migration {
    pub(crate) fn started(&self) -> Timestamp {
        self.pace.started
    }

    /// When it last went on.
    pub(crate) fn updated(&self, now: Timestamp) -> Timestamp {
        self.pace.end(self.done(now))
    }

    pub(crate) fn has_ended(&self, now: Timestamp) -> bool {
        self.done(now) == self.last_step()
    }

    /// How much of it is done, from 0 to 1.
    pub(crate) fn progress(&self, now: Timestamp) -> f64 {
        f64::from(self.done(now)) / f64::from(STEPS)
    }

    fn done(&self, now: Timestamp) -> u32 {
        self.pace.done(self.last_step(), now)
    }

    fn last_step(&self) -> u32 {
        if self.problem.is_some() { 1 } else { STEPS }
    }
}

impl World {
    /// Starts a migration of the applications of these ids, and returns its id. `imported` is what an import reads.
    pub(crate) fn start_migration(
        &mut self,
        direction: Option<Direction>,
        application_ids: &[&str],
        imported: Option<&str>,
        region: &str,
    ) -> String {
        let unknown = application_ids
            .iter()
            .find(|id| !self.applications.contains_key(**id));
        let problem = match (unknown, direction) {
            (Some(id), _) => Some(Failure::unknown("The application", id).to_string()),
            (None, None) => Some("Nothing says what to do with the applications.".to_owned()),
            (None, Some(Direction::Import)) => wrong_with(imported),
            (None, Some(_)) => application_ids
                .is_empty()
                .then(|| "No application is named.".to_owned()),
        };
        let known = application_ids
            .iter()
            .filter_map(|id| self.applications.get(*id));
        let migration = Migration {
            applications: known.map(|one| one.name.clone()).collect(),
            id: self.new_migration_id(),
            direction,
            region: region.to_owned(),
            owner: self.user.clone(),
            problem,
            pace: self.pace(),
        };
        let id = migration.id.clone();
        self.migrations.insert(id.clone(), migration);
        while self.migrations.len() > KEPT_MIGRATIONS {
            self.migrations.shift_remove_index(0);
        }
        id
    }

    /// A number, as in the documentation, that no migration has.
    fn new_migration_id(&mut self) -> String {
        loop {
            self.ids = self.ids.wrapping_add(1);
            let id = self.ids.to_string();
            if !self.migrations.contains_key(&id) {
                return id;
            }
        }
    }
}

/// What is wrong with the file that an import is to read, if anything.
fn wrong_with(imported: Option<&str>) -> Option<String> {
    let Some(text) = imported else {
        return Some("There is nothing to import.".to_owned());
    };
    let read = serde_json::from_str::<serde::de::IgnoredAny>(text);
    let problem = read.err()?;
    Some(format!("What is to be imported is no JSON: {problem}."))
}
