//! Deployments to ECS, and going back to an earlier one.

use std::time::Duration;

use serde_json::json;

use super::{Members, members, shapes};
use crate::arguments::Arguments;
use crate::state::{
    Application, Change, Confirmation, Failure, Kind, Plan, Platform, Revision, World,
};

pub(super) fn deploy(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = arguments.required("AppId");
    let application = world.application(id)?;
    on_ecs(application)?;
    // Looked at before a revision is made, so that a refused deployment leaves none.
    targets(application, arguments)?;
    world.check_idle(id)?;
    let (source, other) = match arguments.required("DeployType") {
        "image" => ("ImageUrl", "WarUrl"),
        _ => ("WarUrl", "ImageUrl"),
    };
    let address = arguments.get(source).ok_or_else(|| {
        let problem = format!(
            "must be given for DeployType {}",
            arguments.required("DeployType")
        );
        let instead = arguments
            .get(other)
            .map(|_| format!(", instead of {other}"));
        Failure::invalid(source, problem + &instead.unwrap_or_default())
    })?;
    let version = arguments.required("PackageVersion");
    let revision = world.new_revision(version, address, arguments.get("Desc").unwrap_or_default());
    start(world, arguments, Kind::Deploy, revision)
}

pub(super) fn roll_back(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let application = world.application(arguments.required("AppId"))?;
    on_ecs(application)?;
    let version = arguments.required("HistoryVersion");
    let mut history = application.revisions.iter().rev();
    let found = history.find(|one| one.package_version == version || one.id == version);
    let found = found
        .ok_or_else(|| Failure::unknown("The package version", version))?
        .clone();
    start(world, arguments, Kind::Rollback, found)
}

fn on_ecs(application: &Application) -> Result<(), Failure> {
    if application.platform == Platform::Ecs {
        return Ok(());
    }
    let name = &application.name;
    Err(Failure::conflict(format!(
        "The application {name} is on Kubernetes; DeployK8sApplication deploys it."
    )))
}

/// The instances of the group, and its id when it is one group.
fn targets(
    application: &Application,
    arguments: &Arguments<'_>,
) -> Result<(Option<String>, Vec<String>), Failure> {
    let (group, instances) = match arguments.required("GroupId") {
        "all" => (None, application.instances().collect::<Vec<_>>()),
        id => {
            let group = application.group(id)?;
            (Some(group.id.clone()), group.instances.iter().collect())
        }
    };
    Ok((
        group,
        instances
            .iter()
            .map(|instance| instance.id.clone())
            .collect(),
    ))
}

fn start(
    world: &mut World,
    arguments: &Arguments<'_>,
    kind: Kind,
    revision: Revision,
) -> Result<Members, Failure> {
    let id = arguments.required("AppId");
    let (group_id, instances) = targets(world.application(id)?, arguments)?;
    let change = Change::Deploy {
        revision: revision.id.clone(),
    };
    let batches = usize::try_from(arguments.integer("Batch").unwrap_or(1)).unwrap_or(1);
    let mut plan = Plan::new(id, kind, change, instances).in_batches(batches);
    plan.group_id = group_id;
    plan.description = format!(
        "Version: {} | Deployment Package: {}",
        revision.package_version, revision.source
    );
    plan.wait = minutes(arguments.integer("BatchWaitTime").unwrap_or(0));
    if kind == Kind::Deploy && arguments.integer("ReleaseType") == Some(1) {
        plan.confirmation = Confirmation::EachBatch;
    }
    let order = world.deploy(plan, revision)?;
    Ok(members(json!({"ChangeOrderId": order})))
}

pub(super) fn minutes(count: i64) -> Duration {
    Duration::from_secs(u64::try_from(count).unwrap_or(0).saturating_mul(60))
}

pub(super) fn history(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let application = world.application(arguments.required("AppId"))?;
    let newest_first = application.revisions.iter().rev();
    let versions: Vec<_> = newest_first
        .map(|revision| shapes::revision(application, revision))
        .collect();
    Ok(members(
        json!({"PackageVersionList": {"PackageVersion": versions}}),
    ))
}
