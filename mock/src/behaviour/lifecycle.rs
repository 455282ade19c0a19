//! Starting, stopping and scaling applications on ECS.

use serde_json::json;

use super::applications::ids;
use super::{Members, members};
use crate::arguments::Arguments;
use crate::state::{Change, Failure, Kind, Plan, Platform, World};

pub(super) fn start(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    run(world, arguments, Kind::Start, Change::Run(true))
}

pub(super) fn stop(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    run(world, arguments, Kind::Stop, Change::Run(false))
}

pub(super) fn restart(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    run(world, arguments, Kind::Restart, Change::Run(true))
}

pub(super) fn reset(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    run(world, arguments, Kind::Reset, Change::Run(true))
}

pub(super) fn scale_in(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    run(world, arguments, Kind::ScaleIn, Change::Remove)
}

/// A change of the instances named in `EccInfo`, or of all.
fn run(
    world: &mut World,
    arguments: &Arguments<'_>,
    kind: Kind,
    change: Change,
) -> Result<Members, Failure> {
    let id = arguments.required("AppId");
    let application = world.application(id)?;
    if application.platform == Platform::Kubernetes {
        let name = &application.name;
        return Err(Failure::conflict(format!(
            "The application {name} is on Kubernetes, which has operations of its own for this."
        )));
    }
    let all = ids(application);
    let named = arguments.list("EccInfo");
    if let Some(unknown) = named.iter().find(|ecc| !all.iter().any(|one| one == *ecc)) {
        return Err(Failure::unknown("The ECC", unknown));
    }
    let instances = if named.is_empty() {
        all
    } else {
        named.into_iter().map(str::to_owned).collect()
    };
    let order = world.start(Plan::new(id, kind, change, instances))?;
    Ok(members(json!({"ChangeOrderId": order})))
}

pub(super) fn scale_out(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = arguments.required("AppId");
    let application = world.application(id)?;
    if application.platform == Platform::Kubernetes {
        return Err(Failure::conflict(
            "ScaleK8sApplication scales applications on Kubernetes.",
        ));
    }
    let cluster_id = application.cluster_id.clone();
    let group = application.group(arguments.required("DeployGroup"))?;
    let (group_id, revision) = (group.id.clone(), group.revision.clone());
    world.check_idle(id)?;
    let mut instances = world.new_instances(&arguments.list("EcuInfo"), &cluster_id)?;
    for instance in &mut instances {
        instance.revision.clone_from(&revision);
    }
    let targets = instances
        .iter()
        .map(|instance| instance.id.clone())
        .collect();
    let mut plan = Plan::new(id, Kind::ScaleOut, Change::Run(true), targets);
    plan.group_id = Some(group_id.clone());
    let application = world.application_mut(id)?;
    let mut groups = application.groups.iter_mut();
    if let Some(group) = groups.find(|group| group.id == group_id) {
        group.instances.append(&mut instances);
    }
    let order = world.start(plan)?;
    Ok(members(json!({"ChangeOrderId": order})))
}
