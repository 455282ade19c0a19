//! Printing.

use std::io::IsTerminal;

use anstream::eprintln;

use crate::{Failure, RenderOptions};

/// Draws diagnostics on standard error.
pub fn show(failure: &Failure) {
    if failure.problems().is_empty() {
        return;
    }
    let width = terminal_size::terminal_size()
        .map_or(100, |(width, _)| usize::from(width.0).clamp(40, 120));
    // `anstream` takes colours out again where they are not wanted.
    let color = std::io::stderr().is_terminal();
    eprintln!("{}", failure.render(RenderOptions { width, color }));
}

/// Draws diagnostics, and says how many there are and what follows.
pub fn show_failure(failure: &Failure, consequence: &str) {
    show(failure);
    eprintln!("{failure}; {consequence}");
}

/// `1 file`, `2 files`.
#[must_use]
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
