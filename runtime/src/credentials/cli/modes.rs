//! What a profile's mode leads to.

use std::sync::Arc;
use std::time::Duration;

use super::super::assume_role::AssumeRoleCredentials;
use super::super::ecs_ram_role::EcsRamRoleBuilder;
use super::super::external::{ExternalCredentials, Told};
use super::super::json::Json;
use super::super::lazy::Chosen;
use super::super::oidc_role::OidcRoleCredentials;
use super::super::sts::{Place, Role};
use super::super::surroundings::Surroundings;
use super::super::{Credentials, ProvideCredentials};
use super::cloud_sso::CloudSsoCredentials;
use super::config_file::{ConfigFile, Document};
use super::oauth::{OAuthCredentials, epoch};
use crate::error::CredentialsError;
use crate::error::text::quoted;

const KNOWN: &str =
    "AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole, OIDC, External, CloudSSO or OAuth";

/// The source that a profile describes.
pub(super) fn source(
    document: &Document,
    name: &str,
    surroundings: &Surroundings,
) -> Result<Chosen, CredentialsError> {
    let mut chain = Profiles {
        document,
        surroundings,
        names: Vec::new(),
    };
    chain.source(name)
}

/// Profiles of which each takes its key from the next.
struct Profiles<'a> {
    document: &'a Document,
    surroundings: &'a Surroundings,
    names: Vec<String>,
}

impl Profiles<'_> {
    fn source(&mut self, name: &str) -> Result<Chosen, CredentialsError> {
        self.names.push(name.to_owned());
        let json = self.document.profile(name)?;
        let profile = Profile {
            document: self.document,
            name,
            json,
        };
        if profile.mode()? != "ChainableRamRoleArn" {
            return profile.source(self.surroundings);
        }
        let next = profile.required("source_profile")?;
        if self.names.iter().any(|known| known == next) {
            let way: Vec<_> = self.names.iter().map(|name| quoted(name, 80)).collect();
            let problem = format!(
                "`source_profile` leads in a circle, by way of {}; let the last of them name a profile with a key",
                way.join(", ")
            );
            return Err(profile.wrong(&problem));
        }
        let role = profile.role("ram_session_name")?;
        let source = self.source(next)?;
        assume(source, &role, self.surroundings)
    }
}

fn assume(
    source: Chosen,
    role: &Role,
    surroundings: &Surroundings,
) -> Result<Chosen, CredentialsError> {
    let role = AssumeRoleCredentials::assemble(source, role, surroundings)?;
    Ok(Arc::new(role))
}

/// One profile.
struct Profile<'a> {
    document: &'a Document,
    name: &'a str,
    json: &'a Json,
}

