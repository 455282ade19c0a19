//! A path with its parameters filled in.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What no address can hold; descriptions write it all the same. The rest of a path stands there as it is meant.
const IMPOSSIBLE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Fills the `{name}`s of a path with values that are encoded already.
///
/// The error is the text of the problem: a name without a value, an empty value, or one that would make its segment
/// `.` or `..`. HTTP libraries resolve these before sending, so a request with them would go to another operation.
pub(super) fn fill(template: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + 32);
    for segment in template.split_inclusive('/') {
        let filled = fill_segment(segment, values)?;
        let touched = segment.contains('{');
        if touched && matches!(filled.trim_end_matches('/'), "." | "..") {
            return Err(format!(
                "the path parameters of {} make a dot segment, which would change the path",
                segment.trim_end_matches('/')
            ));
        }
        path.push_str(&filled);
    }
    Ok(path)
}

fn fill_segment(segment: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        filled.extend(utf8_percent_encode(before, IMPOSSIBLE));
        let value = values.iter().rev().find(|(known, _)| *known == name);
        match value.map(|(_, value)| value.as_str()) {
            None => return Err(format!("the path parameter {name} is missing")),
            Some("") => return Err(format!("the path parameter {name} is empty")),
            Some(value) => filled.push_str(value),
        }
        rest = after;
    }
    filled.extend(utf8_percent_encode(rest, IMPOSSIBLE));
    Ok(filled)
}
