//! From text to value.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser};

use super::document::Format;
use super::numbers::brought_down;
use super::text::{NoText, decoded};
use super::value::{MERGE, NoMapping, Value};
use super::{Rules, locate};

/// How deep a document may be nested; the readers of JSON and of YAML have the same bound.
const DEEPEST: usize = 128;

/// Why a text could not be parsed.
pub(super) struct Problem {
    /// Bytes before the place.
    pub(super) offset: usize,
    pub(super) message: String,
    /// What was being read, in words of the reader, and the bytes before it.
    pub(super) context: Option<(String, usize)>,
}

impl Problem {
    fn new(offset: usize, message: impl Into<String>) -> Self {
        Self {
            offset,
            message: message.into(),
            context: None,
        }
    }
}

/// What is wrong with a file.
pub(super) enum Fault {
    NoText(NoText),
    NotWellFormed(Problem),
    /// It is read all the same, but is not what its name says.
    UnlikeItsName(Problem),
}

/// What a file says.
pub(super) struct Parsed {
    pub(super) text: String,
    /// `Null` for XML, and for what could not be read.
    pub(super) value: Value,
    pub(super) format: Format,
    pub(super) fault: Option<Fault>,
}

/// Parses a file as what its name says. By the rules of OpenAPI alone, YAML in a file called `.json` is read all the
/// same, and the other way round: many do so.
pub(super) fn parse(bytes: Vec<u8>, named: Format, rules: Rules) -> Parsed {
    let (text, no_text) = decoded(bytes);
    let (value, format, fault) = match no_text {
        Some(problem) => (Value::Null, named, Some(Fault::NoText(problem))),
        None => value_of(&text, named, rules),
    };
    Parsed {
        text,
        value,
        format,
        fault,
    }
}

fn value_of(text: &str, named: Format, rules: Rules) -> (Value, Format, Option<Fault>) {
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    let as_named = named == Format::Yaml && !looks_like_json;
    if rules == Rules::Alibaba || named == Format::Xml || as_named {
        return match parse_as(text, named) {
            Ok(value) => (value, named, None),
            Err(problem) => (Value::Null, named, Some(Fault::NotWellFormed(problem))),
        };
    }
    let first = match parse_as(text, Format::Json) {
        Ok(value) => return (value, Format::Json, None),
        Err(problem) => problem,
    };
    match parse_as(text, Format::Yaml) {
        Ok(value) => {
            let unlike = named == Format::Json && !value.is_null();
            (
                value,
                Format::Yaml,
                unlike.then_some(Fault::UnlikeItsName(first)),
            )
        }
        Err(second) => {
            // The reader that came further understood more of the text.
            let further = second.offset > first.offset && named != Format::Json;
            let (format, problem) = if further {
                (Format::Yaml, second)
            } else {
                (Format::Json, first)
            };
            (Value::Null, format, Some(Fault::NotWellFormed(problem)))
        }
    }
}

fn parse_as(text: &str, format: Format) -> Result<Value, Problem> {
    match format {
        Format::Xml => Ok(Value::Null),
        Format::Json => json(text),
        Format::Yaml => yaml(text),
    }
}

fn json(text: &str) -> Result<Value, Problem> {
    /// How many numbers beyond all bounds are brought down.
    const MOST: usize = 100;
    let mut text = Cow::Borrowed(text);
    for _ in 0..MOST {
        let error = match serde_json::from_str(&text) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let at = offset_in_json(&text, error.line(), error.column());
        let problem = Problem::new(at, without_place(&error.to_string()));
        let is_number = problem.message.contains("number out of range");
        match brought_down(&text, problem.offset).filter(|_| is_number) {
            Some(other) => text = Cow::Owned(other),
            None => return Err(problem),
        }
    }
    Err(Problem::new(0, "too many numbers are out of range"))
}

fn yaml(text: &str) -> Result<Value, Problem> {
    if let Some(offset) = too_deep(text) {
        let message = format!("nested more than {DEEPEST} levels deep");
        return Err(Problem::new(offset, message));
    }
    let value = Value::from_yaml(text).map_err(|error| no_yaml(text, &error))?;
    if !text.contains(MERGE) {
        return Ok(value);
    }
    value.merged().map_err(|NoMapping { way }| {
        let keys: Vec<_> = way.into_iter().rev().map(Cow::Owned).collect();
        let at = locate::key_in_yaml(text, &keys).start;
        Problem::new(at, "`<<` merges mappings only")
    })
}

