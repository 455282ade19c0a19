//! JSON text into a slot, by `serde_json`'s own reader.

use serde::de::DeserializeSeed;

use crate::value::{Problem, ReadError, Seed, Trail, Value, Watch};

/// Reads a JSON document into a value.
///
/// Lenient: numbers may come as texts and the other way round, an empty text is "absent" for anything but a text,
/// unknown members are skipped. A byte order mark is tolerated. Types of [`plain_object!`](crate::plain_object) and
/// [`union!`](crate::union) are read strictly all the same, with all that is inside them.
///
/// # Errors
/// [`ReadError`] with the path of the member: not JSON, not UTF-8, deeper than 128 levels, or a value that the type
/// cannot hold. The value may then be partly filled.
///
/// ```
/// let mut numbers: Vec<i32> = Vec::new();
/// acs_runtime::decode_json(b"[1, \"2\"]", &mut numbers)?;
/// assert_eq!(numbers, [1, 2]);
/// # Ok::<(), acs_runtime::ReadError>(())
/// ```
pub fn decode_json(document: &[u8], value: &mut dyn Value) -> Result<(), ReadError> {
    read(text(document)?, value, None)
}

/// Reads a JSON document into a value, strictly.
///
/// A text is no number and the other way round, a null is taken only where one may stand, and required members must be
/// there. Unknown members are skipped.
///
/// # Errors
/// As [`decode_json`].
///
/// ```
/// let mut numbers: Vec<i32> = Vec::new();
/// let error = acs_runtime::decode_json_strictly(b"[1, \"2\"]", &mut numbers).unwrap_err();
/// assert_eq!(error.to_string(), "[1]: expected a number, found the text \"2\"");
/// ```
pub fn decode_json_strictly(document: &[u8], value: &mut dyn Value) -> Result<(), ReadError> {
    let mut trail = Trail::default();
    let text = text(document)?;
    let result = run(text, Seed::new(value, &mut trail).strict(true));
    result.map_err(|error| located(trail, error))
}

/// The document as text, without a byte order mark.
pub(crate) fn text(document: &[u8]) -> Result<&str, ReadError> {
    let text = std::str::from_utf8(document)
        .map_err(|_| ReadError::new(String::new(), Problem::NotUtf8))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ReadError::new(String::new(), Problem::Empty));
    }
    Ok(text)
}

/// Reads JSON text; `watch` gets copies of the scalars that it wants among the outermost members.
pub(crate) fn read(
    text: &str,
    value: &mut dyn Value,
    watch: Option<&mut dyn Watch>,
) -> Result<(), ReadError> {
    let mut trail = Trail::default();
    let seed = match watch {
        Some(watch) => Seed::watched(value, &mut trail, watch),
        None => Seed::new(value, &mut trail),
    };
    let result = run(text, seed);
    result.map_err(|error| located(trail, error))
}

fn run(text: &str, seed: Seed<'_>) -> serde_json::Result<()> {
    let mut reader = serde_json::Deserializer::from_str(text);
    seed.deserialize(&mut reader).and_then(|()| reader.end())
}

fn located(mut trail: Trail, error: serde_json::Error) -> ReadError {
    let path = trail.path();
    let problem = trail
        .mismatch
        .take()
        .map_or(Problem::Json(error), Problem::Mismatch);
    ReadError::new(path, problem)
}
