//! Diagnostics as text for a terminal: file, line, column, the lines themselves and a caret.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan};

use super::excerpt::Excerpt;
use super::{Diagnostic, Diagnostics, Severity};
use crate::load::Documents;

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug)]
pub struct RenderOptions {
    /// Columns of the terminal; longer lines are wrapped.
    pub width: usize,
    /// Whether to use colours.
    pub color: bool,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self {
            width: 100,
            color: false,
        }
    }
}

/// How many problems a report holds; whoever has made more has made one of them many times.
const MOST: usize = 100;

/// The diagnostics of a run together with the texts that they point into.
#[derive(Debug)]
pub struct Failure {
    problems: Vec<Problem>,
    errors: usize,
    warnings: usize,
}

impl Failure {
    pub(crate) fn new(diagnostics: Diagnostics, documents: &Documents) -> Self {
        let mut found = diagnostics.into_found();
        found.sort_by_key(|diagnostic| diagnostic.severity);
        let count = |severity| {
            found
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let mut problems: Vec<_> = found
            .into_iter()
            .take(MOST)
            .map(|diagnostic| Problem::new(diagnostic, documents))
            .collect();
        problems
            .sort_by(|a, b| (a.severity, &a.file, a.start).cmp(&(b.severity, &b.file, b.start)));
        Self {
            problems,
            errors,
            warnings,
        }
    }

    /// Number of errors; generation stops when there is one.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Number of warnings.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// The problems, errors first, then by file and position; at most 100.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The text for a terminal.
    #[must_use]
    pub fn render(&self, options: RenderOptions) -> String {
        let theme = if options.color {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(options.width)
            .with_links(false);
        let mut text = String::new();
        for problem in &self.problems {
            // Writing into a String cannot fail; a problem that could not be drawn is still named.
            if handler.render_report(&mut text, problem).is_err() {
                text.push_str(&problem.to_string());
            }
            text.push('\n');
        }
        let hidden = (self.errors + self.warnings).saturating_sub(self.problems.len());
        if hidden > 0 {
            text.push_str(&format!("{hidden} more are not shown\n"));
        }
        text
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (errors, warnings) = (self.errors, self.warnings);
        let plural = |count| if count == 1 { "" } else { "s" };
        write!(
            formatter,
            "{errors} error{}, {warnings} warning{}",
            plural(errors),
            plural(warnings)
        )
    }
}

impl std::error::Error for Failure {}

/// One diagnostic, resolved to byte ranges of its source text.
pub struct Problem {
    code: &'static str,
    severity: Severity,
    message: String,
    help: Option<String>,
    file: String,
    line: usize,
    column: usize,
    start: usize,
    source: Excerpt,
    labels: Vec<LabeledSpan>,
}

impl Problem {
    fn new(diagnostic: Diagnostic, documents: &Documents) -> Self {
        let document = documents.get(diagnostic.place.document);
        let range = documents.range(&diagnostic.place);
        let (line, column) = line_and_column(&document.text, range.start);
        let mut labels = vec![(Some(diagnostic.label), range.clone())];
        let mut help = diagnostic.help;
        for (place, label) in diagnostic.related {
            let range = documents.range(&place);
            if place.document == diagnostic.place.document {
                labels.push((Some(label), range));
            } else {
                // A report shows one file; places in others go into the help text.
                let other = documents.get(place.document);
                let (line, column) = line_and_column(&other.text, range.start);
                let note = format!("{label}: {}:{line}:{column}", other.name);
                help = Some(help.map_or(note.clone(), |help| format!("{help}\n{note}")));
            }
        }
        let ranges: Vec<_> = labels.iter().map(|(_, range)| range.clone()).collect();
        let (source, spans) = Excerpt::new(&document.name, &document.text, &ranges, column);
        let texts = labels.into_iter().map(|(label, _)| label);
        let mut drawn: Vec<_> = texts
            .zip(spans)
            .map(|(label, span)| LabeledSpan::new_with_span(label, span))
            .collect();
        if let Some(main) = drawn.first_mut() {
            *main =
                LabeledSpan::new_primary_with_span(main.label().map(str::to_owned), *main.inner());
        }
        Self {
            code: diagnostic.code.name(),
            severity: diagnostic.severity,
            message: diagnostic.message,
            help,
            file: document.name.clone(),
            line,
            column,
            start: range.start,
            source,
            labels: drawn,
        }
    }

    /// Name of the diagnostic's [`Code`](super::Code).
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Path of the file, as the caller named it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// Column in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl miette::Diagnostic for Problem {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// Line and column, both from 1, the column in characters.
fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}
