//! How Kubernetes clusters come into EDAS.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::pace::Pace;
use super::{Cluster, Failure, World};

/// How many steps an import has.
const STEPS: u32 = 3;

/// Whether EDAS can deploy to a cluster. A cluster of ECS instances is always imported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Import {
    NotImported,
    #[default]
    Imported,
    Failed,
    Importing(Pace),
}

impl Import {
    /// EDAS's number for it, `ClusterImportStatus` in the description.
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::NotImported => 0,
            Self::Imported => 1,
            Self::Failed => 2,
            Self::Importing(_) => 3,
        }
    }
}

impl World {
    /// Begins to import the Kubernetes cluster of this id, in EDAS or in Container Service, and returns its id in EDAS.
    /// One that is imported, or about to be, stays as it is.
    pub(crate) fn import_cluster(&mut self, id: &str) -> Result<String, Failure> {
        let pace = self.pace();
        let cluster = self.kubernetes_cluster(id)?;
        if matches!(cluster.import, Import::NotImported | Import::Failed) {
            cluster.import = Import::Importing(pace);
        }
        Ok(cluster.id.clone())
    }

    /// Lets an import that goes on fail.
    pub(crate) fn fail_import(&mut self, id: &str) -> Result<(), Failure> {
        let cluster = self.kubernetes_cluster(id)?;
        if !matches!(cluster.import, Import::Importing(_)) {
            let name = &cluster.name;
            return Err(Failure::conflict(format!(
                "The cluster {name} is not being imported."
            )));
        }
        cluster.import = Import::Failed;
        Ok(())
    }

    fn kubernetes_cluster(&mut self, id: &str) -> Result<&mut Cluster, Failure> {
        let mut all = self.clusters.values_mut();
        let cluster = all
            .find(|one| one.id == id || one.cs_cluster_id.as_deref() == Some(id))
            .ok_or_else(|| Failure::unknown("The cluster", id))?;
        if cluster.is_kubernetes() {
            return Ok(cluster);
        }
        let name = &cluster.name;
        Err(Failure::conflict(format!(
            "The cluster {name} is not one of Kubernetes."
        )))
    }

    /// Ends the imports whose time is over.
    pub(super) fn end_imports(&mut self, now: Timestamp) {
        for cluster in self.clusters.values_mut() {
            if let Import::Importing(pace) = cluster.import
                && pace.end(STEPS) <= now
            {
                cluster.import = Import::Imported;
            }
        }
    }
}
