//! Applications on ECS, clusters, lists, and what is not part of the world.

use serde_json::json;

use super::*;

#[test]
fn ecs_applications_are_made_deployed_scaled_and_grouped() {
    let mut play = Play::new();
    let cluster = play.ok("ListCluster", &[])["ClusterList"]["Cluster"][0].clone();
    let cluster = text(&cluster["ClusterId"]);
    let free = play.ok("ListScaleOutEcu", &[("ClusterId", &cluster)]);
    let free = free["EcuInfoList"]["EcuInfo"].as_array().unwrap().clone();
    let [first, second] = [&free[0], &free[1]].map(|ecu| text(&ecu["EcuId"]));
    let made = play.ok(
        "InsertApplication",
        &[("ApplicationName", "new"), ("EcuInfo", &first)],
    );
    let id = text(&made["ApplicationInfo"]["AppId"]);
    play.pass(10);
    let deploy = [
        ("AppId", id.as_str()),
        ("DeployType", "url"),
        ("GroupId", "all"),
        ("PackageVersion", "1.0"),
        ("WarUrl", "https://example.com/new.war"),
    ];
    play.ok("DeployApplication", &deploy);
    play.pass(10);
    let group =
        play.ok("ListDeployGroup", &[("AppId", &id)])["DeployGroupList"]["DeployGroup"][0].clone();
    assert_eq!(group["PackageVersion"], "1.0");
    let group = text(&group["GroupId"]);
    play.ok(
        "ScaleOutApplication",
        &[
            ("AppId", &id),
            ("DeployGroup", &group),
            ("EcuInfo", &second),
        ],
    );
    play.pass(10);
    let status = play.ok("QueryApplicationStatus", &[("AppId", &id)])["AppInfo"].clone();
    let eccs = status["EccList"]["Ecc"].as_array().unwrap();
    assert_eq!(
        eccs.iter().filter(|ecc| ecc["AppState"] == 7).count(),
        2,
        "both run"
    );
    let ecc = text(&eccs[1]["EccId"]);
    play.ok(
        "InsertDeployGroup",
        &[("AppId", &id), ("GroupName", "canary")],
    );
    play.ok(
        "ChangeDeployGroup",
        &[("AppId", &id), ("EccInfo", &ecc), ("GroupName", "canary")],
    );
    play.pass(10);
    let full = play.refused(
        "DeleteDeployGroup",
        &[("AppId", &id), ("GroupName", "canary")],
    );
    assert!(full.contains("still has instances"), "{full}");
    play.ok("ScaleInApplication", &[("AppId", &id), ("EccInfo", &ecc)]);
    play.pass(10);
    play.ok(
        "DeleteDeployGroup",
        &[("AppId", &id), ("GroupName", "canary")],
    );
    assert_eq!(
        play.ok("GetApplication", &[("AppId", &id)])["Application"]["InstanceCount"],
        1
    );
    for name in ["StopApplication", "StartApplication", "RestartApplication"] {
        play.ok(name, &[("AppId", &id)]);
        play.pass(10);
    }
    let status = play.ok("QueryApplicationStatus", &[("AppId", &id)]);
    let ecc = text(&status["AppInfo"]["EccList"]["Ecc"][0]["EccId"]);
    play.ok("ResetApplication", &[("AppId", &id), ("EccInfo", &ecc)]);
    play.pass(10);
    let renamed = [("AppId", id.as_str()), ("AppName", "newer")];
    let answer = play.ok("UpdateApplicationBaseInfo", &renamed);
    assert_eq!(answer["Applcation"]["Name"], "newer");
    play.ok("DeleteApplication", &[("AppId", &id)]);
    play.pass(10);
    assert!(
        play.refused("QueryApplicationStatus", &[("AppId", &id)])
            .contains("does not exist")
    );
}

