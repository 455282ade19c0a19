//! Bytes into JSON texts: one on each line, or each behind a record separator (RFC 7464).

use std::collections::VecDeque;

/// What stands before each text of `application/json-seq`; no JSON has it.
const SEPARATOR: u8 = 0x1e;

/// A text that is not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawItem {
    /// The line on which it begins, counted from 1.
    pub(super) line: usize,
    /// Never blank.
    pub(super) text: Vec<u8>,
}

/// A text that is larger than allowed.
#[derive(Debug)]
pub(super) struct TooLarge;

/// Takes a body piece by piece, wherever it is cut.
#[derive(Debug)]
pub(super) struct Parser {
    max_bytes: usize,
    /// The text that is not complete.
    text: Vec<u8>,
    /// The line at hand.
    line: usize,
    /// The line on which the text began.
    begun: usize,
    /// Behind a separator, a text ends where its brackets do: it may have several lines.
    nesting: Option<Nesting>,
}

impl Parser {
    pub(super) fn new(max_bytes: usize) -> Self {
        Self {
            max_bytes,
            text: Vec::new(),
            line: 1,
            begun: 1,
            nesting: None,
        }
    }

    /// Takes one more piece and hands out the texts that it completes.
    pub(super) fn feed(
        &mut self,
        mut piece: &[u8],
        items: &mut VecDeque<RawItem>,
    ) -> Result<(), TooLarge> {
        while !piece.is_empty() {
            let is_end = |byte: &u8| matches!(*byte, b'\n' | SEPARATOR);
            let end = piece.iter().position(is_end).unwrap_or(piece.len());
            let (part, rest) = piece.split_at(end);
            if part.len() + self.text.len() > self.max_bytes {
                return Err(TooLarge);
            }
            self.text.extend_from_slice(part);
            if let Some(nesting) = &mut self.nesting {
                nesting.follow(part);
            }
            let Some((end, rest)) = rest.split_first() else {
                break;
            };
            self.end(*end, items);
            piece = rest;
        }
        Ok(())
    }

    fn end(&mut self, end: u8, items: &mut VecDeque<RawItem>) {
        if end == SEPARATOR {
            // Whatever came before, even if it breaks off.
            items.extend(self.complete());
            self.nesting = Some(Nesting::default());
            return;
        }
        self.line += 1;
        match &self.nesting {
            Some(nesting) if nesting.is_open() => self.text.push(b'\n'),
            _ => items.extend(self.complete()),
        }
    }

    /// The text at hand; none when it is blank.
    fn complete(&mut self) -> Option<RawItem> {
        let line = std::mem::replace(&mut self.begun, self.line);
        let text = std::mem::take(&mut self.text);
        let shown = match line {
            1 => text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text),
            _ => &text,
        };
        let text = shown.trim_ascii().to_vec();
        (!text.is_empty()).then_some(RawItem { line, text })
    }

    /// What stands behind the last line end, when the body has ended.
    pub(super) fn finish(&mut self) -> Option<RawItem> {
        self.complete()
    }
}

/// How deep in a JSON text one is.
#[derive(Debug, Default)]
struct Nesting {
    depth: usize,
    in_text: bool,
    escaped: bool,
}

impl Nesting {
    fn follow(&mut self, part: &[u8]) {
        for byte in part {
            match byte {
                _ if std::mem::take(&mut self.escaped) => {}
                b'\\' if self.in_text => self.escaped = true,
                b'"' => self.in_text = !self.in_text,
                b'[' | b'{' if !self.in_text => self.depth += 1,
                b']' | b'}' if !self.in_text => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn is_open(&self) -> bool {
        self.depth > 0 || self.in_text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rest::tests::cut;

    fn parsed(pieces: &[&[u8]]) -> Vec<(usize, String)> {
        let mut parser = Parser::new(1024);
        let mut items = VecDeque::new();
        for piece in pieces {
            parser.feed(piece, &mut items).unwrap();
        }
        items.extend(parser.finish());
        let text = |item: RawItem| (item.line, String::from_utf8(item.text).unwrap());
        items.into_iter().map(text).collect()
    }

    fn item(line: usize, text: &str) -> (usize, String) {
        (line, text.to_owned())
    }

    #[test]
    fn each_line_is_an_item_but_for_blank_ones() {
        let text = "\u{feff}{\"a\":1}\n\n \t\r\n{\"a\":2}\r\n3";
        assert_eq!(
            parsed(&[text.as_bytes()]),
            [item(1, "{\"a\":1}"), item(4, "{\"a\":2}"), item(5, "3")]
        );
        assert_eq!(parsed(&[b""]), []);
        assert_eq!(parsed(&[b"\n"]), []);
    }

    /// RFC 7464: a text behind a separator may have several lines, and one that breaks off ends at the next separator.
    #[test]
    fn behind_a_separator_an_item_may_have_several_lines() {
        let text = b"\x1e{\n\"a\": \"}\\\"\"\n}\n\x1e1\n\x1e[2,\n\x1e\x1e[3]";
        assert_eq!(
            parsed(&[text]),
            [
                item(1, "{\n\"a\": \"}\\\"\"\n}"),
                item(4, "1"),
                item(5, "[2,"),
                item(6, "[3]")
            ]
        );
    }

    #[test]
    fn an_item_comes_when_its_line_ends() {
        let mut parser = Parser::new(1024);
        let mut items = VecDeque::new();
        parser.feed(b"\x1e{\"a\":\n1}\n", &mut items).unwrap();
        assert_eq!(items.len(), 1);
        parser.feed(b"\x1e1\n\x1e2", &mut items).unwrap();
        assert_eq!(items.len(), 2);
    }

    #[test]
    fn a_line_that_does_not_end_is_given_up() {
        for begin in ["", "\x1e["] {
            let mut parser = Parser::new(1024);
            let mut items = VecDeque::new();
            parser.feed(begin.as_bytes(), &mut items).unwrap();
            let fed = (0..2000).try_for_each(|_| parser.feed(b"xx\x00", &mut items));
            assert!(fed.is_err());
        }
        let mut parser = Parser::new(1024);
        let mut items = VecDeque::new();
        parser.feed(b"\x1e[", &mut items).unwrap();
        let fed = (0..2000).try_for_each(|_| parser.feed(b"\n", &mut items));
        assert!(fed.is_err());
    }

    proptest! {
        #[test]
        fn the_cuts_between_pieces_do_not_matter(
            cuts in prop::collection::vec(0_usize..40, 0..6),
            separated in any::<bool>(),
        ) {
            let separator = if separated { "\x1e" } else { "" };
            let text = format!("{separator}{{\"a\":\"\u{e9}\"}}\r\n\n{separator}[1]\n{separator}\"x\"");
            prop_assert_eq!(parsed(&cut(text.as_bytes(), cuts)), [item(1, "{\"a\":\"\u{e9}\"}"), item(3, "[1]"), item(4, "\"x\"")]);
        }
    }
}
