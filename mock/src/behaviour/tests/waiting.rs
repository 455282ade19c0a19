//! Work that goes on after the call that began it, besides change orders.

use serde_json::json;

use super::*;

impl Play {
    fn cluster(&self, name: &str) -> String {
        let mut all = self.world.clusters.values();
        let found = all.find(|cluster| cluster.name == name);
        found.expect("there").id.clone()
    }

    /// What both operations that tell of a Kubernetes cluster say of its import.
    fn import_status(&mut self, id: &str) -> Value {
        let cluster = self.ok("GetCluster", &[("ClusterId", id)])["Cluster"].clone();
        let all = self.ok("GetK8sCluster", &[("RegionTag", "cn-hangzhou")]);
        let all = all["ClusterPage"]["ClusterList"]["Cluster"].as_array();
        let listed = all.unwrap().iter().find(|one| one["ClusterId"] == id);
        let status = &cluster["ClusterImportStatus"];
        assert_eq!(*status, listed.unwrap()["ClusterImportStatus"]);
        status.clone()
    }

    fn migration(&mut self, id: &str) -> Value {
        let found = self.ok("GetMigrateApplication", &[("migrationId", id)]);
        assert_eq!(found["data"]["totalSize"], 1);
        found["data"]["result"][0].clone()
    }

    fn migrate(&mut self, pairs: &[(&str, &str)]) -> String {
        text(&self.ok("MigrateApplication", pairs)["data"]["migrationId"])
    }
}

#[test]
fn a_kubernetes_cluster_is_imported_and_then_takes_applications() {
    let mut play = Play::new();
    let id = play.cluster("demo-k8s-new");
    let new = [
        ("AppName", "new"),
        ("ClusterId", id.as_str()),
        ("ImageUrl", "registry.example.com/demo/new:1.0"),
    ];
    let listed = |play: &mut Play| {
        let all = play.ok("ListCluster", &[])["ClusterList"]["Cluster"].clone();
        let mut all = all.as_array().unwrap().iter();
        all.any(|one| one["ClusterId"] == id.as_str())
    };
    assert_eq!(play.import_status(&id), 0);
    assert!(!listed(&mut play), "it is none of EDAS's");
    let refused = play.refused("InsertK8sApplication", &new);
    assert!(refused.contains("is not imported"), "{refused}");
    let outside = play.world.clusters[&id].cs_cluster_id.clone().unwrap();
    let answer = play.ok("ImportK8sCluster", &[("ClusterId", &outside)]);
    assert_eq!(answer["Data"], id.as_str());
    assert_eq!(play.import_status(&id), 3);
    assert!(listed(&mut play));
    play.pass(2);
    // Once more begins nothing anew.
    play.ok("ImportK8sCluster", &[("ClusterId", &id)]);
    let refused = play.refused("InsertK8sApplication", &new);
    assert!(refused.contains("is not imported"), "{refused}");
    play.pass(1);
    assert_eq!(play.import_status(&id), 1);
    let again = play.ok("ImportK8sCluster", &[("ClusterId", &id)]);
    assert_eq!(again["Data"], id.as_str());
    assert_eq!(play.import_status(&id), 1);
    play.ok("InsertK8sApplication", &new);
}

#[test]
fn an_import_can_fail_and_be_tried_again() {
    let mut play = Play::new();
    let id = play.cluster("demo-k8s-new");
    let early = play.world.fail_import(&id).unwrap_err().to_string();
    assert!(early.contains("not being imported"), "{early}");
    play.ok("ImportK8sCluster", &[("ClusterId", &id)]);
    play.world.fail_import(&id).unwrap();
    play.pass(100);
    assert_eq!(play.import_status(&id), 2);
    play.ok("ImportK8sCluster", &[("ClusterId", &id)]);
    play.pass(100);
    assert_eq!(play.import_status(&id), 1);
    let ecs = play.cluster("demo-ecs");
    let refused = play.refused("ImportK8sCluster", &[("ClusterId", &ecs)]);
    assert!(refused.contains("not one of Kubernetes"), "{refused}");
    let unknown = play.call("ImportK8sCluster", &[("ClusterId", "c0")]);
    assert!(matches!(unknown, Err(Failure::Unknown { .. })));
}

#[test]
fn a_precheck_tells_its_jobs_one_after_the_other() {
    let mut play = Play::new();
    let cluster = play.cluster("demo-k8s");
    let place = [("ClusterId", cluster.as_str()), ("Namespace", "default")];
    let asked = [place[0], place[1], ("AppName", "demo-shop")];
    let unknown = play.call("GetK8sAppPrecheckResult", &asked);
    assert!(matches!(unknown, Err(Failure::Unknown { .. })));
    let nameless = play.refused("StartK8sAppPrecheck", &place);
    assert!(nameless.contains("AppName must be given"), "{nameless}");
    let shop = play.shop();
    let by_id = [place[0], place[1], ("AppId", shop.as_str())];
    let jobs = play.ok("StartK8sAppPrecheck", &by_id)["Data"]["Jobs"].clone();
    assert_eq!(jobs, json!(["Cluster Health Check", "Cluster Node Check"]));
    for (seconds, status, ended) in [(0, "checking", 0), (1, "checking", 1), (1, "pass", 2)] {
        play.pass(seconds);
        let data = play.ok("GetK8sAppPrecheckResult", &asked)["Data"].clone();
        assert_eq!(
            (&data["Status"], &data["Reason"]),
            (&json!(status), &json!(""))
        );
        let results = data["JobResults"].as_array().unwrap();
        assert_eq!(results.len(), ended);
        assert!(results.iter().all(|one| one["Pass"] == true));
    }
    // Another one for the same application stands in the place of the first.
    play.ok("StartK8sAppPrecheck", &by_id);
    let data = play.ok("GetK8sAppPrecheckResult", &asked)["Data"].clone();
    assert_eq!(data["Status"], "checking");
    let elsewhere = [place[0], ("Namespace", "other"), asked[2]];
    let unknown = play.call("GetK8sAppPrecheckResult", &elsewhere);
    assert!(matches!(unknown, Err(Failure::Unknown { .. })));
}

