//! What is said of a file that cannot be read as a value.

use super::check::Checker;
use super::document::{Document, DocumentId, Documents, Format};
use super::foreign::{self, Foreign};
use super::locate;
use super::parse::{Fault, Problem};
use super::pointer::{Location, Place};
use crate::diagnostic::{Code, Diagnostic};

impl Checker<'_> {
    pub(super) fn report_fault(&mut self, id: DocumentId, fault: &Fault) {
        let diagnostic = match fault {
            Fault::NoText(problem) => {
                let at = Place::bytes(id, problem.offset..problem.offset);
                Diagnostic::error(Code::UnreadableFile, at, problem.message, "here")
                    .help(problem.help)
            }
            Fault::NotWellFormed(problem) => self.not_well_formed(id, problem),
            Fault::UnlikeItsName(problem) => {
                let at = Place::bytes(id, problem.offset..problem.offset);
                let message = "the file is called JSON and is none";
                Diagnostic::warning(Code::Syntax, at, message, problem.message.clone())
                    .help("it is read as YAML; other tools may refuse it")
            }
        };
        self.diagnostics.push(diagnostic);
    }

    fn not_well_formed(&self, id: DocumentId, problem: &Problem) -> Diagnostic {
        let document = self.documents.get(id);
        if id == Documents::ENTRY
            && let Some(foreign) = foreign::by_beginning(&document.text)
        {
            is_foreign(id, &foreign)
        } else if let Some(diagnostic) = duplicate(id, document, problem) {
            diagnostic
        } else if let Some(at) = merge_conflict(&document.text) {
            unmerged(id, at)
        } else {
            not_well_formed(id, document, problem)
        }
    }

    /// Whether the entry document is of another kind than OpenAPI, which is said then.
    pub(super) fn is_foreign(&mut self, id: DocumentId) -> bool {
        let document = self.documents.get(id);
        let foreign = foreign::of(&document.value, &document.text);
        if let Some(foreign) = &foreign {
            self.diagnostics.push(is_foreign(id, foreign));
        }
        foreign.is_some()
    }
}

fn is_foreign(id: DocumentId, foreign: &Foreign) -> Diagnostic {
    let place = match foreign.key {
        Some(key) => Location::root(id).child(key).key(),
        None => Place::bytes(id, 0..0),
    };
    let message = format!("this is {}, no OpenAPI document", foreign.name);
    Diagnostic::error(Code::Unsupported, place, message, "this tells").help(foreign.help)
}

fn duplicate(id: DocumentId, document: &Document, problem: &Problem) -> Option<Diagnostic> {
    if !problem.message.contains("duplicate entry") {
        return None;
    }
    let (first, second) = locate::duplicate_key(&document.text, document.format)?;
    let message = format!(
        "the key {} stands twice in one mapping",
        &document.text[second.clone()]
    );
    let diagnostic = Diagnostic::error(
        Code::Syntax,
        Place::bytes(id, second),
        message,
        "second time",
    )
    .related(Place::bytes(id, first), "first time")
    .help("remove one of them, or rename it");
    Some(diagnostic)
}

/// The bytes before the first mark of a merge.
fn merge_conflict(text: &str) -> Option<usize> {
    const MARK: &str = "<<<<<<< ";
    let inside = || text.find(&format!("\n{MARK}")).map(|before| before + 1);
    if text.starts_with(MARK) {
        Some(0)
    } else {
        inside()
    }
}

fn unmerged(id: DocumentId, at: usize) -> Diagnostic {
    Diagnostic::error(
        Code::Syntax,
        Place::bytes(id, at..at + 7),
        "the file holds both sides of a merge",
        "they begin here",
    )
    .help("resolve the conflict, and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`")
}

fn not_well_formed(id: DocumentId, document: &Document, problem: &Problem) -> Diagnostic {
    let offset = problem.offset.min(document.text.len());
    let kind = if document.format == Format::Json {
        "JSON"
    } else {
        "YAML"
    };
    Diagnostic::error(
        Code::Syntax,
        Place::bytes(id, offset..offset),
        format!("not well-formed {kind}"),
        problem.message.clone(),
    )
}
