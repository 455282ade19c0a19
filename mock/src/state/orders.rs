//! What can be done with change orders.

use std::time::Duration;

use super::{
    Batch, BatchType, Change, ChangeOrder, Failure, Kind, Platform, Revision, Stage, Status, World,
};

/// A change order that is to be started.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) application_id: String,
    pub(crate) group_id: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) change: Change,
    /// The instances of each batch.
    pub(crate) batches: Vec<Vec<String>>,
    pub(crate) confirmation: Confirmation,
    pub(crate) wait: Duration,
    pub(crate) description: String,
}

/// After which batches somebody must say that it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Confirmation {
    None,
    /// After the first, which is a canary.
    FirstBatch,
    EachBatch,
}

impl Plan {
    /// A change in one batch.
    pub(crate) fn new(
        application_id: &str,
        kind: Kind,
        change: Change,
        instances: Vec<String>,
    ) -> Self {
        Self {
            application_id: application_id.to_owned(),
            group_id: None,
            kind,
            change,
            batches: vec![instances],
            confirmation: Confirmation::None,
            wait: Duration::ZERO,
            description: kind.name().to_owned(),
        }
    }

    /// The same in so many batches of about equal size, though no more than there are instances.
    pub(crate) fn in_batches(mut self, count: usize) -> Self {
        let instances = self.batches.concat();
        let count = count.clamp(1, instances.len().max(1));
        let mut rest = &instances[..];
        self.batches = (0..count)
            .map(|batch| {
                let (these, others) = rest.split_at(rest.len().div_ceil(count - batch));
                rest = others;
                these.to_vec()
            })
            .collect();
        self
    }
}

impl World {
    /// Refuses when the application has a change order that has not ended: EDAS does one thing at a time.
    pub(crate) fn check_idle(&self, application_id: &str) -> Result<(), Failure> {
        let mut active = self
            .change_orders
            .values()
            .filter(|order| !order.status.is_final());
        match active.find(|order| order.application_id == application_id) {
            None => Ok(()),
            Some(order) => Err(Failure::conflict(format!(
                "The application {} has the change order {} ({}) in progress.",
                order.application_name,
                order.id,
                order.kind.name()
            ))),
        }
    }

    /// Starts a change order and returns its id.
    pub(crate) fn start(&mut self, plan: Plan) -> Result<String, Failure> {
        self.check_idle(&plan.application_id)?;
        let application = self.application(&plan.application_id)?;
        let name = application.name.clone();
        let on_kubernetes = application.platform == Platform::Kubernetes;
        let current = application.current().map(|revision| revision.id.clone());
        let previous = match &plan.change {
            Change::Deploy { revision } => current.filter(|current| current != revision),
            _ => None,
        };
        let confirmation = plan.confirmation;
        let batches = plan.batches.into_iter().enumerate();
        let batches = batches.map(|(place, instances)| {
            let by_hand = match confirmation {
                Confirmation::None => false,
                Confirmation::FirstBatch => place == 1,
                Confirmation::EachBatch => place > 0,
            };
            self.new_batch(plan.kind, instances, by_hand)
        });
        let batches: Vec<_> = batches.collect();
        let batch_type = match confirmation {
            Confirmation::EachBatch => BatchType::Manual,
            Confirmation::None | Confirmation::FirstBatch => BatchType::Automatic,
        };
        let order = ChangeOrder {
            id: self.new_id(),
            application_id: plan.application_id,
            application_name: name,
            group_id: plan.group_id,
            kind: plan.kind,
            change: plan.change,
            supports_rollback: on_kubernetes && plan.kind == Kind::Deploy && previous.is_some(),
            previous,
            description: plan.description,
            batch_type,
            wait_milliseconds: u64::try_from(plan.wait.as_millis()).unwrap_or(u64::MAX),
            status: Status::Ready,
            created: self.now,
            finished: None,
            batches,
        };
        let id = order.id.clone();
        self.change_orders.insert(id.clone(), order);
        self.forget_old_change_orders();
        // What begins now has begun when the caller looks.
        self.advance(self.now);
        Ok(id)
    }

