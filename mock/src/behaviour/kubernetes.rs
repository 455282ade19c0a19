//! Operations of the group `k8s-application`.

use serde_json::{Value, json};

use super::applications::ids;
use super::deployments::minutes;
use super::shapes::cluster_type;
use super::{Members, members};
use crate::arguments::Arguments;
use crate::state::{
    Application, Change, Confirmation, Failure, Kind, MOST_REPLICAS, Plan, Platform, Revision,
    World,
};

pub(super) fn create(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let name = arguments.required("AppName");
    let cluster_id = arguments.required("ClusterId");
    let replicas = replicas(arguments)?.unwrap_or(1);
    let id = world.create_application(name, cluster_id, Platform::Kubernetes)?;
    let pods: Vec<_> = (0..replicas).map(|_| world.new_pod()).collect();
    let source = arguments.get("ImageUrl").or(arguments.get("PackageUrl"));
    let version = arguments
        .get("PackageVersion")
        .map_or_else(|| tag(source), str::to_owned);
    let revision = world.new_revision(&version, source.unwrap_or_default(), "");
    let application = world.application_mut(&id)?;
    let set = |place: &mut String, name| {
        if let Some(value) = arguments.get(name) {
            value.clone_into(place);
        }
    };
    set(&mut application.package_type, "PackageType");
    set(&mut application.namespace, "Namespace");
    set(&mut application.description, "ApplicationDescription");
    application.groups[0].instances = pods;
    let instances = ids(application);
    let change = Change::Deploy {
        revision: revision.id.clone(),
    };
    application.revisions.push(revision);
    let order = world.start(Plan::new(&id, Kind::Create, change, instances))?;
    let application = world.application(&id)?;
    Ok(members(json!({"ApplicationInfo": {
        "AppId": id,
        "AppName": application.name,
        "ChangeOrderId": order,
        "ClusterType": cluster_type(world, application),
        "Dockerize": true,
        "EdasId": world.user,
        "Owner": application.owner,
        "RegionId": world.region,
        "UserId": world.user,
    }})))
}

/// The tag of an image, as its version.
fn tag(image: Option<&str>) -> String {
    let name = image.and_then(|image| image.rsplit('/').next());
    let tag = name.and_then(|name| name.split_once(':'));
    tag.map_or("latest", |(_, tag)| tag).to_owned()
}

/// How many pods are asked for.
fn replicas(arguments: &Arguments<'_>) -> Result<Option<usize>, Failure> {
    let Some(wanted) = arguments.integer("Replicas") else {
        return Ok(None);
    };
    match usize::try_from(wanted) {
        Ok(wanted) if wanted <= MOST_REPLICAS => Ok(Some(wanted)),
        _ => Err(Failure::invalid(
            "Replicas",
            format!("must be between 0 and {MOST_REPLICAS}"),
        )),
    }
}

fn on_kubernetes<'w>(
    world: &'w World,
    arguments: &Arguments<'_>,
) -> Result<&'w Application, Failure> {
    let application = world.application(arguments.required("AppId"))?;
    if application.platform == Platform::Kubernetes {
        return Ok(application);
    }
    Err(Failure::conflict(format!(
        "The application {} is not on Kubernetes.",
        application.name
    )))
}

pub(super) fn deploy(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let application = on_kubernetes(world, arguments)?;
    let id = application.id.clone();
    let instances = ids(application);
    let revision = match arguments.get("PackageVersionId") {
        Some(known) => {
            let found = application.revision(known);
            found
                .ok_or_else(|| Failure::unknown("The package version", known))?
                .clone()
        }
        None => new_revision(world, &id, arguments)?,
    };
    let change = Change::Deploy {
        revision: revision.id.clone(),
    };
    let plan = Plan::new(&id, Kind::Deploy, change, instances);
    let mut plan = in_batches(plan, arguments.json("UpdateStrategy").as_ref());
    plan.description = match arguments.get("ChangeOrderDesc") {
        Some(text) => text.to_owned(),
        None => format!(
            "Version: {} | Image: {}",
            revision.package_version, revision.source
        ),
    };
    let order = world.deploy(plan, revision)?;
    Ok(members(json!({"ChangeOrderId": order})))
}

/// What the request deploys; what it leaves out stays as it is.
fn new_revision(
    world: &mut World,
    id: &str,
    arguments: &Arguments<'_>,
) -> Result<Revision, Failure> {
    let current = world
        .application(id)?
        .current()
        .map(|current| current.source.clone());
    let image = match (arguments.get("Image"), arguments.get("ImageTag")) {
        (Some(image), _) => Some(image.to_owned()),
        (None, Some(tag)) => current.as_deref().map(|current| with_tag(current, tag)),
        (None, None) => None,
    };
    let source = image
        .or_else(|| arguments.get("PackageUrl").map(str::to_owned))
        .or(current);
    let version = arguments.get("PackageVersion");
    let version = version.map_or_else(|| tag(source.as_deref()), str::to_owned);
    let description = arguments.get("ChangeOrderDesc").unwrap_or_default();
    Ok(world.new_revision(&version, &source.unwrap_or_default(), description))
}

fn with_tag(image: &str, tag: &str) -> String {
    let name = image.rfind('/').map_or(0, |slash| slash + 1);
    let end = image[name..]
        .find(':')
        .map_or(image.len(), |colon| name + colon);
    format!("{}:{tag}", &image[..end])
}

