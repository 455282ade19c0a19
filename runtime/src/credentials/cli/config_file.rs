//! The file itself: reading it, and changing a profile in it.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use fs4::FileExt;
use tempfile::NamedTempFile;

use super::super::files;
use super::super::json::Json;
use super::super::profile::known;
use crate::error::CredentialsError;
use crate::error::text::quoted;

/// How long to wait for another process that writes the file.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often to look whether it has finished.
const GLANCE: Duration = Duration::from_millis(20);

/// Where the file is.
#[derive(Clone, Debug)]
pub(super) struct ConfigFile {
    path: PathBuf,
}

impl ConfigFile {
    pub(super) fn at(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) async fn read(&self) -> Result<Document, CredentialsError> {
        let file = self.clone();
        files::aside(move || file.read_now()).await
    }

    pub(super) fn read_now(&self) -> Result<Document, CredentialsError> {
        let text = files::read_now(&self.path)?.ok_or_else(|| files::missing(&self.path))?;
        let json = Json::parse(&text).map_err(|problem| {
            let path = self.path.display();
            CredentialsError::new(format!("the file {path} {problem}"))
        })?;
        Ok(Document {
            file: self.clone(),
            json,
        })
    }

    /// Changes a profile, with the file as it is by then, and nobody else changing it. What else stands in the file
    /// stays, in its order.
    pub(super) async fn change(
        &self,
        profile: &str,
        change: impl FnOnce(&mut Json) + Send + 'static,
    ) -> Result<(), CredentialsError> {
        let (file, profile) = (self.clone(), profile.to_owned());
        files::aside(move || file.change_now(&profile, change)).await
    }

    fn change_now(
        &self,
        profile: &str,
        change: impl FnOnce(&mut Json),
    ) -> Result<(), CredentialsError> {
        let unwritable = |error: io::Error| {
            let path = self.path.display();
            CredentialsError::new(format!("the file {path} cannot be written")).caused_by(error)
        };
        // Behind a link lies the file that is to be replaced.
        let path = self.path.canonicalize().map_err(unwritable)?;
        let _locked = lock(&path).map_err(unwritable)?;
        let mut document = self.read_now()?;
        change(document.profile_mut(profile)?);
        replace(&path, &document.json.to_pretty()).map_err(unwritable)
    }
}

/// Waits until nobody else has the file. The official SDKs lock it in the same way.
fn lock(path: &Path) -> io::Result<File> {
    let began = Instant::now();
    loop {
        let file = File::open(path)?;
        // Whoever had it may have put another in its place meanwhile, on which somebody else may wait.
        if FileExt::try_lock(&file).is_ok() && is_at(&file, path)? {
            return Ok(file);
        }
        if began.elapsed() >= PATIENCE {
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                "another process has locked it for more than 5 s",
            ));
        }
        thread::sleep(GLANCE);
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    let (held, there) = (file.metadata()?, path.metadata()?);
    Ok((held.dev(), held.ino()) == (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Gives the file to the owner of the other: a program that root runs in a user's home must not lock the user out.
#[cfg(unix)]
fn give(new: &File, old: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let (owner, there) = (old.metadata()?, new.metadata()?);
    if owner.uid() == there.uid() {
        return Ok(());
    }
    fchown(new, Some(owner.uid()), Some(owner.gid()))
}

#[cfg(not(unix))]
fn give(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Puts another text in the file's place at once, readable for its owner only, who stays the same.
fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = NamedTempFile::new_in(folder)?;
    give(new.as_file(), path)?;
    new.write_all(text)?;
    new.as_file().sync_all()?;
    new.persist(path)?;
    Ok(())
}

/// What the file says.
pub(super) struct Document {
    pub(super) file: ConfigFile,
    json: Json,
}

impl Document {
    /// The name of the profile that is used when none is named.
    pub(super) fn current(&self) -> Result<&str, CredentialsError> {
        self.json
            .text("current")
            .ok_or_else(|| self.wrong("names no `current` profile; set ALIBABA_CLOUD_PROFILE"))
    }

    pub(super) fn profile(&self, name: &str) -> Result<&Json, CredentialsError> {
        let found = self
            .profiles()
            .iter()
            .find(|one| one.text("name") == Some(name));
        found.ok_or_else(|| self.no_profile(name))
    }

    fn profile_mut(&mut self, name: &str) -> Result<&mut Json, CredentialsError> {
        let missing = self.no_profile(name);
        let Some(Json::List(profiles)) = self.json.get_mut("profiles") else {
            return Err(missing);
        };
        let found = profiles
            .iter_mut()
            .find(|one| one.text("name") == Some(name));
        found.ok_or(missing)
    }

    fn profiles(&self) -> &[Json] {
        match self.json.get("profiles") {
            Some(Json::List(profiles)) => profiles,
            _ => &[],
        }
    }

    fn no_profile(&self, name: &str) -> CredentialsError {
        let names = known(self.profiles().iter().filter_map(|one| one.text("name")));
        self.wrong(&format!(
            "has no profile {}; it has {names}",
            quoted(name, 80)
        ))
    }

    fn wrong(&self, problem: &str) -> CredentialsError {
        let path = self.file.path.display();
        CredentialsError::new(format!("the file {path} {problem}"))
    }

    /// An error about one profile.
    pub(super) fn wrong_profile(&self, name: &str, problem: &str) -> CredentialsError {
        let (name, path) = (quoted(name, 80), self.file.path.display());
        CredentialsError::new(format!("the profile {name} in {path}: {problem}"))
    }
}

#[cfg(test)]
mod tests;
