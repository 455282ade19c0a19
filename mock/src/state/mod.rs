//! The world that the mock plays: clusters, applications on them, the change orders that change them, and other work
//! that takes its time.
//!
//! Time comes in from outside: [`World::advance`] moves everything that goes on to a point in time. Nothing happens
//! between two calls, so that the same calls at the same times make the same world.

mod application;
mod change_order;
mod check;
mod cluster;
mod demo;
mod failure;
mod import;
mod migration;
mod orders;
mod pace;
mod precheck;
mod progress;

use std::time::Duration;

use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{Purpose, uuid};

pub(crate) use application::{Application, Group, Instance, Platform, Revision};
pub(crate) use change_order::{Batch, BatchType, Change, ChangeOrder, Kind, Stage, Status};
pub(crate) use check::MOST_REPLICAS;
pub(crate) use cluster::{Cluster, Member};
pub(crate) use failure::Failure;
pub(crate) use import::Import;
pub(crate) use migration::{Direction, Migration};
pub(crate) use orders::{Confirmation, Plan};
pub(crate) use precheck::{Outcome, Precheck};

/// The layout of an exported world; a change that old files do not fit is a new number.
const FORMAT: u32 = 1;

/// How many ended change orders are kept; the oldest go first.
const KEPT_CHANGE_ORDERS: usize = 1000;

/// Everything that calls can change. Its serde form is what is exported and imported.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct World {
    format: u32,
    seed: u64,
    /// How many ids were given out.
    ids: u64,
    /// The time up to which everything has happened.
    pub(crate) now: Timestamp,
    pub(crate) region: String,
    pub(crate) user: String,
    stage_milliseconds: u64,
    pub(crate) clusters: IndexMap<String, Cluster>,
    pub(crate) applications: IndexMap<String, Application>,
    /// In the order in which they were created.
    pub(crate) change_orders: IndexMap<String, ChangeOrder>,
    /// In the order in which they were started, like the migrations.
    #[serde(default)]
    prechecks: Vec<Precheck>,
    #[serde(default)]
    pub(crate) migrations: IndexMap<String, Migration>,
}

impl World {
    /// A world with nothing in it.
    pub(crate) fn empty(seed: u64, region: &str, now: Timestamp, stage: Duration) -> Self {
        Self {
            format: FORMAT,
            seed,
            ids: 0,
            now,
            region: region.to_owned(),
            user: "edas-mock@example.com".to_owned(),
            stage_milliseconds: u64::try_from(stage.as_millis()).unwrap_or(u64::MAX),
            clusters: IndexMap::new(),
            applications: IndexMap::new(),
            change_orders: IndexMap::new(),
            prechecks: Vec::new(),
            migrations: IndexMap::new(),
        }
    }

    /// Reads an exported world.
    pub(crate) fn import(json: &str) -> Result<Self, String> {
        let world: Self = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if world.format != FORMAT {
            return Err(format!(
                "the state has the format {}, this version reads {FORMAT}",
                world.format
            ));
        }
        world.check()?;
        Ok(world)
    }

    /// An id that nothing has. An imported world may say that fewer were given out than there are.
    pub(crate) fn new_id(&mut self) -> String {
        loop {
            self.ids = self.ids.wrapping_add(1);
            let id = uuid(self.seed, Purpose::Resource, self.ids);
            let taken = self.clusters.contains_key(&id)
                || self.applications.contains_key(&id)
                || self.change_orders.contains_key(&id);
            if !taken {
                return id;
            }
        }
    }

    pub(crate) fn cluster(&self, id: &str) -> Result<&Cluster, Failure> {
        let found = self.clusters.get(id);
        found.ok_or_else(|| Failure::unknown("The cluster", id))
    }

    pub(crate) fn application(&self, id: &str) -> Result<&Application, Failure> {
        let found = self.applications.get(id);
        found.ok_or_else(|| Failure::unknown("The application", id))
    }

    pub(crate) fn application_mut(&mut self, id: &str) -> Result<&mut Application, Failure> {
        let found = self.applications.get_mut(id);
        found.ok_or_else(|| Failure::unknown("The application", id))
    }

    pub(crate) fn change_order(&self, id: &str) -> Result<&ChangeOrder, Failure> {
        let found = self.change_orders.get(id);
        found.ok_or_else(|| Failure::unknown("The change order", id))
    }

    fn stage_time(&self) -> Duration {
        Duration::from_millis(self.stage_milliseconds)
    }
}

#[cfg(test)]
mod tests;
