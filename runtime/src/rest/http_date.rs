//! Dates as HTTP writes them, which descriptions commonly call `date-time`.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::Offset;

/// The point in time that a text says in one of the three forms of RFC 9110, section 5.6.7; the second and the third
/// are those of old servers.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    if let Ok(date) = rfc2822::parse(text) {
        return Some(date.timestamp());
    }
    let old = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    old.into_iter().find_map(|form| {
        let broken_down = strtime::parse(form, text).ok()?;
        let time = broken_down.to_datetime().ok()?;
        Offset::UTC.to_timestamp(time).ok()
    })
}

/// The date of a point in time, where HTTP's clocks are.
pub(super) fn day(timestamp: Timestamp) -> Date {
    Offset::UTC.to_datetime(timestamp).date()
}

#[cfg(test)]
mod tests {
    use super::{day, parse};

    #[test]
    fn all_forms_of_http_say_the_same() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            let time = parse(text).unwrap();
            assert_eq!(time.to_string(), "1994-11-06T08:49:37Z", "{text}");
            assert_eq!(day(time).to_string(), "1994-11-06");
        }
        for text in ["", "0", "-1", "1994-11-06T08:49:37Z", "yesterday"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
