//! Operations of the group `application` that create, change, delete and show applications.

use serde_json::{Value, json};

use super::page::Page;
use super::shapes::{self, cluster_type};
use super::{Members, members};
use crate::arguments::Arguments;
use crate::state::{Application, Change, Failure, Kind, Plan, Platform, World};

pub(super) fn create(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let cluster_id = match arguments.get("ClusterId") {
        Some(id) => id.to_owned(),
        None => default_cluster(world)?,
    };
    let name = arguments.required("ApplicationName");
    // Before the application, so that a wrong ECU leaves none behind.
    let instances = world.new_instances(&arguments.list("EcuInfo"), &cluster_id)?;
    let id = world.create_application(name, &cluster_id, Platform::Ecs)?;
    let targets = instances
        .iter()
        .map(|instance| instance.id.clone())
        .collect();
    let application = world.application_mut(&id)?;
    application.groups[0].instances = instances;
    let jar = arguments.get("PackageType") == Some("jar");
    application.package_type = String::from(if jar { "FatJar" } else { "War" });
    arguments
        .get("Description")
        .unwrap_or_default()
        .clone_into(&mut application.description);
    let order = world.start(Plan::new(&id, Kind::Create, Change::Nothing, targets))?;
    let application = world.application(&id)?;
    Ok(members(json!({"ApplicationInfo": {
        "AppId": id,
        "AppName": application.name,
        "ChangeOrderId": order,
        "Dockerize": false,
        "Owner": application.owner,
        "Port": 8080,
        "RegionName": world.region,
        "UserId": world.user,
    }})))
}

fn default_cluster(world: &World) -> Result<String, Failure> {
    let mut clusters = world.clusters.values();
    let found = clusters.find(|cluster| !cluster.is_kubernetes());
    let found = found.ok_or_else(|| Failure::conflict("There is no cluster of ECS instances."))?;
    Ok(found.id.clone())
}

pub(super) fn delete(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = arguments.required("AppId");
    let instances = ids(world.application(id)?);
    let order = world.start(Plan::new(id, Kind::Delete, Change::Delete, instances))?;
    Ok(members(json!({"ChangeOrderId": order})))
}

/// The ids of all instances of an application.
pub(super) fn ids(application: &Application) -> Vec<String> {
    application
        .instances()
        .map(|instance| instance.id.clone())
        .collect()
}

pub(super) fn get(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let application = world.application(arguments.required("AppId"))?;
    let mut shape = details(world, application);
    let busy = world.check_idle(&application.id).is_err();
    shape["AppPhase"] = if busy { "progressing" } else { "ready" }.into();
    // This reply is documented with the numbers up to 4 only.
    let cluster_type = cluster_type(world, application);
    if cluster_type <= 4 {
        shape["ClusterType"] = cluster_type.to_string().into();
    }
    if application.platform == Platform::Kubernetes {
        shape["NameSpace"] = application.namespace.clone().into();
        shape["WorkloadType"] = "Deployment".into();
    }
    Ok(members(json!({"Application": shape})))
}

fn details(world: &World, application: &Application) -> Value {
    let mut shape = shapes::application(world, application);
    if let Some(shape) = shape.as_object_mut() {
        let instances = shape.remove("Instances").unwrap_or_default();
        shape.insert("InstanceCount".to_owned(), instances);
    }
    shape["Description"] = application.description.clone().into();
    shape["Dockerize"] = (application.platform == Platform::Kubernetes).into();
    shape["Owner"] = application.owner.clone().into();
    shape["UserId"] = world.user.clone().into();
    shape
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "the type is that of all behaviours"
)]
pub(super) fn list(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let ids = arguments.json("AppIds");
    let ids = ids.as_ref().and_then(Value::as_array);
    let wanted = |application: &&Application| {
        let fits = |name, value: &str| arguments.get(name).is_none_or(|wanted| wanted == value);
        // `AppName` finds parts of names, as the search field of the console does.
        let named = arguments
            .get("AppName")
            .is_none_or(|part| application.name.contains(part));
        let listed = ids.is_none_or(|ids| ids.iter().any(|id| *id == application.id));
        named && listed && fits("ClusterId", &application.cluster_id)
    };
    let all = world.applications.values().filter(wanted).collect();
    let page = Page::of(all, arguments);
    let shapes = page.items.into_iter().map(|application| {
        let mut shape = shapes::application(world, application);
        shape["ClusterType"] = cluster_type(world, application).into();
        shape["State"] = if application.running() > 0 {
            "RUNNING"
        } else {
            "STOPPED"
        }
        .into();
        if application.platform == Platform::Kubernetes {
            shape["K8sNamespace"] = application.namespace.clone().into();
        }
        shape
    });
    let shapes: Vec<_> = shapes.collect();
    Ok(members(json!({"ApplicationList": {"Application": shapes}})))
}

