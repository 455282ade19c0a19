//! How change orders move on with time, and what they change when a batch has succeeded.

use std::time::Duration;

use jiff::Timestamp;

use super::{Application, Change, ChangeOrder, Group, KEPT_CHANGE_ORDERS, Status, World};
use crate::clock::later;

impl World {
    /// Lets everything happen that happens until then.
    pub(crate) fn advance(&mut self, now: Timestamp) {
        // Whoever asked first may come second.
        self.now = self.now.max(now);
        self.end_imports(self.now);
        let active = self
            .change_orders
            .values()
            .filter(|order| !order.status.is_final());
        let active: Vec<_> = active.map(|order| order.id.clone()).collect();
        for id in active {
            let now = self.now;
            let Some(order) = self.change_orders.get_mut(&id) else {
                continue;
            };
            for (batch, at) in order.advance(now) {
                self.apply(&id, batch, at);
            }
        }
    }

    /// Does what the batch was for.
    fn apply(&mut self, order_id: &str, batch: usize, at: Timestamp) {
        let Some(order) = self.change_orders.get(order_id) else {
            return;
        };
        let application_id = order.application_id.clone();
        let change = order.change.clone();
        let instances = order.batches[batch].instances.clone();
        let group_id = order.group_id.clone();
        match change {
            Change::Delete => {
                self.applications.shift_remove(&application_id);
            }
            Change::Scale { replicas } => self.scale(&application_id, replicas, at),
            other => {
                if let Some(application) = self.applications.get_mut(&application_id) {
                    application.apply(&other, &instances, group_id.as_deref(), at);
                }
            }
        }
    }

    fn scale(&mut self, application_id: &str, replicas: usize, at: Timestamp) {
        let Some(application) = self.applications.get(application_id) else {
            return;
        };
        let missing = replicas.saturating_sub(application.groups[0].instances.len());
        let mut pods: Vec<_> = (0..missing).map(|_| self.new_pod()).collect();
        let Some(application) = self.applications.get_mut(application_id) else {
            return;
        };
        let group = &mut application.groups[0];
        group.instances.truncate(replicas);
        for pod in &mut pods {
            pod.running = true;
            pod.revision.clone_from(&group.revision);
            pod.updated = at;
        }
        group.instances.append(&mut pods);
        group.updated = at;
    }

    /// Forgets the oldest ended change orders when there are too many.
    pub(super) fn forget_old_change_orders(&mut self) {
        while self.change_orders.len() > KEPT_CHANGE_ORDERS {
            let ended = self
                .change_orders
                .values()
                .position(|order| order.status.is_final());
            let Some(place) = ended else { return };
            self.change_orders.shift_remove_index(place);
        }
    }
}

impl Application {
    /// Does a change to these instances. It is about the group of this id, or about all.
    pub(super) fn apply(
        &mut self,
        change: &Change,
        instances: &[String],
        group_id: Option<&str>,
        at: Timestamp,
    ) {
        let concerned = |id: &String| instances.contains(id);
        match change {
            Change::Deploy { revision } => {
                let meant = |group: &&mut Group| group_id.is_none_or(|id| id == group.id);
                for group in self.groups.iter_mut().filter(meant) {
                    // A group has its revision when the first of its instances has it, and at once when it is empty.
                    let empty = group.instances.is_empty();
                    if empty || group.instances.iter().any(|one| concerned(&one.id)) {
                        group.revision = Some(revision.clone());
                        group.updated = at;
                    }
                }
                self.change(instances, at, |instance| {
                    instance.revision = Some(revision.clone());
                    instance.running = true;
                });
            }
            Change::Run(running) => {
                self.change(instances, at, |instance| instance.running = *running);
            }
            Change::Remove => {
                for group in &mut self.groups {
                    group.instances.retain(|instance| !concerned(&instance.id));
                    group.updated = at;
                }
            }
            Change::Move { group } => {
                let mut moved = Vec::new();
                for group in &mut self.groups {
                    moved.extend(group.instances.extract_if(.., |one| concerned(&one.id)));
                }
                let place = self.groups.iter().position(|one| one.id == *group);
                // There is always the default group, to which instances go whose group is gone.
                let group = &mut self.groups[place.unwrap_or(0)];
                group.instances.append(&mut moved);
                group.updated = at;
            }
            Change::Scale { .. } | Change::Delete | Change::Nothing => {}
        }
    }

    fn change(&mut self, ids: &[String], at: Timestamp, change: impl Fn(&mut super::Instance)) {
        let concerned = self
            .instances_mut()
            .filter(|instance| ids.contains(&instance.id));
        for instance in concerned {
            change(instance);
            instance.updated = at;
        }
    }
}

impl ChangeOrder {
    /// Moves on to then. Returns the batches that have succeeded meanwhile, each with its time.
    fn advance(&mut self, now: Timestamp) -> Vec<(usize, Timestamp)> {
        let mut ended = Vec::new();
        while let Some(next) = self.next_event(now) {
            match self.status {
                Status::InProgress => {
                    if let Some(batch) = self.end_stage(next) {
                        ended.push((batch, next));
                    }
                }
                _ => self.start_batch(next),
            }
        }
        ended
    }

    /// When something happens next, if it does until then.
    fn next_event(&mut self, now: Timestamp) -> Option<Timestamp> {
        let next = match self.status {
            Status::Ready => self.created,
            Status::WaitingForNextBatch => {
                let wait = self.wait();
                later(self.current_batch()?.updated, wait)
            }
            Status::InProgress => {
                let stage = self.current_batch()?.current_stage()?;
                later(stage.started?, Duration::from_millis(stage.milliseconds))
            }
            _ => return None,
        };
        (next <= now).then_some(next)
    }

    pub(super) fn start_batch(&mut self, at: Timestamp) {
        self.status = Status::InProgress;
        if let Some(batch) = self.current_batch() {
            batch.start(at);
        }
    }

    /// Ends the stage that runs. Returns the batch when that has ended with it.
    fn end_stage(&mut self, at: Timestamp) -> Option<usize> {
        let batch = self.current_batch()?;
        batch.updated = at;
        batch.current_stage()?.status = Status::Succeeded;
        if let Some(stage) = batch.current_stage() {
            stage.start(at);
            return None;
        }
        batch.status = Status::Succeeded;
        let ended = self
            .batches
            .iter()
            .take_while(|batch| batch.status == Status::Succeeded)
            .count();
        let status = match self.batches.get(ended) {
            None => Status::Succeeded,
            Some(next) if next.confirmed_by_hand => Status::WaitingForConfirmation,
            Some(_) => Status::WaitingForNextBatch,
        };
        self.status = status;
        if status == Status::Succeeded {
            self.finished = Some(at);
        } else if let Some(next) = self.current_batch() {
            next.status = status;
            next.updated = at;
        }
        Some(ended - 1)
    }
}
