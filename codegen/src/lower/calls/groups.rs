//! Groups of operations: each is an operation's first tag.

use heck::ToKebabCase;

use super::naming::Scope;
use crate::ir::{Docs, Group};
use crate::load::Node;
use crate::lower::names;
use crate::lower::operations::{first_tag, methods, paths};
use crate::lower::service::{FEATURES, Groups, tag_docs};

/// The group of operations without a tag.
const WITHOUT_TAG: &str = "general";

/// Modules that each crate has, and crates that it names: a module of the same name would hide them.
const MODULES: &[&str] = &[
    "acs_runtime",
    "alloc",
    "api",
    "by_name",
    "client",
    "core",
    "general",
    "intercept",
    "operations",
    "paging",
    "rest",
    "runtime",
    "security",
    "serde",
    "std",
    "testing",
    "types",
    "value",
    "waiting",
];

/// Crates that the crate depends on, which are features where they are optional.
const PACKAGES: &[&str] = &["acs-runtime", "serde", "serde_json", "tokio"];

/// The groups that operations are in: those of declared tags in their order, then the others as they come up.
pub(in crate::lower) fn groups(root: &Node<'_>) -> Groups {
    let declared: Vec<_> = root.list("tags").collect();
    let mut used: Vec<(Option<String>, Node<'_>)> = Vec::new();
    for (_, item) in paths(root) {
        for (_, node) in methods(&item) {
            let tag = first_tag(&node).map(str::to_owned);
            if !used.iter().any(|(known, _)| *known == tag) {
                used.push((tag, node));
            }
        }
    }
    let place = |tag: &Option<String>| {
        let mut declared = declared.iter();
        declared.position(|other| tag.as_deref() == other.text("name"))
    };
    used.sort_by_key(|(tag, _)| (tag.is_none(), place(tag).unwrap_or(declared.len())));
    let mut features = Scope::new(FEATURES.iter().chain(PACKAGES));
    let mut modules = Scope::new(MODULES.iter().filter(|name| **name != WITHOUT_TAG));
    let mut groups = Groups::default();
    for (tag, node) in used {
        let declaration = place(&tag).map(|index| &declared[index]);
        let text = tag.as_deref().unwrap_or(WITHOUT_TAG);
        let (feature, module) = ascii_names(text);
        let origin = match (&tag, declaration) {
            (_, Some(declaration)) => declaration.at().child("name"),
            (Some(_), None) => node.at().child("tags").index(0),
            (None, None) => node.at().clone(),
        };
        groups.by_tag.insert(tag.clone(), groups.list.len());
        groups.list.push(Group {
            name: features.take_with(&feature, "-"),
            module: modules.take(&module),
            docs: declaration.map_or_else(Docs::default, tag_docs),
            origin,
        });
    }
    groups
}

/// The names of a feature and of a module in a file of its own: both have letters of ASCII only.
fn ascii_names(tag: &str) -> (String, String) {
    let plain: String = tag
        .to_kebab_case()
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect();
    let plain = plain.trim_matches('-');
    let plain: String = plain.chars().take(64).collect();
    match plain.chars().next() {
        None => ("group".to_owned(), "group".to_owned()),
        Some(first) if first.is_ascii_digit() => {
            let name = format!("group-{plain}");
            let module = names::snake(&name);
            (name, module)
        }
        Some(_) => {
            let module = names::snake(&plain);
            (plain, module)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ascii_names;

    #[test]
    fn any_tag_becomes_the_name_of_a_feature_and_of_a_module() {
        for (tag, feature, module) in [
            ("Pet Store", "pet-store", "pet_store"),
            ("宠物", "group", "group"),
            ("2FA", "group-2fa", "group_2fa"),
            ("type", "type", "type_"),
            ("", "group", "group"),
            ("*/ \"quoted\"", "quoted", "quoted"),
        ] {
            assert_eq!(
                ascii_names(tag),
                (feature.to_owned(), module.to_owned()),
                "{tag}"
            );
        }
    }
}
