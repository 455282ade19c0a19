//! Whether Cargo would take a new crate for a member of a workspace that does not have it.

use std::fs;
use std::path::Path;

use glob::Pattern;
use toml::{Table, Value};

/// Whether there is a workspace around the folder, and the folder is no member of it: its crate must then say that it is
/// a workspace of its own.
pub(super) fn is_in_another_workspace(out: &Path) -> bool {
    let around = out.ancestors().skip(1);
    let mut workspaces = around.filter_map(|folder| Some((folder, workspace(folder)?)));
    let Some((folder, workspace)) = workspaces.next() else {
        return false;
    };
    let Ok(below) = out.strip_prefix(folder) else {
        return false;
    };
    let lists = |key: &str| {
        let patterns = workspace.get(key).and_then(Value::as_array);
        let mut patterns = patterns.into_iter().flatten().filter_map(Value::as_str);
        patterns.any(|pattern| {
            let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
            Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_path(below))
        })
    };
    // What is excluded stands alone already.
    !lists("members") && !lists("exclude")
}

/// What a folder's manifest says of a workspace.
fn workspace(folder: &Path) -> Option<Table> {
    let text = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    let mut manifest: Table = text.parse().ok()?;
    match manifest.remove("workspace")? {
        Value::Table(workspace) => Some(workspace),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_what_is_excluded_need_no_workspace_of_their_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| is_in_another_workspace(&folder.path().join(path));
        assert!(!at("a"));
        let manifest = "[workspace]\nmembers = [\"a\", \"clients/*\"]\nexclude = [\"out\"]\n";
        fs::write(folder.path().join("Cargo.toml"), manifest).expect("written");
        assert!(!at("a") && !at("clients/b") && !at("out"));
        assert!(at("b") && at("a/b") && at("target/x"));
    }
}
