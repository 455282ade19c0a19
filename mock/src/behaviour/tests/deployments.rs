//! Change orders and applications on Kubernetes.

use serde_json::json;

use super::*;

#[test]
fn a_deployment_goes_batch_by_batch_and_waits_for_its_confirmation() {
    let mut play = Play::new();
    let shop = play.shop();
    let order = play.deploy(MANUAL);
    assert_eq!(play.status(&order), 1);
    play.pass(3);
    assert_eq!(
        (play.status(&order), play.versions(&shop).join(" ")),
        (1, "1.0 1.0 1.0 1.0".into())
    );
    play.pass(1);
    assert_eq!(
        (play.status(&order), play.versions(&shop).join(" ")),
        (8, "2.0 2.0 1.0 1.0".into())
    );
    play.pass(1000);
    assert_eq!(play.status(&order), 8);
    let info = play.ok("GetChangeOrderInfo", &[("ChangeOrderId", &order)]);
    let batches = &info["changeOrderInfo"]["PipelineInfoList"]["PipelineInfo"];
    let second = text(&batches[1]["PipelineId"]);
    assert_eq!(
        (&batches[0]["PipelineStatus"], &batches[1]["PipelineStatus"]),
        (&json!(2), &json!(8))
    );
    play.ok(
        "ContinuePipeline",
        &[("PipelineId", &second), ("Confirm", "false")],
    );
    assert_eq!(play.status(&order), 8);
    play.ok(
        "ContinuePipeline",
        &[("PipelineId", &second), ("Confirm", "true")],
    );
    assert!(
        play.refused("ContinuePipeline", &[("PipelineId", &second)])
            .contains("does not wait")
    );
    play.pass(4);
    assert_eq!(
        (play.status(&order), play.versions(&shop).join(" ")),
        (2, "2.0 2.0 2.0 2.0".into())
    );
}