fn no_yaml(text: &str, error: &serde_yaml::Error) -> Problem {
    let words = error.to_string();
    let message = without_place(&words);
    if message.contains("more than one document") {
        let at = second_document(text).unwrap_or_default();
        return Problem::new(at, "a second document, where a file holds one");
    }
    // What no character may be is told by its position alone.
    if let Some((message, position)) = message.rsplit_once(" at position ") {
        return Problem::new(position.parse().unwrap_or_default(), message);
    }
    // Not the line and column: the reader counts line breaks that no editor does.
    let at = error.location().map_or(0, |location| location.index());
    Problem {
        context: context(text, &words),
        ..Problem::new(at, message)
    }
}

/// What the reader was reading when it stopped, from its words: `..., while parsing a flow sequence at line 9 column 6`.
fn context(text: &str, words: &str) -> Option<(String, usize)> {
    let (_, context) = words.rsplit_once(", while ")?;
    let (context, place) = context.split_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    let at = offset_in_yaml(text, line.parse().ok()?, column.parse().ok()?)?;
    Some((context.to_owned(), at))
}

/// The bytes before the first node that is nested too deeply. The reader of values takes minutes for such texts before
/// it refuses them; texts that cannot be so deep are not walked through.
fn too_deep(text: &str) -> Option<usize> {
    if !could_be_deep(text) {
        return None;
    }
    let mut depth = 0;
    let mut parser = Parser::new_from_str(text);
    loop {
        let index = match parser.next_event()? {
            Ok((Event::MappingStart(..) | Event::SequenceStart(..), span)) => {
                depth += 1;
                span.start.index()
            }
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => {
                depth -= 1;
                continue;
            }
            Ok(_) => continue,
            // It has a bound of its own, and is stricter than the reader of values, which may go on from here.
            Err(error) => return deep_from(text, offset_of(text, error.marker().index())),
        };
        if depth > DEEPEST {
            return Some(offset_of(text, index));
        }
    }
}

/// Whether a text has many brackets where a node can begin, or one line many marks of items: most brackets are in
/// patterns and paths.
fn could_be_deep(text: &str) -> bool {
    const SUSPICIOUS: usize = 1_000;
    let before = [b'\n'].into_iter().chain(text.bytes());
    let opening = before.zip(text.bytes()).filter(|&(before, byte)| {
        let begins =
            before.is_ascii_whitespace() || !before.is_ascii() || b"[{,:-?".contains(&before);
        matches!(byte, b'[' | b'{') && begins
    });
    let compact = ["- - - - - - - -", "? ? ? ? ? ? ? ?"];
    opening.take(SUSPICIOUS).count() == SUSPICIOUS
        || compact.iter().any(|nested| text.contains(nested))
}

/// The bytes before the bracket with which nesting gets too deep, in what a parser did not understand.
fn deep_from(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST && offset >= start.saturating_sub(1) {
            return Some(start.max(offset));
        }
    }
    None
}

/// The bytes before a number of characters.
fn offset_of(text: &str, characters: usize) -> usize {
    let found = text.char_indices().nth(characters);
    found.map_or(text.len(), |(offset, _)| offset)
}

/// The bytes before the second document of a stream.
fn second_document(text: &str) -> Option<usize> {
    let starts = Parser::new_from_str(text).map_while(Result::ok);
    let mut starts = starts.filter(|(event, _)| matches!(event, Event::DocumentStart(_)));
    let (_, span) = starts.nth(1)?;
    Some(offset_of(text, span.start.index()))
}

fn without_place(message: &str) -> String {
    let message = message.split(" at line ").next();
    message.unwrap_or_default().to_owned()
}

/// The bytes before a line and column of a reader of JSON, both from 1; its columns are bytes.
fn offset_in_json(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n');
    let start: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
    let line = text[start..].split('\n').next().unwrap_or_default();
    let inside = column.saturating_sub(1).min(line.len());
    // The reader has seen the first byte of the letter.
    start
        + (0..=inside)
            .rev()
            .find(|&at| line.is_char_boundary(at))
            .unwrap_or(0)
}

/// The bytes before a line and column of the reader of YAML, both from 1; its columns are characters, and Unicode's line
/// breaks end lines.
fn offset_in_yaml(text: &str, line: usize, column: usize) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    for _ in 1..line {
        let (_, end) =
            letters.find(|(_, letter)| "\n\r\u{85}\u{2028}\u{2029}".contains(*letter))?;
        if end == '\r' {
            letters.next_if(|(_, next)| *next == '\n');
        }
    }
    letters.nth(column.checked_sub(1)?).map(|(at, _)| at)
}
