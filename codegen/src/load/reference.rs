//! `$ref`s and `externalValue`s: what they name.

use super::pointer::Pointer;

/// A parsed reference: `FILE#/POINTER`, `#/POINTER` or `FILE`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reference<'a> {
    pub(crate) file: Option<&'a str>,
    pub(crate) pointer: Pointer,
}

/// Why a reference cannot be followed, in words that fit after "this reference".
pub(crate) type Reason = &'static str;

impl<'a> Reference<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, Reason> {
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        if file.contains("://") {
            return Err("is a URL; nothing is fetched from a network");
        }
        let pointer = Pointer::parse(&percent_decode(fragment))
            .ok_or("has a fragment that does not begin with `/`")?;
        if text.is_empty() {
            return Err("is empty");
        }
        Ok(Self {
            file: (!file.is_empty()).then_some(file),
            pointer,
        })
    }
}

/// Joins a relative path to the folder of `from`.
pub(crate) fn path_from(from: &str, file: &str) -> Result<String, Reason> {
    let file = percent_decode(file).replace('\\', "/");
    if file.contains("://") {
        return Err("is a URL; nothing is fetched from a network");
    }
    if file.starts_with('/') || file.chars().nth(1) == Some(':') {
        return Err("is an absolute path; write it relative to this file");
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_none_or(|last| *last == "..") => parts.push(".."),
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// References are URIs, so `%7E` and the like may stand in them.
fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = text
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(hex.unwrap_or(byte));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_names_a_file_a_place_or_both() {
        let parts = |text| {
            Reference::parse(text).map(|it| (it.file.map(str::to_owned), it.pointer.to_string()))
        };
        assert_eq!(parts("#/a/b"), Ok((None, "/a/b".into())));
        assert_eq!(parts("x.yaml"), Ok((Some("x.yaml".into()), String::new())));
        assert_eq!(
            parts("x.yaml#/a%7E1b"),
            Ok((Some("x.yaml".into()), "/a~1b".into()))
        );
        assert!(parts("#a").is_err() && parts("").is_err() && parts("https://a/b#/c").is_err());
    }

    #[test]
    fn paths_are_relative_to_the_entry_document() {
        assert_eq!(
            path_from("paths/a.yaml", "../schemas/b.yaml").as_deref(),
            Ok("schemas/b.yaml")
        );
        assert_eq!(path_from("a.yaml", "./b.yaml").as_deref(), Ok("b.yaml"));
        assert_eq!(
            path_from("paths/a.yaml", "../../other/c.yaml").as_deref(),
            Ok("../other/c.yaml")
        );
        assert_eq!(
            path_from("../other/c.yaml", "../d.yaml").as_deref(),
            Ok("../d.yaml")
        );
        assert!(path_from("a.yaml", "/etc/passwd").is_err());
    }
}
