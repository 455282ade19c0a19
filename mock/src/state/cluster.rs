//! Clusters and the machines in them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Failure, Import, World};

/// A cluster of ECS instances or of Kubernetes nodes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Cluster {
    pub(crate) id: String,
    pub(crate) name: String,
    /// In EDAS's numbers: 2 for ECS, 5 and 7 for Kubernetes.
    pub(crate) kind: i64,
    pub(crate) network_mode: i64,
    pub(crate) vpc_id: String,
    /// The id in Container Service, for Kubernetes.
    pub(crate) cs_cluster_id: Option<String>,
    #[serde(default)]
    pub(crate) import: Import,
    /// How many nodes it has, for Kubernetes.
    #[serde(default = "demo_nodes")]
    pub(crate) kubernetes_nodes: u32,
    pub(crate) created: Timestamp,
    pub(crate) members: Vec<Member>,
}

/// The nodes of a Kubernetes cluster in a world that does not say how many there are.
const fn demo_nodes() -> u32 {
    Cluster::DEMO_NODES
}

/// An ECS instance in a cluster.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) ecs_id: String,
    pub(crate) ecu_id: String,
    pub(crate) ip: String,
    pub(crate) created: Timestamp,
}

impl Cluster {
    pub(crate) const ECS: i64 = 2;
    pub(crate) const KUBERNETES: i64 = 5;
    pub(crate) const SELF_MANAGED_KUBERNETES: i64 = 7;

    /// How many nodes a Kubernetes cluster of the demo world has.
    pub(super) const DEMO_NODES: u32 = 3;

    pub(crate) fn is_kubernetes(&self) -> bool {
        matches!(self.kind, Self::KUBERNETES | Self::SELF_MANAGED_KUBERNETES)
    }

    /// How many machines it has.
    pub(crate) fn nodes(&self) -> usize {
        if self.is_kubernetes() {
            usize::try_from(self.kubernetes_nodes).unwrap_or(usize::MAX)
        } else {
            self.members.len()
        }
    }
}

impl World {
    /// Makes a cluster without machines.
    pub(crate) fn create_cluster(
        &mut self,
        name: &str,
        cluster_type: i64,
        network_mode: i64,
        vpc_id: Option<&str>,
    ) -> Result<&Cluster, Failure> {
        if self.clusters.values().any(|cluster| cluster.name == name) {
            return Err(Failure::conflict(format!(
                "A cluster named {name} exists already."
            )));
        }
        let id = self.new_id();
        let kubernetes = matches!(
            cluster_type,
            Cluster::KUBERNETES | Cluster::SELF_MANAGED_KUBERNETES
        );
        let cluster = Cluster {
            id: id.clone(),
            name: name.to_owned(),
            kind: cluster_type,
            network_mode,
            vpc_id: vpc_id.unwrap_or("vpc-mock").to_owned(),
            cs_cluster_id: kubernetes.then(|| format!("c{}", self.new_id().replace('-', ""))),
            import: Import::Imported,
            kubernetes_nodes: 0,
            created: self.now,
            members: Vec::new(),
        };
        Ok(self.clusters.entry(id).or_insert(cluster))
    }

    /// Removes a cluster on which nothing runs.
    pub(crate) fn delete_cluster(&mut self, id: &str) -> Result<(), Failure> {
        let name = self.cluster(id)?.name.clone();
        if let Some(application) = self.applications.values().find(|one| one.cluster_id == id) {
            return Err(Failure::conflict(format!(
                "The cluster {name} still has the application {}.",
                application.name
            )));
        }
        self.clusters.shift_remove(id);
        self.prechecks.retain(|one| one.cluster_id != id);
        Ok(())
    }

    /// Puts ECS instances into a cluster.
    pub(crate) fn add_members(&mut self, id: &str, ecs_ids: &[&str]) -> Result<(), Failure> {
        if self.cluster(id)?.is_kubernetes() {
            return Err(Failure::conflict(
                "The nodes of a Kubernetes cluster are not its members.",
            ));
        }
        let known = self.clusters.values().flat_map(|cluster| &cluster.members);
        let known: Vec<_> = known.map(|member| member.ecs_id.clone()).collect();
        for (place, ecs_id) in ecs_ids.iter().enumerate() {
            if known.iter().any(|one| one == ecs_id) || ecs_ids[..place].contains(ecs_id) {
                return Err(Failure::conflict(format!(
                    "The instance {ecs_id} is in a cluster already."
                )));
            }
        }
        for ecs_id in ecs_ids {
            let (member, ecu_id) = (self.new_id(), self.new_id());
            let now = self.now;
            // Members make up the addresses 192.168.0.0 to 192.168.255.255, over and over.
            let number = known.len() + self.clusters[id].members.len() + 10;
            let member = Member {
                id: member,
                ecs_id: (*ecs_id).to_owned(),
                ecu_id,
                ip: format!("192.168.{}.{}", number / 256 % 256, number % 256),
                created: now,
            };
            self.clusters[id].members.push(member);
        }
        Ok(())
    }

    /// Takes an ECS instance on which nothing runs out of a cluster.
    pub(crate) fn remove_member(&mut self, id: &str, member_id: &str) -> Result<(), Failure> {
        let members = &self.cluster(id)?.members;
        let place = members
            .iter()
            .position(|member| member.id == member_id || member.ecs_id == member_id)
            .ok_or_else(|| Failure::unknown("The cluster member", member_id))?;
        if let Some(application) = self.user_of(&members[place].ecu_id) {
            let name = &application.name;
            return Err(Failure::conflict(format!(
                "The application {name} runs on {member_id}."
            )));
        }
        self.clusters[id].members.remove(place);
        Ok(())
    }

    /// The machine of this ECU, and the cluster that it is in.
    pub(crate) fn member(&self, ecu_id: &str) -> Option<(&Cluster, &Member)> {
        let mut all = self
            .clusters
            .values()
            .flat_map(|cluster| cluster.members.iter().map(move |member| (cluster, member)));
        all.find(|(_, member)| member.ecu_id == ecu_id)
    }
}
