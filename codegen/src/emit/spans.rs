//! A line of Markdown: what rustdoc would take for HTML, for a link to an item or for the beginning of a block of code is
//! escaped, and URLs become links.
//!
//! Lines are long where descriptions are odd, so all of this takes time in proportion to their length.

use std::collections::HashMap;

/// Escapes a line that is in no block of code.
pub(super) fn escaped(line: &str) -> String {
    let (mut text, rest) = containers(line);
    Spans::new(rest, true).escape(&mut text);
    text
}

/// Quotes and items that begin with the line. After four blanks more, a block of code would follow, which is Rust to
/// rustdoc.
fn containers(line: &str) -> (String, &str) {
    let mut text = String::new();
    let mut rest = line;
    while let Some(length) = marker(rest) {
        text.push_str(&rest[..length]);
        rest = &rest[length..];
        let inside = rest.trim_start_matches(' ');
        let blanks = rest.len() - inside.len();
        text.push_str(&rest[..if blanks > 4 { 1 } else { blanks }]);
        rest = inside;
    }
    (text, rest)
}

/// The length of the mark of a quote or an item.
fn marker(line: &str) -> Option<usize> {
    let length = match line.bytes().next()? {
        b'>' => return Some(1),
        b'-' | b'*' | b'+' => 1,
        _ => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let ends = line[digits..].starts_with(['.', ')']);
            ((1..=9).contains(&digits) && ends).then_some(digits + 1)?
        }
    };
    line[length..].starts_with(' ').then_some(length)
}

/// A line, or the words of a link in it, on its way through.
struct Spans<'a> {
    line: &'a str,
    at: usize,
    /// Where the last run of this many ticks begins.
    last_ticks: HashMap<usize, usize>,
    /// Whether URLs become links: not in the words of one.
    links: bool,
}

impl<'a> Spans<'a> {
    fn new(line: &'a str, links: bool) -> Self {
        let mut last_ticks = HashMap::new();
        let mut at = 0;
        while let Some(next) = line[at..].find('`') {
            let length = run(&line[at + next..], '`');
            last_ticks.insert(length, at + next);
            at += next + length;
        }
        Self {
            line,
            at: 0,
            last_ticks,
            links,
        }
    }

    fn escape(mut self, text: &mut String) {
        while let Some(letter) = self.line[self.at..].chars().next() {
            let rest = &self.line[self.at..];
            self.at += match letter {
                '`' => self.ticks(rest, text),
                '~' => tildes(rest, text),
                '\\' => backslash(rest, text),
                '<' => self.angle(rest, text),
                '[' => bracket(rest, text),
                'h' => self.word(rest, text),
                _ => {
                    text.push(letter);
                    letter.len_utf8()
                }
            };
        }
    }

    /// Inline code to its end; ticks that nothing answers are ticks, lest they meet one of another line.
    fn ticks(&self, rest: &str, text: &mut String) -> usize {
        let length = run(rest, '`');
        if self.last_ticks.get(&length) > Some(&self.at) {
            let mut end = length;
            while let Some(next) = rest[end..].find('`') {
                let other = run(&rest[end + next..], '`');
                end += next + other;
                if other == length {
                    text.push_str(&rest[..end]);
                    return end;
                }
            }
        }
        text.push_str(&"\\`".repeat(length));
        length
    }

    /// `<https://...>` as it is, anything else as text.
    fn angle(&self, rest: &str, text: &mut String) -> usize {
        let url = self.url(&rest[1..]);
        if let Some(url) = url
            && rest[1 + url.len()..].starts_with('>')
        {
            text.push_str(&rest[..url.len() + 2]);
            return url.len() + 2;
        }
        text.push_str("\\<");
        1
    }

    fn url<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.links.then(|| url(text)).flatten()
    }

    fn word(&self, rest: &str, text: &mut String) -> usize {
        let Some(url) = self.url(rest) else {
            text.push('h');
            return 1;
        };
        let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '\'']);
        text.push('<');
        text.push_str(url);
        text.push('>');
        url.len()
    }
}

/// How often a letter stands at the beginning.
fn run(text: &str, letter: char) -> usize {
    text.len() - text.trim_start_matches(letter).len()
}