#[test]
fn a_precheck_fails_where_nothing_could_run() {
    let mut play = Play::new();
    let made = [
        ("ClusterName", "bare"),
        ("ClusterType", "5"),
        ("NetworkMode", "2"),
    ];
    let bare = text(&play.ok("InsertCluster", &made)["Cluster"]["ClusterId"]);
    let new = play.cluster("demo-k8s-new");
    for (cluster, reason, interrupted) in [
        (&bare, "The cluster bare has no nodes.", false),
        (&new, "The cluster demo-k8s-new is not imported.", true),
    ] {
        let asked = [
            ("AppName", "new"),
            ("ClusterId", cluster.as_str()),
            ("Namespace", "default"),
        ];
        play.ok("StartK8sAppPrecheck", &asked);
        play.pass(2);
        let data = play.ok("GetK8sAppPrecheckResult", &asked)["Data"].clone();
        assert_eq!(
            (&data["Status"], &data["Reason"]),
            (&json!("failed"), &json!(reason))
        );
        let results = data["JobResults"].as_array().unwrap();
        let failed = results.iter().find(|one| one["Pass"] == false).unwrap();
        assert_eq!(failed["Reason"], reason);
        assert_eq!(results[1]["Interrupted"], interrupted);
    }
    // Its prechecks go with a cluster.
    play.ok("DeleteCluster", &[("ClusterId", &bare)]);
    let json = serde_json::to_string(&play.world).unwrap();
    assert!(World::import(&json).is_ok() && !json.contains(&bare));
    let ecs = play.cluster("demo-ecs");
    let asked = [
        ("AppName", "new"),
        ("ClusterId", &*ecs),
        ("Namespace", "default"),
    ];
    let refused = play.refused("StartK8sAppPrecheck", &asked);
    assert!(refused.contains("not one of Kubernetes"), "{refused}");
}

#[test]
fn a_migration_goes_on_and_has_a_state_at_its_end() {
    let mut play = Play::new();
    let ids = format!("{},{}", play.shop(), play.orders());
    let id = play.migrate(&[("appIds", &ids), ("cmd", "export")]);
    for (percent, ended) in [
        ("0.00", false),
        ("0.33", false),
        ("0.67", false),
        ("1.00", true),
    ] {
        let migration = play.migration(&id);
        assert_eq!(migration["statePercent"], percent);
        assert_eq!(migration.get("state").is_some(), ended, "{migration}");
        play.pass(1);
    }
    let exported = play.migration(&id);
    assert_eq!(
        (&exported["state"], &exported["migrationType"]),
        (&json!("finished"), &json!(2))
    );
    let took = exported["updateTime"].as_i64().unwrap() - exported["createTime"].as_i64().unwrap();
    assert_eq!(took, 3000);
    let file = text(&exported["extraInfo"]["appJsonFile"]);
    assert!(
        file.contains("demo-shop") && file.contains("demo-orders"),
        "{file}"
    );
    let import = play.migrate(&[
        ("cmd", "import"),
        ("rawData", &file),
        ("regionId", "cn-beijing"),
    ]);
    play.pass(3);
    assert_eq!(play.migration(&import)["state"], "finished");
    for (filter, found) in [
        (("migrationType", "1"), &import),
        (("regionId", "cn-hangzhou"), &id),
    ] {
        let list = play.ok("GetMigrateApplication", &[filter])["data"].clone();
        assert_eq!(list["totalSize"], 1);
        assert_eq!(list["result"][0]["migrationId"], found.as_str());
    }
    assert_eq!(
        play.ok("GetMigrateApplication", &[])["data"]["totalSize"],
        2
    );
    let unknown = play.call("GetMigrateApplication", &[("migrationId", "77777")]);
    assert!(matches!(unknown, Err(Failure::Unknown { .. })));
}

#[test]
fn a_migration_that_cannot_succeed_fails_and_says_why() {
    let mut play = Play::new();
    let known = play.shop();
    for (pairs, problem) in [
        (
            vec![("appIds", "gone"), ("cmd", "clone")],
            "The application gone does not exist.",
        ),
        (vec![("cmd", "export")], "No application is named."),
        (vec![("cmd", "import")], "There is nothing to import."),
        (vec![("cmd", "import"), ("rawData", "{")], "no JSON"),
        (vec![("appIds", known.as_str())], "Nothing says what to do"),
    ] {
        let id = play.migrate(&pairs);
        assert_eq!(play.migration(&id).get("state"), None);
        play.pass(1);
        let failed = play.migration(&id);
        assert_eq!(
            (&failed["state"], &failed["statePercent"]),
            (&json!("failed"), &json!("0.33"))
        );
        let message = text(&failed["extraInfo"]["errorMsg"]);
        assert!(message.contains(problem), "{message}");
        play.pass(100);
        assert_eq!(play.migration(&id), failed);
    }
}
