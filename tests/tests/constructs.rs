//! Right on the wire: one small description for each construct of OpenAPI, whose client is generated, compiled and run
//! against a server on loopback.
//!
//! `tests/constructs/NAME` has the description and what must go out and come back. All clients and their tests make one
//! workspace below `target`, so that Cargo compiles what they share once.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use acs_codegen::{Disk, RenderOptions, Target, output};

fn constructs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("constructs")
}

/// The names of all constructs that have a description.
fn names() -> Vec<String> {
    let entries = fs::read_dir(constructs()).expect("a folder");
    let folders = entries.map(|entry| entry.expect("an entry").path());
    let mut names: Vec<_> = folders
        .filter(|path| path.is_dir())
        .map(|path| {
            path.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

/// The entry document of a construct.
fn entry(name: &str) -> &'static str {
    let folder = constructs().join(name);
    let known = ["openapi.yaml", "openapi.json"];
    let found = known.into_iter().find(|file| folder.join(file).exists());
    found.unwrap_or_else(|| panic!("{name} has no description"))
}

fn generate(name: &str, folder: &Path) {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let target = Target::plain(name, "cargo test", &runtime.display().to_string());
    let disk = Disk::new(constructs().join(name));
    let generated = acs_codegen::generate(entry(name), &disk, &target).unwrap_or_else(|failure| {
        let options = RenderOptions {
            width: 100,
            color: false,
        };
        panic!("{name}: {}", failure.render(options));
    });
    output::replace(folder, &generated.files).expect("written");
}

/// A workspace of all clients and of the package that tests them.
fn workspace() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("target");
    let folder = target.join("constructs");
    let wire = folder.join("wire");
    fs::create_dir_all(wire.join("tests")).expect("a folder");
    let mut members = String::new();
    let mut dependencies = String::new();
    let mut modules = format!(
        "#![allow(dead_code)]\n#[path = {:?}]\nmod server;\n",
        constructs().join("server.rs").display().to_string()
    );
    for name in names() {
        generate(&name, &folder.join("clients").join(&name));
        let test = constructs()
            .join(&name)
            .join("wire.rs")
            .display()
            .to_string();
        let _ = write!(members, ", \"clients/{name}\"");
        let _ = writeln!(
            dependencies,
            "{name} = {{ path = \"../clients/{name}\", features = [\"blocking\"] }}"
        );
        let _ = writeln!(
            modules,
            "#[path = {test:?}]\nmod {}_wire;",
            name.replace('-', "_")
        );
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"wire\"{members}]\n\n\
         [workspace.lints.rust]\n\n[profile.dev]\ndebug = false\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("written");
    let manifest = format!(
        "[package]\nname = \"wire\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\
         futures-util = {{ version = \"0.3\", default-features = false }}\n\
         serde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\", \"rt-multi-thread\", \"time\"] }}\n"
    );
    fs::write(wire.join("Cargo.toml"), manifest).expect("written");
    fs::create_dir_all(wire.join("src")).expect("a folder");
    fs::write(wire.join("src/lib.rs"), "").expect("written");
    fs::write(wire.join("tests/main.rs"), modules).expect("written");
    // The versions that the workspace itself is tested with.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("copied");
    folder
}

#[test]
fn every_construct_is_right_on_the_wire() {
    let folder = workspace();
    let output = Command::new(env!("CARGO"))
        .args(["test", "-p", "wire", "--test", "main", "--offline"])
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .current_dir(&folder)
        .output()
        .expect("cargo runs");
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{stdout}\n{stderr}");
    for name in names() {
        let module = format!("test {}_wire::", name.replace('-', "_"));
        let passed = |line: &str| line.starts_with(&module) && line.ends_with(" ok");
        assert!(
            stdout.lines().any(passed),
            "no test of {name} ran:\n{stdout}"
        );
    }
}

/// `cargo xtask corpus tests/constructs` compiles what `manifest.json` lists.
#[test]
fn each_construct_stands_in_the_manifest() {
    let text = fs::read_to_string(constructs().join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let listed = manifest.as_array().expect("a list").iter();
    let listed: Vec<_> = listed
        .map(|entry| entry["file"].as_str().expect("a path"))
        .collect();
    let wanted = names()
        .into_iter()
        .map(|name| format!("{name}/{}", entry(&name)));
    assert_eq!(listed, wanted.collect::<Vec<_>>());
}

/// The README's code cannot name a generated crate where it is tested as documentation, so it is that of a construct.
#[test]
fn the_readme_s_code_is_compiled() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(readme).expect("the README");
    let mut samples = readme.split("```rust,ignore\n").skip(1);
    let sample = samples.next().expect("the code of a plain client");
    let (code, _) = sample.split_once("\n```").expect("the end of the code");
    let test = constructs().join("drive-client/wire.rs");
    let test = fs::read_to_string(test).expect("the test");
    assert!(test.starts_with(code), "README.md and the test differ");
    assert!(samples.next().is_none(), "a sample that nothing compiles");
}

/// The folders to which a row of the table links.
fn documented() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/constructs.md");
    let text = fs::read_to_string(path).expect("a table");
    let links = text.split("](../tests/constructs/").skip(1);
    let mut names: Vec<_> = links
        .filter_map(|rest| rest.split_once(')'))
        .map(|(name, _)| name.to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_table_has_a_row_for_each_construct() {
    let mut documented = documented();
    documented.dedup();
    assert_eq!(documented, names());
}
