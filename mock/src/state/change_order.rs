//! A change order: what it does, in which batches and stages, and how far it has got.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A change of an application.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ChangeOrder {
    pub(crate) id: String,
    pub(crate) application_id: String,
    /// As it was when the change order began; the application may be gone.
    pub(crate) application_name: String,
    pub(crate) group_id: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) change: Change,
    /// The revision to which a rollback leads, when there is one.
    pub(crate) previous: Option<String>,
    pub(crate) supports_rollback: bool,
    pub(crate) description: String,
    pub(crate) batch_type: BatchType,
    /// Between two batches that follow one another by themselves.
    pub(crate) wait_milliseconds: u64,
    pub(crate) status: Status,
    pub(crate) created: Timestamp,
    pub(crate) finished: Option<Timestamp>,
    pub(crate) batches: Vec<Batch>,
}

/// A part of a change order that ends before the next one begins. EDAS calls it a pipeline.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Batch {
    pub(crate) id: String,
    pub(crate) status: Status,
    /// Whether it waits for somebody before it starts.
    pub(crate) confirmed_by_hand: bool,
    pub(crate) started: Option<Timestamp>,
    pub(crate) updated: Timestamp,
    /// The instances that it changes.
    pub(crate) instances: Vec<String>,
    pub(crate) stages: Vec<Stage>,
}

/// A step of a batch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stage {
    pub(crate) id: String,
    /// Of the one task that it has.
    pub(crate) task_id: String,
    pub(crate) name: String,
    pub(crate) status: Status,
    pub(crate) started: Option<Timestamp>,
    pub(crate) milliseconds: u64,
    /// What went wrong.
    pub(crate) message: Option<String>,
}

/// The state of a change order, a batch or a stage, in EDAS's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Ready = 0,
    InProgress = 1,
    Succeeded = 2,
    Failed = 3,
    Terminated = 6,
    WaitingForConfirmation = 8,
    WaitingForNextBatch = 9,
}

impl Status {
    /// Whether nothing more happens by itself or by a confirmation.
    pub(crate) fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Terminated)
    }

    pub(crate) fn number(self) -> u8 {
        self as u8
    }

    /// As the description calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ready => "Ready",
            Self::InProgress => "InProgress",
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
            Self::Terminated => "Terminated",
            Self::WaitingForConfirmation => "WaitingForConfirmation",
            Self::WaitingForNextBatch => "WaitingForNextBatch",
        }
    }
}

/// Who starts the next batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BatchType {
    Automatic,
    Manual,
}

impl BatchType {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Automatic => "Automatic",
            Self::Manual => "Manual",
        }
    }
}

/// What a change order is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Create,
    Delete,
    Deploy,
    MoveInstance,
    Reset,
    Restart,
    Rollback,
    Scale,
    ScaleIn,
    ScaleOut,
    Start,
    Stop,
}

impl Kind {
    /// For people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Create => "Create Application",
            Self::Delete => "Delete Application",
            Self::Deploy => "Deploy Application",
            Self::MoveInstance => "Change Instance Group",
            Self::Reset => "Reset Application",
            Self::Restart => "Restart Application",
            Self::Rollback => "Roll Back Application",
            Self::Scale => "Scale Application",
            Self::ScaleIn => "Application Scale In",
            Self::ScaleOut => "Application Scale Out",
            Self::Start => "Start Application",
            Self::Stop => "Stop Application",
        }
    }

    /// For programs. The documentation shows `CoDeploy`; the others are made after it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Create => "CoCreateApp",
            Self::Delete => "CoDeleteApp",
            Self::Deploy => "CoDeploy",
            Self::MoveInstance => "CoChangeGroup",
            Self::Reset => "CoReset",
            Self::Restart => "CoRestart",
            Self::Rollback => "CoRollback",
            Self::Scale => "CoScale",
            Self::ScaleIn => "CoScaleIn",
            Self::ScaleOut => "CoScaleOut",
            Self::Start => "CoStart",
            Self::Stop => "CoStop",
        }
    }

    /// The stages of each batch.
    pub(crate) fn stages(self) -> &'static [&'static str] {
        match self {
            Self::Create => &["Process Start", "Create Application"],
            Self::Delete => &["Process Start", "Delete Application"],
            Self::Deploy | Self::Rollback => &[
                "Process Start",
                "Fetch Package",
                "Replace Instances",
                "Health Check",
            ],
            Self::MoveInstance => &["Process Start", "Change Group"],
            Self::Reset => &["Process Start", "Reset Instances"],
            Self::Restart => &[
                "Process Start",
                "Stop Instances",
                "Start Instances",
                "Health Check",
            ],
            Self::Scale => &["Process Start", "Change Replicas", "Health Check"],
            Self::ScaleIn => &["Process Start", "Scale In"],
            Self::ScaleOut => &["Process Start", "Scale Out", "Health Check"],
            Self::Start => &["Process Start", "Start Instances", "Health Check"],
            Self::Stop => &["Process Start", "Stop Instances"],
        }
    }
}

/// What a batch does to its instances when it has succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// They run this revision.
    Deploy { revision: String },
    /// They run, or not.
    Run(bool),
    /// They are gone.
    Remove,
    /// They are in the group of this id.
    Move { group: String },
    /// There are so many pods.
    Scale { replicas: usize },
    /// The application is gone.
    Delete,
    /// They are as they were.
    Nothing,
}

impl ChangeOrder {
    pub(crate) fn wait(&self) -> Duration {
        Duration::from_millis(self.wait_milliseconds)
    }

    /// The batch that runs, waits to be started, or has failed: the first that has not succeeded.
    pub(crate) fn current_batch(&mut self) -> Option<&mut Batch> {
        let mut batches = self.batches.iter_mut();
        batches.find(|batch| batch.status != Status::Succeeded)
    }
}

impl Batch {
    /// The first stage that has not succeeded.
    pub(crate) fn current_stage(&mut self) -> Option<&mut Stage> {
        let mut stages = self.stages.iter_mut();
        stages.find(|stage| stage.status != Status::Succeeded)
    }

    pub(crate) fn start(&mut self, at: Timestamp) {
        self.status = Status::InProgress;
        self.started = Some(at);
        self.updated = at;
        if let Some(stage) = self.current_stage() {
            stage.start(at);
        }
    }
}

impl Stage {
    pub(crate) fn start(&mut self, at: Timestamp) {
        self.status = Status::InProgress;
        self.started = Some(at);
        self.message = None;
    }

    /// How much of it is done, from 0 to 1.
    pub(crate) fn progress(&self, now: Timestamp) -> f64 {
        match (self.status, self.started) {
            (Status::Succeeded, _) => 1.0,
            (Status::InProgress, Some(started)) if self.milliseconds > 0 => {
                let passed = now.duration_since(started).as_secs_f64() * 1000.0;
                let whole = Duration::from_millis(self.milliseconds).as_secs_f64() * 1000.0;
                (passed / whole).clamp(0.0, 1.0)
            }
            _ => 0.0,
        }
    }
}
