//! Prechecks of applications on Kubernetes.

use serde_json::{Value, json};

use super::{Members, members};
use crate::arguments::Arguments;
use crate::state::{Failure, Outcome, World};

pub(super) fn start(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let known = arguments.get("AppId");
    let known = known.map(|id| world.application(id)).transpose()?;
    let name = arguments
        .get("AppName")
        .or(known.map(|application| application.name.as_str()))
        .ok_or_else(|| Failure::invalid("AppName", "must be given, or AppId"))?
        .to_owned();
    let precheck = world.start_precheck(
        &name,
        arguments.required("ClusterId"),
        arguments.required("Namespace"),
    )?;
    let jobs: Vec<_> = precheck.jobs.iter().map(|job| &job.name).collect();
    Ok(members(json!({"Data": {"Jobs": jobs}})))
}

pub(super) fn get(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let cluster = arguments.required("ClusterId");
    world.cluster(cluster)?;
    let name = arguments.required("AppName");
    let precheck = world.precheck(name, cluster, arguments.required("Namespace"))?;
    let ended = precheck.ended(world.now);
    let (status, reason) = match precheck.problem() {
        _ if ended.len() < precheck.jobs.len() => ("checking", ""),
        None => ("pass", ""),
        Some(problem) => ("failed", problem),
    };
    let results = ended.iter().map(|job| result(&job.name, &job.outcome));
    Ok(members(json!({"Data": {
        "JobResults": results.collect::<Vec<_>>(),
        "Reason": reason,
        "Status": status,
    }})))
}

fn result(name: &str, outcome: &Outcome) -> Value {
    let reason = match outcome {
        Outcome::Passed => "",
        Outcome::Failed(problem) => problem,
        Outcome::Interrupted => "A check before this one has failed.",
    };
    json!({
        "Interrupted": *outcome == Outcome::Interrupted,
        "Name": name,
        "Pass": *outcome == Outcome::Passed,
        "Reason": reason,
    })
}
