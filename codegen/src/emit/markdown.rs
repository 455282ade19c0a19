//! Text of a description as Rust documentation.
//!
//! A description is not trusted: its text must not become code that `cargo test` runs, nor HTML, nor a link that rustdoc
//! cannot resolve.

use super::spans::escaped;

/// Cleans Markdown, paragraph by paragraph.
pub(super) fn cleaned(markdown: &str) -> String {
    let mut lines = Vec::new();
    let mut fence = false;
    // A carriage return alone ends a line of Markdown, too.
    let ends = |letter| matches!(letter, '\n' | '\r');
    for line in markdown.trim().replace("\r\n", "\n").split(ends) {
        let line: String = line
            .chars()
            .filter(|&letter| is_printable(letter))
            .collect();
        let line = line.replace('\t', "    ");
        let trimmed = line.trim();
        if is_fence(trimmed) {
            fence = !fence;
            // Marked as text: rustdoc takes unmarked blocks for Rust and runs them.
            lines.push(if fence {
                "```text".to_owned()
            } else {
                "```".to_owned()
            });
        } else if fence {
            lines.push(line.trim_end().to_owned());
        } else {
            // Four blanks would begin a code block, which is Rust to rustdoc.
            let indent = (line.len() - line.trim_start().len()).min(3);
            lines.push(format!("{:indent$}{}", "", escaped(trimmed)));
        }
    }
    if fence {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

/// Whether a line begins or ends a block of code.
fn is_fence(line: &str) -> bool {
    let after_ticks = line.trim_start_matches('`');
    let ticks = line.len() - after_ticks.len();
    // With ticks after it, it is code within the line.
    line.starts_with("~~~") || (ticks >= 3 && !after_ticks.contains('`'))
}

/// One line of text, for the middle of a sentence.
pub(super) fn one_line(markdown: &str) -> String {
    let text: String = markdown
        .chars()
        .filter(|&letter| is_printable(letter) || letter.is_whitespace())
        .collect();
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text for a block of code: one line, and nothing that would end the block.
pub(super) fn for_block(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|letter| if is_printable(letter) { letter } else { ' ' })
        .collect();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace("```", "").replace("~~~", "")
}

/// Any text as inline code.
pub(super) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|letter| if is_printable(letter) { letter } else { ' ' })
        .collect();
    let longest = text
        .split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    if text.starts_with('`') || text.ends_with('`') {
        format!("{ticks} {text} {ticks}")
    } else {
        format!("{ticks}{text}{ticks}")
    }
}

/// Neither a control character nor one that turns the direction of the text around it.
fn is_printable(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    !turns && (!letter.is_control() || letter == '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_a_description_is_never_rust() {
        let text = cleaned("a\n\n```rust\nstd::process::exit(1)\n```\n\n      panic!()\n~~~\nopen");
        assert_eq!(
            text,
            "a\n\n```text\nstd::process::exit(1)\n```\n\n   panic!()\n```text\nopen\n```"
        );
    }

    #[test]
    fn html_links_and_directions_are_defused() {
        assert_eq!(
            cleaned("see https://a.b/c. and [d](https://e.f)"),
            "see <https://a.b/c>. and [d](https://e.f)"
        );
        assert_eq!(cleaned("a\u{202e}b\u{0}c"), "abc");
        assert_eq!(cleaned("a\rb\r\n\r\nc"), "a\nb\n\nc");
        assert_eq!(
            one_line("```rust\npanic!()\u{202e}"),
            "\\`\\`\\`rust panic!()"
        );
    }

    #[test]
    fn code_within_a_line_is_no_block() {
        let text = "``` a ``` b\n[c]";
        assert_eq!(cleaned(text), "``` a ``` b\n\\[c]");
    }

    #[test]
    fn code_spans_hold_back_ticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
