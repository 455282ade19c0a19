//! Operations of the group `change-order`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::shapes::{clock_text, milliseconds_text};
use super::{Members, members};
use crate::arguments::Arguments;
use crate::state::{Batch, ChangeOrder, Failure, Stage, Status, World};

pub(super) fn abort(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = arguments.required("ChangeOrderId");
    world.abort(id)?;
    Ok(reference(id))
}

pub(super) fn abort_and_rollback(
    world: &mut World,
    arguments: &Arguments<'_>,
) -> Result<Members, Failure> {
    let id = world.abort_and_rollback(arguments.required("ChangeOrderId"))?;
    Ok(reference(&id))
}

pub(super) fn roll_back(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = world.roll_back(arguments.required("ChangeOrderId"))?;
    Ok(reference(&id))
}

fn reference(id: &str) -> Members {
    members(json!({"Data": {"ChangeOrderId": id}}))
}

pub(super) fn confirm(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let go_on = arguments.truth("Confirm").unwrap_or(true);
    world.confirm(arguments.required("PipelineId"), go_on)?;
    Ok(Members::new())
}

pub(super) fn retry(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    world.retry(arguments.required("TaskId"))?;
    Ok(members(json!({"Data": "success retry task"})))
}

pub(super) fn get(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let order = world.change_order(arguments.required("ChangeOrderId"))?;
    Ok(members(
        json!({"changeOrderInfo": info(order, &world.user)}),
    ))
}

pub(super) fn list(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = arguments.required("AppId");
    let of_application = |order: &&ChangeOrder| order.application_id == id;
    let orders: Vec<_> = world
        .change_orders
        .values()
        .rev()
        .filter(of_application)
        .collect();
    if orders.is_empty() {
        // The orders of an application outlive it.
        world.application(id)?;
    }
    let orders: Vec<_> = orders
        .iter()
        .map(|order| summary(order, &world.user))
        .collect();
    Ok(members(json!({"ChangeOrderList": {"ChangeOrder": orders}})))
}

fn summary(order: &ChangeOrder, user: &str) -> Value {
    let mut summary = json!({
        "AppId": order.application_id,
        "BatchCount": order.batches.len(),
        "BatchType": order.batch_type.name(),
        "ChangeOrderDescription": order.description,
        "ChangeOrderId": order.id,
        "CoType": order.kind.name(),
        "CoTypeCode": order.kind.code(),
        "CreateTime": clock_text(order.created),
        "CreateUserId": user,
        "Source": "pop",
        "Status": order.status.number(),
        "UserId": user,
    });
    if let Some(finished) = order.finished {
        summary["FinishTime"] = clock_text(finished).into();
    }
    if let Some(group) = &order.group_id {
        summary["GroupId"] = group.clone().into();
    }
    summary
}

fn info(order: &ChangeOrder, user: &str) -> Value {
    let batches = order.batches.iter().enumerate();
    let batches: Vec<_> = batches
        .map(|(place, batch)| pipeline(place + 1, batch))
        .collect();
    json!({
        "BatchCount": order.batches.len(),
        "BatchType": order.batch_type.name(),
        "ChangeOrderDescription": order.description,
        "ChangeOrderId": order.id,
        "CoType": order.kind.name(),
        "CreateTime": clock_text(order.created),
        "CreateUserId": user,
        "Desc": format!("{} of {}", order.kind.name(), order.application_name),
        "PipelineInfoList": {"PipelineInfo": batches},
        "Status": order.status.number(),
        "SupportRollback": order.supports_rollback,
        "Targets": {"Items": order.batches.iter().flat_map(|batch| &batch.instances).collect::<Vec<_>>()},
    })
}

fn pipeline(number: usize, batch: &Batch) -> Value {
    let mut pipeline = json!({
        "PipelineId": batch.id,
        "PipelineName": format!("Batch: {number}"),
        "PipelineStatus": batch.status.number(),
        "StageDetailList": {"StageDetailDTO": batch.stages.iter().map(stage_detail).collect::<Vec<_>>()},
        "StageList": {"StageInfoDTO": batch.stages.iter().map(stage).collect::<Vec<_>>()},
        "UpdateTime": milliseconds_text(batch.updated),
    });
    if let Some(started) = batch.started {
        pipeline["StartTime"] = milliseconds_text(started).into();
    }
    pipeline
}

fn stage_detail(stage: &Stage) -> Value {
    let mut task = json!({
        "RetryType": 0,
        "ShowManualIgnorance": false,
        "TaskErrorIgnorance": 0,
        "TaskId": stage.task_id,
        "TaskMessage": report(stage),
        "TaskName": stage.name,
        "TaskStatus": stage.status.number().to_string(),
    });
    if let Some(message) = &stage.message {
        task["TaskErrorCode"] = "500".into();
        task["TaskErrorMessage"] = message.clone().into();
    }
    json!({
        "StageId": stage.id,
        "StageName": stage.name,
        "StageStatus": stage.status.number(),
        "TaskList": {"TaskInfoDTO": [task]},
    })
}

fn stage(stage: &Stage) -> Value {
    json!({
        "StageId": stage.id,
        "StageName": stage.name,
        "StageResultDTO": {"ServiceStage": {
            "Message": report(stage),
            "StageId": stage.id,
            "StageName": stage.name,
            "Status": stage.status.number(),
        }},
        "Status": stage.status.number(),
    })
}

/// What a stage says of itself.
fn report(stage: &Stage) -> String {
    match (stage.status, &stage.message, stage.started) {
        (_, Some(message), _) => message.clone(),
        (Status::Succeeded, ..) => "success".to_owned(),
        (Status::Terminated, ..) => "aborted".to_owned(),
        (Status::InProgress, _, Some(started)) => since(started),
        _ => String::new(),
    }
}

fn since(started: Timestamp) -> String {
    format!("running since {}", clock_text(started))
}