#[test]
fn ecs_goes_back_to_a_version_of_its_history() {
    let mut play = Play::new();
    let id = play.orders();
    let mut deploy = vec![
        ("AppId", id.as_str()),
        ("DeployType", "url"),
        ("GroupId", "all"),
        ("PackageVersion", "2.0"),
    ];
    let refused = play.refused("DeployApplication", &deploy);
    assert!(refused.contains("WarUrl must be given"), "{refused}");
    deploy.extend([
        ("WarUrl", "https://example.com/2.war"),
        ("Batch", "3"),
        ("ReleaseType", "1"),
    ]);
    let order = text(&play.ok("DeployApplication", &deploy)["ChangeOrderId"]);
    play.pass(10);
    assert_eq!(play.status(&order), 8);
    play.ok("AbortChangeOrder", &[("ChangeOrderId", &order)]);
    let history = play.ok("ListHistoryDeployVersion", &[("AppId", &id)]);
    let versions = history["PackageVersionList"]["PackageVersion"]
        .as_array()
        .unwrap()
        .clone();
    let versions: Vec<_> = versions
        .iter()
        .map(|version| text(&version["PackageVersion"]))
        .collect();
    assert_eq!(versions, ["2.0", "1.0"]);
    let back = [
        ("AppId", id.as_str()),
        ("GroupId", "all"),
        ("HistoryVersion", "1.0"),
    ];
    play.ok("RollbackApplication", &back);
    play.pass(10);
    let group =
        play.ok("ListDeployGroup", &[("AppId", &id)])["DeployGroupList"]["DeployGroup"][0].clone();
    assert_eq!(group["PackageVersion"], "1.0");
}

