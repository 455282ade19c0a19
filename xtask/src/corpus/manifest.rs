//! The list of a corpus.

use std::fs;
use std::path::Path;

use serde::Deserialize;

/// A document of a corpus.
#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    /// Path below the corpus.
    pub(crate) file: String,
    /// Whether an independent validator accepts it.
    pub(crate) valid: bool,
}

impl Entry {
    /// The name of the document's crate: its path, as Cargo takes it.
    pub(crate) fn package(&self) -> String {
        let letter = |letter: char| {
            if letter.is_ascii_alphanumeric() {
                letter.to_ascii_lowercase()
            } else {
                '-'
            }
        };
        let letters: String = self.file.chars().map(letter).collect();
        let words: Vec<_> = letters.split('-').filter(|word| !word.is_empty()).collect();
        let name = words.join("-");
        // Two paths may differ in other characters alone.
        format!("c-{name}-{:08x}", checksum(&self.file))
    }
}

/// FNV-1a.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

pub(crate) fn read(folder: &Path, filter: Option<&str>) -> Result<Vec<Entry>, String> {
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(|error| {
        format!(
            "{}: {error}; it lists the documents, as [{{\"file\": \"a.yaml\", \"valid\": true}}]",
            path.display()
        )
    })?;
    let mut entries: Vec<Entry> =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    if let Some(filter) = filter {
        entries.retain(|entry| entry.file.contains(filter));
    }
    if entries.is_empty() {
        return Err(format!(
            "{} lists no document that is wanted",
            path.display()
        ));
    }
    Ok(entries)
}
