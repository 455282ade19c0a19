//! Putting new lines into YAML files whose comments and order are their authors'.

/// Adds a tag to the entry document unless it is there.
pub(super) fn tag(entry: &str, group: &str) -> String {
    let line = format!("  - name: {group}");
    if entry.lines().any(|it| it.trim_end() == line) {
        return entry.to_owned();
    }
    let tag = format!("{line}\n    description: \"\"\n");
    at_end_of_section(entry, "tags", &tag)
}

/// The reference that the entry document has for a path.
pub(super) fn reference<'a>(entry: &'a str, path: &str) -> Option<&'a str> {
    let mut lines = entry.lines();
    lines.find(|line| line.trim_end() == format!("  {path}:"))?;
    let reference = lines.next()?.trim().strip_prefix("$ref:")?.trim();
    Some(reference.trim_matches(['"', '\'']))
}

/// Adds a path to the entry document.
pub(super) fn path(entry: &str, path: &str, reference: &str) -> String {
    let lines = format!("  {path}:\n    $ref: {reference}\n");
    at_end_of_section(entry, "paths", &lines)
}

/// Adds lines to the end of a section of the top level; makes the section when there is none.
fn at_end_of_section(text: &str, section: &str, lines: &str) -> String {
    let header = format!("{section}:");
    let mut before = String::new();
    let mut rest = text.split_inclusive('\n').peekable();
    let mut inside = false;
    while let Some(line) = rest.next() {
        before.push_str(line);
        inside |= line.trim_end() == header;
        let ends = rest.peek().is_none_or(|next| begins_section(next));
        if inside && ends {
            let (own, blank) = without_blank_lines(&before);
            let after: String = rest.collect();
            return format!("{own}{lines}{blank}{after}");
        }
    }
    format!("{before}\n{header}\n{lines}")
}

/// Adds lines, indented as they are, to a member of the top level.
pub(super) fn into_member(text: &str, member: &str, lines: &str) -> Option<String> {
    let header = format!("{member}:");
    text.lines()
        .any(|line| line.trim_end() == header)
        .then(|| at_end_of_section(text, member, lines))
}

/// Adds a member at the end of a file.
pub(super) fn member(text: &str, lines: &str) -> String {
    let (own, _) = without_blank_lines(text);
    format!("{own}\n{}", lines.trim_start_matches('\n'))
}

fn begins_section(line: &str) -> bool {
    !line.starts_with([' ', '\n', '\r', '-'])
}

/// The text with one line break at its end, and the blank lines that stood there.
fn without_blank_lines(text: &str) -> (String, String) {
    let own = text.trim_end();
    let blank = text[own.len()..].matches('\n').count().saturating_sub(1);
    (format!("{own}\n"), "\n".repeat(blank))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "openapi: 3.0.3\n\ntags:\n  - name: a\n    description: x\n\npaths:\n  /a:\n    $ref: paths/a.yaml#/A\n\n# end\nx: 1\n";

    #[test]
    fn a_tag_and_a_path_go_to_the_end_of_their_sections() {
        let text = path(&tag(ENTRY, "b"), "/b", "paths/b.yaml#/B");
        assert!(text.contains("    description: x\n  - name: b\n    description: \"\"\n\npaths:"));
        assert!(
            text.contains("#/A\n  /b:\n    $ref: paths/b.yaml#/B\n\n# end\nx: 1\n"),
            "{text}"
        );
        assert_eq!(tag(ENTRY, "a"), ENTRY);
    }

    #[test]
    fn a_path_that_is_there_is_found() {
        assert_eq!(reference(ENTRY, "/a"), Some("paths/a.yaml#/A"));
        assert_eq!(reference(ENTRY, "/b"), None);
    }

    #[test]
    fn a_method_goes_into_the_item_that_its_path_has() {
        let file = "# c\n\nA:\n  get:\n    x: 1\n\nB:\n  get: {}\n";
        let text = into_member(file, "A", "  put:\n    y: 1\n").unwrap();
        assert_eq!(
            text,
            "# c\n\nA:\n  get:\n    x: 1\n  put:\n    y: 1\n\nB:\n  get: {}\n"
        );
        assert_eq!(into_member(file, "C", ""), None);
        assert_eq!(member("A: 1\n\n\n", "\nB: 2\n"), "A: 1\n\nB: 2\n");
    }
}
