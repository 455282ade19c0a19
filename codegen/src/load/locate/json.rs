//! Places in JSON. The YAML parser could find them, too, but keeps all tokens of a document that is written in one line.

use std::borrow::Cow;
use std::ops::Range;

/// The bytes of a node and of its key, of the nearest place outside it if the node itself is not there.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) key: Option<Range<usize>>,
    /// Of a scalar, and of what has no key; else the key must do.
    pub(super) value: Option<Range<usize>>,
}

/// Follows a pointer's keys; ends early where the text is not well-formed.
pub(super) fn find(text: &str, keys: &[Cow<'_, str>]) -> Found {
    let mut found = Found::default();
    let mut walk = Walk { text, at: 0 };
    let _ = walk.descend(keys, &mut found);
    found
}

/// A place in the text.
struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    fn descend(&mut self, keys: &[Cow<'_, str>], found: &mut Found) -> Option<()> {
        for key in keys {
            match self.next()? {
                b'{' => self.enter_member(key, found)?,
                b'[' => self.enter_item(key, found)?,
                _ => return None,
            }
        }
        let start = self.at;
        found.value = match self.next()? {
            b'{' | b'[' => found.key.is_none().then_some(self.at..self.at + 1),
            _ => {
                let start = start.max(self.at);
                self.skip()?;
                Some(start..self.at)
            }
        };
        Some(())
    }

    fn enter_member(&mut self, key: &str, found: &mut Found) -> Option<()> {
        self.at += 1;
        loop {
            match self.next()? {
                b'}' => return None,
                b',' => self.at += 1,
                _ => {}
            }
            let name = self.string()?;
            let matches = self.says(&name, key);
            if self.next()? != b':' {
                return None;
            }
            self.at += 1;
            if matches {
                *found = Found {
                    key: Some(name),
                    value: None,
                };
                return Some(());
            }
            self.skip()?;
        }
    }

    fn enter_item(&mut self, key: &str, found: &mut Found) -> Option<()> {
        let index: usize = key.parse().ok()?;
        self.at += 1;
        for _ in 0..index {
            self.skip()?;
            if self.next()? != b',' {
                return None;
            }
            self.at += 1;
        }
        if self.next()? == b']' {
            return None;
        }
        *found = Found {
            key: None,
            value: Some(self.at..self.at + 1),
        };
        Some(())
    }

    /// Whether the text in quotes at this place is the key.
    fn says(&self, name: &Range<usize>, key: &str) -> bool {
        let quoted = &self.text[name.clone()];
        if quoted.contains('\\') {
            serde_json::from_str::<String>(quoted).is_ok_and(|name| name == key)
        } else {
            quoted.get(1..quoted.len() - 1) == Some(key)
        }
    }

    /// The next byte that is no white space.
    fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at)?.is_ascii_whitespace() {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Passes over a text, and gives its bytes with the quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        if self.next()? != b'"' {
            return None;
        }
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        loop {
            match bytes.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return Some(start..self.at);
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    /// Passes over a value.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => self.word(),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Passes over a number, `true`, `false` or `null`.
    fn word(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |byte: &u8| byte.is_ascii_whitespace() || b"{}[],:\"".contains(byte);
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
    }
}
