//! Where texts come from: the disk, or memory in tests.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// A folder of files, addressed by `/`-separated paths relative to it.
pub trait Files {
    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// The file is missing or unreadable.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The bytes of a file that a description names. A description may come from anywhere, so this never reads what need
    /// not end: a device, or a pipe that nobody writes into.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read), and for what is no regular file.
    fn read_named(&self, path: &str) -> io::Result<Vec<u8>> {
        self.read(path)
    }

    /// How a person would name the file, for diagnostics.
    fn display(&self, path: &str) -> String;
}

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// Files below `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.folder.join(path))
    }

    fn read_named(&self, path: &str) -> io::Result<Vec<u8>> {
        if std::fs::metadata(self.folder.join(path))?.is_file() {
            self.read(path)
        } else {
            let reason = "it is no regular file";
            Err(io::Error::new(io::ErrorKind::InvalidInput, reason))
        }
    }

    fn display(&self, path: &str) -> String {
        self.folder.join(path).display().to_string()
    }
}

/// Texts in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    texts: BTreeMap<String, String>,
}

impl Memory {
    /// A folder of these files.
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self {
            texts: texts
                .into_iter()
                .map(|(path, text)| (path.to_owned(), text.to_owned()))
                .collect(),
        }
    }
}

impl Files for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.texts
            .get(path)
            .map(|text| text.clone().into_bytes())
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    }

    fn display(&self, path: &str) -> String {
        path.to_owned()
    }
}
