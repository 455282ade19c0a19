//! The security token service: `AssumeRole` and `AssumeRoleWithOIDC`.

use std::borrow::Cow;
use std::time::Duration;

use acs_runtime::credentials::Credentials;
use axum::response::Response;
use serde_json::json;

use super::{answer as reply, issuer, ok};
use crate::refusal::Refusal;
use crate::service::Service;

type Query<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

fn read(query: &str) -> Query<'_> {
    url::form_urlencoded::parse(query.as_bytes()).collect()
}

/// Whether a request to `/` is for this service: pages have no actions.
pub(super) fn is_call(query: &str) -> bool {
    read(query).iter().any(|(name, _)| name == "Action")
}

pub(super) fn answer(service: &Service, method: &str, query: &str) -> Response {
    let call = Call {
        service,
        method,
        query: read(query),
    };
    let request_id = service.next_request_id();
    match call.carry_out() {
        Ok(session) => ok(&json!({
            "RequestId": request_id,
            "Credentials": {
                "AccessKeyId": session.access_key_id(),
                "AccessKeySecret": session.access_key_secret(),
                "SecurityToken": session.security_token(),
                "Expiration": issuer::expiration(&session),
            },
        })),
        Err(refusal) => {
            let body = json!({
                "RequestId": request_id,
                "Code": refusal.code.to_string(),
                "Message": refusal.message,
            });
            reply(refusal.status, &body)
        }
    }
}

struct Call<'a> {
    service: &'a Service,
    method: &'a str,
    query: Query<'a>,
}

impl Call<'_> {
    fn carry_out(&self) -> Result<Credentials, Refusal> {
        if self.required("Version")? != "2015-04-01" {
            return Err(Refusal::unknown_version("2015-04-01"));
        }
        if self.required("Format")? != "JSON" {
            return Err(Refusal::invalid_parameter("Format", "must be JSON here"));
        }
        match self.required("Action")? {
            "AssumeRole" => self.verify()?,
            "AssumeRoleWithOIDC" => {
                self.required("OIDCProviderArn")?;
                self.required("OIDCToken")?;
                self.service
                    .verifier
                    .check_stamp(self.required("Timestamp")?)?;
            }
            _ => return Err(Refusal::unknown_action()),
        }
        self.required("RoleArn")?;
        self.required("RoleSessionName")?;
        Ok(self.service.issue(self.duration()?))
    }

    fn verify(&self) -> Result<(), Refusal> {
        let stated = (
            self.required("SignatureMethod")?,
            self.required("SignatureVersion")?,
        );
        if stated != ("HMAC-SHA1", "1.0") {
            return Err(Refusal::incomplete_signature(
                "SignatureMethod must be HMAC-SHA1 and SignatureVersion 1.0",
            ));
        }
        let pairs: Vec<_> = self
            .query
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        self.service.verifier.verify_rpc(self.method, &pairs)
    }

    /// `DurationSeconds`, from 15 minutes to 12 hours.
    fn duration(&self) -> Result<Option<Duration>, Refusal> {
        let Some(text) = self.get("DurationSeconds") else {
            return Ok(None);
        };
        match text.parse() {
            Ok(seconds @ 900..=43_200) => Ok(Some(Duration::from_secs(seconds))),
            _ => Err(Refusal::invalid_parameter(
                "DurationSeconds",
                "must be a number from 900 to 43200",
            )),
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| &**value)
    }

    fn required(&self, name: &str) -> Result<&str, Refusal> {
        let value = self.get(name).filter(|value| !value.is_empty());
        value.ok_or_else(|| Refusal::missing_parameter(name))
    }
}
