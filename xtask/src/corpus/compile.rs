//! Compiling all crates of a run as one workspace.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::report::{Compiled, Row};

pub(super) fn all(rows: &mut [Row], crates: &Path) -> Result<(), String> {
    let members: Vec<_> = rows
        .iter()
        .filter(|row| row.accepted)
        .map(|row| format!("\"{}\"", row.package))
        .collect();
    if members.is_empty() {
        return Ok(());
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        members.join(", ")
    );
    let path = crates.join("Cargo.toml");
    fs::write(&path, manifest).map_err(|error| format!("{}: {error}", path.display()))?;
    // The versions that the workspace is tested with.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let _ = fs::copy(lock, crates.join("Cargo.lock"));
    let messages = check(crates)?;
    for row in rows.iter_mut().filter(|row| row.accepted) {
        row.compiled = Some(messages.get(&row.package).cloned().unwrap_or_default());
    }
    Ok(())
}

fn check(crates: &Path) -> Result<HashMap<String, Compiled>, String> {
    let mut child = Command::new(env!("CARGO"))
        .args([
            "check",
            "--workspace",
            "--keep-going",
            "--message-format=json",
        ])
        .arg("--target-dir")
        .arg(crates.with_file_name("target"))
        .current_dir(crates)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    let mut messages: HashMap<String, Compiled> = HashMap::new();
    let mut built = false;
    for line in BufReader::new(child.stdout.take().ok_or("cargo has no output")?).lines() {
        let line = line.map_err(|error| error.to_string())?;
        let Ok(message) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        built |= message["reason"] == "compiler-artifact";
        if message["reason"] != "compiler-message" {
            continue;
        }
        let package = package(&message);
        let compiled = messages.entry(package).or_default();
        let text = message["message"]["rendered"].as_str().unwrap_or_default();
        match message["message"]["level"].as_str() {
            Some("error") => compiled.errors.push(text.to_owned()),
            Some("warning") => compiled.warnings.push(text.to_owned()),
            _ => {}
        }
    }
    child.wait().map_err(|error| error.to_string())?;
    if built {
        Ok(messages)
    } else {
        Err(format!(
            "cargo compiled nothing; `cargo check --workspace` in {} says why",
            crates.display()
        ))
    }
}

/// The package that a message is about.
fn package(message: &Value) -> String {
    let manifest = message["manifest_path"].as_str().unwrap_or_default();
    let folder = Path::new(manifest).parent().and_then(Path::file_name);
    folder.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
