//! Dates and times as expressions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A date as the runtime reads it; `None` for one that no calendar has.
pub(super) fn date(text: &str) -> Option<TokenStream> {
    let (year, month, day) = day_of(text)?;
    let [year, month, day] = [year, month, day].map(Literal::i16_unsuffixed);
    Some(quote!(acs_runtime::value::Date::constant(#year, #month, #day)))
}

fn day_of(text: &str) -> Option<(i16, i16, i16)> {
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else {
        return None;
    };
    let number = |text: &str, digits: usize| {
        let fits = text.len() == digits && text.bytes().all(|it| it.is_ascii_digit());
        fits.then(|| text.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((year, month, day))
}

/// A date and time as RFC 3339, section 5.6, writes it. The runtime reads the text, so that none must get here that it
/// does not take: leap seconds, or what no calendar and no clock has.
pub(super) fn date_time(text: &str) -> Option<TokenStream> {
    let (day, time) = text.split_once(['T', 't'])?;
    day_of(day)?;
    let (clock, zone) = time.split_at_checked("00:00:00".len())?;
    let [hour, minute, second] = clock.split(':').collect::<Vec<_>>()[..] else {
        return None;
    };
    let is_clock = below(hour, 24) && below(minute, 60) && below(second, 60);
    let zone = match zone.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            (zone.len() < fraction.len()).then_some(zone)?
        }
        None => zone,
    };
    let is_zone = match zone.strip_prefix(['+', '-']) {
        Some(offset) => {
            let (hours, minutes) = offset.split_once(':')?;
            below(hours, 24) && below(minutes, 60)
        }
        None => matches!(zone, "Z" | "z"),
    };
    let ty = quote!(acs_runtime::value::OffsetDateTime);
    (is_clock && is_zone).then(|| quote!(#text.parse::<#ty>().unwrap_or_default()))
}

/// Whether the text is a number of two digits below the limit.
fn below(text: &str, limit: u8) -> bool {
    let is_number = text.len() == 2 && text.bytes().all(|digit| digit.is_ascii_digit());
    is_number && text.parse::<u8>().is_ok_and(|number| number < limit)
}

#[cfg(test)]
mod tests {
    use super::date_time;

    #[test]
    fn a_time_is_one_that_a_clock_shows() {
        for text in [
            "2024-02-29T00:00:00Z",
            "2024-02-28t23:59:59.123456789012z",
            "0001-01-01T00:00:00-23:59",
            "9999-12-31T23:59:59.5+05:30",
        ] {
            assert!(date_time(text).is_some(), "{text}");
        }
        for text in [
            "",
            "2024-02-29",
            "2023-02-29T00:00:00Z",
            "2024-02-29T24:00:00Z",
            "2024-02-29T23:59:60Z",
            "2024-02-29T00:00:00",
            "2024-02-29T00:00:00.Z",
            "2024-02-29T00:00:00+24:00",
            "2024-02-29T00:00:00+2:00",
            "2024-02-29T00:00Z",
            "2024-02-29T+1:00:00Z",
            "2024-02-29T00:00:é0Z",
        ] {
            assert!(date_time(text).is_none(), "{text}");
        }
    }
}
