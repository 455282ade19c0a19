//! `credentials.ini`, the file of the official SDKs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ecs_ram_role::EcsRamRoleBuilder;
use super::files;
use super::ini::{Ini, Section};
use super::lazy::{Chosen, Lazy};
use super::named_profile::NamedProfile;
use super::session_key::SessionKeyCredentials;
use super::sts::Role;
use super::surroundings::Surroundings;
use super::{AssumeRoleCredentials, Credentials, OidcRoleCredentials, ProvideCredentials};
use crate::BoxFuture;
use crate::error::CredentialsError;
use crate::error::text::quoted;

const FILE: &str = "ALIBABA_CLOUD_CREDENTIALS_FILE";

/// Credentials of a section of `credentials.ini`.
///
/// The file is that of `ALIBABA_CLOUD_CREDENTIALS_FILE`, else `~/.alibabacloud/credentials.ini`, else
/// `~/.alibabacloud/credentials`. The section is that of `ALIBABA_CLOUD_PROFILE`, else `default`. Its `type` says what
/// else stands there:
///
/// | `type` | further names |
/// |---|---|
/// | `access_key` | `access_key_id`, `access_key_secret` |
/// | `ram_role_arn` | the same, `role_arn`, `role_session_name`, `policy` |
/// | `oidc_role_arn` | `role_arn`, `oidc_provider_arn`, `oidc_token_file_path`, `role_session_name`, `policy` |
/// | `ecs_ram_role` | `role_name` |
/// | `rsa_key_pair` | `public_key_id`, `private_key_file` |
///
/// The file is read at the first use, and then no more; what its section leads to is kept and refreshed as
/// [the module](super#caching) says.
///
/// ```
/// use acs_runtime::credentials::ProfileCredentials;
///
/// let testing = ProfileCredentials::new().with_profile("testing");
/// ```
#[derive(Debug)]
pub struct ProfileCredentials {
    asked: NamedProfile,
    lazy: Lazy,
}

impl ProfileCredentials {
    /// The file and the section that the environment names.
    #[must_use]
    pub fn new() -> Self {
        Self::of(NamedProfile::default())
    }

    /// Another section.
    #[must_use]
    pub fn with_profile(self, name: impl Into<String>) -> Self {
        Self::of(NamedProfile {
            profile: Some(name.into()),
            ..self.asked
        })
    }

    /// Another file.
    #[must_use]
    pub fn with_file(self, file: impl Into<PathBuf>) -> Self {
        Self::of(NamedProfile {
            file: Some(file.into()),
            ..self.asked
        })
    }

    pub(super) fn of(asked: NamedProfile) -> Self {
        let lazy = asked.lazily(|asked| Box::pin(choose(asked)));
        Self { asked, lazy }
    }
}

impl Default for ProfileCredentials {
    fn default() -> Self {
        Self::new()
    }
}

impl ProvideCredentials for ProfileCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.lazy.credentials()
    }

    fn source_name(&self) -> String {
        self.lazy.name("profile")
    }
}

async fn choose(asked: NamedProfile) -> Result<Chosen, CredentialsError> {
    let name = asked.name()?.unwrap_or_else(|| "default".to_owned());
    let (path, text) = open(&asked).await?;
    let shown = path.display();
    let ini = Ini::parse(&text)
        .map_err(|problem| CredentialsError::new(format!("the file {shown} {problem}")))?;
    let section = ini.section(&name).ok_or_else(|| {
        let known = known(ini.names());
        CredentialsError::new(format!(
            "the file {shown} has no section {}; it has {known}",
            quoted(&name, 80)
        ))
    })?;
    source(section, &asked.surroundings).map_err(|error| {
        let (name, reason) = (quoted(&name, 80), error.reason());
        CredentialsError::new(format!("the section {name} of {shown}: {reason}"))
    })
}

/// Names in quotation marks, for errors.
pub(super) fn known<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.map(|name| quoted(name, 80)).collect();
    if names.is_empty() {
        return "none".to_owned();
    }
    names.join(", ")
}

/// The file's path and text.
async fn open(
    asked: &NamedProfile,
) -> Result<(PathBuf, zeroize::Zeroizing<String>), CredentialsError> {
    let named = match &asked.file {
        Some(file) => Some(file.clone()),
        None => asked.surroundings.variable(FILE)?.map(PathBuf::from),
    };
    if let Some(path) = named {
        let text = files::read_existing(&path).await?;
        return Ok((path, text));
    }
    let folder = asked.home()?.join(".alibabacloud");
    let usual = folder.join("credentials.ini");
    for path in [&usual, &folder.join("credentials")] {
        if let Some(text) = files::read(path).await? {
            return Ok((path.clone(), text));
        }
    }
    Err(files::missing(&usual))
}

fn source(section: &Section, surroundings: &Surroundings) -> Result<Chosen, CredentialsError> {
    let required = |name: &str| {
        section
            .get(name)
            .ok_or_else(|| CredentialsError::new(format!("`{name}` is missing")))
    };
    let optional = |name: &str| section.get(name).map(str::to_owned);
    let role = || Role {
        arn: optional("role_arn"),
        session_name: optional("role_session_name"),
        policy: optional("policy"),
        ..Role::default()
    };
    let key = || Credentials::new(required("access_key_id")?, required("access_key_secret")?);
    Ok(match required("type")? {
        "access_key" => Arc::new(key()?),
        "ram_role_arn" => {
            let source = Arc::new(key()?);
            Arc::new(AssumeRoleCredentials::assemble(
                source,
                &role(),
                surroundings,
            )?)
        }
        "oidc_role_arn" => Arc::new(OidcRoleCredentials::assemble(
            required("oidc_provider_arn")?.to_owned(),
            Path::new(required("oidc_token_file_path")?).to_owned(),
            &role(),
            surroundings,
        )?),
        "ecs_ram_role" => {
            let builder = EcsRamRoleBuilder::new(surroundings.clone());
            Arc::new(match section.get("role_name") {
                Some(name) => builder.role_name(name).build()?,
                None => builder.build()?,
            })
        }
        "rsa_key_pair" => Arc::new(SessionKeyCredentials::new(
            required("public_key_id")?.to_owned(),
            required("private_key_file")?.into(),
            surroundings,
        )?),
        other => {
            return Err(CredentialsError::new(format!(
                "the type {} is not known; give access_key, ram_role_arn, oidc_role_arn, ecs_ram_role or rsa_key_pair",
                quoted(other, 80)
            )));
        }
    })
}
