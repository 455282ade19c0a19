//! Links in documentation, from an operation's name to the method that calls it.

use std::collections::HashMap;

use crate::ir::Api;

/// The methods of a client by the names of their operations.
#[derive(Default)]
pub(super) struct Links<'a> {
    methods: HashMap<&'a str, &'a str>,
}

impl<'a> Links<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let operations = api.operations.iter();
        Self {
            methods: operations
                .map(|operation| (&*operation.wire_name, &*operation.method_name))
                .collect(),
        }
    }

    /// Makes links of the names that stand in backticks in documentation.
    pub(super) fn set(&self, printed: &str) -> String {
        let mut text = String::with_capacity(printed.len() + printed.len() / 16);
        let mut fence = false;
        for line in printed.split_inclusive('\n') {
            let Some(docs) = docs_of(line) else {
                fence = false;
                text.push_str(line);
                continue;
            };
            let is_fence = docs.starts_with("```");
            fence ^= is_fence;
            // What goes over the wire is a fact, not a place to go to.
            if fence || is_fence || docs.starts_with("Wire") || docs.starts_with("Reply to") {
                text.push_str(line);
            } else {
                self.set_in_line(line, &mut text);
            }
        }
        text
    }

    fn set_in_line(&self, line: &str, text: &mut String) {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('`') {
            text.push_str(before);
            let Some((code, after_code)) = after.split_once('`') else {
                text.push('`');
                rest = after;
                continue;
            };
            let linked = before.ends_with('[') && after_code.starts_with(']');
            match self.methods.get(code).filter(|_| !linked) {
                Some(method) => text.push_str(&format!("[`{code}`](crate::Client::{method})")),
                None => text.push_str(&format!("`{code}`")),
            }
            rest = after_code;
        }
        text.push_str(rest);
    }
}

/// The text of a line of documentation.
fn docs_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let docs = line
        .strip_prefix("///")
        .or_else(|| line.strip_prefix("//!"))?;
    Some(docs.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_documentation_become_links_and_nothing_else_does() {
        let links = Links {
            methods: HashMap::from([("GetIt", "get_it")]),
        };
        let printed = "\
/// Ask `GetIt`, or `Other`, or [`GetIt`](x).
/// Wire name: `GetIt`.
/// ```text
/// `GetIt`
/// ```
let a = \"`GetIt`\";
    //! a ` tick and `GetIt`
";
        let linked = "Ask [`GetIt`](crate::Client::get_it)";
        let expected = printed.replacen("Ask `GetIt`", linked, 1);
        assert_eq!(links.set(printed), expected);
    }
}
