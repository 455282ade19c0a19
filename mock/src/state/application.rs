//! Applications, their instance groups, and what runs in them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Failure, Import, World};

/// Where an application runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Platform {
    Ecs,
    Kubernetes,
}

/// An application.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Application {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) owner: String,
    pub(crate) cluster_id: String,
    pub(crate) platform: Platform,
    /// `Image`, `FatJar` or `War`.
    pub(crate) package_type: String,
    /// The Kubernetes namespace.
    pub(crate) namespace: String,
    pub(crate) created: Timestamp,
    /// The first is the default group. One on Kubernetes, where its instances are pods.
    pub(crate) groups: Vec<Group>,
    /// What was deployed, in that order.
    pub(crate) revisions: Vec<Revision>,
}

/// An instance group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    /// The id of the revision that was deployed last.
    pub(crate) revision: Option<String>,
    pub(crate) instances: Vec<Instance>,
}

/// A process of the application on a machine, or a pod.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Instance {
    pub(crate) id: String,
    /// The machine, on ECS.
    pub(crate) ecu_id: Option<String>,
    pub(crate) ip: String,
    pub(crate) running: bool,
    pub(crate) revision: Option<String>,
    pub(crate) updated: Timestamp,
}

/// A package or image as it was deployed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Revision {
    pub(crate) id: String,
    pub(crate) package_version: String,
    /// The image or the address of the package.
    pub(crate) source: String,
    pub(crate) description: String,
    pub(crate) created: Timestamp,
}

impl Application {
    pub(crate) fn instances(&self) -> impl Iterator<Item = &Instance> {
        self.groups.iter().flat_map(|group| &group.instances)
    }

    pub(crate) fn instances_mut(&mut self) -> impl Iterator<Item = &mut Instance> {
        self.groups
            .iter_mut()
            .flat_map(|group| &mut group.instances)
    }

    pub(crate) fn running(&self) -> usize {
        self.instances().filter(|instance| instance.running).count()
    }

    /// The group of this id or name.
    pub(crate) fn group(&self, id: &str) -> Result<&Group, Failure> {
        let mut all = self.groups.iter();
        all.find(|group| group.id == id || group.name == id)
            .ok_or_else(|| Failure::unknown("The instance group", id))
    }

    pub(crate) fn revision(&self, id: &str) -> Option<&Revision> {
        self.revisions.iter().find(|revision| revision.id == id)
    }

    /// What runs now: the revision that the default group got last.
    pub(crate) fn current(&self) -> Option<&Revision> {
        self.revision(self.groups.first()?.revision.as_deref()?)
    }
}

impl World {
    /// Makes an application with a default group and nothing in it.
    pub(crate) fn create_application(
        &mut self,
        name: &str,
        cluster_id: &str,
        platform: Platform,
    ) -> Result<String, Failure> {
        let cluster = self.cluster(cluster_id)?;
        if cluster.is_kubernetes() != (platform == Platform::Kubernetes) {
            let cluster = &cluster.name;
            return Err(Failure::conflict(format!(
                "The cluster {cluster} is not one for this kind of application."
            )));
        }
        if cluster.import != Import::Imported {
            let cluster = &cluster.name;
            return Err(Failure::conflict(format!(
                "The cluster {cluster} is not imported."
            )));
        }
        if self
            .applications
            .values()
            .any(|application| application.name == name)
        {
            return Err(Failure::conflict(format!(
                "An application named {name} exists already."
            )));
        }
        let id = self.new_id();
        let group = self.new_group(match platform {
            Platform::Ecs => "_DEFAULT_GROUP",
            Platform::Kubernetes => "default",
        });
        let application = Application {
            id: id.clone(),
            name: name.to_owned(),
            description: String::new(),
            owner: self.user.clone(),
            cluster_id: cluster_id.to_owned(),
            platform,
            package_type: "Image".to_owned(),
            namespace: "default".to_owned(),
            created: self.now,
            groups: vec![group],
            revisions: Vec::new(),
        };
        self.applications.insert(id.clone(), application);
        Ok(id)
    }

