//! The rules of ARCHITECTURE.md.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .to_owned()
}

/// The Rust files below a folder, with their texts.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![workspace().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path
                    .strip_prefix(workspace())
                    .expect("inside")
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push((name, fs::read_to_string(&path).expect("readable")));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no sources");
    found
}

#[test]
fn the_stages_of_the_generator_know_only_those_before_them() {
    let stages = [
        ("load", &["ir", "lower", "emit", "output"][..]),
        ("diagnostic", &["ir", "lower", "emit", "output"]),
        ("ir", &["lower", "emit", "output", "diagnostic"]),
        ("lower", &["emit", "output"]),
        ("emit", &["lower", "output"]),
    ];
    for (stage, forbidden) in stages {
        for (name, text) in sources(&format!("codegen/src/{stage}")) {
            for later in forbidden {
                let mention = [format!("crate::{later}::"), format!("crate::{{{later}")];
                assert!(
                    !mention.iter().any(|it| text.contains(it)),
                    "{name} uses `{later}`"
                );
            }
        }
    }
}

#[test]
fn only_reading_and_lowering_know_openapi() {
    for stage in ["ir", "emit", "diagnostic"] {
        for (name, text) in sources(&format!("codegen/src/{stage}")) {
            assert!(!text.contains("openapiv3::"), "{name} uses openapiv3");
        }
    }
}

#[test]
fn generator_and_runtime_do_not_know_each_other_nor_the_product() {
    let manifest = |name: &str| {
        fs::read_to_string(workspace().join(name).join("Cargo.toml")).expect("readable")
    };
    assert!(!manifest("codegen").contains("acs-runtime"));
    assert!(!manifest("runtime").contains("acs-codegen"));
    for folder in ["codegen/src", "runtime/src"] {
        for (name, text) in sources(folder) {
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            for line in
                code.filter(|line| line.contains("AbortAndRollback") || line.contains("edas."))
            {
                let example =
                    line.contains("help(") || line.contains("for example") || name.contains("test");
                assert!(example, "{name}: {line}");
            }
        }
    }
}

#[test]
fn hand_written_files_stay_small() {
    for folder in ["codegen", "runtime/src", "xtask", "tests", "examples"] {
        for (name, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= 500, "{name} has {lines} lines");
        }
    }
}

#[test]
fn the_minimum_rust_version_is_what_the_dependencies_need() {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--all-features",
        ])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let version = |text: &str| {
        text.split('.')
            .map(|part| part.parse::<u32>().expect("a number"))
            .collect::<Vec<_>>()
    };
    let needed = packages
        .iter()
        .filter(|package| !package["source"].is_null())
        .filter_map(|package| {
            Some((
                version(package["rust_version"].as_str()?),
                package["name"].as_str()?,
            ))
        })
        .max()
        .expect("a dependency states a version");
    let own = packages
        .iter()
        .find(|package| package["name"] == "edas-client")
        .expect("the client");
    let own = version(own["rust_version"].as_str().expect("a version"));
    assert_eq!(own[..2], needed.0[..2], "{} needs {:?}", needed.1, needed.0);
}