    /// Starts a change order that deploys this revision, and keeps it in the application's history.
    pub(crate) fn deploy(&mut self, plan: Plan, revision: Revision) -> Result<String, Failure> {
        let application_id = plan.application_id.clone();
        let order = self.start(plan)?;
        let application = self.application_mut(&application_id)?;
        if application.revision(&revision.id).is_none() {
            application.revisions.push(revision);
        }
        Ok(order)
    }

    fn new_batch(&mut self, kind: Kind, instances: Vec<String>, by_hand: bool) -> Batch {
        let milliseconds = u64::try_from(self.stage_time().as_millis()).unwrap_or(u64::MAX);
        let stages = kind.stages().iter().map(|name| Stage {
            id: self.new_id(),
            task_id: self.new_id(),
            name: (*name).to_owned(),
            status: Status::Ready,
            started: None,
            milliseconds,
            message: None,
        });
        let stages = stages.collect();
        Batch {
            id: self.new_id(),
            status: Status::Ready,
            confirmed_by_hand: by_hand,
            started: None,
            updated: self.now,
            instances,
            stages,
        }
    }

    /// Stops a change order where it stands.
    pub(crate) fn abort(&mut self, id: &str) -> Result<(), Failure> {
        self.active(id, "aborted")?;
        self.end(id, Status::Terminated, None);
        Ok(())
    }

    /// Stops a deployment on Kubernetes and returns to what ran before. Returns the id of the rollback.
    pub(crate) fn abort_and_rollback(&mut self, id: &str) -> Result<String, Failure> {
        let order = self.active(id, "aborted")?;
        if order.kind != Kind::Deploy {
            let kind = order.kind.name();
            return Err(Failure::conflict(format!(
                "The change order {id} ({kind}) is no deployment; only deployments can be aborted and rolled back."
            )));
        }
        let plan = self.rollback_plan(id)?;
        self.end(id, Status::Terminated, None);
        self.start(plan)
    }

    /// Undoes a deployment that has ended. Returns the id of the rollback.
    pub(crate) fn roll_back(&mut self, id: &str) -> Result<String, Failure> {
        let order = self.change_order(id)?;
        if !order.status.is_final() {
            return Err(Failure::conflict(format!(
                "The change order {id} is in progress; abort it and roll it back instead."
            )));
        }
        let plan = self.rollback_plan(id)?;
        self.start(plan)
    }

    fn rollback_plan(&self, id: &str) -> Result<Plan, Failure> {
        let order = self.change_order(id)?;
        if let Some(newer) =
            self.newer_than(order, |kind| matches!(kind, Kind::Deploy | Kind::Rollback))
        {
            return Err(Failure::conflict(format!(
                "The change order {id} cannot be rolled back: {} ({}) came after it.",
                newer.id,
                newer.kind.name()
            )));
        }
        let refused = |why| {
            Failure::conflict(format!(
                "The change order {id} cannot be rolled back: {why}."
            ))
        };
        if !order.supports_rollback {
            return Err(refused(
                "only deployments on Kubernetes over an earlier one can be",
            ));
        }
        let application = self.application(&order.application_id)?;
        let previous = order
            .previous
            .as_deref()
            .and_then(|previous| application.revision(previous));
        let previous = previous.ok_or_else(|| refused("nothing ran before it"))?;
        let instances = application.instances().map(|instance| instance.id.clone());
        let change = Change::Deploy {
            revision: previous.id.clone(),
        };
        let mut plan = Plan::new(&application.id, Kind::Rollback, change, instances.collect());
        plan.description = format!("Roll back to {}", previous.package_version);
        Ok(plan)
    }

