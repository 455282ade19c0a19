//! Dates with a time of day, as services write them without a time zone.

use std::fmt;

/// A date with a time of day and without a time zone, so that it names no point in time by itself.
///
/// Printed as `2019-11-13 14:23:46`; later ones compare as greater.
///
/// ```
/// use acs_runtime::value::DateTime;
///
/// let time = DateTime::parse("2019-11-13 14:23:46").expect("a date and a time");
/// assert_eq!((time.year(), time.month(), time.day()), (2019, 11, 13));
/// assert_eq!((time.hour(), time.minute(), time.second()), (14, 23, 46));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    inner: jiff::civil::DateTime,
}

impl DateTime {
    /// From a text such as `2019-11-13 14:23:46`, a `T` between the two parts included; `None` when the text is no such
    /// thing, or has a time zone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // The parser would take the zone for decoration.
        if text.ends_with(['Z', 'z', ']']) || text.get(19..)?.contains(['+', '-']) {
            return None;
        }
        text.parse().ok().map(|inner| Self { inner })
    }

    /// The year, from -9999 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.inner.year()
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        part(self.inner.month())
    }

    /// The day of the month, from 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        part(self.inner.day())
    }

    /// The hour, from 0 to 23.
    #[must_use]
    pub fn hour(self) -> u8 {
        part(self.inner.hour())
    }

    /// The minute, from 0 to 59.
    #[must_use]
    pub fn minute(self) -> u8 {
        part(self.inner.minute())
    }

    /// The second, from 0 to 59.
    #[must_use]
    pub fn second(self) -> u8 {
        part(self.inner.second())
    }
}

fn part(number: i8) -> u8 {
    number.unsigned_abs()
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.inner.strftime("%Y-%m-%d %H:%M:%S").to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_read_and_a_zone_cannot() {
        let time = DateTime::parse(" 2020-05-18T22:08:46\n").unwrap();
        assert_eq!(time.to_string(), "2020-05-18 22:08:46");
        assert_eq!(DateTime::parse(&time.to_string()), Some(time));
        assert!(DateTime::parse("2020-05-18 22:08:47").unwrap() > time);
        for text in [
            "",
            "2020-05-18",
            "2020-02-30 00:00:00",
            "2020-05-18T22:08:46Z",
            "2020-05-18T22:08:46+08:00",
            "yesterday",
        ] {
            assert_eq!(DateTime::parse(text), None, "{text}");
        }
    }
}
