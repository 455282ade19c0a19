//! Sources with files in a folder of their own, a scripted network, and a clock that stands still.

mod external;
mod files;
mod replay;
mod secrets;
mod services;

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use tempfile::TempDir;

use super::named_profile::NamedProfile;
use super::surroundings::Surroundings;
use super::wire::{TimeLimits, Wire};
use super::*;
use crate::config::{Clock, Dice, Nonce};
use crate::environment::Environment;
use crate::error::{TransportError, TransportErrorKind};
use crate::transport::{ReplyLimits, Transport};

/// When everything here happens: 2026-01-02T03:04:05Z.
const NOW: Duration = Duration::from_secs(1_767_323_045);

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + NOW
}

/// The reply of the security token service that most tests get.
const STS_REPLY: &str = r#"{"Credentials": {"AccessKeyId": "STS.ak", "AccessKeySecret": "sts-sk",
    "SecurityToken": "sts-tok", "Expiration": "2026-01-02T04:04:05Z"}}"#;

/// A request as it was sent.
#[derive(Debug)]
struct Sent {
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
    body: String,
    limits: TimeLimits,
}

/// What comes back: a status with a body, or nothing.
#[derive(Clone, Debug)]
enum Answer {
    Reply(u16, String),
    Broken,
    Never,
}

/// Replies by method (`*` for any) and a part of the address; the longest part that fits wins.
#[derive(Debug, Default)]
struct Script {
    answers: Vec<(String, Answer)>,
    sent: Mutex<Vec<Sent>>,
}

impl Script {
    fn answer(&self, method: &str, url: &str) -> Answer {
        let fits = |pattern: &str| {
            let (wanted, part) = pattern.split_once(' ').unwrap();
            (wanted == "*" || wanted == method) && url.contains(part)
        };
        let found = self.answers.iter().filter(|(pattern, _)| fits(pattern));
        let found = found.max_by_key(|(pattern, _)| pattern.len());
        found.map_or(Answer::Broken, |(_, answer)| answer.clone())
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<Bytes>,
        _: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let (method, url) = (request.method().to_string(), request.uri().to_string());
        let answer = self.answer(&method, &url);
        let headers = request.headers().iter();
        let headers = headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        self.sent.lock().unwrap().push(Sent {
            method,
            url,
            headers,
            body: String::from_utf8(request.body().to_vec()).unwrap(),
            limits: *request.extensions().get().unwrap(),
        });
        Box::pin(async {
            match answer {
                Answer::Never => std::future::pending().await,
                Answer::Broken => Err(TransportError::new(TransportErrorKind::Connect)),
                Answer::Reply(status, body) => {
                    let mut reply = http::Response::new(Bytes::from(body));
                    *reply.status_mut() = http::StatusCode::from_u16(status).unwrap();
                    Ok(reply)
                }
            }
        })
    }
}

/// A home folder and what else a source sees.
struct Stage {
    home: TempDir,
    variables: Vec<(String, String)>,
    script: Script,
}

/// A stage on which the play is on.
struct Playing {
    home: TempDir,
    surroundings: Surroundings,
    script: Arc<Script>,
}

impl Stage {
    fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            variables: Vec::new(),
            script: Script::default(),
        }
    }

    /// The text with the home folder in place of `$HOME`.
    fn at_home(&self, text: &str) -> String {
        text.replace("$HOME", self.home.path().to_str().unwrap())
    }

    fn variable(mut self, name: &str, text: &str) -> Self {
        let text = self.at_home(text);
        self.variables.push((name.to_owned(), text));
        self
    }

    fn file(self, name: &str, text: &str) -> Self {
        let path = self.home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, self.at_home(text)).unwrap();
        self
    }

    /// The command line's file.
    fn config(self, text: &str) -> Self {
        self.file(".aliyun/config.json", text)
    }

    fn ini(self, text: &str) -> Self {
        self.file(".alibabacloud/credentials.ini", text)
    }

    fn reply(mut self, pattern: &str, status: u16, body: &str) -> Self {
        let answer = Answer::Reply(status, body.to_owned());
        self.script.answers.push((pattern.to_owned(), answer));
        self
    }

    fn answer(mut self, pattern: &str, answer: Answer) -> Self {
        self.script.answers.push((pattern.to_owned(), answer));
        self
    }

    fn play(mut self) -> Playing {
        let home = self.at_home("$HOME");
        self.variables.push(("HOME".to_owned(), home));
        let script = Arc::new(self.script);
        let transport: Arc<dyn Transport> = Arc::clone(&script) as Arc<dyn Transport>;
        let surroundings = Surroundings {
            environment: Environment::of_pairs(self.variables),
            clock: Clock::new(now),
            nonce: Nonce::new(|| "fixed-nonce-0001".to_owned()),
            dice: Dice::new(|| 0.0),
            wire: Wire::given(&transport),
            kept: cache::Kept::default(),
        };
        Playing {
            home: self.home,
            surroundings,
            script,
        }
    }
}

impl Playing {
    fn chain(&self) -> DefaultCredentials {
        DefaultCredentials::among(self.surroundings.clone())
    }

    fn named_profile(&self) -> NamedProfile {
        NamedProfile {
            surroundings: self.surroundings.clone(),
            ..NamedProfile::default()
        }
    }

    fn cli(&self) -> CliProfileCredentials {
        CliProfileCredentials::of(self.named_profile())
    }

    fn profile(&self) -> ProfileCredentials {
        ProfileCredentials::of(self.named_profile())
    }

    fn ecs(&self) -> EcsRamRoleBuilder {
        EcsRamRoleBuilder::new(self.surroundings.clone())
    }

    fn at_home(&self, text: &str) -> String {
        text.replace("$HOME", self.home.path().to_str().unwrap())
    }

    fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut self.script.sent.lock().unwrap())
    }
}

/// The one error of a source, on one line.
async fn problem(source: &dyn ProvideCredentials) -> String {
    let error = source.credentials().await.unwrap_err();
    let (shown, reason) = (error.to_string(), error.reason());
    assert!(!shown.contains('\n'), "{shown}");
    assert!(!format!("{error:?}").contains("sesame"), "{error:?}");
    reason
}
