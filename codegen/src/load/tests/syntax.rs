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

/// The report on a text of YAML whose fourth line this is.
fn report_on(line: &str) -> String {
    report("api.yaml", &format!("{HEAD}{line}\n"))
}

#[test]
fn what_ends_too_early_is_shown_at_its_last_letter_and_where_it_begins() {
    for (line, begun) in [
        ("x-a: [1, 2", "the list begins here"),
        ("x-a: {b: c", "the mapping begins here"),
        ("x-a: 'b", "the text in quotes begins here"),
        ("x-a: \"b\n\n", "the text in quotes begins here"),
    ] {
        let report = report_on(line);
        let last = line.trim_end().len();
        assert!(report.contains(&format!("api.yaml:4:{last}]")), "{report}");
        assert!(report.contains(begun), "{report}");
        assert!(report.contains("help: close"), "{report}");
    }
    let json = report("api.json", "{\"openapi\": \"3.0.3\",\n");
    assert!(json.contains("api.json:1:20]"), "{json}");
    assert!(json.contains("EOF while parsing"), "{json}");
    assert!(json.contains("help: close"), "{json}");
}

#[test]
fn what_people_do_to_yaml_comes_with_what_to_do_instead() {
    for (line, help) in [
        ("x-a:\n\tb: c", "blanks"),
        ("x-a: @b", "in quotes"),
        ("x-a: b: c", "stands in quotes"),
        ("x-a:\n   - b\n  - c", "indented"),
        ("x-a: 'it's'", "closed"),
        ("x-a: *.example.com", "begins with `*`"),
        ("x-a: !b!c d", "or `!`"),
        ("x-a: {{ variable }}", "stands in quotes"),
        ("x-a: [b, c\nx-d: 1", "close the bracket"),
    ] {
        let report = report_on(line);
        let said = report.split_once("help: ").map(|it| it.1);
        assert!(said.is_some_and(|said| said.contains(help)), "{report}");
    }
}

#[test]
fn places_do_not_depend_on_line_breaks_and_letters_before_them() {
    // The reader of YAML counts other line breaks than editors do.
    for mark in ["\u{85}", "\u{2028}", "\u{2029}"] {
        let comment = format!("# a{mark}# b{mark}# c\n");
        refused(&format!("{comment}{HEAD}x-b: @\n"), "syntax", 5, 6);
        let text = format!("{comment}{HEAD}x-a: [1,\n  2\nx-b: 1\n");
        let report = report("api.yaml", &text);
        assert!(report.contains("5 │ x-a: [1"), "{report}");
        assert!(report.contains("the list begins here"), "{report}");
    }
    // The reader of JSON counts columns in bytes.
    let text = "{\"openapi\": \"3.0.3\", \"ééé\": 1, \"x\": ]";
    let last = text.chars().count();
    let report = report("api.json", text);
    assert!(report.contains(&format!("api.json:1:{last}]")), "{report}");
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
fn an_empty_file_is_said_to_be_empty_whatever_it_is_called() {
    for name in ["api.yaml", "api.json"] {
        for text in ["", "\n"] {
            let report = report(name, text);
            assert!(report.contains("the document is empty"), "{report}");
        }
    }
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
