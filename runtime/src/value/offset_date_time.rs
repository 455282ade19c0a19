//! Points in time with the offset by which they were written.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::Mismatch;
use super::texts::text_value;

/// A point in time together with its offset from UTC, as RFC 3339 writes it.
///
/// The offset is kept, so that what was read is written again; an offset of zero is written as `Z`. Two values are equal
/// when point and offset are; they compare by the point first.
///
/// ```
/// use acs_runtime::value::OffsetDateTime;
///
/// let time: OffsetDateTime = "2024-05-01T10:00:00+02:00".parse()?;
/// assert_eq!(time.timestamp().to_string(), "2024-05-01T08:00:00Z");
/// assert_eq!(time.offset_seconds(), 7200);
/// assert_eq!(time.to_string(), "2024-05-01T10:00:00+02:00");
/// assert!("2024-05-01 10:00".parse::<OffsetDateTime>().is_err());
/// # Ok::<(), acs_runtime::value::Mismatch>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OffsetDateTime {
    /// What the clock of the offset shows. A `Timestamp` ends a day before the year 9999 does, and services say
    /// `9999-12-31T23:59:59Z` for what never ends.
    local: DateTime,
    offset: Offset,
}

impl OffsetDateTime {
    /// This point in time, to be written with this offset.
    #[must_use]
    pub fn new(timestamp: Timestamp, offset: Offset) -> Self {
        let local = offset.to_datetime(timestamp);
        Self { local, offset }
    }

    /// The point in time; the last that a `Timestamp` can say for one in the last hours of the year 9999.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        let nearest = if self.local.year() > 0 {
            Timestamp::MAX
        } else {
            Timestamp::MIN
        };
        self.offset.to_timestamp(self.local).unwrap_or(nearest)
    }

    /// How long after a certain point in time it is.
    fn point(&self) -> SignedDuration {
        let shown = self.local.duration_since(DateTime::ZERO);
        shown - SignedDuration::from_secs(self.offset.seconds().into())
    }

    /// The offset from UTC.
    #[must_use]
    pub fn offset(&self) -> Offset {
        self.offset
    }

    /// The offset from UTC in seconds, positive east of Greenwich.
    #[must_use]
    pub fn offset_seconds(&self) -> i32 {
        self.offset.seconds()
    }
}

impl From<Timestamp> for OffsetDateTime {
    /// The point in time in UTC.
    fn from(timestamp: Timestamp) -> Self {
        Self::new(timestamp, Offset::UTC)
    }
}

impl From<OffsetDateTime> for Timestamp {
    fn from(time: OffsetDateTime) -> Self {
        time.timestamp()
    }
}

impl Ord for OffsetDateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        let points = self.point().cmp(&other.point());
        points.then(self.offset.cmp(&other.offset))
    }
}

impl PartialOrd for OffsetDateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Default for OffsetDateTime {
    /// The beginning of 1970 in UTC.
    fn default() -> Self {
        Timestamp::UNIX_EPOCH.into()
    }
}

impl fmt::Display for OffsetDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.offset == Offset::UTC {
            return f.pad(&format!("{}Z", self.local));
        }
        let minutes = self.offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        f.pad(&format!("{}{sign}{hours:02}:{minutes:02}", self.local))
    }
}

impl FromStr for OffsetDateTime {
    type Err = Mismatch;

    fn from_str(text: &str) -> Result<Self, Mismatch> {
        parse(text).ok_or_else(|| Mismatch::text(EXPECTED, text))
    }
}

const EXPECTED: &str = "a date and time by RFC 3339";

fn parse(text: &str) -> Option<OffsetDateTime> {
    if !is_rfc_3339(text.as_bytes()) {
        return None;
    }
    let text = to_nanoseconds(text);
    let pieces = Pieces::parse(&*text).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let local = pieces.date().to_datetime(pieces.time()?);
    Some(OffsetDateTime { local, offset })
}

/// The text without the digits of a second that no clock has, which RFC 3339 allows and the parser refuses.
fn to_nanoseconds(text: &str) -> Cow<'_, str> {
    const MOST: usize = 9;
    let Some((head, fraction)) = text.split_once('.') else {
        return text.into();
    };
    let zone = fraction.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if fraction.len() - zone.len() <= MOST {
        return text.into();
    }
    format!("{head}.{}{zone}", &fraction[..MOST]).into()
}

