use defaults::Nullable;
use defaults::types::{Limit, LimitUnit, Open, SetWindowBody, Settings, SettingsLevel, SettingsLevelsItem};

use crate::server::{loaded, sent};

#[tokio::test]
async fn a_default_is_known_to_the_caller_and_not_sent() {
    let settings = loaded!(defaults, r#"{"size":3}"#).unwrap();
    assert_eq!(settings.level, None);
    assert_eq!(settings.level_or_default(), SettingsLevel::High);
    assert_eq!(settings.name_or_default(), r#"none "yet""#);
    assert!(settings.on_or_default());
    assert_eq!(settings.ratio_or_default(), 0.5);
    assert_eq!(sent!(defaults, settings), r#"{"size":3}"#);
    let settings = Settings::new(1).on(false).name("n");
    assert!(!settings.on_or_default());
    assert_eq!(settings.name_or_default(), "n");
    assert_eq!(
        sent!(defaults, settings),
        r#"{"size":1,"name":"n","on":false}"#
    );
}

#[tokio::test]
async fn a_default_does_not_stand_for_what_is_required() {
    let error = loaded!(defaults, "{}").unwrap_err();
    assert!(
        error.contains("size: expected a number, found nothing"),
        "{error}"
    );
}

#[tokio::test]
async fn lists_and_dates_have_defaults_too() {
    let settings = loaded!(defaults, r#"{"size":3,"tags":["b"]}"#).unwrap();
    assert_eq!(settings.tags_or_default(), ["b"]);
    let settings = Settings::new(1);
    assert_eq!(settings.tags_or_default(), ["a"]);
    let levels = [SettingsLevelsItem::Low, SettingsLevelsItem::High];
    assert_eq!(settings.levels_or_default(), levels);
    assert!(settings.none_or_default().is_empty());
    assert_eq!(settings.since_or_default().to_string(), "2020-02-29");
    assert_eq!(sent!(defaults, settings), r#"{"size":1}"#);
}

#[tokio::test]
async fn times_uuids_and_bytes_have_defaults_too() {
    let settings = loaded!(defaults, r#"{"size":3}"#).unwrap();
    assert_eq!(settings.at_or_default().to_string(), "2020-02-29T12:00:00.5+02:00");
    assert_eq!(settings.id_or_default().to_string(), "67e55044-10b1-426f-9247-bb680e5fe0c8");
    assert_eq!(settings.icon_or_default()[..], *b"hi");
    let times = settings.times_or_default();
    assert!(matches!(&times[..], [Nullable::Value(at), Nullable::Null] if at.to_string() == "2020-01-01T00:00:00Z"));
    assert_eq!(settings.large_ones_or_default(), [1 << 63]);
    let settings = loaded!(defaults, r#"{"size":3,"at":"2021-01-01T00:00:00Z","icon":""}"#).unwrap();
    assert_eq!(settings.at_or_default().to_string(), "2021-01-01T00:00:00Z");
    assert!(settings.icon_or_default().is_empty());
}

#[test]
fn objects_have_defaults_too() {
    let settings = Settings::new(1);
    let limit = Limit::new(LimitUnit::Week).count(2).additional("note", "x");
    assert_eq!(settings.limit_or_default(), limit);
    assert_eq!(settings.open_or_default(), Open::default());
    let window = settings.window_or_default();
    assert_eq!(window.from, Some(Limit::new(LimitUnit::Day)));
    assert_eq!((window.to, window.kind.as_deref()), (None, Some("a")));
    // Types of another file.
    let unit = SetWindowBody::new().limit_or_default().unit;
    assert_eq!(unit, LimitUnit::Week);
    let open = Open::new().a("b");
    assert_eq!(Settings::new(1).open(open.clone()).open_or_default(), open);
}

#[tokio::test]
async fn what_may_be_null_has_a_default_where_it_is_absent() {
    let settings = loaded!(defaults, r#"{"size":3,"count":null}"#).unwrap();
    assert_eq!(settings.count_or_default(), Nullable::Null);
    assert_eq!(
        settings.hint_or_default(),
        Nullable::Value("none".to_owned())
    );
    assert_eq!(settings.nothing_or_default(), Nullable::Null);
    assert_eq!(Settings::new(1).count_or_default(), Nullable::Value(2));
}

#[test]
fn numbers_are_of_the_type_that_holds_them() {
    let limits = Settings::new(1).limits_or_default();
    assert_eq!((limits.len(), limits["cpu"], limits["memory"]), (2, 2, 4));
    assert!(Settings::new(1).empty_or_default().is_empty());
    assert_eq!(Settings::new(1).whole_or_default(), 1);
    assert_eq!(Settings::new(1).large_or_default(), u64::MAX);
}
