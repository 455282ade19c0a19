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
                let at = self.place_of(id, problem);
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
            self.unreadable(id, document, problem)
        }
    }

    /// The place of a problem; the last letter where the text ends too early.
    fn place_of(&self, id: DocumentId, problem: &Problem) -> Place {
        let text = self.documents.get(id).text.trim_end();
        match text.char_indices().next_back() {
            Some((last, _)) if problem.offset >= text.len() => Place::bytes(id, last..text.len()),
            _ => Place::bytes(id, problem.offset..problem.offset),
        }
    }

    fn unreadable(&self, id: DocumentId, document: &Document, problem: &Problem) -> Diagnostic {
        let kind = if document.format == Format::Json {
            "JSON"
        } else {
            "YAML"
        };
        let mut diagnostic = Diagnostic::error(
            Code::Syntax,
            self.place_of(id, problem),
            format!("not well-formed {kind}"),
            problem.message.clone(),
        );
        if let Some((label, at)) = problem.context.as_ref().and_then(begun) {
            diagnostic = diagnostic.related(Place::bytes(id, at..at), label);
        }
        match instead(&problem.message, document.text.get(problem.offset..)) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
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

/// Where that begins which the reader of YAML was reading, in words for a label.
fn begun((context, at): &(String, usize)) -> Option<(&'static str, usize)> {
    let label = match context.as_str() {
        "scanning a quoted scalar" => "the text in quotes begins here",
        "parsing a flow sequence" | "parsing a block collection" => "the list begins here",
        "parsing a flow mapping" | "parsing a block mapping" => "the mapping begins here",
        "scanning a simple key" => "taken for a key",
        _ => return None,
    };
    Some((label, *at))
}

/// What to do about a problem, in the words of the reader of YAML; `rest` is the text from its place on.
fn instead(message: &str, rest: Option<&str>) -> Option<&'static str> {
    const TABS: &str = "indent with blanks: YAML takes no tabs there";
    let first = rest.and_then(|rest| rest.chars().next());
    let has = |words: &str| message.contains(words);
    if has("cannot start any token") && first == Some('\t') || has("tab character") {
        Some(TABS)
    } else if has("cannot start any token") {
        Some("put the text in quotes")
    } else if has("mapping values are not allowed") {
        Some("is the line indented as those beside it? A text that holds `: ` stands in quotes")
    } else if has("did not find expected key") || has("expected '-' indicator") {
        Some("is the line indented as those beside it, and is each text in quotes closed?")
    } else if has("expected ',' or") || has("expected node content") {
        Some("close the bracket; a text that begins with one, or holds one, stands in quotes")
    } else if has("could not find expected ':'") {
        Some("a key is followed by `: `; is the line indented as those beside it?")
    } else if has("unexpected end of stream") {
        Some("close the quotes")
    } else if has("alphabetic or numeric character") || has("unknown anchor") || has("tag handle") {
        Some("a text that begins with `*`, `&` or `!` stands in quotes")
    } else if has("surrogate") || has("end of hex escape") {
        Some(
            "`\\ud800` to `\\udbff` are half a letter: the other half follows, or neither stands here",
        )
    } else if has("recursion limit") {
        Some("nodes are at most 128 levels deep, and no alias stands in what it names")
    } else if has("repetition limit") {
        Some("its aliases repeat too much; refer to components instead")
    } else if has("EOF while parsing") {
        Some("close what is open; was the file cut off?")
    } else if has("expected a string") {
        Some("a key is a text; a value that begins with a bracket stands in quotes")
    } else {
        None
    }
}
