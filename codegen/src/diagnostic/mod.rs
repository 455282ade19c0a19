//! What is wrong with a description, and where.
//!
//! Every stage reports into one [`Diagnostics`] and goes on as far as it can, so that one run shows all that an editor
//! has to mend. [`Failure`] is what remains when at least one of them is an error.

mod code;
mod excerpt;
mod render;

pub use code::Code;
pub use render::{Failure, RenderOptions};

use crate::load::Place;

/// Whether a diagnostic stops generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Worth a look; generation goes on.
    Warning,
}

/// One thing that is wrong at one place.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) place: Place,
    pub(crate) label: String,
    pub(crate) related: Vec<(Place, String)>,
    pub(crate) help: Option<String>,
}

impl Diagnostic {
    /// An error at `place`: `message` says what is wrong, `label` stands beside the caret.
    pub(crate) fn error(
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: place.into(),
            label: label.into(),
            related: Vec::new(),
            help: None,
        }
    }

    /// The same, for what does not stop generation.
    pub(crate) fn warning(
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, place, message, label)
        }
    }

    /// Says what would be accepted instead.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at a second place that has to do with it.
    pub(crate) fn related(mut self, place: impl Into<Place>, label: impl Into<String>) -> Self {
        self.related.push((place.into(), label.into()));
        self
    }
}

/// The diagnostics of a run, in the order in which they were found.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.has_errors_since(0)
    }

    /// Whether there are errors among those from the one of this number on.
    pub(crate) fn has_errors_since(&self, number: usize) -> bool {
        let mut since = self.found.iter().skip(number);
        since.any(|it| it.severity == Severity::Error)
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// Forgets those from the one of this number on.
    pub(crate) fn truncate(&mut self, number: usize) {
        self.found.truncate(number);
    }

    /// Whether an error was reported at `place` or inside it; what else is wrong there follows from that one.
    pub(crate) fn covers(&self, place: &Place) -> bool {
        self.found.iter().any(|diagnostic| {
            diagnostic.severity == Severity::Error && place.contains(&diagnostic.place)
        })
    }

    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}
