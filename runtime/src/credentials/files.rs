//! Reading the files that credentials come from.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tokio::runtime::Handle;
use zeroize::Zeroizing;

use crate::error::CredentialsError;

/// How large such a file may be, in bytes.
const LIMIT: u64 = 1 << 20;

/// The file's text; `None` when there is no such file.
pub(super) fn read_now(path: &Path) -> Result<Option<Zeroizing<String>>, CredentialsError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(path, error)),
    };
    let mut bytes = Zeroizing::new(Vec::with_capacity(4096));
    file.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LIMIT) {
        let problem = format!("the file {} is larger than 1 MiB", path.display());
        return Err(CredentialsError::new(problem));
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| CredentialsError::new(format!("the file {} is not UTF-8", path.display())))?;
    Ok(Some(Zeroizing::new(text.to_owned())))
}

fn unreadable(path: &Path, error: io::Error) -> CredentialsError {
    let problem = format!("the file {} cannot be read", path.display());
    CredentialsError::new(problem).caused_by(error)
}

/// As [`read_now`], away from the threads that drive futures.
pub(super) async fn read(path: &Path) -> Result<Option<Zeroizing<String>>, CredentialsError> {
    let path = PathBuf::from(path);
    aside(move || read_now(&path)).await
}

/// As [`read`], for a file that has to be there.
pub(super) async fn read_existing(path: &Path) -> Result<Zeroizing<String>, CredentialsError> {
    read(path).await?.ok_or_else(|| missing(path))
}

pub(super) fn missing(path: &Path) -> CredentialsError {
    CredentialsError::new(format!("the file {} does not exist", path.display()))
}

/// Runs what blocks on a thread of its own, if there is a runtime that has such threads.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CredentialsError> + Send + 'static,
) -> Result<T, CredentialsError> {
    let Ok(runtime) = Handle::try_current() else {
        return work();
    };
    match runtime.spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(CredentialsError::new("a file could not be worked on").caused_by(error)),
    }
}