/// Three begin a block of code.
fn tildes(rest: &str, text: &mut String) -> usize {
    let length = run(rest, '~');
    let tilde = if length < 3 { "~" } else { "\\~" };
    text.push_str(&tilde.repeat(length));
    length
}

/// What was escaped stays so.
fn backslash(rest: &str, text: &mut String) -> usize {
    text.push('\\');
    match rest[1..].chars().next() {
        Some('`') => {
            let length = run(&rest[1..], '`');
            text.push('`');
            text.push_str(&"\\`".repeat(length - 1));
            1 + length
        }
        Some(letter) if letter.is_ascii_punctuation() => {
            text.push(letter);
            2
        }
        _ => 1,
    }
}

/// `[words](http...)` as a link, any other bracket as text.
fn bracket(rest: &str, text: &mut String) -> usize {
    let Some((words, target)) = web_link(rest) else {
        text.push_str("\\[");
        return 1;
    };
    text.push('[');
    Spans::new(words, false).escape(text);
    text.push_str("](");
    text.push_str(target);
    text.push(')');
    words.len() + target.len() + 4
}

/// The words and the target of a link that begins the text.
fn web_link(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[')?;
    let (words, rest) = inside.split_at(inside.find(['[', ']'])?);
    let rest = rest.strip_prefix("](")?;
    if !rest.starts_with("https://") && !rest.starts_with("http://") {
        return None;
    }
    let mut depth = 0;
    for (at, letter) in rest.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return Some((words, &rest[..at])),
            ')' => depth -= 1,
            '<' | '>' | '`' | '[' | '\\' => return None,
            letter if letter.is_whitespace() || letter.is_control() => return None,
            _ => {}
        }
    }
    None
}

/// The URL that begins the text.
fn url(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.find(|letter: char| letter.is_whitespace() || "<>()[]`\"".contains(letter));
    Some(&text[..end.unwrap_or(text.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_the_web_and_whole_code_spans_stay() {
        for (line, expected) in [
            ("<b>x</b> [y] `<z>[w]`", "\\<b>x\\</b> \\[y] `<z>[w]`"),
            (r"\[x] \\[y] \<z", r"\[x] \\\[y] \<z"),
            ("a ` [x] `` [y]", "a \\` \\[x] \\`\\` \\[y]"),
            ("`` a ` b `` [x]", "`` a ` b `` \\[x]"),
            (r"\`` [x] `", r"\`\` \[x] \`"),
            ("- ```rust", "- \\`\\`\\`rust"),
            ("> ~~~rust", "> \\~\\~\\~rust"),
            ("~~old~~", "~~old~~"),
            ("[ref]: x", "\\[ref]: x"),
            ("![a](http://b)", "![a](http://b)"),
            ("[a](http://b c)", "\\[a](<http://b> c)"),
            ("[a](http://b_(c)) d", "[a](http://b_(c)) d"),
            ("[https://a.b](https://a.b)", "[https://a.b](https://a.b)"),
            ("[a](#b)", "\\[a](#b)"),
            (
                "(https://a.b), <https://c.d>",
                "(<https://a.b>), <https://c.d>",
            ),
            (
                "see https://a.b/c. **https://d.e**",
                "see <https://a.b/c>. **<https://d.e>**",
            ),
        ] {
            assert_eq!(escaped(line), expected, "{line}");
        }
    }

    #[test]
    fn no_mark_begins_a_block_of_code() {
        assert_eq!(escaped("-     panic!()"), "- panic!()");
        assert_eq!(escaped("> 1.      panic!()"), "> 1. panic!()");
        assert_eq!(escaped(">     - x"), "> - x");
        assert_eq!(escaped("-    x"), "-    x");
        assert_eq!(escaped("2024.5"), "2024.5");
    }

    #[test]
    fn time_grows_with_the_length_alone() {
        for part in [
            "[",
            "`",
            "[a](http://",
            "`a``",
            "[a",
            "https://",
            "<",
            "\\`",
        ] {
            let line = part.repeat(1_000_000 / part.len());
            assert!(escaped(&line).len() >= line.len(), "{part}");
        }
    }
}
