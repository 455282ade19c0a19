//! Prechecks: whether an application could be deployed to a Kubernetes cluster.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::pace::Pace;
use super::{Cluster, Failure, Import, World};

/// How many prechecks are kept; the oldest go first.
pub(super) const KEPT_PRECHECKS: usize = 1000;

/// What is or was checked for an application. The outcome is that of the moment in which it was started; it is told
/// job by job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Precheck {
    pub(crate) application_name: String,
    pub(crate) cluster_id: String,
    pub(crate) namespace: String,
    pub(crate) jobs: Vec<Job>,
    pace: Pace,
}

/// One item of a precheck.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    pub(crate) name: String,
    pub(crate) outcome: Outcome,
}

/// How an item was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Passed,
    Failed(String),
    /// It could not be checked, because an item before it has failed.
    Interrupted,
}

impl Precheck {
    /// The jobs that have ended.
    pub(crate) fn ended(&self, now: Timestamp) -> &[Job] {
        let all = u32::try_from(self.jobs.len()).unwrap_or(u32::MAX);
        let ended = usize::try_from(self.pace.done(all, now));
        &self.jobs[..ended.unwrap_or(usize::MAX).min(self.jobs.len())]
    }

    /// Why it fails, if it does.
    pub(crate) fn problem(&self) -> Option<&str> {
        self.jobs.iter().find_map(|job| match &job.outcome {
            Outcome::Failed(problem) => Some(problem.as_str()),
            Outcome::Passed | Outcome::Interrupted => None,
        })
    }

    fn is_about(&self, application_name: &str, cluster_id: &str, namespace: &str) -> bool {
        self.application_name == application_name
            && self.cluster_id == cluster_id
            && self.namespace == namespace
    }
}

impl World {
    /// Starts a precheck, in the place of an earlier one for the same application.
    pub(crate) fn start_precheck(
        &mut self,
        application_name: &str,
        cluster_id: &str,
        namespace: &str,
    ) -> Result<&Precheck, Failure> {
        let cluster = self.cluster(cluster_id)?;
        if !cluster.is_kubernetes() {
            let name = &cluster.name;
            return Err(Failure::conflict(format!(
                "The cluster {name} is not one of Kubernetes."
            )));
        }
        let precheck = Precheck {
            application_name: application_name.to_owned(),
            cluster_id: cluster_id.to_owned(),
            namespace: namespace.to_owned(),
            jobs: jobs(cluster),
            pace: self.pace(),
        };
        self.prechecks
            .retain(|one| !one.is_about(application_name, cluster_id, namespace));
        if self.prechecks.len() >= KEPT_PRECHECKS {
            self.prechecks
                .drain(..=self.prechecks.len() - KEPT_PRECHECKS);
        }
        self.prechecks.push(precheck);
        Ok(&self.prechecks[self.prechecks.len() - 1])
    }

    pub(crate) fn precheck(
        &self,
        application_name: &str,
        cluster_id: &str,
        namespace: &str,
    ) -> Result<&Precheck, Failure> {
        let mut all = self.prechecks.iter();
        all.find(|one| one.is_about(application_name, cluster_id, namespace))
            .ok_or_else(|| Failure::unknown("The precheck of the application", application_name))
    }
}

/// What is checked. The first name is that of the documentation's example.
fn jobs(cluster: &Cluster) -> Vec<Job> {
    let name = &cluster.name;
    let health = match cluster.import {
        Import::Imported => Outcome::Passed,
        _ => Outcome::Failed(format!("The cluster {name} is not imported.")),
    };
    let nodes = match cluster.nodes() {
        _ if health != Outcome::Passed => Outcome::Interrupted,
        0 => Outcome::Failed(format!("The cluster {name} has no nodes.")),
        _ => Outcome::Passed,
    };
    let job = |name: &str, outcome| Job {
        name: name.to_owned(),
        outcome,
    };
    vec![
        job("Cluster Health Check", health),
        job("Cluster Node Check", nodes),
    ]
}