#[test]
fn clusters_are_made_filled_emptied_and_deleted() {
    let mut play = Play::new();
    let made = [
        ("ClusterName", "new"),
        ("ClusterType", "2"),
        ("NetworkMode", "2"),
    ];
    let id = text(&play.ok("InsertCluster", &made)["Cluster"]["ClusterId"]);
    assert!(
        play.refused("InsertCluster", &made)
            .contains("exists already")
    );
    let filled = [
        ("clusterId", id.as_str()),
        ("instanceIds", "i-1,i-2"),
        ("password", "p"),
    ];
    play.ok("InsertClusterMember", &filled);
    assert!(
        play.refused("InsertClusterMember", &filled)
            .contains("in a cluster already")
    );
    let page = [
        ("ClusterId", id.as_str()),
        ("CurrentPage", "2"),
        ("PageSize", "1"),
    ];
    let page = play.ok("ListClusterMembers", &page)["ClusterMemberPage"].clone();
    assert_eq!(
        (&page["TotalSize"], &page["CurrentPage"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(
        page["ClusterMemberList"]["ClusterMember"][0]["EcsId"],
        "i-2"
    );
    play.ok(
        "DeleteClusterMember",
        &[("ClusterId", &id), ("ClusterMemberId", "i-2")],
    );
    assert_eq!(
        play.ok("GetCluster", &[("ClusterId", &id)])["Cluster"]["NodeNum"],
        1
    );
    play.ok("DeleteCluster", &[("ClusterId", &id)]);
    assert!(
        play.refused("GetCluster", &[("ClusterId", &id)])
            .contains("does not exist")
    );
    let used = play.world.applications[&play.orders()].cluster_id.clone();
    assert!(
        play.refused("DeleteCluster", &[("ClusterId", &used)])
            .contains("demo-orders")
    );
}

#[test]
fn lists_take_their_filters_and_pages() {
    let mut play = Play::new();
    let names = |answer: &Value| {
        let all = answer["ApplicationList"]["Application"].as_array().unwrap();
        all.iter().map(|one| text(&one["Name"])).collect::<Vec<_>>()
    };
    let all = play.ok("ListApplication", &[]);
    assert_eq!(names(&all), ["demo-orders", "demo-shop"]);
    assert_eq!(
        names(&play.ok("ListApplication", &[("AppName", "shop")])),
        ["demo-shop"]
    );
    let listed = json!([play.orders()]).to_string();
    assert_eq!(
        names(&play.ok("ListApplication", &[("AppIds", &listed)])),
        ["demo-orders"]
    );
    let second = [("CurrentPage", "2"), ("PageSize", "1")];
    assert_eq!(names(&play.ok("ListApplication", &second)), ["demo-shop"]);
    let beyond = [("CurrentPage", "2147483647"), ("PageSize", "2147483647")];
    assert!(names(&play.ok("ListApplication", &beyond)).is_empty());
    let shop = play.shop();
    let renamed = [("AppId", shop.as_str()), ("AppName", "demo-orders")];
    assert!(
        play.refused("UpdateApplicationBaseInfo", &renamed)
            .contains("exists already")
    );
}

#[test]
fn the_documentations_own_requests_get_the_documentations_replies() {
    let mut play = Play::new();
    let before = serde_json::to_string(&play.world).unwrap();
    for behaviour in BEHAVIOURS
        .iter()
        .filter(|behaviour| !behaviour.about.is_empty())
    {
        let operation = Description::get()
            .named(behaviour.operation)
            .expect("described");
        let examples = operation.parameters.iter();
        let wanted = |name: &str| behaviour.about.contains(&name);
        let examples = examples.filter(|one| one.required || wanted(&one.name));
        let examples: Vec<_> = examples
            .map(|one| (&*one.name, one.example.as_deref().expect("an example")))
            .collect();
        let sent = Sent::of(operation, &examples);
        let arguments = Arguments::check(operation, &sent).unwrap();
        assert_eq!(
            act(&mut play.world, &arguments),
            Ok(None),
            "{}",
            operation.name
        );
    }
    assert_eq!(
        serde_json::to_string(&play.world).unwrap(),
        before,
        "they change nothing"
    );
}

#[test]
fn every_behaviour_is_called_in_these_tests() {
    let tests = [
        include_str!("mod.rs"),
        include_str!("deployments.rs"),
        include_str!("operations.rs"),
        include_str!("waiting.rs"),
    ];
    for behaviour in BEHAVIOURS {
        let name = format!("\"{}\"", behaviour.operation);
        assert!(tests.iter().any(|text| text.contains(&name)), "{name}");
    }
}

#[test]
fn no_instance_is_lost_when_its_group_is_deleted_and_no_other_group_is_deployed() {
    let mut play = Play::new();
    let id = play.orders();
    let status = play.ok("QueryApplicationStatus", &[("AppId", &id)]);
    let ecc = text(&status["AppInfo"]["EccList"]["Ecc"][0]["EccId"]);
    let group = text(&status["AppInfo"]["GroupList"]["Group"][0]["GroupId"]);
    play.ok(
        "InsertDeployGroup",
        &[("AppId", &id), ("GroupName", "empty")],
    );
    let deploy = [
        ("AppId", id.as_str()),
        ("DeployType", "url"),
        ("GroupId", &group),
        ("PackageVersion", "2.0"),
        ("WarUrl", "https://example.com/2.war"),
    ];
    play.ok("DeployApplication", &deploy);
    play.pass(100);
    let groups =
        play.ok("ListDeployGroup", &[("AppId", &id)])["DeployGroupList"]["DeployGroup"].clone();
    assert_eq!(
        (
            &groups[0]["PackageVersion"],
            groups[1].get("PackageVersion")
        ),
        (&json!("2.0"), None)
    );
    play.ok(
        "ChangeDeployGroup",
        &[("AppId", &id), ("EccInfo", &ecc), ("GroupName", "empty")],
    );
    let refused = play.refused(
        "DeleteDeployGroup",
        &[("AppId", &id), ("GroupName", "empty")],
    );
    assert!(refused.contains("in progress"), "{refused}");
    play.pass(100);
    assert_eq!(play.world.applications[&id].instances().count(), 3);
}

#[test]
fn a_machine_joins_once_and_kubernetes_has_operations_of_its_own() {
    let mut play = Play::new();
    let cluster = play.world.applications[&play.orders()].cluster_id.clone();
    let twice = [
        ("clusterId", cluster.as_str()),
        ("instanceIds", "i-1,i-1"),
        ("password", "p"),
    ];
    assert!(
        play.refused("InsertClusterMember", &twice)
            .contains("i-1 is in a cluster")
    );
    let shop = play.shop();
    let refused = play.refused("StopApplication", &[("AppId", &shop)]);
    assert!(refused.contains("is on Kubernetes"), "{refused}");
}
