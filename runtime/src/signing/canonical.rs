//! The orders in which parameters and headers are signed.

use std::borrow::Cow;

/// Headers in the form that [`acs3`](super::acs3) signs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CanonicalHeaders {
    /// `name:value` of each header, each with a line feed behind it.
    pub lines: String,
    /// The names, joined with `;`.
    pub names: String,
}

impl CanonicalHeaders {
    /// Puts these headers, and no others, in order: names in lower case and sorted, values without surrounding
    /// blanks and tabs, the values of equal names sorted and joined with a comma.
    #[must_use]
    pub fn new(headers: &[(&str, &str)]) -> Self {
        let mut sorted: Vec<(Cow<'_, str>, &str)> = headers
            .iter()
            .map(|(name, value)| (lower(name), value.trim_matches([' ', '\t'])))
            .collect();
        sorted.sort_unstable();
        let mut canonical = Self {
            lines: String::with_capacity(512),
            names: String::with_capacity(128),
        };
        let mut last: Option<&str> = None;
        for (name, value) in &sorted {
            if last == Some(name) {
                canonical.lines.push(',');
            } else {
                if last.is_some() {
                    canonical.lines.push('\n');
                    canonical.names.push(';');
                }
                canonical.lines.push_str(name);
                canonical.lines.push(':');
                canonical.names.push_str(name);
            }
            canonical.lines.push_str(value);
            last = Some(name);
        }
        if last.is_some() {
            canonical.lines.push('\n');
        }
        canonical
    }
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// The pairs sorted by name and then by value.
pub(super) fn sorted<'a>(query: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut sorted = query.to_vec();
    sorted.sort_unstable();
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn equal_names_are_joined_with_sorted_values() {
        let canonical =
            CanonicalHeaders::new(&[("X-Acs-B", " z "), ("host", "h"), ("x-acs-b", "a")]);
        assert_eq!(canonical.lines, "host:h\nx-acs-b:a,z\n");
        assert_eq!(canonical.names, "host;x-acs-b");
    }

    #[test]
    fn only_the_white_space_of_http_is_trimmed() {
        let canonical = CanonicalHeaders::new(&[("x-acs-a", "\t b\u{a0} ")]);
        assert_eq!(canonical.lines, "x-acs-a:b\u{a0}\n");
    }

    #[test]
    fn no_headers_make_no_lines() {
        assert_eq!(
            CanonicalHeaders::new(&[]),
            CanonicalHeaders {
                lines: String::new(),
                names: String::new()
            }
        );
    }

    proptest! {
        #[test]
        fn the_order_of_the_headers_does_not_matter(
            headers in prop::collection::vec(("[A-Za-z-]{1,8}", "[ -~]{0,8}"), 0..6),
            turn in 0usize..6,
        ) {
            let mut pairs: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let before = CanonicalHeaders::new(&pairs);
            let turn = turn.min(pairs.len());
            pairs.rotate_left(turn);
            prop_assert_eq!(before, CanonicalHeaders::new(&pairs));
        }
    }
}
