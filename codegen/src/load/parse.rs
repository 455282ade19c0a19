//! From text to value.

use serde_yaml::Value;

use super::document::Format;

/// Parses a text; the error is an offset in bytes and what is wrong there.
pub(super) fn parse(text: &str, format: Format) -> Result<Value, (usize, String)> {
    match format {
        Format::Xml => Ok(Value::Null),
        Format::Json => serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            let message = message
                .split(" at line ")
                .next()
                .unwrap_or_default()
                .to_owned();
            (offset(text, error.line(), error.column()), message)
        }),
        Format::Yaml => serde_yaml::from_str(text).map_err(|error| {
            let at = error.location().map_or(0, |location| {
                offset(text, location.line(), location.column())
            });
            let message = error.to_string();
            let message = message
                .split(" at line ")
                .next()
                .unwrap_or_default()
                .to_owned();
            (at, message)
        }),
    }
}

/// The bytes before a line and column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = text[start..].split('\n').next().unwrap_or_default();
    start
        + line
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(line.len(), |(offset, _)| offset)
}
