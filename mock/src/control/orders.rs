//! Change orders, as the page shows and moves them.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Shared, done, error, ok};
use crate::state::{Batch, ChangeOrder, Failure, Kind, Stage, Status, World};

pub(super) async fn list(State(service): Shared) -> Response {
    let world = service.world();
    let orders: Vec<_> = world
        .change_orders
        .values()
        .rev()
        .map(|one| shape(one, world.now))
        .collect();
    ok(&json!({"now": world.now, "change_orders": orders}))
}

fn shape(order: &ChangeOrder, now: Timestamp) -> Value {
    let batches = order.batches.iter().enumerate();
    let batches: Vec<_> = batches
        .map(|(place, one)| batch(place + 1, one, now))
        .collect();
    json!({
        "id": order.id,
        "application_id": order.application_id,
        "application_name": order.application_name,
        "kind": order.kind.name(),
        "status": order.status.number(),
        "status_name": order.status.name(),
        "batch_type": order.batch_type.name(),
        "created": order.created,
        "finished": order.finished,
        "supports_rollback": order.supports_rollback,
        "actions": actions(order),
        "batches": batches,
    })
}

/// What can be done with it as it is.
fn actions(order: &ChangeOrder) -> Vec<&'static str> {
    let mut actions = Vec::new();
    if order.status == Status::WaitingForConfirmation {
        actions.push("continue");
    }
    if !order.status.is_final() {
        actions.push("abort");
        if order.kind == Kind::Deploy && order.supports_rollback {
            actions.push("abort-and-rollback");
        }
    }
    if order.status == Status::InProgress {
        actions.push("fail");
    }
    if order.status == Status::Failed {
        actions.push("retry");
    }
    actions
}

fn batch(number: usize, batch: &Batch, now: Timestamp) -> Value {
    json!({
        "id": batch.id,
        "name": format!("Batch {number}"),
        "status": batch.status.number(),
        "status_name": batch.status.name(),
        "stages": batch.stages.iter().map(|one| stage(one, now)).collect::<Vec<_>>(),
    })
}

fn stage(stage: &Stage, now: Timestamp) -> Value {
    json!({
        "id": stage.id,
        "name": stage.name,
        "status": stage.status.number(),
        "status_name": stage.status.name(),
        "progress": stage.progress(now),
        "message": stage.message,
    })
}

pub(super) async fn act(
    State(service): Shared,
    Path((id, action)): Path<(String, String)>,
) -> Response {
    let mut world = service.world();
    let outcome = match action.as_str() {
        "abort" => world.abort(&id),
        "abort-and-rollback" => world.abort_and_rollback(&id).map(drop),
        "continue" => go_on(&mut world, &id),
        "fail" => world.fail(&id, "made to fail by hand"),
        "retry" => retry(&mut world, &id),
        other => {
            let problem =
                format!("`{other}` is none of abort, abort-and-rollback, continue, fail and retry");
            return error(StatusCode::NOT_FOUND, &problem);
        }
    };
    done(outcome)
}

/// Confirms the batch that waits.
fn go_on(world: &mut World, id: &str) -> Result<(), Failure> {
    let order = world.change_order(id)?;
    let waiting = order
        .batches
        .iter()
        .find(|batch| batch.status != Status::Succeeded);
    let batch = waiting.map(|batch| batch.id.clone()).unwrap_or_default();
    world.confirm(&batch, true)
}

/// Retries the task that has failed.
fn retry(world: &mut World, id: &str) -> Result<(), Failure> {
    let order = world.change_order(id)?;
    let mut stages = order.batches.iter().flat_map(|batch| &batch.stages);
    let failed = stages.find(|stage| stage.status == Status::Failed);
    let task = failed.map(|stage| stage.task_id.clone());
    let task =
        task.ok_or_else(|| Failure::conflict(format!("The change order {id} has not failed.")))?;
    world.retry(&task)
}
