//! The generated client against the description, and how it is written.

use std::fs;
use std::path::{Path, PathBuf};

use acs_codegen::output::{compare, replace};
use acs_codegen::{Disk, File, Generated, RenderOptions, Target};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .to_owned()
}

fn generate(spec: &Path) -> Generated {
    let target = Target {
        mock: Some("edas-mock".to_owned()),
        ..Target::alibaba(
            "edas-client",
            env!("CARGO_PKG_VERSION"),
            "cargo xtask generate",
        )
    };
    acs_codegen::generate("edas.yaml", &Disk::new(spec), &target)
        .unwrap_or_else(|failure| panic!("{}", failure.render(RenderOptions::default())))
}

/// A copy of a folder that a test may change.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

#[test]
fn the_generated_client_is_what_the_description_says() {
    let found = compare(
        &workspace().join("generated-client"),
        &generate(&workspace().join("spec")).files,
    );
    let found = found.expect("readable");
    assert!(
        found.is_current(),
        "generated-client is stale; run `cargo xtask generate`: {found:?}"
    );
}

#[test]
fn the_same_description_gives_the_same_bytes() {
    let spec = workspace().join("spec");
    assert_eq!(generate(&spec).files, generate(&spec).files);
}

#[test]
fn an_optional_parameter_changes_only_the_file_of_its_operation() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("spec");
    copy(&workspace().join("spec"), &spec);
    let before = generate(&spec);
    let path = spec.join("paths/change-order.yaml");
    let text = fs::read_to_string(&path).expect("readable");
    let parameter = "      - name: Reason\n        in: query\n        description: Why.\n        schema: {type: string}\n";
    fs::write(
        &path,
        text.replacen(
            "    responses:\n",
            &format!("{parameter}    responses:\n"),
            1,
        ),
    )
    .expect("writable");

    let after = generate(&spec);
    let changed: Vec<_> = after
        .files
        .iter()
        .filter(|file| !before.files.contains(file))
        .collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!(
        changed[0].path,
        "src/change_order/abort_and_rollback_change_order.rs"
    );
    assert!(
        changed[0]
            .text
            .contains("pub fn reason(mut self, reason: impl Into<String>) -> Self")
    );
    assert_eq!(after.files.len(), before.files.len());
}

#[test]
fn writing_touches_only_what_differs_and_removes_what_is_not_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("client");
    let files = generate(&workspace().join("spec")).files;
    assert_eq!(
        replace(&target, &files).expect("written").added.len(),
        files.len()
    );
    let modified = |path: &str| {
        fs::metadata(target.join(path))
            .and_then(|it| it.modified())
            .expect("a time")
    };
    let before = modified("src/client.rs");
    fs::write(target.join("src/lib.rs"), "stale").expect("writable");
    fs::create_dir(target.join("src/old")).expect("a folder");
    fs::write(target.join("src/old/file.rs"), "").expect("writable");

    let done = replace(&target, &files).expect("written");
    assert_eq!(
        (done.changed.len(), done.added.len(), done.removed.len()),
        (1, 0, 1)
    );
    assert_eq!(modified("src/client.rs"), before);
    assert!(!target.join("src/old").exists());
    assert!(compare(&target, &files).expect("readable").is_current());
    let left: Vec<_> = fs::read_dir(folder.path()).expect("readable").collect();
    assert_eq!(left.len(), 1, "nothing temporary stays behind: {left:?}");
}

/// The files of a folder with their texts, by path.
fn texts(folder: &Path) -> std::collections::BTreeMap<PathBuf, String> {
    let mut found = std::collections::BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("readable");
                found.insert(path, text);
            }
        }
    }
    found
}

#[test]
fn a_write_that_fails_leaves_the_old_files_and_nothing_temporary() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("client");
    let mut files = generate(&workspace().join("spec")).files;
    replace(&target, &files).expect("written");
    let before = texts(folder.path());

    files[0].text.push_str("# changed\n");
    files.remove(1);
    for path in ["new", "new/below-a-file"] {
        files.push(File {
            path: path.to_owned(),
            text: String::new(),
        });
    }
    replace(&target, &files).expect_err("a file cannot be a folder as well");
    assert_eq!(texts(folder.path()), before);
}

#[test]
fn a_description_with_an_error_gives_no_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("spec");
    copy(&workspace().join("spec"), &spec);
    let path = spec.join("schemas/change-order.yaml");
    let text = fs::read_to_string(&path).expect("readable");
    fs::write(&path, text.replacen("type: string", "type: strin", 1)).expect("writable");
    let target = Target::alibaba("edas-client", "1.0.0", "");
    let failure = acs_codegen::generate("edas.yaml", &Disk::new(&spec), &target)
        .expect_err("there is no such type");
    let cause = failure
        .problems()
        .iter()
        .find(|problem| problem.code() == "invalid-value")
        .expect("the wrong type is named");
    assert!(cause.file().ends_with("change-order.yaml"), "{cause}");
}
