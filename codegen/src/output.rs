//! Files onto the disk: compared, or replaced all at once.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::emit::File;

/// How a folder differs from the files that should be in it.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Files whose text differs, with their text on disk.
    pub changed: Vec<(File, String)>,
    /// Files that are missing.
    pub added: Vec<File>,
    /// Paths of files that should not be there.
    pub removed: Vec<String>,
    /// Number of files that are as they should be.
    pub unchanged: usize,
}

impl Comparison {
    /// Whether the folder is as it should be.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.changed.is_empty() && self.added.is_empty() && self.removed.is_empty()
    }
}

/// Compares a folder with the files that should be in it.
///
/// # Errors
///
/// The folder or a file in it cannot be read.
pub fn compare(folder: &Path, files: &[File]) -> io::Result<Comparison> {
    let mut comparison = Comparison::default();
    for file in files {
        match fs::read(folder.join(&file.path)) {
            Ok(bytes) if bytes == file.text.as_bytes() => comparison.unchanged += 1,
            Ok(bytes) => comparison
                .changed
                .push((file.clone(), String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                comparison.added.push(file.clone());
            }
            Err(error) => return Err(error),
        }
    }
    let wanted: BTreeSet<_> = files.iter().map(|file| file.path.as_str()).collect();
    comparison.removed = present(folder)?
        .into_iter()
        .filter(|path| !wanted.contains(path.as_str()))
        .collect();
    Ok(comparison)
}

/// Makes a folder hold exactly these files.
///
/// All files are written beside the folder first and then moved into it one by one, so that a full disk or an interrupted
/// run leaves no file cut off. Files that are as they should be are not touched.
///
/// # Errors
///
/// A file cannot be written, moved or removed.
pub fn replace(folder: &Path, files: &[File]) -> io::Result<Comparison> {
    let comparison = compare(folder, files)?;
    if comparison.is_current() {
        return Ok(comparison);
    }
    let parent = folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(parent)?;
    let staging = tempfile::Builder::new()
        .prefix(".generating-")
        .tempdir_in(parent)?;
    let written: Vec<&File> = comparison
        .changed
        .iter()
        .map(|(file, _)| file)
        .chain(&comparison.added)
        .collect();
    for file in &written {
        let path = staging.path().join(&file.path);
        fs::create_dir_all(folder_of(&path))?;
        fs::write(path, &file.text)?;
    }
    for file in &written {
        let path = folder.join(&file.path);
        fs::create_dir_all(folder_of(&path))?;
        fs::rename(staging.path().join(&file.path), path)?;
    }
    for path in &comparison.removed {
        fs::remove_file(folder.join(path))?;
    }
    remove_empty_folders(folder)?;
    Ok(comparison)
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
}

/// The files below a folder, by `/`-separated path; none when there is no folder yet.
fn present(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(prefix) = open.pop() {
        let entries = match fs::read_dir(folder.join(&prefix)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}/{name}")
            };
            if prefix.is_empty() && is_of_others(&name) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file or folder of this name, beside the manifest, is not ours: what Cargo makes when the package is built by
/// itself, and what is hidden, such as a repository.
fn is_of_others(name: &str) -> bool {
    name == "target" || name == "Cargo.lock" || name.starts_with('.')
}

/// A file in the folder that no generator has written, if there is one: it lacks the mark.
///
/// # Errors
///
/// A folder or file cannot be read.
pub fn unmarked(folder: &Path) -> io::Result<Option<String>> {
    for path in present(folder)? {
        let mut beginning = Vec::new();
        fs::File::open(folder.join(&path))?
            .take(100)
            .read_to_end(&mut beginning)?;
        if !String::from_utf8_lossy(&beginning).contains("@generated by ") {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn remove_empty_folders(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_ours = !is_of_others(&entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() && is_ours {
            remove_empty_folders(&entry.path())?;
            if fs::read_dir(entry.path())?.next().is_none() {
                fs::remove_dir(entry.path())?;
            }
        }
    }
    Ok(())
}

/// The difference between two texts, as `diff -u` shows it.
#[must_use]
pub fn diff(path: &str, old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(2)
        .header(
            &format!("{path} (on disk)"),
            &format!("{path} (from the description)"),
        )
        .to_string()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{replace, unmarked};
    use crate::emit::File;

    #[test]
    fn what_is_hidden_is_left_alone_and_what_is_not_marked_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at(".git/refs")).unwrap();
        fs::write(at(".git/HEAD"), "x").unwrap();
        fs::write(at("Cargo.lock"), "x").unwrap();
        let files = [File {
            path: "src/lib.rs".to_owned(),
            text: "// @generated by x\n".to_owned(),
        }];
        replace(folder.path(), &files).unwrap();
        assert!(at(".git/refs").exists() && at(".git/HEAD").exists());
        assert_eq!(unmarked(folder.path()).unwrap(), None);
        fs::write(at("src/mine.rs"), "fn mine() {}").unwrap();
        let found = unmarked(folder.path()).unwrap();
        assert_eq!(found.as_deref(), Some("src/mine.rs"));
        assert_eq!(unmarked(&at("none")).unwrap(), None);
    }
}
