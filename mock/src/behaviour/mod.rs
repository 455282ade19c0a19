//! What operations do to the world, and what they say of it.
//!
//! An operation without an entry here answers with the sample of the description. One with an entry does so, too, when
//! it is asked about the documentation's own example, which is not part of the world: whoever copies a request from
//! the documentation gets the reply of the documentation. Where the sample is a page of a list, it is the only one.

mod applications;
mod change_orders;
mod clusters;
mod deploy_groups;
mod deployments;
mod kubernetes;
mod lifecycle;
mod migrations;
mod page;
mod prechecks;
mod shapes;

use serde_json::{Map, Value};

use crate::arguments::Arguments;
use crate::state::{Failure, World};

/// The members of a reply, without those that every reply has.
pub(crate) type Members = Map<String, Value>;

/// How an operation behaves.
struct Behaviour {
    operation: &'static str,
    /// The parameters that name what it is about.
    about: &'static [&'static str],
    act: fn(&mut World, &Arguments<'_>) -> Result<Members, Failure>,
}

const fn behaviour(
    operation: &'static str,
    about: &'static [&'static str],
    act: fn(&mut World, &Arguments<'_>) -> Result<Members, Failure>,
) -> Behaviour {
    Behaviour {
        operation,
        about,
        act,
    }
}

/// All operations that behave, by name.
const BEHAVIOURS: &[Behaviour] = &[
    behaviour(
        "AbortAndRollbackChangeOrder",
        &["ChangeOrderId"],
        change_orders::abort_and_rollback,
    ),
    behaviour("AbortChangeOrder", &["ChangeOrderId"], change_orders::abort),
    behaviour("ChangeDeployGroup", &["AppId"], deploy_groups::change),
    behaviour("ContinuePipeline", &["PipelineId"], change_orders::confirm),
    behaviour("DeleteApplication", &["AppId"], applications::delete),
    behaviour("DeleteCluster", &["ClusterId"], clusters::delete),
    behaviour(
        "DeleteClusterMember",
        &["ClusterId"],
        clusters::remove_member,
    ),
    behaviour("DeleteDeployGroup", &["AppId"], deploy_groups::delete),
    behaviour("DeleteK8sApplication", &["AppId"], applications::delete),
    behaviour("DeployApplication", &["AppId"], deployments::deploy),
    behaviour("DeployK8sApplication", &["AppId"], kubernetes::deploy),
    behaviour("DescribeAppInstanceList", &["AppId"], kubernetes::instances),
    behaviour("GetApplication", &["AppId"], applications::get),
    behaviour("GetChangeOrderInfo", &["ChangeOrderId"], change_orders::get),
    behaviour("GetCluster", &["ClusterId"], clusters::get),
    behaviour("GetK8sAppPrecheckResult", &["ClusterId"], prechecks::get),
    behaviour("GetK8sApplication", &["AppId"], kubernetes::get),
    behaviour("GetK8sCluster", &[], clusters::list_kubernetes),
    behaviour("GetMigrateApplication", &["migrationId"], migrations::list),
    behaviour("ImportK8sCluster", &["ClusterId"], clusters::import),
    behaviour(
        "InsertApplication",
        &["ApplicationName"],
        applications::create,
    ),
    behaviour("InsertCluster", &["ClusterName"], clusters::create),
    behaviour("InsertClusterMember", &["clusterId"], clusters::add_members),
    behaviour("InsertDeployGroup", &["AppId"], deploy_groups::create),
    behaviour(
        "InsertK8sApplication",
        &["AppName", "ClusterId"],
        kubernetes::create,
    ),
    behaviour("ListApplication", &[], applications::list),
    behaviour("ListCluster", &[], clusters::list),
    behaviour("ListClusterMembers", &["ClusterId"], clusters::list_members),
    behaviour("ListDeployGroup", &["AppId"], deploy_groups::list),
    behaviour("ListHistoryDeployVersion", &["AppId"], deployments::history),
    behaviour("ListRecentChangeOrder", &["AppId"], change_orders::list),
    behaviour("ListScaleOutEcu", &["ClusterId"], clusters::list_free),
    behaviour("MigrateApplication", &["appIds"], migrations::start),
    behaviour("QueryApplicationStatus", &["AppId"], applications::status),
    behaviour("ResetApplication", &["AppId"], lifecycle::reset),
    behaviour("RestartApplication", &["AppId"], lifecycle::restart),
    behaviour("RestartK8sApplication", &["AppId"], kubernetes::restart),
    behaviour("RetryChangeOrderTask", &["TaskId"], change_orders::retry),
    behaviour("RollbackApplication", &["AppId"], deployments::roll_back),
    behaviour(
        "RollbackChangeOrder",
        &["ChangeOrderId"],
        change_orders::roll_back,
    ),
    behaviour("ScaleInApplication", &["AppId"], lifecycle::scale_in),
    behaviour("ScaleK8sApplication", &["AppId"], kubernetes::scale),
    behaviour("ScaleOutApplication", &["AppId"], lifecycle::scale_out),
    behaviour("StartApplication", &["AppId"], lifecycle::start),
    behaviour("StartK8sAppPrecheck", &["ClusterId"], prechecks::start),
    behaviour("StartK8sApplication", &["AppId"], kubernetes::start),
    behaviour("StopApplication", &["AppId"], lifecycle::stop),
    behaviour("StopK8sApplication", &["AppId"], kubernetes::stop),
    behaviour(
        "UpdateApplicationBaseInfo",
        &["AppId"],
        applications::update,
    ),
    behaviour(
        "UpdateK8sApplicationBaseInfo",
        &["AppId"],
        kubernetes::update,
    ),
];

/// What the operation answers from the world, or the end of a list after a sample; nothing when the sample is the
/// answer.
pub(crate) fn act(
    world: &mut World,
    arguments: &Arguments<'_>,
) -> Result<Option<Members>, Failure> {
    let name = arguments.operation().name.as_str();
    let mut all = BEHAVIOURS.iter();
    match all.find(|behaviour| behaviour.operation == name) {
        Some(behaviour) if !is_documented_request(behaviour, world, arguments) => {
            (behaviour.act)(world, arguments).map(Some)
        }
        _ => Ok(page::after_the_sample(arguments)),
    }
}

fn is_documented_request(behaviour: &Behaviour, world: &World, arguments: &Arguments<'_>) -> bool {
    let mut about = behaviour.about.iter();
    let foreign = |name: &&str| {
        let id = arguments.required(name);
        // The documentation masks ids with asterisks, which no id of a world has.
        (arguments.is_example(name) || id.contains('*'))
            && !world.applications.contains_key(id)
            && !world.clusters.contains_key(id)
            && !world.change_orders.contains_key(id)
            && !world.migrations.contains_key(id)
    };
    !behaviour.about.is_empty() && about.all(foreign)
}

/// The members of an object.
fn members(object: Value) -> Members {
    match object {
        Value::Object(members) => members,
        // Every caller passes a literal object.
        _ => Members::new(),
    }
}

#[cfg(test)]
mod tests;
