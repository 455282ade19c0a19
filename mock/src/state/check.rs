//! What the rest of the world relies on, checked when a world comes from outside.

use std::collections::HashSet;

use super::{Application, Batch, Change, ChangeOrder, Status, World};

/// How many pods an application may have.
pub(crate) const MOST_REPLICAS: usize = 1000;

impl World {
    /// Whether everything stands under its own id, what is referred to exists, and change orders can go on.
    pub(super) fn check(&self) -> Result<(), String> {
        for (id, cluster) in &self.clusters {
            same(id, &cluster.id, "cluster")?;
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
        Ok(())
    }

    fn check_application(&self, application: &Application) -> Result<(), String> {
        if !self.clusters.contains_key(&application.cluster_id) {
            return Err(format!(
                "is on the cluster {}, which does not exist",
                application.cluster_id
            ));
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
