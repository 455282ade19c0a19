//! Lengths of time, as environment variables write them.

use std::time::Duration;

use crate::error::ConfigError;
use crate::settings::check_limit;

/// `10s`, `1500ms`, `2m`, or a number alone, which is seconds.
pub(super) fn parse(setting: &'static str, text: &str) -> Result<Duration, ConfigError> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    // Digits are ASCII, so this is a boundary.
    let (number, unit) = text.split_at(digits);
    let number = number.parse::<u64>().ok();
    let length = match unit.trim() {
        "ms" => number.map(Duration::from_millis),
        "" | "s" => number.map(Duration::from_secs),
        "m" => number
            .and_then(|minutes| minutes.checked_mul(60))
            .map(Duration::from_secs),
        _ => None,
    };
    let length = length.ok_or_else(|| {
        ConfigError::new(
            setting,
            "it is no length of time; write a whole number with a unit, as 10s, 1500ms or 2m, or seconds alone, as 10",
        )
    })?;
    check_limit(setting, length)?;
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_whole_numbers_with_a_unit_or_seconds() {
        let length = |text| parse("attempt_timeout", text).unwrap().as_millis();
        assert_eq!(length("1500ms"), 1_500);
        assert_eq!(length(" 10s "), 10_000);
        assert_eq!(length("2 m"), 120_000);
        assert_eq!(length("30"), 30_000);
    }

    #[test]
    fn what_is_no_length_is_refused_without_being_shown() {
        for bad in [
            "",
            "s",
            "ms",
            "-1s",
            "1.5s",
            "1h",
            "10 parsecs",
            "0",
            "0ms",
            "99999999999999999999",
            "9999999999999999999m",
            "é",
        ] {
            let error = parse("attempt_timeout", bad).unwrap_err().to_string();
            assert!(error.contains("`attempt_timeout`"), "{error}");
            assert!(bad.len() < 3 || !error.contains(bad), "{bad}: {error}");
        }
    }
}
