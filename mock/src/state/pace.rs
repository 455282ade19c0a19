//! Work that needs nobody: it goes from step to step by itself.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use crate::clock::later;

/// When work began, and how long each of its steps takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pace {
    pub(crate) started: Timestamp,
    step_milliseconds: u64,
}

impl Pace {
    /// When so many steps are done.
    pub(crate) fn end(self, steps: u32) -> Timestamp {
        let step = Duration::from_millis(self.step_milliseconds);
        later(self.started, step.saturating_mul(steps))
    }

    /// How many of the steps are done.
    pub(crate) fn done(self, steps: u32, now: Timestamp) -> u32 {
        let ended = |step: &u32| self.end(*step) <= now;
        (1..=steps).take_while(ended).last().unwrap_or(0)
    }
}

impl World {
    /// The pace of work that begins now: a step takes as long as a stage of a change order.
    pub(super) fn pace(&self) -> Pace {
        Pace {
            started: self.now,
            step_milliseconds: self.stage_milliseconds,
        }
    }
}
