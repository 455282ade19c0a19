//! Points in time, as services write them.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time with the resolution of services, a millisecond.
///
/// Printed as RFC 3339 in UTC. Becomes a [`SystemTime`] by `into()`.
///
/// ```
/// use acs_runtime::value::Timestamp;
///
/// let time = Timestamp::from_milliseconds(1_573_627_695_779);
/// assert_eq!(time.to_string(), "2019-11-13T06:48:15.779Z");
/// assert_eq!(Timestamp::parse("2019-11-13T14:48:15.779+08:00"), Some(time));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    milliseconds: i64,
}

impl Timestamp {
    /// From the milliseconds since 1970 (UTC).
    #[must_use]
    pub const fn from_milliseconds(milliseconds: i64) -> Self {
        Self { milliseconds }
    }

    /// From the seconds since 1970 (UTC); times beyond what 64 bits of milliseconds hold become the last of these.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self::from_milliseconds(seconds.saturating_mul(1000))
    }

    /// From an RFC 3339 text with its time zone; `None` when the text is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let time: jiff::Timestamp = text.trim().parse().ok()?;
        Some(Self::from_milliseconds(time.as_millisecond()))
    }

    /// From a text with the milliseconds since 1970 (UTC); `None` when the text is no number.
    #[must_use]
    pub fn parse_milliseconds(text: &str) -> Option<Self> {
        text.trim().parse().ok().map(Self::from_milliseconds)
    }

    /// From a text with the seconds since 1970 (UTC); `None` when the text is no number.
    #[must_use]
    pub fn parse_seconds(text: &str) -> Option<Self> {
        text.trim().parse().ok().map(Self::from_seconds)
    }

    /// The milliseconds since 1970 (UTC).
    #[must_use]
    pub const fn as_milliseconds(self) -> i64 {
        self.milliseconds
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.milliseconds) {
            Ok(time) => f.pad(&time.to_string()),
            // Beyond the year 9999 there is no RFC 3339.
            Err(_) => write!(f, "{} ms since 1970", self.milliseconds),
        }
    }
}

impl From<Timestamp> for SystemTime {
    fn from(time: Timestamp) -> Self {
        let distance = Duration::from_millis(time.milliseconds.unsigned_abs());
        if time.milliseconds < 0 {
            UNIX_EPOCH - distance
        } else {
            UNIX_EPOCH + distance
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_before_1970_and_one_after_9999_are_times() {
        let before = Timestamp::from_milliseconds(-1);
        assert_eq!(before.to_string(), "1969-12-31T23:59:59.999Z");
        assert_eq!(
            SystemTime::from(before),
            UNIX_EPOCH - Duration::from_millis(1)
        );
        let far = Timestamp::from_seconds(i64::MAX);
        assert_eq!(far.to_string(), "9223372036854775807 ms since 1970");
    }

    #[test]
    fn a_text_without_a_zone_is_no_point_in_time() {
        assert_eq!(Timestamp::parse("2019-11-13 14:48:15"), None);
        assert_eq!(Timestamp::parse(""), None);
    }
}
