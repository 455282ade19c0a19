//! Rust names that must differ in one scope.

use std::collections::HashSet;

/// Longest name that is made of a text of the description: files are named after some.
const LONGEST: usize = 100;

/// The names taken in a scope.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// A scope in which these names are taken.
    pub(super) fn new<'n>(reserved: impl IntoIterator<Item = &'n &'n str>) -> Self {
        Self {
            taken: reserved
                .into_iter()
                .map(|name| (*name).to_owned())
                .collect(),
        }
    }

    /// The name, or the first of `name2`, `name3`, ... that nothing has yet; names that end in a digit get a `_` first.
    pub(super) fn take(&mut self, name: &str) -> String {
        let joint = if name.ends_with(|letter: char| letter.is_numeric()) {
            "_"
        } else {
            ""
        };
        self.take_with(name, joint)
    }

    /// The same with this between name and number.
    pub(super) fn take_with(&mut self, name: &str, joint: &str) -> String {
        let name = shortened(name);
        let numbered = (2_usize..).map(|number| format!("{name}{joint}{number}"));
        let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
        let free = candidates
            .find(|candidate| !self.taken.contains(candidate))
            .unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }

    /// The first of these that nothing has yet, or the last with a number.
    pub(super) fn take_first(&mut self, names: &[String]) -> String {
        let free = names
            .iter()
            .find(|name| !self.taken.contains(shortened(name)));
        let name = free.or(names.last()).cloned().unwrap_or_default();
        self.take(&name)
    }

    /// Whether something has the name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Notes that a name is taken; `false` if it was already.
    pub(super) fn reserve(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }
}

/// The beginning of a name that is too long for the name of a file.
fn shortened(name: &str) -> &str {
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut scope = Scope::new(&["new"]);
        assert_eq!(scope.take("get"), "get");
        assert_eq!(scope.take("get"), "get2");
        assert_eq!(scope.take("get"), "get3");
        assert_eq!(scope.take("new"), "new2");
        assert_eq!(scope.take("v1"), "v1");
        assert_eq!(scope.take("v1"), "v1_2");
        assert_eq!(scope.take_first(&["get".into(), "got".into()]), "got");
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        let mut scope = Scope::default();
        let name = scope.take(&"é".repeat(200));
        assert_eq!(name, "é".repeat(50));
        assert_eq!(scope.take(&"é".repeat(200)), format!("{name}2"));
    }
}
