//! Types as they are printed, and what the compiler makes of them.

mod compiled;
mod samples;

use super::super::{Target, file, links::Links, types};
use crate::ir::{Api, Home};

/// The file of an API's types.
fn printed(api: &Api) -> String {
    let target = Target::plain("sample", "a test", "");
    file::format(types::file(api, Home::Shared), &Links::default(), &target)
        .expect("what is printed is Rust")
}

#[test]
fn objects_have_their_members_constructors_and_defaults() {
    insta::assert_snapshot!(printed(&samples::objects()));
}

#[test]
fn enums_keep_what_they_do_not_know() {
    insta::assert_snapshot!(printed(&samples::enums()));
}

#[test]
fn unions_have_a_variant_for_each_type() {
    insta::assert_snapshot!(printed(&samples::unions()));
}

#[test]
fn text_of_a_description_stays_text() {
    insta::assert_snapshot!(printed(&samples::hostile()));
}

#[test]
fn names_of_the_standard_library_are_free() {
    let text = printed(&samples::shadowing());
    let bare = [
        "String", "Option", "Vec", "Box", "Result", "BTreeMap", "Some", "None",
    ];
    for name in bare {
        let uses = text.match_indices(name).filter(|(at, _)| {
            let before = text[..*at].trim_end();
            // A path, or a type of the description.
            !before.ends_with("::") && text[*at..].starts_with(&format!("{name}<"))
        });
        assert_eq!(uses.count(), 0, "{name} in {text}");
    }
}
