//! Every operation's samples and parameters.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use acs_codegen::Disk;
use acs_codegen::ir::Api;
use edas_tests::coverage::{Coverage, Facts};

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

fn api() -> Api {
    let checked = acs_codegen::check(
        "edas.yaml",
        &Disk::new(spec()),
        acs_codegen::Profile::Alibaba,
    );
    checked.expect("the description is sound").api
}

/// A call with every parameter sends each; every sample decodes, in JSON and XML to the same value, and encodes back to
/// the same document.
#[test]
fn everything_is_described_documented_sampled_and_tested() {
    let coverage = Coverage::of(&api(), &spec().join("samples"), None);
    assert!(coverage.is_complete(), "{}", coverage.missing().join("\n"));
}

#[test]
fn no_sample_is_left_over() {
    let api = api();
    let of_operations: BTreeSet<_> = api
        .operations
        .iter()
        .map(|it| format!("{}/{}", api.groups[it.group].name, it.wire_name))
        .collect();
    let mut found = BTreeSet::new();
    let folder = spec().join("samples");
    for group in fs::read_dir(&folder).expect("samples") {
        let group = group.expect("an entry");
        for file in fs::read_dir(group.path()).expect("a group") {
            let path = file.expect("an entry").path().with_extension("");
            let stem = path.strip_prefix(&folder).expect("inside");
            found.insert(stem.to_string_lossy().replace('\\', "/"));
        }
    }
    assert_eq!(found, of_operations);
}

#[test]
fn what_the_description_lacks_is_told() {
    let facts = r#"{"operations": [
        {"name": "AbortAndRollbackChangeOrder", "parameters": [{"name": "ChangeOrderId"}, {"name": "New"}],
         "response": [{"name": "Data", "fields": [{"name": "ChangeOrderId"}, {"name": "More"}]}]},
        {"name": "Other", "parameters": [], "response": []}]}"#;
    let facts = Facts::parse(facts).expect("facts");
    let coverage = Coverage::of(&api(), &spec().join("samples"), Some(&facts));
    assert_eq!(
        coverage.missing(),
        [
            "AbortAndRollbackChangeOrder.New: not described",
            "AbortAndRollbackChangeOrder reply Data.More: not described",
            "Other: not described",
        ]
    );
}
