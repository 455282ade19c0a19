use super::*;

fn world() -> World {
    let start = Timestamp::from_second(1_700_000_000).unwrap();
    let mut world = World::empty(1, "cn-hangzhou", start, Duration::from_secs(1));
    world.furnish().unwrap();
    world
}

fn shop(world: &World) -> String {
    let mut all = world.applications.values();
    all.find(|application| application.name == "demo-shop")
        .unwrap()
        .id
        .clone()
}

#[test]
fn an_exported_world_is_imported_as_it_was_and_goes_on_alike() {
    let mut world = world();
    let plan = Plan::new(&shop(&world), Kind::Restart, Change::Run(true), Vec::new());
    world.start(plan).unwrap();
    start_other_work(&mut world);
    let json = serde_json::to_string(&world).unwrap();
    let mut imported = World::import(&json).unwrap();
    assert_eq!(serde_json::to_string(&imported).unwrap(), json);
    let later = world.now + Duration::from_secs(2);
    for world in [&mut world, &mut imported] {
        world.advance(later);
        world.new_id();
    }
    assert_eq!(
        serde_json::to_string(&imported).unwrap(),
        serde_json::to_string(&world).unwrap()
    );
}

/// Imports a cluster, checks and migrates.
fn start_other_work(world: &mut World) {
    let mut all = world.clusters.values();
    let new = all.find(|cluster| cluster.name == "demo-k8s-new").unwrap();
    let new = new.id.clone();
    world.import_cluster(&new).unwrap();
    world.start_precheck("new", &new, "default").unwrap();
    world.start_migration(Some(Direction::Export), &["gone"], None, "cn-hangzhou");
}

#[test]
fn what_is_no_world_is_not_imported() {
    let json: serde_json::Value = serde_json::to_value(world()).unwrap();
    let broken = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut json = json.clone();
        change(&mut json);
        World::import(&json.to_string()).unwrap_err()
    };
    let orders = |json: &mut serde_json::Value| -> serde_json::Value {
        json["change_orders"]
            .as_object_mut()
            .unwrap()
            .values_mut()
            .next()
            .unwrap()
            .take()
    };
    assert!(World::import("{").unwrap_err().contains("line 1"));
    assert!(broken(&|json| json["format"] = 2.into()).contains("the format 2"));
    assert!(broken(&|json| json["now"] = "yesterday".into()).contains("column"));
    assert!(broken(&|json| json["clusters"] = serde_json::json!({})).contains("does not exist"));
    assert!(broken(&|json| drop(orders(json))).contains("invalid type"));
    let without_groups = broken(&|json| {
        let all = json["applications"].as_object_mut().unwrap();
        all.values_mut().next().unwrap()["groups"] = serde_json::json!([]);
    });
    assert!(without_groups.contains("has no group"), "{without_groups}");
    let moved = broken(&|json| {
        let all = json["applications"].as_object_mut().unwrap();
        all.values_mut().next().unwrap()["id"] = "another".into();
    });
    assert!(moved.contains("says that its id is another"), "{moved}");
}

#[test]
fn old_change_orders_are_forgotten_and_those_that_go_on_are_not() {
    let mut world = world();
    let shop = shop(&world);
    let first = world
        .start(Plan::new(
            &shop,
            Kind::Restart,
            Change::Run(true),
            Vec::new(),
        ))
        .unwrap();
    let application = world.create_application(
        "other",
        &world.applications[&shop].cluster_id.clone(),
        Platform::Kubernetes,
    );
    let application = application.unwrap();
    for _ in 0..KEPT_CHANGE_ORDERS + 10 {
        let id = world
            .start(Plan::new(
                &application,
                Kind::Restart,
                Change::Nothing,
                Vec::new(),
            ))
            .unwrap();
        world.abort(&id).unwrap();
    }
    assert_eq!(world.change_orders.len(), KEPT_CHANGE_ORDERS);
    assert_eq!(world.change_orders[&first].status, Status::InProgress);
}

#[test]
fn instances_are_dealt_out_evenly_and_no_batch_is_empty() {
    let sizes = |instances: usize, batches| {
        let instances = (0..instances).map(|number| number.to_string()).collect();
        let plan = Plan::new("a", Kind::Deploy, Change::Nothing, instances).in_batches(batches);
        plan.batches.iter().map(Vec::len).collect::<Vec<_>>()
    };
    assert_eq!(sizes(7, 3), [3, 2, 2]);
    assert_eq!(sizes(4, 2), [2, 2]);
    assert_eq!(sizes(2, 5), [1, 1]);
    assert_eq!(sizes(3, 0), [3]);
    assert_eq!(sizes(0, 2), [0]);
}

#[test]
fn years_pass_at_once() {
    let mut world = world();
    let shop = shop(&world);
    let plan = Plan::new(&shop, Kind::Restart, Change::Run(true), Vec::new());
    let id = world.start(plan).unwrap();
    world.advance(Timestamp::MAX);
    assert_eq!(world.change_orders[&id].status, Status::Succeeded);
    world.advance(Timestamp::MIN);
    assert_eq!(world.now, Timestamp::MAX, "it does not run back");
}

/// What is said of the demo world with a change in it.
fn import(change: impl Fn(&mut serde_json::Value)) -> Result<World, String> {
    let mut json = serde_json::to_value(world()).unwrap();
    change(&mut json);
    World::import(&json.to_string())
}

fn first<'a>(json: &'a mut serde_json::Value, what: &str) -> &'a mut serde_json::Value {
    let all = json[what].as_object_mut().unwrap();
    all.values_mut().next().unwrap()
}

