//! Foreign text made safe to show: on one line, without control characters, not too long.

use std::borrow::Cow;
use std::fmt::Write;

/// How much of a reply's body an error shows, in bytes.
const EXCERPT: usize = 512;

/// The text with control characters spelled out, so that it stays on one line and cannot steer a terminal.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_unsafe(character) {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// Control characters, line and paragraph separators, and the marks that turn the direction of writing around.
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The beginning of the text in quotation marks, at most `limit` bytes of it.
pub(crate) fn quoted(text: &str, limit: usize) -> String {
    let shown = beginning(text, limit);
    let dots = if shown.len() < text.len() { "..." } else { "" };
    format!("\"{}{dots}\"", escaped(shown))
}

/// The beginning of a body, escaped, with its whole length said when something is missing.
pub(crate) fn excerpt(body: &[u8]) -> String {
    let whole = String::from_utf8_lossy(body.get(..EXCERPT + 4).unwrap_or(body));
    let shown = beginning(&whole, EXCERPT);
    let foreign = shown.matches(char::REPLACEMENT_CHARACTER).count();
    if foreign * 4 > shown.chars().count() {
        return format!("{} bytes that are no text", body.len());
    }
    let mut out = escaped(shown).into_owned();
    if shown.len() < whole.len() || whole.len() < body.len() {
        // Writing to a string cannot fail.
        let _ = write!(out, "... ({} bytes in all)", body.len());
    }
    out
}

/// At most `limit` bytes of the text, cut between characters.
pub(crate) fn beginning(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_no_text_only_the_size_is_shown() {
        assert_eq!(excerpt(&[0xff; 9]), "9 bytes that are no text");
        assert_eq!(
            excerpt(b"a few letters and \xff"),
            "a few letters and \u{fffd}"
        );
        assert_eq!(excerpt(b""), "");
    }

    #[test]
    fn an_excerpt_is_cut_between_characters_and_says_the_whole_length() {
        let body = "键".repeat(300);
        let shown = excerpt(body.as_bytes());
        assert_eq!(shown, format!("{}... (900 bytes in all)", "键".repeat(170)));
        assert_eq!(excerpt(b"short"), "short");
    }

    #[test]
    fn a_text_stays_on_one_line_and_keeps_its_letters() {
        assert_eq!(
            escaped("a\nb\u{1b}[31m 参数\u{202e}"),
            "a\\nb\\u{1b}[31m 参数\\u{202e}"
        );
    }

    #[test]
    fn a_quotation_is_cut_and_marked() {
        assert_eq!(quoted("abcdef", 3), "\"abc...\"");
        assert_eq!(quoted("abc", 3), "\"abc\"");
    }
}
