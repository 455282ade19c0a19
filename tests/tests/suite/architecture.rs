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
            for module in modules(&text) {
                assert!(
                    !forbidden.contains(&module.as_str()),
                    "{name} uses `{module}`"
                );
            }
        }
    }
}

/// The modules of the crate that a file names, as `crate::module`, `crate::{module, ...}` or, from a module's own file,
/// `super::super::module`.
fn modules(text: &str) -> Vec<String> {
    let code: Vec<_> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code: String = code.concat().split_whitespace().collect();
    let word = |text: &str| -> String {
        text.chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect()
    };
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            found.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut begins = true;
        for (at, letter) in list.char_indices() {
            if begins {
                found.push(word(&list[at..]));
            }
            begins = depth == 0 && letter == ',';
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                _ => {}
            }
        }
    }
    // A comma may end a list.
    found.retain(|module| !module.is_empty());
    found
}

#[test]
fn the_scan_for_modules_sees_lists_and_skips_comments() {
    let text = "use crate::a::{b, c};\n// crate::no\nuse crate::{\n    d::{e, f},\n    g,\n};\nfn x(_: crate::h::T) {}";
    assert_eq!(modules(text), ["a", "d", "g", "h"]);
}

#[test]
fn each_room_of_the_mock_knows_only_those_that_it_needs() {
    let allowed = [
        ("clock.rs", &[][..]),
        ("ids.rs", &[]),
        ("incoming.rs", &[]),
        ("refusal.rs", &[]),
        ("account.rs", &["ids"]),
        ("description", &[]),
        ("state", &["clock", "ids"]),
        ("tokens", &["ids", "refusal", "service"]),
        ("verify", &["incoming", "refusal", "tokens"]),
        ("arguments.rs", &["description", "incoming", "refusal"]),
        ("behaviour", &["arguments", "state", "description"]),
        ("faults", &["description", "ids"]),
        ("journal.rs", &[]),
        ("listener.rs", &[]),
        ("reply", &["description", "incoming", "refusal"]),
    ];
    let all = sources("mock/src");
    for (room, known) in allowed {
        let path = format!("mock/src/{room}");
        let files: Vec<_> = all
            .iter()
            .filter(|(name, _)| name.starts_with(&path))
            .collect();
        assert!(!files.is_empty(), "{room} has no sources");
        for (name, text) in files {
            for module in modules(text) {
                let own = room.trim_end_matches(".rs") == module;
                assert!(
                    own || known.contains(&module.as_str()),
                    "{name} uses `{module}`"
                );
            }
        }
    }
}

#[test]
fn one_check_alone_knows_the_types_of_openapi() {
    for (name, text) in sources("codegen/src") {
        let is_check = name == "codegen/src/lower/alibaba/readable.rs";
        assert_eq!(text.contains("openapiv3::"), is_check, "{name}");
    }
}

#[test]
fn one_module_alone_knows_the_extensions_of_a_profile() {
    let own = "codegen/src/lower/alibaba/";
    let mut known = false;
    for (name, text) in sources("codegen/src/lower") {
        let code = text.lines();
        let mut code = code.filter(|line| !line.trim_start().starts_with("//"));
        let names_one = code.any(|line| line.contains("x-acs-"));
        assert!(!names_one || name.starts_with(own), "{name}");
        known |= names_one;
    }
    assert!(known, "{own} has no extensions");
}

#[test]
fn lowering_asks_for_the_profile_in_few_places() {
    let allowed = ["mod.rs", "operations.rs", "policy.rs", "service.rs"];
    for (name, text) in sources("codegen/src/lower") {
        let Some(file) = name.strip_prefix("codegen/src/lower/") else {
            continue;
        };
        let asks = text.contains("Profile::") || text.contains("is_alibaba()");
        let is_allowed =
            allowed.contains(&file) || file.starts_with("alibaba/") || file.contains("tests");
        assert!(!asks || is_allowed, "{name} should ask `policy`");
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
            // Unit tests stand in files of their own, or at the end of a file.
            let code = text.split("#[cfg(test)]\nmod tests {").next();
            let code = code.unwrap_or_default().lines();
            let code = code.filter(|line| !line.trim_start().starts_with("//"));
            for line in code.filter(|_| !name.contains("/tests")) {
                let named =
                    line.contains("AbortAndRollback") || line.to_lowercase().contains("edas");
                // Diagnostics may give an example.
                let example = folder == "codegen/src" && line.contains("for example");
                assert!(!named || example, "{name}: {line}");
            }
        }
    }
}

#[test]
fn hand_written_files_stay_small() {
    for folder in [
        "codegen",
        "runtime/src",
        "mock",
        "xtask",
        "tests",
        "examples",
    ] {
        for (name, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= 500, "{name} has {lines} lines");
        }
    }
}

#[test]
fn the_minimum_rust_version_is_what_the_dependencies_need() {
    // What only other platforms need has not been fetched, and may not be fetchable.
    let version = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--filter-platform", host.expect("a host")])
        .args(["--format-version", "1", "--locked", "--all-features"])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
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
