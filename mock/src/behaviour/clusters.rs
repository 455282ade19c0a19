//! Operations of the groups `cluster` and `k8s-cluster`.

use serde_json::{Value, json};

use super::page::Page;
use super::{Members, members, shapes};
use crate::arguments::Arguments;
use crate::state::{Cluster, Failure, Import, World};

pub(super) fn create(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let region = world.region.clone();
    let cluster = world.create_cluster(
        arguments.required("ClusterName"),
        arguments.integer("ClusterType").unwrap_or(Cluster::ECS),
        arguments.integer("NetworkMode").unwrap_or(2),
        arguments.get("VpcId"),
    )?;
    Ok(members(
        json!({"Cluster": shapes::cluster(cluster, &region)}),
    ))
}

pub(super) fn delete(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    world.delete_cluster(arguments.required("ClusterId"))?;
    Ok(members(json!({"Data": true})))
}

pub(super) fn get(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let cluster = world.cluster(arguments.required("ClusterId"))?;
    Ok(members(
        json!({"Cluster": shapes::cluster(cluster, &world.region)}),
    ))
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "the type is that of all behaviours"
)]
pub(super) fn list(world: &mut World, _: &Arguments<'_>) -> Result<Members, Failure> {
    // Of clusters that are none of EDAS's yet, only the description of `GetK8sCluster` speaks.
    let all = world.clusters.values();
    let clusters = all.filter(|one| one.import != Import::NotImported);
    let clusters: Vec<_> = clusters
        .map(|one| shapes::cluster(one, &world.region))
        .collect();
    Ok(members(json!({"ClusterList": {"Cluster": clusters}})))
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "the type is that of all behaviours"
)]
pub(super) fn list_kubernetes(
    world: &mut World,
    arguments: &Arguments<'_>,
) -> Result<Members, Failure> {
    let here = arguments.required("RegionTag") == world.region;
    let wanted = arguments.integer("ClusterType");
    let fits = |cluster: &&Cluster| {
        let kind = wanted.is_none_or(|wanted| wanted == cluster.kind);
        // All clusters of this world are of one kind, `ManagedKubernetes`.
        let sub_kind = arguments
            .get("SubClusterType")
            .is_none_or(|one| one == "ManagedKubernetes");
        here && cluster.is_kubernetes() && kind && sub_kind
    };
    let page = Page::of(world.clusters.values().filter(fits).collect(), arguments);
    let clusters: Vec<_> = page
        .items
        .iter()
        .map(|one| kubernetes(one, &world.region))
        .collect();
    Ok(members(json!({"ClusterPage": {
        "ClusterList": {"Cluster": clusters},
        "CurrentPage": page.number,
        "PageSize": page.size,
        "TotalSize": page.total,
    }})))
}

pub(super) fn import(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let id = world.import_cluster(arguments.required("ClusterId"))?;
    Ok(members(json!({"Data": id})))
}

fn kubernetes(cluster: &Cluster, region: &str) -> Value {
    json!({
        "ClusterId": cluster.id,
        "ClusterImportStatus": cluster.import.number(),
        "ClusterName": cluster.name,
        "ClusterStatus": 1,
        "ClusterType": cluster.kind,
        "CsClusterId": cluster.cs_cluster_id,
        "CsClusterStatus": "running",
        "NetworkMode": cluster.network_mode,
        "NodeNum": cluster.nodes(),
        "RegionId": region,
        "SubClusterType": "ManagedKubernetes",
        "VpcId": cluster.vpc_id,
    })
}

pub(super) fn list_members(
    world: &mut World,
    arguments: &Arguments<'_>,
) -> Result<Members, Failure> {
    let cluster = world.cluster(arguments.required("ClusterId"))?;
    let wanted = arguments.list("EcsList");
    let all = cluster.members.iter();
    let all = all.filter(|member| wanted.is_empty() || wanted.contains(&member.ecs_id.as_str()));
    let page = Page::of(all.collect(), arguments);
    let shapes: Vec<_> = page
        .items
        .iter()
        .map(|member| shapes::member(cluster, member))
        .collect();
    Ok(members(json!({"ClusterMemberPage": {
        "ClusterMemberList": {"ClusterMember": shapes},
        "CurrentPage": page.number,
        "PageSize": page.size,
        "TotalSize": page.total,
    }})))
}

pub(super) fn add_members(
    world: &mut World,
    arguments: &Arguments<'_>,
) -> Result<Members, Failure> {
    world.add_members(
        arguments.required("clusterId"),
        &arguments.list("instanceIds"),
    )?;
    Ok(members(json!({"Data": "success"})))
}

pub(super) fn remove_member(
    world: &mut World,
    arguments: &Arguments<'_>,
) -> Result<Members, Failure> {
    world.remove_member(
        arguments.required("ClusterId"),
        arguments.required("ClusterMemberId"),
    )?;
    Ok(members(json!({"Data": true})))
}

/// The machines to which an application could be scaled out.
pub(super) fn list_free(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let application = arguments
        .get("AppId")
        .map(|id| world.application(id))
        .transpose()?;
    let named = arguments.get("ClusterId");
    let cluster_id = named.or(application.map(|application| application.cluster_id.as_str()));
    let mut free = Vec::new();
    for cluster in world.clusters.values() {
        if cluster_id.is_none_or(|id| id == cluster.id) {
            let members = cluster.members.iter();
            let members = members.filter(|member| world.user_of(&member.ecu_id).is_none());
            free.extend(members.map(|member| shapes::ecu(world, cluster, member)));
        }
    }
    Ok(members(json!({"EcuInfoList": {"EcuInfo": free}})))
}
