//! Where things are in the workspace.

use std::path::{Path, PathBuf};

/// The workspace's folder: the working directory when it is the workspace, so that messages show short paths.
pub(crate) fn workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."));
    match std::env::current_dir() {
        Ok(current) if current == folder => PathBuf::new(),
        _ => folder.to_owned(),
    }
}

/// The description's folder.
pub(crate) fn spec() -> PathBuf {
    workspace().join("spec")
}

/// The description's entry document, below its folder.
pub(crate) const ENTRY: &str = "edas.yaml";

/// The crate that is written.
pub(crate) fn generated_client() -> PathBuf {
    workspace().join("generated-client")
}

/// The runtime's folder, for crates anywhere on this machine.
pub(crate) fn runtime() -> String {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let runtime = workspace.unwrap_or(Path::new("..")).join("runtime");
    runtime.display().to_string()
}