pub(super) fn update(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = arguments.required("AppId");
    if let Some(name) = arguments.get("AppName") {
        let taken = |other: &&Application| other.name == name && other.id != id;
        if world.applications.values().find(taken).is_some() {
            return Err(Failure::conflict(format!(
                "An application named {name} exists already."
            )));
        }
    }
    let application = world.application_mut(id)?;
    for (name, place) in [
        ("AppName", &mut application.name),
        ("Desc", &mut application.description),
        ("Owner", &mut application.owner),
    ] {
        if let Some(value) = arguments.get(name) {
            value.clone_into(place);
        }
    }
    let application = world.application(id)?;
    let mut shape = details(world, application);
    shape["ClusterType"] = cluster_type(world, application).into();
    Ok(members(json!({"Applcation": shape})))
}

pub(super) fn status(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let application = world.application(arguments.required("AppId"))?;
    let machines = application
        .instances()
        .filter_map(|instance| instance.ecu_id.as_deref());
    let machines = machines.filter_map(|ecu| world.member(ecu));
    let machines: Vec<_> = machines
        .map(|(cluster, member)| shapes::ecu(world, cluster, member))
        .collect();
    let groups: Vec<_> = application
        .groups
        .iter()
        .map(|group| shapes::group(application, group, "GroupId"))
        .collect();
    Ok(members(json!({"AppInfo": {
        "Application": {
            "ApplicationId": application.id,
            "ClusterId": application.cluster_id,
            "CreateTime": application.created.as_millisecond(),
            "Dockerize": application.platform == Platform::Kubernetes,
            "InstanceCount": application.instances().count(),
            "Name": application.name,
            "Owner": application.owner,
            "Port": 8080,
            "RegionId": world.region,
            "RunningInstanceCount": application.running(),
            "UserId": world.user,
        },
        "DeployRecordList": {"DeployRecord": deployed(application)},
        "EccList": {"Ecc": eccs(world, application)},
        "EcuList": {"Ecu": machines},
        "GroupList": {"Group": groups},
    }})))
}

fn deployed(application: &Application) -> Vec<Value> {
    let deployed = application.instances().filter_map(|instance| {
        let revision = instance.revision.as_deref()?;
        Some(json!({
            "CreateTime": instance.updated.as_millisecond(),
            "DeployRecordId": format!("{}@{revision}", instance.id),
            "EccId": instance.id,
            "EcuId": instance.ecu_id,
            "PackageVersionId": revision,
        }))
    });
    deployed.collect()
}

fn eccs(world: &World, application: &Application) -> Vec<Value> {
    let mut all = Vec::new();
    for group in &application.groups {
        for instance in &group.instances {
            let machine = instance.ecu_id.as_deref().and_then(|ecu| world.member(ecu));
            all.push(json!({
                "AppId": application.id,
                // 7 is the state of the documentation's example, which runs.
                "AppState": if instance.running { 7 } else { 1 },
                "CreateTime": application.created.as_millisecond(),
                "EccId": instance.id,
                "EcuId": instance.ecu_id,
                "GroupId": group.id,
                "Ip": instance.ip,
                "TaskState": 1,
                "UpdateTime": instance.updated.as_millisecond(),
                "VpcId": machine.map(|(cluster, _)| cluster.vpc_id.as_str()),
            }));
        }
    }
    all
}
