//! The time of the mock's own world, in which change orders move.
//!
//! It is not the time against which signatures are checked: a client signs with the time of its own computer, however
//! fast the world runs.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// A clock that can run faster, stand still and be put forward or to another time.
#[derive(Debug)]
pub(crate) struct Clock {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// The world's time when `since` was.
    then: Timestamp,
    since: Instant,
    speed: f64,
}

impl State {
    fn now(&self) -> Timestamp {
        let passed = self.since.elapsed().as_secs_f64() * self.speed;
        later(
            self.then,
            Duration::try_from_secs_f64(passed).unwrap_or(Duration::MAX),
        )
    }
}

/// The time that is so much later; the end of the calendar when that lies beyond it.
pub(crate) fn later(time: Timestamp, by: Duration) -> Timestamp {
    time.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// What is no number stands still.
fn in_range(speed: f64) -> f64 {
    if speed.is_nan() {
        0.0
    } else {
        speed.clamp(0.0, Clock::MAX_SPEED)
    }
}

impl Clock {
    /// The fastest that a clock may run: a day in a little more than a second.
    pub(crate) const MAX_SPEED: f64 = 86_400.0;

    pub(crate) fn new(start: Timestamp, speed: f64) -> Self {
        let state = State {
            then: start,
            since: Instant::now(),
            speed: in_range(speed),
        };
        Self {
            state: Mutex::new(state),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.change(|_| {})
    }

    pub(crate) fn speed(&self) -> f64 {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .speed
    }

    /// Sets how many of its seconds pass in one; 0 stops it.
    pub(crate) fn set_speed(&self, speed: f64) {
        self.change(|state| state.speed = in_range(speed));
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.change(|state| state.then = later(state.then, by));
    }

    /// Puts the clock to a time.
    pub(crate) fn set(&self, time: Timestamp) {
        self.change(|state| state.then = time);
    }

    fn change(&self, change: impl FnOnce(&mut State)) -> Timestamp {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.then = state.now();
        state.since = Instant::now();
        change(&mut state);
        state.then
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn a_stopped_clock_moves_only_when_told() {
        let clock = Clock::new(START, 0.0);
        assert_eq!(clock.now(), START);
        clock.advance(Duration::from_secs(5));
        assert_eq!(clock.now().as_second(), 5);
        clock.set(START);
        assert_eq!(clock.now(), START);
    }

    #[test]
    fn a_fast_clock_and_the_end_of_the_calendar_are_no_panic() {
        let clock = Clock::new(START, f64::INFINITY);
        assert!((clock.speed() - Clock::MAX_SPEED).abs() < 1.0);
        clock.set_speed(f64::NAN);
        assert!(clock.speed().abs() < 1.0);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
    }
}
