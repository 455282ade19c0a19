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

    /// Makes links of the names that stand in backticks in a line of documentation.
    pub(super) fn set_in(&self, line: &str, text: &mut String) {
        // What goes over the wire is a fact, not a place to go to.
        let docs = line.trim_start();
        if docs.starts_with("Wire") || docs.starts_with("Reply to") {
            text.push_str(line);
        } else {
            self.set_in_line(line, text);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_documentation_become_links() {
        let links = Links {
            methods: HashMap::from([("GetIt", "get_it")]),
        };
        let set = |line: &str| {
            let mut text = String::new();
            links.set_in(line, &mut text);
            text
        };
        assert_eq!(
            set(" Ask `GetIt`, or `Other`, or [`GetIt`](x), a ` tick."),
            " Ask [`GetIt`](crate::Client::get_it), or `Other`, or [`GetIt`](x), a ` tick."
        );
        assert_eq!(set(" Wire name: `GetIt`."), " Wire name: `GetIt`.");
    }
}
