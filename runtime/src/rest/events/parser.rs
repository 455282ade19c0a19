//! Bytes into events.

use std::collections::VecDeque;
use std::time::Duration;

/// An event whose data is not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) event: String,
    pub(super) id: String,
    pub(super) retry: Option<Duration>,
    pub(super) data: String,
}

/// An event or a line that is larger than allowed.
#[derive(Debug)]
pub(super) struct TooLarge;

/// Takes a body piece by piece, wherever it is cut.
#[derive(Debug)]
pub(super) struct Parser {
    max_bytes: usize,
    /// A line that is not complete.
    line: Vec<u8>,
    /// Whether a line feed at the beginning of the next piece belongs to the line before.
    after_return: bool,
    /// Whether no line was complete yet, so that a byte order mark may stand there.
    at_start: bool,
    event: String,
    data: String,
    retry: Option<Duration>,
    /// Outlives its event.
    id: String,
}

impl Parser {
    pub(super) fn new(max_bytes: usize) -> Self {
        Self {
            max_bytes,
            line: Vec::new(),
            after_return: false,
            at_start: true,
            event: String::new(),
            data: String::new(),
            retry: None,
            id: String::new(),
        }
    }

    /// Takes one more piece and hands out the events that it completes.
    pub(super) fn feed(
        &mut self,
        mut piece: &[u8],
        events: &mut VecDeque<RawEvent>,
    ) -> Result<(), TooLarge> {
        while let Some(first) = piece.first() {
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                piece = piece.get(1..).unwrap_or_default();
                continue;
            }
            let end = piece.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let (part, rest) = piece.split_at(end.unwrap_or(piece.len()));
            if part.len() + self.line.len() + self.data.len() > self.max_bytes {
                return Err(TooLarge);
            }
            self.line.extend_from_slice(part);
            if let Some((end, rest)) = rest.split_first() {
                self.after_return = *end == b'\r';
                self.end_of_line(events);
                piece = rest;
            } else {
                piece = rest;
            }
        }
        Ok(())
    }

    fn end_of_line(&mut self, events: &mut VecDeque<RawEvent>) {
        let line = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&line);
        let mut text = &*text;
        if std::mem::take(&mut self.at_start) {
            text = text.strip_prefix('\u{feff}').unwrap_or(text);
        }
        if text.is_empty() {
            events.extend(self.complete());
            return;
        }
        let (name, value) = text.split_once(':').unwrap_or((text, ""));
        // A comment has an empty name.
        self.field(name, value.strip_prefix(' ').unwrap_or(value));
        // Its room serves the next line.
        self.line = line;
        self.line.clear();
    }

    fn field(&mut self, name: &str, value: &str) {
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
    }

    /// The event at hand; none when it has no data.
    fn complete(&mut self) -> Option<RawEvent> {
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        if data.is_empty() {
            return None;
        }
        data.pop();
        Some(RawEvent {
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            id: self.id.clone(),
            retry: self.retry.take(),
            data,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rest::tests::cut;

    fn parsed(pieces: &[&[u8]]) -> Vec<RawEvent> {
        let mut parser = Parser::new(1024);
        let mut events = VecDeque::new();
        for piece in pieces {
            parser.feed(piece, &mut events).unwrap();
        }
        events.into()
    }

    fn shown(text: &str) -> Vec<(String, String, String)> {
        let events = parsed(&[text.as_bytes()]).into_iter();
        events.map(|it| (it.event, it.id, it.data)).collect()
    }

    fn event(event: &str, id: &str, data: &str) -> (String, String, String) {
        (event.to_owned(), id.to_owned(), data.to_owned())
    }

    /// The examples of the standard.
    #[test]
    fn the_standard_s_examples_are_read_as_it_says() {
        assert_eq!(
            shown("data: YHOO\ndata: +2\ndata: 10\n\n"),
            [event("message", "", "YHOO\n+2\n10")]
        );
        assert_eq!(
            shown(
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"
            ),
            [
                event("message", "1", "first event"),
                event("message", "", "second event"),
                event("message", "", " third event"),
            ]
        );
        assert_eq!(
            shown("data\n\ndata\ndata\n\ndata:"),
            [event("message", "", ""), event("message", "", "\n")]
        );
        assert_eq!(
            shown("data:test\n\ndata: test\n\n"),
            [event("message", "", "test"), event("message", "", "test")]
        );
    }

    #[test]
    fn types_ids_and_pauses_are_told() {
        let events =
            parsed(&[b"event: add\nid: 7\nretry: 1500\ndata: x\n\nevent: gone\n\ndata: y\n\n"]);
        assert_eq!(events[0].event, "add");
        assert_eq!(events[0].retry, Some(Duration::from_millis(1500)));
        assert_eq!(events[1].event, "message");
        assert_eq!((events[1].id.as_str(), events[1].retry), ("7", None));
    }

    #[test]
    fn what_does_not_count_is_ignored() {
        assert_eq!(
            shown(
                "\u{feff}id: a\0b\nretry: -1\nretry: x\nother: z\n:comment\ndata: x\n\ndata: not ended\n"
            ),
            [event("message", "", "x")]
        );
        let broken = parsed(&[b"data: \xff\n\n"]);
        assert_eq!(broken[0].data, "\u{fffd}");
    }

    #[test]
    fn a_line_that_does_not_end_is_given_up() {
        let mut parser = Parser::new(1024);
        let mut events = VecDeque::new();
        let fed = (0..2000).try_for_each(|_| parser.feed(b"xxx", &mut events));
        assert!(fed.is_err());
        let mut parser = Parser::new(1024);
        let fed = (0..2000).try_for_each(|_| parser.feed(b"data: xxx\n", &mut events));
        assert!(fed.is_err());
    }

    proptest! {
        #[test]
        fn neither_the_ends_of_lines_nor_the_cuts_between_pieces_matter(
            cuts in prop::collection::vec(0_usize..60, 0..6),
            end in prop::sample::select(vec!["\n", "\r", "\r\n"]),
        ) {
            let text = ["\u{feff}event: a", "data: \u{e9}1", "data: 2", "", "id: 3", "data: 4", "", ""].join(end);
            let events = parsed(&cut(text.as_bytes(), cuts));
            let shown: Vec<_> = events.iter().map(|it| (&*it.event, &*it.id, &*it.data)).collect();
            prop_assert_eq!(shown, [("a", "", "\u{e9}1\n2"), ("message", "3", "4")]);
        }
    }
}