#[test]
fn a_change_order_that_could_not_go_on_is_not_imported() {
    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        import(|json| change(first(json, "change_orders"))).unwrap_err()
    };
    let running = refused(&|order| order["status"] = "InProgress".into());
    assert!(running.contains("cannot be InProgress"), "{running}");
    let failed = refused(&|order| order["status"] = "Failed".into());
    assert!(failed.contains("cannot be Failed"), "{failed}");
    let stage = refused(&|order| order["batches"][0]["stages"][1]["status"] = "Ready".into());
    assert!(stage.contains("cannot be Succeeded"), "{stage}");
    let pods = refused(&|order| {
        order["change"] = serde_json::json!({"scale": {"replicas": 10_000_000_000_000_u64}});
    });
    assert!(pods.contains("the most are 1000"), "{pods}");
    let nowhere = refused(&|order| {
        order["status"] = "Ready".into();
        order["application_id"] = "gone".into();
    });
    assert!(
        nowhere.contains("its application does not exist"),
        "{nowhere}"
    );
}

#[test]
fn an_instance_that_stands_twice_is_not_imported() {
    let twice = import(|json| {
        let instances = &mut first(json, "applications")["groups"][0]["instances"];
        instances[1]["id"] = instances[0]["id"].clone();
    });
    assert!(twice.unwrap_err().contains("twice"));
}

#[test]
fn ids_are_new_whatever_an_imported_world_says_of_them() {
    for ids in [0, u64::MAX] {
        let mut world = import(|json| json["ids"] = ids.into()).unwrap();
        let before = world.clusters.len() + world.applications.len();
        let cluster = world
            .create_cluster("new", Cluster::ECS, 2, None)
            .unwrap()
            .id
            .clone();
        world
            .create_application("new", &cluster, Platform::Ecs)
            .unwrap();
        assert_eq!(
            world.clusters.len() + world.applications.len(),
            before + 2,
            "{ids}"
        );
    }
}

#[test]
fn a_world_of_an_earlier_version_has_imported_clusters_and_no_other_work() {
    let world = import(|json| {
        let world = json.as_object_mut().unwrap();
        world.remove("prechecks");
        world.remove("migrations");
        for cluster in world["clusters"].as_object_mut().unwrap().values_mut() {
            let cluster = cluster.as_object_mut().unwrap();
            cluster.remove("import");
            cluster.remove("kubernetes_nodes");
        }
    });
    let world = world.unwrap();
    assert!(world.migrations.is_empty());
    let mut kubernetes = world.clusters.values().filter(|one| one.is_kubernetes());
    assert!(kubernetes.all(|one| one.import == Import::Imported && one.nodes() == 3));
}

#[test]
fn work_that_could_not_be_is_not_imported() {
    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut world = world();
        start_other_work(&mut world);
        let mut json = serde_json::to_value(world).unwrap();
        change(&mut json);
        World::import(&json.to_string()).unwrap_err()
    };
    let ecs = refused(&|json| first(json, "clusters")["import"] = "failed".into());
    assert!(ecs.contains("is not of Kubernetes"), "{ecs}");
    let used = refused(&|json| {
        let all = json["clusters"].as_object_mut().unwrap().values_mut();
        for cluster in all.filter(|one| one["kind"] == 5) {
            cluster["import"] = "not_imported".into();
        }
    });
    assert!(used.contains("which is not imported"), "{used}");
    let nodes = refused(&|json| first(json, "clusters")["kubernetes_nodes"] = u32::MAX.into());
    assert!(nodes.contains("has 4294967295 nodes"), "{nodes}");
    let nowhere = refused(&|json| json["prechecks"][0]["cluster_id"] = "gone".into());
    assert!(
        nowhere.contains("gone, which is no Kubernetes"),
        "{nowhere}"
    );
    let idle = refused(&|json| json["prechecks"][0]["jobs"] = serde_json::json!([]));
    assert!(idle.contains("has no jobs"), "{idle}");
    let moved = refused(&|json| first(json, "migrations")["id"] = "another".into());
    assert!(moved.contains("says that its id is another"), "{moved}");
}

#[test]
fn the_oldest_prechecks_and_migrations_are_forgotten() {
    let mut world = world();
    let cluster = world.applications[&shop(&world)].cluster_id.clone();
    for number in 0..1005 {
        let name = format!("application-{number}");
        world.start_precheck(&name, &cluster, "default").unwrap();
        world.start_migration(None, &[], None, "cn-hangzhou");
    }
    assert_eq!(
        (world.prechecks.len(), world.migrations.len()),
        (1000, 1000)
    );
    let kept = |number| {
        let name = format!("application-{number}");
        world.precheck(&name, &cluster, "default").is_ok()
    };
    assert!(!kept(4) && kept(5) && kept(1004));
}

#[test]
fn work_ends_at_the_end_of_the_calendar_and_at_once_without_time() {
    for (stage, until) in [
        (Duration::MAX, Timestamp::MAX),
        (Duration::ZERO, Timestamp::UNIX_EPOCH),
    ] {
        let mut world = World::empty(1, "cn-hangzhou", Timestamp::UNIX_EPOCH, stage);
        world.furnish().unwrap();
        start_other_work(&mut world);
        world.advance(until);
        let mut imported = world.clusters.values();
        assert!(imported.all(|one| one.import == Import::Imported));
        assert!(world.migrations.values().all(|one| one.has_ended(until)));
        assert_eq!(world.prechecks[0].ended(until).len(), 2);
    }
}
