//! Dates and times as expressions.

use jiff::civil::{Date, Time};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A date as the runtime reads it; `None` for one that no calendar has.
pub(super) fn date(text: &str) -> Option<TokenStream> {
    let date = day(text)?;
    let year = Literal::i16_unsuffixed(date.year());
    let [month, day] = [date.month(), date.day()].map(Literal::i8_unsuffixed);
    Some(quote!(acs_runtime::value::Date::constant(#year, #month, #day)))
}

/// A day in the one form of RFC 3339, section 5.6; the reader of ISO 8601 takes more.
fn day(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}

/// Whether it is hours, minutes and whole seconds that a clock shows.
fn is_clock(text: &str) -> bool {
    let time = text.parse::<Time>();
    time.is_ok_and(|time| time.to_string() == text)
}

/// A date and time as RFC 3339, section 5.6, writes it. The runtime reads the text, so that none must get here that it
/// does not take: leap seconds, or what no calendar and no clock has.
pub(super) fn date_time(text: &str) -> Option<TokenStream> {
    let (date, time) = text.split_once(['T', 't'])?;
    day(date)?;
    let (clock, zone) = time.split_at_checked("00:00:00".len())?;
    let zone = match zone.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            (zone.len() < fraction.len()).then_some(zone)?
        }
        None => zone,
    };
    let is_zone = match zone.strip_prefix(['+', '-']) {
        Some(offset) => is_clock(&format!("{offset}:00")),
        None => matches!(zone, "Z" | "z"),
    };
    let ty = quote!(acs_runtime::value::OffsetDateTime);
    (is_clock(clock) && is_zone).then(|| quote!(#text.parse::<#ty>().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{date, date_time};

    #[test]
    fn a_date_is_one_that_a_calendar_has() {
        let printed = date("2024-02-29").expect("a leap day").to_string();
        assert!(printed.ends_with("(2024 , 2 , 29)"), "{printed}");
        for text in [
            "2023-02-29",
            "20240229",
            "2024-2-29",
            "2024-02-29T00:00:00",
            "+002024-02-29",
        ] {
            assert!(date(text).is_none(), "{text}");
        }
    }

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