    pub(crate) fn new_group(&mut self, name: &str) -> Group {
        Group {
            id: self.new_id(),
            name: name.to_owned(),
            created: self.now,
            updated: self.now,
            revision: None,
            instances: Vec::new(),
        }
    }

    pub(crate) fn new_revision(
        &mut self,
        version: &str,
        source: &str,
        description: &str,
    ) -> Revision {
        Revision {
            id: self.new_id(),
            package_version: version.to_owned(),
            source: source.to_owned(),
            description: description.to_owned(),
            created: self.now,
        }
    }

    /// Instances on the machines of these ECUs, which must be free and in the cluster.
    pub(crate) fn new_instances(
        &mut self,
        ecu_ids: &[&str],
        cluster_id: &str,
    ) -> Result<Vec<Instance>, Failure> {
        let mut free: Vec<(&str, String)> = Vec::new();
        for ecu_id in ecu_ids {
            let found = self
                .member(ecu_id)
                .filter(|(cluster, _)| cluster.id == cluster_id);
            let (_, member) = found.ok_or_else(|| Failure::unknown("The ECU", ecu_id))?;
            if let Some(application) = self.user_of(ecu_id) {
                let name = &application.name;
                return Err(Failure::conflict(format!(
                    "The application {name} runs on ECU {ecu_id}."
                )));
            }
            if free.iter().any(|(other, _)| other == ecu_id) {
                return Err(Failure::invalid("EcuInfo", format!("names {ecu_id} twice")));
            }
            free.push((ecu_id, member.ip.clone()));
        }
        let instances = free
            .into_iter()
            .map(|(ecu_id, ip)| self.instance(Some(ecu_id.to_owned()), ip));
        Ok(instances.collect())
    }

    pub(crate) fn new_pod(&mut self) -> Instance {
        let number = self.ids;
        self.instance(
            None,
            format!("10.0.{}.{}", number / 256 % 256, number % 256),
        )
    }

    fn instance(&mut self, ecu_id: Option<String>, ip: String) -> Instance {
        Instance {
            id: self.new_id(),
            ecu_id,
            ip,
            running: false,
            revision: None,
            updated: self.now,
        }
    }

    /// The application that runs on the machine of this ECU.
    pub(crate) fn user_of(&self, ecu_id: &str) -> Option<&Application> {
        self.applications.values().find(|application| {
            let mut instances = application.instances();
            instances.any(|instance| instance.ecu_id.as_deref() == Some(ecu_id))
        })
    }

    /// Gives an application an empty group.
    pub(crate) fn create_group(
        &mut self,
        application_id: &str,
        name: &str,
    ) -> Result<Group, Failure> {
        let application = self.application(application_id)?;
        if application.platform == Platform::Kubernetes {
            return Err(Failure::conflict(
                "Applications on Kubernetes have no instance groups.",
            ));
        }
        if application.groups.iter().any(|group| group.name == name) {
            return Err(Failure::conflict(format!(
                "An instance group named {name} exists already."
            )));
        }
        let group = self.new_group(name);
        self.application_mut(application_id)?
            .groups
            .push(group.clone());
        Ok(group)
    }

    /// Takes an empty group away.
    pub(crate) fn delete_group(&mut self, application_id: &str, name: &str) -> Result<(), Failure> {
        self.application(application_id)?.group(name)?;
        self.check_idle(application_id)?;
        let application = self.application_mut(application_id)?;
        let id = application.group(name)?.id.clone();
        let place = application
            .groups
            .iter()
            .position(|group| group.id == id)
            .unwrap_or_default();
        if place == 0 {
            return Err(Failure::conflict("The default group cannot be deleted."));
        }
        if !application.groups[place].instances.is_empty() {
            return Err(Failure::conflict(format!(
                "The instance group {name} still has instances."
            )));
        }
        application.groups.remove(place);
        Ok(())
    }
}
