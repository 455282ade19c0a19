//! The format of `credentials.ini`: sections in brackets, `name = value` lines, comments.

use zeroize::Zeroizing;

/// A file's sections in their order.
pub(super) struct Ini {
    sections: Vec<Section>,
}

/// The lines under one heading. Names are in lower case.
pub(super) struct Section {
    name: String,
    entries: Vec<(String, Zeroizing<String>)>,
}

impl Ini {
    /// Reads a file. The error says the line, and nothing that stands there.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut sections: Vec<Section> = Vec::new();
        for (place, line) in text.lines().enumerate() {
            let line = without_comment(line);
            if line.is_empty() {
                continue;
            }
            let wrong = |problem: &str| format!("{problem} on line {}", place + 1);
            if let Some(heading) = line.strip_prefix('[') {
                let name = heading
                    .strip_suffix(']')
                    .ok_or_else(|| wrong("has a heading without its closing bracket"))?;
                if sections.iter().any(|section| section.name == name) {
                    return Err(wrong("has a section a second time"));
                }
                sections.push(Section {
                    name: name.to_owned(),
                    entries: Vec::new(),
                });
                continue;
            }
            let (name, value) = line
                .split_once(['=', ':'])
                .ok_or_else(|| wrong("has something else than `name = value`"))?;
            let section = sections
                .last_mut()
                .ok_or_else(|| wrong("has a value before any section"))?;
            let name = name.trim().to_ascii_lowercase();
            if section.entries.iter().any(|(known, _)| *known == name) {
                return Err(wrong("has a name a second time in its section"));
            }
            let value = Zeroizing::new(value.trim().to_owned());
            section.entries.push((name, value));
        }
        Ok(Self { sections })
    }

    pub(super) fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.name == name)
    }

    /// The names of all sections.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(|section| section.name.as_str())
    }
}

/// What stands before a `#`; nothing on a line that begins with `;`. The official SDK cuts values at `#` too.
fn without_comment(line: &str) -> &str {
    let line = line.split('#').next().unwrap_or_default().trim();
    if line.starts_with(';') { "" } else { line }
}

impl Section {
    /// The value, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.entries.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_values_and_comments_are_told_apart() {
        let Ok(ini) = Ini::parse(
            "# first\n[default]\nType=a # why\n; no = more\n\n  key : b = c \nempty=\r\n[Other]\ntype=z",
        ) else {
            panic!("it is an ini file")
        };
        let section = ini.section("default").unwrap();
        assert_eq!(section.get("type"), Some("a"));
        assert_eq!(section.get("key"), Some("b = c"));
        assert_eq!((section.get("empty"), section.get("no")), (None, None));
        assert_eq!(ini.names().collect::<Vec<_>>(), ["default", "Other"]);
    }

    #[test]
    fn what_is_no_ini_file_is_placed_and_not_shown() {
        for (text, line) in [
            ("[a]\nsesame", "line 2"),
            ("sesame = 1", "line 1"),
            ("[a]\n\n[sesame", "line 3"),
            ("[a]\nsesame = 1\nsesame = 2", "line 3"),
            ("[sesame]\n[sesame]", "line 2"),
        ] {
            let Err(problem) = Ini::parse(text) else {
                panic!("{text}")
            };
            assert!(
                problem.contains(line) && !problem.contains("sesame"),
                "{problem}"
            );
        }
    }
}