/// Whether the text has the form that RFC 3339, section 5.6, gives; the parser of ISO 8601 takes more.
fn is_rfc_3339(text: &[u8]) -> bool {
    const PATTERN: &[u8] = b"0000-00-00T00:00:00";
    let Some((head, tail)) = text.split_at_checked(PATTERN.len()) else {
        return false;
    };
    let fits = |(byte, pattern): (&u8, &u8)| match pattern {
        b'0' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b't' | b' '),
        _ => byte == pattern,
    };
    if !head.iter().zip(PATTERN).all(fits) {
        return false;
    }
    let zone = match tail.strip_prefix(b".") {
        Some(rest) => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return false;
            }
            &rest[digits..]
        }
        None => tail,
    };
    match zone {
        b"Z" | b"z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => [h1, h2, m1, m2].iter().all(|c| c.is_ascii_digit()),
        _ => false,
    }
}

text_value!(OffsetDateTime, EXPECTED, OffsetDateTime::default(), parse);
crate::__serde!(OffsetDateTime);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_written_again() {
        for text in [
            "2024-05-01T10:00:00Z",
            "2024-05-01T10:00:00.123456789+05:30",
            "1969-12-31T23:59:59-08:00",
            "0001-01-01T00:00:00Z",
            "0000-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:59.999999999-23:59",
            "2024-05-01T10:00:00-00:30",
        ] {
            assert_eq!(text.parse::<OffsetDateTime>().unwrap().to_string(), text);
        }
        let zulu = "2024-05-01t10:00:00.5z".parse::<OffsetDateTime>().unwrap();
        assert_eq!(zulu.to_string(), "2024-05-01T10:00:00.5Z");
        let east: OffsetDateTime = "2024-05-01T12:00:00.5+02:00".parse().unwrap();
        assert_eq!(east.timestamp(), zulu.timestamp());
        assert_ne!(east, zulu);
    }

    #[test]
    fn the_end_of_time_is_after_all_else() {
        let time = |text: &str| text.parse::<OffsetDateTime>().unwrap();
        let end = time("9999-12-31T23:59:59Z");
        assert_eq!(end.timestamp(), Timestamp::MAX);
        assert!(end > OffsetDateTime::from(Timestamp::MAX));
        assert!(end < time("9999-12-31T23:59:59-00:01"));
        assert!(time("2024-05-01T10:00:00+02:00") < time("2024-05-01T09:00:00Z"));
        assert!(time("2024-05-01T10:00:00+02:00") > time("2024-05-01T08:00:00Z"));
    }

    #[test]
    fn digits_beyond_nanoseconds_are_dropped() {
        for (text, read) in [
            (
                "2024-05-01T10:00:00.1234567891234Z",
                "2024-05-01T10:00:00.123456789Z",
            ),
            (
                "2024-05-01T10:00:00.0000000001-05:00",
                "2024-05-01T10:00:00-05:00",
            ),
            (
                "2024-05-01T10:00:00.1200-10:30",
                "2024-05-01T10:00:00.12-10:30",
            ),
        ] {
            assert_eq!(text.parse::<OffsetDateTime>().unwrap().to_string(), read);
        }
    }

    #[test]
    fn what_rfc_3339_does_not_allow_is_refused() {
        for text in [
            "",
            "2024-05-01",
            "2024-05-01T10:00:00",
            "2024-05-01T10:00Z",
            "2024-05-01T10:00:00.Z",
            "2024-05-01T10:00:00+0200",
            "2024-05-01T10:00:00+02",
            "2024-05-01T10:00:00Z[UTC]",
            "2024-13-01T10:00:00Z",
            "2024-02-30T10:00:00Z",
            "2024-05-01T25:00:00Z",
            "2024-05-01T10:00:00+99:00",
            "20240501T100000Z",
            " 2024-05-01T10:00:00Z",
            "2024-05-01T10:00:00中Z",
        ] {
            let error = text.parse::<OffsetDateTime>().unwrap_err();
            assert_eq!(error.expected(), EXPECTED, "{text}");
        }
    }
}
