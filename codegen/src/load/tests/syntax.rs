//! Texts that cannot be read, and where it is said why.

use super::{HEAD, loaded};
use crate::RenderOptions;

/// The report on the one thing that is wrong with a text.
fn report(name: &str, text: &str) -> String {
    let (_, failure) = loaded(&[(name, text)]);
    let report = failure.render(RenderOptions::default());
    assert_eq!((failure.errors(), failure.warnings()), (1, 0), "{report}");
    report
}

#[test]
fn a_long_text_that_aliases_repeat_is_refused_before_it_fills_memory() {
    let long = "a".repeat(1_000_000);
    let aliases: Vec<_> = (0..1000).map(|at| format!("x-b{at}: *a\n")).collect();
    let text = format!("{HEAD}x-a: &a '{long}'\n{}", aliases.concat());
    let report = report("api.yaml", &text);
    assert!(report.contains("more than 128 MiB"), "{report}");
}
