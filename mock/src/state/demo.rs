//! The world that a newcomer finds: something to look at and to deploy to.

use super::{Application, Change, Cluster, Failure, Import, Kind, Plan, Platform, Status, World};

impl World {
    /// Adds two clusters, an application on each, a first deployment of both that has ended, and a cluster that is not
    /// imported.
    pub(crate) fn furnish(&mut self) -> Result<(), Failure> {
        let ecs = self
            .create_cluster("demo-ecs", Cluster::ECS, 2, Some("vpc-demo"))?
            .id
            .clone();
        let kubernetes =
            self.create_cluster("demo-k8s", Cluster::KUBERNETES, 2, Some("vpc-demo"))?;
        let kubernetes = kubernetes.id.clone();
        self.clusters[&kubernetes].kubernetes_nodes = Cluster::DEMO_NODES;
        let machines: Vec<_> = (1..=5).map(|number| format!("i-demo{number:04}")).collect();
        self.add_members(
            &ecs,
            &machines.iter().map(String::as_str).collect::<Vec<_>>(),
        )?;

        let orders = self.create_application("demo-orders", &ecs, Platform::Ecs)?;
        let members = &self.clusters[&ecs].members[..3];
        let machines: Vec<_> = members.iter().map(|one| one.ecu_id.clone()).collect();
        let machines: Vec<_> = machines.iter().map(String::as_str).collect();
        let instances = self.new_instances(&machines, &ecs)?;
        self.application_mut(&orders)?.groups[0].instances = instances;
        self.application_mut(&orders)?.package_type = String::from("War");
        self.deploy_first(&orders, "https://example.com/demo-orders-1.0.war")?;

        let shop = self.create_application("demo-shop", &kubernetes, Platform::Kubernetes)?;
        for _ in 0..4 {
            let pod = self.new_pod();
            self.application_mut(&shop)?.groups[0].instances.push(pod);
        }
        self.deploy_first(&shop, "registry.example.com/demo/shop:1.0")?;

        let new = self.create_cluster("demo-k8s-new", Cluster::KUBERNETES, 2, Some("vpc-demo"))?;
        let new = new.id.clone();
        let new = &mut self.clusters[&new];
        new.kubernetes_nodes = Cluster::DEMO_NODES;
        new.import = Import::NotImported;
        Ok(())
    }

    fn deploy_first(&mut self, application_id: &str, source: &str) -> Result<(), Failure> {
        let revision = self.new_revision("1.0", source, "First version");
        let change = Change::Deploy {
            revision: revision.id.clone(),
        };
        let application = self.application_mut(application_id)?;
        application.revisions.push(revision);
        let instances = ids(application);
        let id = self.start(Plan::new(
            application_id,
            Kind::Deploy,
            change.clone(),
            instances.clone(),
        ))?;
        // It has ended before anybody looks, however long a stage takes.
        let now = self.now;
        let order = &mut self.change_orders[&id];
        order.status = Status::Succeeded;
        order.finished = Some(now);
        for batch in &mut order.batches {
            batch.status = Status::Succeeded;
            for stage in &mut batch.stages {
                stage.status = Status::Succeeded;
                stage.started = Some(now);
            }
        }
        self.application_mut(application_id)?
            .apply(&change, &instances, None, now);
        Ok(())
    }
}

fn ids(application: &Application) -> Vec<String> {
    application
        .instances()
        .map(|instance| instance.id.clone())
        .collect()
}
