//! Texts that cannot be read, and where it is said why.

use super::{HEAD, loaded, refused};
use crate::RenderOptions;

/// The report on the one thing that is wrong with a text.
fn report(name: &str, text: &str) -> String {
    let (_, failure) = loaded(&[(name, text)]);
    let report = failure.render(RenderOptions::default());
    assert_eq!((failure.errors(), failure.warnings()), (1, 0), "{report}");
    report
}

#[test]
fn what_merges_no_mapping_is_shown_where_it_does() {
    let schemas = "# a << b\ncomponents:\n  schemas:\n    A: {title: 'a << b'}\n";
    let text = format!("{HEAD}{schemas}    B:\n      <<: x\n");
    refused(&text, "syntax", 9, 7);
    let text = format!("{HEAD}{schemas}    B: {{allOf: [{{}}, {{<<: [{{}}, 1]}}]}}\n");
    refused(&text, "syntax", 8, 22);
}

#[test]
fn what_aliases_name_is_shown_where_it_is_written() {
    let merged = "x-base:\n  - &a {naem: t}\n  - &b {<<: [*a]}\n";
    refused(
        &format!("{HEAD}{merged}tags:\n  - <<: *b\n    name: n\n"),
        "unknown-key",
        5,
        9,
    );
    let aliased = "x-base: &a {schemas: {A: {typ: string}}}\ncomponents: *a\n";
    refused(&format!("{HEAD}{aliased}"), "unknown-key", 4, 27);
    // What is merged in from a mapping without a name is shown at what it is merged into.
    let inline = "tags:\n  - name: n\n    <<: {naem: t}\n";
    refused(&format!("{HEAD}{inline}"), "unknown-key", 5, 5);
}

#[test]
fn a_long_text_that_aliases_repeat_is_refused_before_it_fills_memory() {
    let long = "a".repeat(1_000_000);
    let aliases: Vec<_> = (0..1000).map(|at| format!("x-b{at}: *a\n")).collect();
    let text = format!("{HEAD}x-a: &a '{long}'\n{}", aliases.concat());
    let report = report("api.yaml", &text);
    assert!(report.contains("more than 128 MiB"), "{report}");
}

#[test]
fn a_key_that_stands_twice_is_found_among_very_many() {
    let keys: Vec<_> = (0..100_000).map(|at| format!("  k{at}: 1\n")).collect();
    let text = format!("{HEAD}x-a:\n{}  k99999: 1\n", keys.concat());
    refused(&text, "syntax", 100_005, 3);
}
