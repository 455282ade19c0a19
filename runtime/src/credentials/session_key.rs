//! A session key for an RSA key pair, of the type `rsa_key_pair` in `credentials.ini`.

use std::path::PathBuf;

use super::cache::{Cache, Fetch, Fetched, MARGIN};
use super::files;
use super::reply::{expiration, lacks, member};
use super::sts::{COMMON, Place, Sts, seconds};
use super::surroundings::Surroundings;
use super::{Credentials, ProvideCredentials};
use crate::BoxFuture;
use crate::error::CredentialsError;

/// Where this kind of key is handed out when nothing else is said, by Alibaba Cloud's Python SDK.
const HOST: &str = "sts.ap-northeast-1.aliyuncs.com";

/// Temporary keys of `GenerateSessionAccessKey`. They come without a security token.
#[derive(Debug)]
pub(super) struct SessionKeyCredentials {
    cache: Cache<SessionKey>,
}

#[derive(Debug)]
struct SessionKey {
    public_key_id: String,
    private_key_file: PathBuf,
    seconds: String,
    sts: Sts,
}

impl SessionKeyCredentials {
    pub(super) fn new(
        public_key_id: String,
        private_key_file: PathBuf,
        surroundings: &Surroundings,
    ) -> Result<Self, CredentialsError> {
        let source = SessionKey {
            public_key_id,
            private_key_file,
            seconds: seconds(None)?,
            sts: Sts::new(&Place::default(), HOST, surroundings)?,
        };
        Ok(Self {
            cache: Cache::new(source, surroundings),
        })
    }
}

impl ProvideCredentials for SessionKeyCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.cache.credentials()
    }

    fn source_name(&self) -> String {
        self.cache.source().name()
    }
}

impl SessionKey {
    async fn ask(&self) -> Result<Fetched, CredentialsError> {
        let private_key = files::read_existing(&self.private_key_file).await?;
        let mut query = vec![
            ("Action", "GenerateSessionAccessKey"),
            ("DurationSeconds", &*self.seconds),
        ];
        query.extend(COMMON);
        let reply = self
            .sts
            .ask_keyed(query, &self.public_key_id, &private_key, None)
            .await?;
        let who = &self.sts.who;
        let key = member(&reply, "SessionAccessKey", who)?;
        let text = |name| key.text(name).ok_or_else(|| lacks(who, name));
        let credentials = Credentials::expiring(
            text("SessionAccessKeyId")?,
            text("SessionAccessKeySecret")?,
            None,
            expiration(key, "Expiration", who)?,
        )?;
        Ok(Fetched::temporary(credentials, MARGIN))
    }
}

impl Fetch for SessionKey {
    fn name(&self) -> String {
        "rsa_key_pair".to_owned()
    }

    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, CredentialsError>> {
        Box::pin(self.ask())
    }
}
