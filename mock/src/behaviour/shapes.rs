//! The forms in which EDAS writes things of the world.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::{Value, json};

use crate::state::{Application, Cluster, Group, Member, Platform, Revision, World};

/// A time as the console shows it: in China, without saying so.
pub(super) fn clock_text(time: Timestamp) -> String {
    let china = Offset::constant(8).to_datetime(time);
    china.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A time as a text of milliseconds since 1970.
pub(super) fn milliseconds_text(time: Timestamp) -> String {
    time.as_millisecond().to_string()
}

pub(super) fn cluster(cluster: &Cluster, region: &str) -> Value {
    let mut shape = json!({
        "ClusterId": cluster.id,
        "ClusterName": cluster.name,
        "ClusterType": cluster.kind,
        "CreateTime": cluster.created.as_millisecond(),
        "NetworkMode": cluster.network_mode,
        "NodeNum": cluster.nodes(),
        "OversoldFactor": 1,
        "RegionId": region,
        "UpdateTime": cluster.created.as_millisecond(),
        "VpcId": cluster.vpc_id,
        "IaasProvider": "ALIYUN",
    });
    if let Some(id) = &cluster.cs_cluster_id {
        shape["ClusterImportStatus"] = cluster.import.number().into();
        shape["CsClusterId"] = id.clone().into();
        shape["SubClusterType"] = "ManagedKubernetes".into();
    }
    shape
}

pub(super) fn member(cluster: &Cluster, member: &Member) -> Value {
    json!({
        "ClusterId": cluster.id,
        "ClusterMemberId": member.id,
        "CreateTime": member.created.as_millisecond(),
        "EcsId": member.ecs_id,
        "EcuId": member.ecu_id,
        "PrivateIp": member.ip,
        "Status": 1,
        "UpdateTime": member.created.as_millisecond(),
    })
}

/// A machine on which an application runs or could run.
pub(super) fn ecu(world: &World, cluster: &Cluster, member: &Member) -> Value {
    let mut ecu = json!({
        "AvailableCpu": 4,
        "AvailableMem": 8192,
        "Cpu": 4,
        "CreateTime": member.created.as_millisecond(),
        "DockerEnv": false,
        "EcuId": member.ecu_id,
        "HeartbeatTime": world.now.as_millisecond(),
        "InstanceId": member.ecs_id,
        "IpAddr": member.ip,
        "Mem": 8192,
        "Name": member.ecs_id,
        "Online": true,
        "RegionId": world.region,
        "UpdateTime": member.created.as_millisecond(),
        "UserId": world.user,
        "VpcId": cluster.vpc_id,
    });
    if let Some(application) = world.user_of(&member.ecu_id) {
        ecu["AppId"] = application.id.clone().into();
    }
    ecu
}

/// What the lists and the details of an application have in common.
pub(super) fn application(world: &World, application: &Application) -> Value {
    let instances = application.instances().count();
    json!({
        "AppId": application.id,
        "ApplicationType": application.package_type,
        "ClusterId": application.cluster_id,
        "CreateTime": application.created.as_millisecond(),
        "Name": application.name,
        "Port": 8080,
        "RegionId": world.region,
        "RunningInstanceCount": application.running(),
        "Instances": instances,
    })
}

/// The number of the kind of cluster that an application is on.
pub(super) fn cluster_type(world: &World, application: &Application) -> i64 {
    let fallback = match application.platform {
        Platform::Ecs => Cluster::ECS,
        Platform::Kubernetes => Cluster::KUBERNETES,
    };
    let cluster = world.clusters.get(&application.cluster_id);
    cluster.map_or(fallback, |cluster| cluster.kind)
}

pub(super) fn revision(application: &Application, revision: &Revision) -> Value {
    json!({
        "AppId": application.id,
        "CreateTime": revision.created.as_millisecond(),
        "Description": revision.description,
        "Id": revision.id,
        "PackageVersion": revision.package_version,
        "PublicUrl": revision.source,
        "Type": if application.package_type == "Image" { "image" } else { "url" },
        "UpdateTime": revision.created.as_millisecond(),
        "WarUrl": revision.source,
    })
}

/// A group, with its id under the name that the operation uses.
pub(super) fn group(application: &Application, group: &Group, id: &str) -> Value {
    let default = application
        .groups
        .first()
        .is_some_and(|first| first.id == group.id);
    let mut shape = json!({
        "AppId": application.id,
        "ClusterId": application.cluster_id,
        "CreateTime": group.created.as_millisecond(),
        "GroupName": group.name,
        "GroupType": i32::from(!default),
        "UpdateTime": group.updated.as_millisecond(),
    });
    shape[id] = group.id.clone().into();
    if let Some(revision) = &group.revision {
        shape["AppVersionId"] = revision.clone().into();
        shape["PackageVersionId"] = revision.clone().into();
    }
    shape
}