    /// A later change order of the same application, of a kind that counts.
    fn newer_than(
        &self,
        order: &ChangeOrder,
        counts: impl Fn(Kind) -> bool,
    ) -> Option<&ChangeOrder> {
        let later = self.change_orders.values().rev();
        let mut later = later.take_while(|other| other.id != order.id);
        later.find(|other| other.application_id == order.application_id && counts(other.kind))
    }

    /// Releases the next batch of a change order that waits. `batch_id` is that batch, or the one before it: the
    /// documentation does not say which of the two it means.
    pub(crate) fn confirm(&mut self, batch_id: &str, go_on: bool) -> Result<(), Failure> {
        let now = self.now;
        let found = self.change_orders.values_mut().find_map(|order| {
            let place = order
                .batches
                .iter()
                .position(|batch| batch.id == batch_id)?;
            Some((order, place))
        });
        let (order, place) = found.ok_or_else(|| Failure::unknown("The pipeline", batch_id))?;
        let ended = order
            .batches
            .iter()
            .take_while(|batch| batch.status == Status::Succeeded)
            .count();
        let meant = place == ended || place + 1 == ended;
        if order.status != Status::WaitingForConfirmation || !meant {
            return Err(Failure::conflict(format!(
                "The pipeline {batch_id} does not wait for a confirmation."
            )));
        }
        if go_on {
            order.start_batch(now);
        }
        self.advance(now);
        Ok(())
    }

    /// Runs a task that has failed once more.
    pub(crate) fn retry(&mut self, task_id: &str) -> Result<(), Failure> {
        let now = self.now;
        let found = self.change_orders.values().find_map(|order| {
            let mut stages = order.batches.iter().flat_map(|batch| &batch.stages);
            let stage = stages.find(|stage| stage.task_id == task_id)?;
            Some((order, stage))
        });
        let (order, stage) = found.ok_or_else(|| Failure::unknown("The task", task_id))?;
        if stage.status != Status::Failed {
            return Err(Failure::conflict(format!(
                "The task {task_id} has not failed."
            )));
        }
        let id = order.id.clone();
        self.check_idle(&order.application_id)?;
        self.application(&order.application_id)?;
        if let Some(newer) = self.newer_than(order, |_| true) {
            return Err(Failure::conflict(format!(
                "The task {task_id} cannot be retried: the change order {} came after it.",
                newer.id
            )));
        }
        if let Some(order) = self.change_orders.get_mut(&id) {
            order.status = Status::InProgress;
            order.finished = None;
            if let Some(batch) = order.current_batch() {
                batch.status = Status::InProgress;
                batch.updated = now;
                if let Some(stage) = batch.current_stage() {
                    stage.start(now);
                }
            }
        }
        self.advance(now);
        Ok(())
    }

    /// Lets the stage that runs fail.
    pub(crate) fn fail(&mut self, id: &str, message: &str) -> Result<(), Failure> {
        let order = self.active(id, "made to fail")?;
        if order.status != Status::InProgress {
            return Err(Failure::conflict(format!(
                "The change order {id} waits; there is no stage that could fail."
            )));
        }
        self.end(id, Status::Failed, Some(message));
        Ok(())
    }

    /// The change order, which has not ended.
    fn active(&self, id: &str, done: &str) -> Result<&ChangeOrder, Failure> {
        let order = self.change_order(id)?;
        if order.status.is_final() {
            return Err(Failure::conflict(format!(
                "The change order {id} has ended and cannot be {done}."
            )));
        }
        Ok(order)
    }

    fn end(&mut self, id: &str, status: Status, message: Option<&str>) {
        let now = self.now;
        let Some(order) = self.change_orders.get_mut(id) else {
            return;
        };
        order.status = status;
        order.finished = Some(now);
        if let Some(batch) = order.current_batch() {
            batch.status = status;
            batch.updated = now;
            if let Some(stage) = batch.current_stage() {
                stage.status = status;
                stage.message = message.map(str::to_owned);
            }
        }
    }
}