impl Profile<'_> {
    fn mode(&self) -> Result<&str, CredentialsError> {
        self.required("mode")
    }

    fn source(&self, surroundings: &Surroundings) -> Result<Chosen, CredentialsError> {
        self.build(surroundings).map_err(|error| {
            // Sources of other crates could not be asked for here, so that the text is of this one.
            self.wrong(&error.reason())
        })
    }

    fn build(&self, surroundings: &Surroundings) -> Result<Chosen, CredentialsError> {
        let file = &self.document.file;
        Ok(match self.mode()? {
            "AK" => self.key()?,
            "StsToken" => Arc::new(Credentials::temporary(
                self.need("access_key_id")?,
                self.need("access_key_secret")?,
                self.need("sts_token")?,
                None,
            )?),
            "RamRoleArn" => assume(self.key()?, &self.role("ram_session_name")?, surroundings)?,
            "EcsRamRole" => {
                let builder = EcsRamRoleBuilder::new(surroundings.clone());
                Arc::new(match self.json.text("ram_role_name") {
                    Some(name) => builder.role_name(name).build()?,
                    None => builder.build()?,
                })
            }
            "OIDC" => Arc::new(OidcRoleCredentials::assemble(
                self.need("oidc_provider_arn")?.to_owned(),
                self.need("oidc_token_file")?.into(),
                &self.role("role_session_name")?,
                surroundings,
            )?),
            "External" => {
                let told = noted(file.clone(), self.name.to_owned());
                let command = self.need("process_command")?;
                Arc::new(ExternalCredentials::assemble(
                    command,
                    surroundings,
                    Some(told),
                )?)
            }
            "CloudSSO" => Arc::new(CloudSsoCredentials::new(
                file.clone(),
                self.name,
                self.json,
                surroundings,
            )?),
            "OAuth" => Arc::new(OAuthCredentials::new(file.clone(), self.name, surroundings)),
            other => {
                let problem = format!(
                    "its mode {} is not supported; {KNOWN} are",
                    quoted(other, 80)
                );
                return Err(CredentialsError::new(problem));
            }
        })
    }

    fn key(&self) -> Result<Arc<dyn ProvideCredentials>, CredentialsError> {
        let (id, secret) = (self.need("access_key_id")?, self.need("access_key_secret")?);
        Ok(Arc::new(Credentials::new(id, secret)?))
    }

    fn role(&self, session_name: &str) -> Result<Role, CredentialsError> {
        let text = |name| self.json.text(name).map(str::to_owned);
        Ok(Role {
            arn: text("ram_role_arn"),
            session_name: text(session_name),
            duration: self.duration()?,
            policy: text("policy"),
            external_id: text("external_id"),
            place: Place {
                endpoint: None,
                region: text("sts_region"),
                vpc: match self.json.get("enable_vpc") {
                    Some(Json::Bool(vpc)) => Some(*vpc),
                    _ => None,
                },
            },
        })
    }

    /// `expired_seconds`; the command line writes 0 for "as usual".
    fn duration(&self) -> Result<Option<Duration>, CredentialsError> {
        if !self.json.has("expired_seconds") {
            return Ok(None);
        }
        let seconds = self.json.integer("expired_seconds");
        let seconds = seconds.and_then(|seconds| u64::try_from(seconds).ok());
        match seconds {
            Some(0) => Ok(None),
            Some(seconds) => Ok(Some(Duration::from_secs(seconds))),
            None => Err(self.wrong("`expired_seconds` is not a number of seconds")),
        }
    }

    fn need(&self, name: &str) -> Result<&str, CredentialsError> {
        need(self.json, name)
    }

    fn required(&self, name: &str) -> Result<&str, CredentialsError> {
        self.need(name).map_err(|error| self.wrong(&error.reason()))
    }

    fn wrong(&self, problem: &str) -> CredentialsError {
        self.document.wrong_profile(self.name, problem)
    }
}

/// A text that the profile has to have.
pub(super) fn need<'a>(profile: &'a Json, name: &str) -> Result<&'a str, CredentialsError> {
    profile
        .text(name)
        .ok_or_else(|| CredentialsError::new(format!("`{name}` is missing")))
}

/// Notes what a program printed in the profile, as the official SDKs do. That this fails harms nobody but them.
fn noted(file: ConfigFile, profile: String) -> Told {
    Arc::new(move |printed| {
        let (file, profile) = (file.clone(), profile.clone());
        Box::pin(async move {
            let noted = file.change(&profile, move |profile| note(profile, &printed));
            if let Err(error) = noted.await {
                tracing::warn!(%error, "new credentials could not be noted in the profile");
            }
        })
    })
}

fn note(profile: &mut Json, printed: &Json) {
    for name in ["access_key_id", "access_key_secret", "sts_token"] {
        match printed.text(name) {
            Some(text) => profile.set(name, Json::from(text)),
            None => profile.remove(name),
        }
    }
    match printed.text("expiration").and_then(epoch) {
        Some(seconds) => profile.set("sts_expiration", Json::from(seconds)),
        None => profile.remove("sts_expiration"),
    }
}
