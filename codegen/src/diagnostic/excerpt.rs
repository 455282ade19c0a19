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

/// A text with a name, and the true column of the main label.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: Arc<str>,
    main: SourceSpan,
    column: usize,
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
        let (text, labels) = if text.lines().all(|line| line.len() <= LONGEST_LINE) {
            (Arc::clone(text), labels.iter().map(span).collect())
        } else {
            let (text, labels) = cut(text, labels);
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
            contents.line(),
            column,
            contents.line_count(),
        )))
    }
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
    fn a_label_at_the_end_of_a_long_text_stays_inside() {
        let text = "x".repeat(5000);
        let end = 5000..5000;
        let (shown, moved) = cut(&text, &[end]);
        assert!(moved[0].end <= shown.len());
    }
}
