//! Credentials that a program prints.

use std::fmt;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::cache::{Cache, Fetch, Fetched};
use super::json::Json;
use super::reply::{expiration, lacks};
use super::surroundings::Surroundings;
use super::{Credentials, ProvideCredentials};
use crate::BoxFuture;
use crate::error::CredentialsError;

/// How long the program may run.
const LIMIT: Duration = Duration::from_secs(60);
/// How much it may print, in bytes.
const MAX_OUTPUT: u64 = 1 << 20;
/// How long before their end its credentials count as stale.
const MARGIN: Duration = Duration::from_secs(180);

const WHO: &str = "the credentials program";

/// Credentials that a program prints as JSON: `mode` (`AK` or `StsToken`), `access_key_id`, `access_key_secret`,
/// `sts_token` and `expiration` (as `2030-01-31T08:00:00Z`).
///
/// The program gets 60 seconds, no input, and is killed when its time is up or nobody waits any more. What it prints
/// appears in no error and no log. Credentials with an `expiration` are kept until three minutes before it, see
/// [the module](super#caching); for others the program runs each time.
///
/// ```
/// use acs_runtime::credentials::ExternalCredentials;
///
/// let vault = ExternalCredentials::new("vault-login --format 'alibaba cloud'")?;
/// # Ok::<(), acs_runtime::error::CredentialsError>(())
/// ```
#[derive(Debug)]
pub struct ExternalCredentials {
    cache: Cache<External>,
}

/// Is told of new credentials, in the program's own JSON.
pub(super) type Told = Arc<dyn Fn(Arc<Json>) -> BoxFuture<'static, ()> + Send + Sync>;

impl ExternalCredentials {
    /// The program and its arguments, split at blanks; quotation marks and backslashes work as in a shell, but no shell
    /// runs. Nothing is started yet.
    ///
    /// # Errors
    /// [`CredentialsError`] when the command is empty or a quotation does not end.
    pub fn new(command: impl AsRef<str>) -> Result<Self, CredentialsError> {
        Self::assemble(command.as_ref(), &Surroundings::default(), None)
    }

    pub(super) fn assemble(
        command: &str,
        surroundings: &Surroundings,
        told: Option<Told>,
    ) -> Result<Self, CredentialsError> {
        let words = shlex::split(command).ok_or_else(|| {
            CredentialsError::new(format!(
                "the command of {WHO} has a quotation without an end"
            ))
        })?;
        if words.is_empty() {
            return Err(CredentialsError::new(format!(
                "the command of {WHO} is empty"
            )));
        }
        let source = External { words, told };
        Ok(Self {
            cache: Cache::new(source, surroundings),
        })
    }
}

impl ProvideCredentials for ExternalCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.cache.credentials()
    }

    fn source_name(&self) -> String {
        self.cache.source().name()
    }
}

struct External {
    /// Program and arguments.
    words: Vec<String>,
    told: Option<Told>,
}

impl External {
    async fn ask(&self) -> Result<Fetched, CredentialsError> {
        let output = self.run().await?;
        let printed = Json::parse(&output).map_err(|problem| {
            CredentialsError::new(format!("what {} prints {problem}", self.who()))
        })?;
        let fetched = self.read(&printed)?;
        if let Some(told) = &self.told {
            told(Arc::new(printed)).await;
        }
        Ok(fetched)
    }

    fn who(&self) -> String {
        let program = self.words.first().map_or("", String::as_str);
        format!("{WHO} `{program}`")
    }

    async fn run(&self) -> Result<Zeroizing<String>, CredentialsError> {
        let who = self.who();
        let mut child = self.start()?;
        let finished = timeout(LIMIT, output(&mut child)).await;
        // Dropping the child kills it, and so does dropping this future.
        let finished = finished.map_err(|_| {
            CredentialsError::new(format!("{who} ran longer than {} s", LIMIT.as_secs()))
        })?;
        let (status, output) = finished.map_err(|error| {
            CredentialsError::new(format!("{who} cannot be read")).caused_by(error)
        })?;
        if u64::try_from(output.len()).is_ok_and(|length| length > MAX_OUTPUT) {
            return Err(CredentialsError::new(format!(
                "{who} prints more than 1 MiB"
            )));
        }
        if !status.success() {
            // `status` says "exit status: 1" or which signal it was.
            return Err(CredentialsError::new(format!(
                "{who} failed with {status}; run the command by hand to see what it says"
            )));
        }
        let text = std::str::from_utf8(&output)
            .map_err(|_| CredentialsError::new(format!("what {who} prints is no text")))?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    fn start(&self) -> Result<Child, CredentialsError> {
        let mut words = self.words.iter();
        let Some(program) = words.next() else {
            return Err(CredentialsError::new("there is no program to run"));
        };
        Command::new(program)
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // It may hold secrets just as well, so that neither a log nor a terminal gets it.
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| {
                CredentialsError::new(format!("{} cannot be started", self.who())).caused_by(error)
            })
    }

    fn read(&self, printed: &Json) -> Result<Fetched, CredentialsError> {
        let who = self.who();
        let text = |name| printed.text(name).ok_or_else(|| lacks(&who, name));
        let (id, secret) = (text("access_key_id")?, text("access_key_secret")?);
        let token = match printed.text("mode") {
            Some("AK") => None,
            Some("StsToken") => Some(text("sts_token")?.to_owned()),
            _ => {
                return Err(CredentialsError::new(format!(
                    "what {who} prints has another `mode` than \"AK\" or \"StsToken\""
                )));
            }
        };
        if printed.has("expiration") {
            let end = expiration(printed, "expiration", &who)?;
            let credentials = Credentials::expiring(id, secret, token, end)?;
            return Ok(Fetched::temporary(credentials, MARGIN));
        }
        let credentials = match token {
            Some(token) => Credentials::temporary(id, secret, token, None)?,
            None => Credentials::new(id, secret)?,
        };
        Ok(Fetched::once(credentials))
    }
}

/// What the program prints, or as much of it as shows that it is too much, and how it ended.
async fn output(
    child: &mut Child,
) -> std::io::Result<(std::process::ExitStatus, Zeroizing<Vec<u8>>)> {
    let mut output = Zeroizing::new(Vec::with_capacity(4096));
    if let Some(stdout) = child.stdout.take() {
        stdout.take(MAX_OUTPUT + 1).read_to_end(&mut output).await?;
    }
    if u64::try_from(output.len()).is_ok_and(|length| length > MAX_OUTPUT) {
        child.start_kill()?;
    }
    Ok((child.wait().await?, output))
}

impl Fetch for External {
    fn name(&self) -> String {
        "external".to_owned()
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(self.ask())
    }
}

/// Arguments may hold secrets.
impl fmt::Debug for External {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.who())
    }
}
