//! What the rest of the world relies on, checked when a world comes from outside.

use std::collections::HashSet;

use super::{Application, Batch, Change, ChangeOrder, Cluster, Import, Status, World};

/// How many pods an application may have.
pub(crate) const MOST_REPLICAS: usize = 1000;

impl World {
    /// Whether everything stands under its own id, what is referred to exists, and change orders can go on.
    pub(super) fn check(&self) -> Result<(), String> {
        for (id, cluster) in &self.clusters {
            same(id, &cluster.id, "cluster")?;
            check_cluster(cluster).map_err(|problem| format!("cluster {id} {problem}"))?;
        }
        for (id, application) in &self.applications {
            same(id, &application.id, "application")?;
            self.check_application(application)
                .map_err(|problem| format!("application {id} {problem}"))?;
        }
        for (id, order) in &self.change_orders {
            same(id, &order.id, "change order")?;
            self.check_order(order)
                .map_err(|problem| format!("change order {id} {problem}"))?;
        }
        for (id, migration) in &self.migrations {
            same(id, &migration.id, "migration")?;
        }
        self.check_prechecks()
    }

    fn check_prechecks(&self) -> Result<(), String> {
        for precheck in &self.prechecks {
            let name = &precheck.application_name;
            let cluster = self.clusters.get(&precheck.cluster_id);
            if !cluster.is_some_and(Cluster::is_kubernetes) {
                return Err(format!(
                    "the precheck of {name} is for {}, which is no Kubernetes cluster",
                    precheck.cluster_id
                ));
            }
            if precheck.jobs.is_empty() {
                return Err(format!("the precheck of {name} has no jobs"));
            }
        }
        Ok(())
    }

    fn check_application(&self, application: &Application) -> Result<(), String> {
        let cluster = &application.cluster_id;
        match self.clusters.get(cluster) {
            None => return Err(format!("is on the cluster {cluster}, which does not exist")),
            Some(found) if found.import != Import::Imported => {
                return Err(format!(
                    "is on the cluster {cluster}, which is not imported"
                ));
            }
            Some(_) => {}
        }
        if application.groups.is_empty() {
            return Err("has no group".to_owned());
        }
        let mut seen = HashSet::new();
        match application
            .instances()
            .find(|instance| !seen.insert(&instance.id))
        {
            Some(twice) => Err(format!("has the instance {} twice", twice.id)),
            None => Ok(()),
        }
    }

    fn check_order(&self, order: &ChangeOrder) -> Result<(), String> {
        if let Change::Scale { replicas } = order.change
            && replicas > MOST_REPLICAS
        {
            return Err(format!(
                "scales to {replicas} pods; the most are {MOST_REPLICAS}"
            ));
        }
        if !order.status.is_final() && !self.applications.contains_key(&order.application_id) {
            return Err("is not at its end, and its application does not exist".to_owned());
        }
        let complete = |batch: &Batch| !batch.stages.is_empty();
        if order.batches.is_empty() || !order.batches.iter().all(complete) {
            return Err("has no stages".to_owned());
        }
        if can_go_on(order) {
            Ok(())
        } else {
            Err(format!(
                "cannot be {} with batches as they are",
                order.status.name()
            ))
        }
    }
}

fn check_cluster(cluster: &Cluster) -> Result<(), String> {
    if !cluster.is_kubernetes() && cluster.import != Import::Imported {
        return Err("is not of Kubernetes, so it cannot be imported".to_owned());
    }
    // More than a 32-bit integer of a reply can say.
    if i32::try_from(cluster.kubernetes_nodes).is_err() {
        return Err(format!("has {} nodes", cluster.kubernetes_nodes));
    }
    Ok(())
}

/// Whether the state of the change order fits those of its batches and stages.
fn can_go_on(order: &ChangeOrder) -> bool {
    let done = |batch: &&Batch| batch.status == Status::Succeeded;
    let ended = order.batches.iter().take_while(done);
    let ended = ended.collect::<Vec<_>>();
    let whole = |batch: &Batch| {
        batch
            .stages
            .iter()
            .all(|stage| stage.status == Status::Succeeded)
    };
    if !ended.iter().all(|batch| whole(batch)) {
        return false;
    }
    let open = order.batches.get(ended.len());
    let stage = open.and_then(|batch| {
        let mut stages = batch.stages.iter();
        stages.find(|stage| stage.status != Status::Succeeded)
    });
    match order.status {
        Status::Succeeded => open.is_none(),
        Status::InProgress => {
            stage.is_some_and(|stage| stage.status == Status::InProgress && stage.started.is_some())
        }
        _ => stage.is_some(),
    }
}

fn same(key: &str, id: &str, what: &str) -> Result<(), String> {
    if key == id {
        Ok(())
    } else {
        Err(format!("{what} {key} says that its id is {id}"))
    }
}
