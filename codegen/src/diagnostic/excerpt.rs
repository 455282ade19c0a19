//! The source text as a report shows it: whole, but with the middle of very long lines alone.
//!
//! JSON documents often are one line of megabytes, which a report can neither lay out nor anybody read.

use std::ops::Range;
use std::sync::Arc;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// Lines longer than this are cut; in bytes.
const LONGEST_LINE: usize = 400;
/// How much of a cut line is shown on each side of a label; in bytes.
const CONTEXT: usize = 80;
const DOTS: &str = "...";
/// How many lines around the labels a report may show; the rest of the text is not looked at.
const LINES: usize = 10;

/// A text with a name, and the true column of the main label.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: Arc<str>,
    main: SourceSpan,
    column: usize,
    /// How many lines of the document are above.
    above: usize,
}

impl Excerpt {
    /// The text for a report with these labels, the main one first, and where they are in it. `column` is the main label's,
    /// from 1.
    pub(super) fn new(
        name: &str,
        text: &Arc<str>,
        labels: &[Range<usize>],
        column: usize,
    ) -> (Self, Vec<SourceSpan>) {
        let span = |range: &Range<usize>| SourceSpan::new(range.start.into(), range.len());
        let window = around(text, labels);
        let above = text[..window.start].matches('\n').count();
        let text = &text[window.clone()];
        let inside = |range: &Range<usize>| range.start - window.start..range.end - window.start;
        let labels: Vec<_> = labels.iter().map(inside).collect();
        let (text, labels) = if text.lines().all(|line| line.len() <= LONGEST_LINE) {
            (Arc::from(text), labels.iter().map(span).collect())
        } else {
            let (text, labels) = cut(text, &labels);
            (Arc::from(text), labels.iter().map(span).collect::<Vec<_>>())
        };
        let main = labels
            .first()
            .copied()
            .unwrap_or(SourceSpan::new(0.into(), 0));
        let excerpt = Self {
            name: name.to_owned(),
            text,
            main,
            column,
            above,
        };
        (excerpt, labels)
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.text.read_span(span, before, after)?;
        let column = if *span == self.main {
            self.column.saturating_sub(1)
        } else {
            contents.column()
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            contents.data(),
            *contents.span(),
            contents.line() + self.above,
            column,
            contents.line_count(),
        )))
    }
}

/// The lines that have the labels, and some above and below.
fn around(text: &str, labels: &[Range<usize>]) -> Range<usize> {
    let first = labels.iter().map(|label| label.start).min().unwrap_or(0);
    let last = labels.iter().map(|label| label.end).max().unwrap_or(0);
    // Line breaks are looked for among bytes: a label need not end between characters.
    let is_break = |&(_, byte): &(usize, &u8)| *byte == b'\n';
    let bytes = text.as_bytes();
    let mut above = bytes[..first].iter().enumerate().rev().filter(is_break);
    let mut below = bytes[last..].iter().enumerate().filter(is_break);
    let start = above.nth(LINES).map_or(0, |(at, _)| at + 1);
    let end = below.nth(LINES).map_or(text.len(), |(at, _)| last + at + 1);
    start..end
}

/// Cuts long lines around the first label in each.
fn cut(text: &str, labels: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let mut shown = String::new();
    let mut moved = labels.to_vec();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let inside = |label: &Range<usize>| {
            (start..end).contains(&label.start) || (label.start == end && end == text.len())
        };
        let window = if line.len() <= LONGEST_LINE {
            start..end
        } else {
            let center = labels
                .iter()
                .find(|label| inside(label))
                .map_or(start, |label| label.start);
            let from = boundary(text, center.saturating_sub(CONTEXT).max(start));
            from..boundary(text, (center + CONTEXT).min(end)).max(from)
        };
        let dots = if window.start > start { DOTS } else { "" };
        shown.push_str(dots);
        for (label, moved) in labels
            .iter()
            .zip(&mut moved)
            .filter(|(label, _)| inside(label))
        {
            let place =
                |offset: usize| shown.len() + offset.clamp(window.start, window.end) - window.start;
            *moved = place(label.start)..place(label.end);
        }
        shown.push_str(&text[window.clone()]);
        if window.end < end {
            shown.push_str(DOTS);
            shown.push('\n');
        }
        start = end;
    }
    (shown, moved)
}

/// The nearest character boundary at or before an offset.
fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_its_label() {
        let text = format!("short\n{}here{}\nend\n", "ä".repeat(1000), "x".repeat(1000));
        let at = text.find("here").expect("it is there");
        let (shown, moved) = cut(&text, &[at..at + 4, 0..5]);
        assert_eq!(
            (&shown[moved[0].clone()], &shown[moved[1].clone()]),
            ("here", "short")
        );
        assert_eq!(shown.lines().count(), 3);
        assert!(
            shown.lines().all(|line| line.len() <= LONGEST_LINE),
            "{shown}"
        );
    }

    #[test]
    fn of_a_long_document_only_what_is_near_is_taken_and_lines_keep_their_numbers() {
        let text: Arc<str> = "a line\n".repeat(100_000).into();
        let label = 7 * 50_000..7 * 50_000 + 6;
        let (excerpt, spans) = Excerpt::new("a.yaml", &text, std::slice::from_ref(&label), 1);
        assert!(excerpt.text.len() < 200);
        let shown = excerpt.read_span(&spans[0], 0, 0).expect("a line");
        assert_eq!((shown.line(), shown.data()), (50_000, &b"a line"[..]));
    }

    #[test]
    fn a_label_at_the_end_of_a_long_text_stays_inside() {
        let text = "x".repeat(5000);
        let end = 5000..5000;
        let (shown, moved) = cut(&text, &[end]);
        assert!(moved[0].end <= shown.len());
    }
}