#[test]
fn batches_that_follow_by_themselves_wait_as_long_as_asked() {
    let mut play = Play::new();
    let order = play.deploy(r#"{"type":"BatchUpdate","batchUpdate":{"batch":2,"releaseType":"auto","batchWaitTime":1}}"#);
    play.pass(4);
    assert_eq!(play.status(&order), 9);
    play.pass(59);
    assert_eq!(play.status(&order), 9);
    play.pass(1);
    assert_eq!(play.status(&order), 1);
    play.pass(4);
    assert_eq!(play.status(&order), 2);
}

#[test]
fn a_canary_is_a_batch_of_its_own() {
    let mut play = Play::new();
    let strategy = r#"{"type":"GrayBatchUpdate","batchUpdate":{"batch":3,"releaseType":"auto"},"grayUpdate":{"gray":1}}"#;
    let order = play.deploy(strategy);
    play.pass(100);
    assert_eq!(play.status(&order), 8);
    let shop = play.shop();
    assert_eq!(play.versions(&shop).join(" "), "2.0 1.0 1.0 1.0");
    assert_eq!(play.world.change_orders[&order].batches.len(), 4);
}

#[test]
fn an_aborted_and_rolled_back_deployment_leaves_what_ran_before() {
    let mut play = Play::new();
    let shop = play.shop();
    let order = play.deploy(MANUAL);
    play.pass(5);
    let answer = play.ok("AbortAndRollbackChangeOrder", &[("ChangeOrderId", &order)]);
    let rollback = text(&answer["Data"]["ChangeOrderId"]);
    assert_ne!(rollback, order);
    assert_eq!((play.status(&order), play.status(&rollback)), (6, 1));
    play.pass(4);
    assert_eq!(
        (play.status(&rollback), play.versions(&shop).join(" ")),
        (2, "1.0 1.0 1.0 1.0".into())
    );
    let history = play.ok("ListRecentChangeOrder", &[("AppId", &shop)]);
    let history = history["ChangeOrderList"]["ChangeOrder"]
        .as_array()
        .unwrap()
        .clone();
    let statuses: Vec<_> = history
        .iter()
        .map(|order| order["Status"].as_i64().unwrap())
        .collect();
    assert_eq!(statuses, [2, 6, 2]);
    let again = play.refused("AbortAndRollbackChangeOrder", &[("ChangeOrderId", &order)]);
    assert!(again.contains("has ended"), "{again}");
}

#[test]
fn only_deployments_on_kubernetes_over_an_earlier_one_roll_back() {
    let mut play = Play::new();
    let shop = play.shop();
    let scaling = play.ok(
        "ScaleK8sApplication",
        &[("AppId", &shop), ("Replicas", "5")],
    );
    let scaling = text(&scaling["ChangeOrderId"]);
    let refused = play.refused(
        "AbortAndRollbackChangeOrder",
        &[("ChangeOrderId", &scaling)],
    );
    assert!(refused.contains("is no deployment"), "{refused}");
    play.pass(10);
    let refused = play.refused("RollbackChangeOrder", &[("ChangeOrderId", &scaling)]);
    assert!(refused.contains("cannot be rolled back"), "{refused}");
    let order = play.deploy(MANUAL);
    play.pass(1);
    play.ok("AbortChangeOrder", &[("ChangeOrderId", &order)]);
    assert_eq!(play.status(&order), 6);
    let answer = play.ok("RollbackChangeOrder", &[("ChangeOrderId", &order)]);
    assert_eq!(play.status(&text(&answer["Data"]["ChangeOrderId"])), 1);
}

#[test]
fn an_application_does_one_thing_at_a_time() {
    let mut play = Play::new();
    let shop = play.shop();
    let order = play.deploy(MANUAL);
    for (name, pairs) in [
        ("RestartK8sApplication", vec![("AppId", shop.as_str())]),
        (
            "ScaleK8sApplication",
            vec![("AppId", &shop), ("Replicas", "2")],
        ),
        ("DeleteK8sApplication", vec![("AppId", &shop)]),
    ] {
        let refused = play.refused(name, &pairs);
        assert!(
            refused.contains(&order) && refused.contains("in progress"),
            "{refused}"
        );
    }
    let revisions = play.world.applications[&shop].revisions.len();
    play.refused("DeployK8sApplication", &[("AppId", &shop)]);
    assert_eq!(
        play.world.applications[&shop].revisions.len(),
        revisions,
        "nothing is left behind"
    );
}

#[test]
fn a_task_that_has_failed_is_retried_and_no_other() {
    let mut play = Play::new();
    let order = play.deploy(MANUAL);
    play.pass(1);
    play.world
        .fail(&order, "the image cannot be pulled")
        .unwrap();
    let info =
        play.ok("GetChangeOrderInfo", &[("ChangeOrderId", &order)])["changeOrderInfo"].clone();
    assert_eq!(info["Status"], 3);
    let stages = &info["PipelineInfoList"]["PipelineInfo"][0]["StageDetailList"]["StageDetailDTO"];
    let task = |place: usize| stages[place]["TaskList"]["TaskInfoDTO"][0].clone();
    assert_eq!(task(1)["TaskErrorMessage"], "the image cannot be pulled");
    let refused = play.refused(
        "RetryChangeOrderTask",
        &[("TaskId", task(0)["TaskId"].as_str().unwrap())],
    );
    assert!(refused.contains("has not failed"), "{refused}");
    play.ok(
        "RetryChangeOrderTask",
        &[("TaskId", task(1)["TaskId"].as_str().unwrap())],
    );
    assert_eq!(play.status(&order), 1);
    play.pass(3);
    assert_eq!(play.status(&order), 8);
}

#[test]
fn kubernetes_applications_are_made_scaled_stopped_started_and_deleted() {
    let mut play = Play::new();
    let clusters = play.ok("GetK8sCluster", &[("RegionTag", "cn-hangzhou")]);
    let cluster = text(&clusters["ClusterPage"]["ClusterList"]["Cluster"][0]["ClusterId"]);
    let made = [
        ("AppName", "new"),
        ("ClusterId", &cluster),
        ("Replicas", "2"),
        ("ImageUrl", "r/new:7"),
    ];
    let id = text(&play.ok("InsertK8sApplication", &made)["ApplicationInfo"]["AppId"]);
    assert!(
        play.refused("InsertK8sApplication", &made)
            .contains("exists already")
    );
    play.pass(10);
    assert_eq!(play.versions(&id), ["7", "7"]);
    for (name, extra, pods) in [
        ("ScaleK8sApplication", Some(("Replicas", "3")), 3),
        ("StopK8sApplication", None, 0),
        ("StartK8sApplication", Some(("Replicas", "2")), 2),
        ("RestartK8sApplication", None, 2),
    ] {
        let mut pairs = vec![("AppId", id.as_str())];
        pairs.extend(extra);
        play.ok(name, &pairs);
        play.pass(10);
        assert_eq!(play.versions(&id).len(), pods, "{name}");
    }
    let many = play.refused(
        "ScaleK8sApplication",
        &[("AppId", &id), ("Replicas", "1000000000")],
    );
    assert!(many.contains("between 0 and 1000"), "{many}");
    play.ok(
        "UpdateK8sApplicationBaseInfo",
        &[("AppId", &id), ("Description", "d")],
    );
    assert_eq!(
        play.ok("GetApplication", &[("AppId", &id)])["Application"]["Description"],
        "d"
    );
    let detail = play.ok("GetK8sApplication", &[("AppId", &id)]);
    assert_eq!(detail["Applcation"]["ImageInfo"]["Tag"], "7");
    let order = text(&play.ok("DeleteK8sApplication", &[("AppId", &id)])["ChangeOrderId"]);
    play.pass(10);
    assert_eq!(play.status(&order), 2);
    assert!(
        play.refused("GetApplication", &[("AppId", &id)])
            .contains("does not exist")
    );
    let history = play.ok("ListRecentChangeOrder", &[("AppId", &id)]);
    assert_eq!(
        history["ChangeOrderList"]["ChangeOrder"][0]["ChangeOrderId"], order,
        "it outlives the application"
    );
}

#[test]
fn the_same_calls_make_the_same_world() {
    let play = || {
        let mut play = Play::new();
        play.deploy(MANUAL);
        play.pass(7);
        serde_json::to_string(&play.world).unwrap()
    };
    assert_eq!(play(), play());
}

#[test]
fn behind_the_canary_the_batches_of_an_automatic_release_follow_by_themselves() {
    let mut play = Play::new();
    let strategy = r#"{"type":"GrayBatchUpdate","batchUpdate":{"batch":3,"releaseType":"auto"},"grayUpdate":{"gray":1}}"#;
    let order = play.deploy(strategy);
    play.pass(100);
    let second = play.world.change_orders[&order].batches[1].id.clone();
    play.ok("ContinuePipeline", &[("PipelineId", &second)]);
    play.pass(100);
    assert_eq!(play.status(&order), 2);
}

#[test]
fn only_the_latest_is_retried_or_rolled_back() {
    let mut play = Play::new();
    let first = play.deploy(MANUAL);
    play.world.fail(&first, "it fails").unwrap();
    let task = play.world.change_orders[&first].batches[0].stages[0]
        .task_id
        .clone();
    let second = play.deploy("{}");
    play.pass(100);
    let refused = play.refused("RetryChangeOrderTask", &[("TaskId", &task)]);
    assert!(refused.contains(&second), "{refused}");
    let refused = play.refused("RollbackChangeOrder", &[("ChangeOrderId", &first)]);
    assert!(refused.contains(&second), "{refused}");
}

#[test]
fn what_waits_does_not_fail_and_what_is_gone_is_not_retried() {
    let mut play = Play::new();
    let order = play.deploy(MANUAL);
    play.pass(100);
    let refused = play.world.fail(&order, "no stage runs").unwrap_err();
    assert!(refused.to_string().contains("waits"), "{refused}");
    play.ok("AbortChangeOrder", &[("ChangeOrderId", &order)]);
    let failing = play.deploy("{}");
    play.world.fail(&failing, "it fails").unwrap();
    let task = play.world.change_orders[&failing].batches[0].stages[0]
        .task_id
        .clone();
    let shop = play.shop();
    play.ok("DeleteK8sApplication", &[("AppId", &shop)]);
    play.pass(100);
    let refused = play.refused("RetryChangeOrderTask", &[("TaskId", &task)]);
    assert!(refused.contains("does not exist"), "{refused}");
}
