//! Operations of the group `deploy-group`.

use serde_json::json;

use super::{Members, members, shapes};
use crate::arguments::Arguments;
use crate::state::{Change, Failure, Kind, Plan, World};

pub(super) fn create(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = arguments.required("AppId");
    let revision = arguments.get("InitPackageVersionId");
    if let Some(revision) = revision.filter(|one| {
        world
            .application(id)
            .is_ok_and(|app| app.revision(one).is_none())
    }) {
        return Err(Failure::unknown("The package version", revision));
    }
    let group = world.create_group(id, arguments.required("GroupName"))?;
    let application = world.application_mut(id)?;
    if let Some(created) = application.groups.last_mut() {
        created.revision = revision.map(str::to_owned);
    }
    let created = application.group(&group.id)?;
    Ok(members(
        json!({"DeployGroupEntity": shapes::group(application, created, "Id")}),
    ))
}

pub(super) fn delete(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    world.delete_group(arguments.required("AppId"), arguments.required("GroupName"))?;
    Ok(members(json!({"Data": "success"})))
}

pub(super) fn list(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let application = world.application(arguments.required("AppId"))?;
    let groups = application.groups.iter().map(|group| {
        let mut shape = shapes::group(application, group, "GroupId");
        let revision = group
            .revision
            .as_deref()
            .and_then(|id| application.revision(id));
        if let Some(revision) = revision {
            shape["PackageVersion"] = revision.package_version.clone().into();
            shape["PackageUrl"] = revision.source.clone().into();
        }
        shape
    });
    let groups: Vec<_> = groups.collect();
    Ok(members(json!({"DeployGroupList": {"DeployGroup": groups}})))
}

/// Moves an instance to another group.
pub(super) fn change(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = arguments.required("AppId");
    let application = world.application(id)?;
    let group = application
        .group(arguments.required("GroupName"))?
        .id
        .clone();
    let ecc = arguments.required("EccInfo");
    if !application.instances().any(|instance| instance.id == ecc) {
        return Err(Failure::unknown("The ECC", ecc));
    }
    let change = Change::Move {
        group: group.clone(),
    };
    let mut plan = Plan::new(id, Kind::MoveInstance, change, vec![ecc.to_owned()]);
    plan.group_id = Some(group);
    let order = world.start(plan)?;
    Ok(members(json!({"ChangeOrderId": order})))
}