/// The batches of an `UpdateStrategy`: for a canary release first the canary, which waits for a confirmation, and then
/// the others.
fn in_batches(plan: Plan, strategy: Option<&Value>) -> Plan {
    let number = |place: &str| {
        let value = strategy
            .and_then(|strategy| strategy.pointer(place))
            .and_then(Value::as_u64);
        value.and_then(|value| usize::try_from(value).ok())
    };
    let text = |place: &str| {
        strategy
            .and_then(|strategy| strategy.pointer(place))
            .and_then(Value::as_str)
    };
    let count = number("/batchUpdate/batch").unwrap_or(1);
    let canary =
        (text("/type") == Some("GrayBatchUpdate")).then(|| number("/grayUpdate/gray").unwrap_or(1));
    let all = plan.batches.concat();
    let (first, others) = all.split_at(canary.unwrap_or(0).min(all.len()));
    let mut plan = plan;
    plan.batches = vec![others.to_vec()];
    let mut plan = plan.in_batches(count);
    if !first.is_empty() {
        plan.batches.insert(0, first.to_vec());
        plan.batches.retain(|batch| !batch.is_empty());
    }
    plan.confirmation = match (text("/batchUpdate/releaseType"), canary) {
        (Some("manual"), _) => Confirmation::EachBatch,
        (_, Some(_)) => Confirmation::FirstBatch,
        (_, None) => Confirmation::None,
    };
    let wait = number("/batchUpdate/batchWaitTime").and_then(|wait| i64::try_from(wait).ok());
    plan.wait = minutes(wait.unwrap_or(0));
    plan
}

pub(super) fn scale(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let replicas = replicas(arguments)?.unwrap_or(1);
    change(world, arguments, Kind::Scale, |_| Change::Scale {
        replicas,
    })
}

pub(super) fn start(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let wanted = replicas(arguments)?;
    change(world, arguments, Kind::Start, |application| {
        let stopped = application.instances().count() == 0;
        match wanted {
            Some(replicas) => Change::Scale { replicas },
            None if stopped => Change::Scale { replicas: 1 },
            None => Change::Run(true),
        }
    })
}

/// On Kubernetes an application that is stopped has no pods.
pub(super) fn stop(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    change(world, arguments, Kind::Stop, |_| Change::Scale {
        replicas: 0,
    })
}

pub(super) fn restart(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    change(world, arguments, Kind::Restart, |_| Change::Run(true))
}

fn change(
    world: &mut World,
    arguments: &Arguments<'_>,
    kind: Kind,
    change: impl FnOnce(&Application) -> Change,
) -> Result<Members, Failure> {
    let application = on_kubernetes(world, arguments)?;
    let plan = Plan::new(&application.id, kind, change(application), ids(application));
    let order = world.start(plan)?;
    Ok(members(json!({"ChangeOrderId": order})))
}

pub(super) fn get(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let application = on_kubernetes(world, arguments)?;
    let cluster = world.cluster(&application.cluster_id)?;
    let mut shape = json!({
        "App": {
            "AppId": application.id,
            "ApplicationName": application.name,
            "ApplicationType": application.package_type,
            "ClusterId": application.cluster_id,
            "CsClusterId": cluster.cs_cluster_id,
            "DeployType": application.package_type,
            "Instances": application.instances().count(),
            "InstancesBeforeScaling": application.instances().count(),
            "K8sNamespace": application.namespace,
            "RegionId": world.region,
            "WorkloadType": "Deployment",
        },
        "AppId": application.id,
    });
    if let Some(current) = application.current() {
        let (repository, tag) = current
            .source
            .rsplit_once(':')
            .unwrap_or((&current.source, ""));
        shape["ImageInfo"] = json!({
            "ImageUrl": current.source,
            "RegionId": world.region,
            "RepoName": repository.rsplit('/').next(),
            "Tag": tag,
        });
        shape["LatestVersion"] = json!({
            "PackageVersion": current.package_version,
            "Url": current.source,
            "WarUrl": current.source,
        });
    }
    Ok(members(json!({"Applcation": shape})))
}

pub(super) fn instances(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let application = on_kubernetes(world, arguments)?;
    let mut all = Vec::new();
    for group in &application.groups {
        for pod in group.instances.iter().filter(|pod| pod.running) {
            let revision = pod
                .revision
                .as_deref()
                .and_then(|id| application.revision(id));
            let name = format!(
                "{}-{}",
                application.name,
                pod.id.get(..8).unwrap_or(&pod.id)
            );
            let raw = json!({
                "metadata": {"name": name, "namespace": application.namespace},
                "status": {"phase": "Running", "podIP": pod.ip},
            });
            all.push(json!({
                "AppId": application.id,
                "Canary": false,
                "GroupId": group.id,
                "GroupName": group.name,
                "NodeName": "node-1",
                "PodRaw": raw.to_string(),
                "Version": revision.map(|revision| revision.package_version.as_str()),
            }));
        }
    }
    Ok(members(json!({"InstanceList": all})))
}

pub(super) fn update(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = on_kubernetes(world, arguments)?.id.clone();
    let application = world.application_mut(&id)?;
    for (name, place) in [
        ("Description", &mut application.description),
        ("Owner", &mut application.owner),
    ] {
        if let Some(value) = arguments.get(name) {
            value.clone_into(place);
        }
    }
    Ok(members(json!({"Result": "success"})))
}
