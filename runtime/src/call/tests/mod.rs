//! Calls over a transport that is not there.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use super::*;
use crate::BoxFuture;
use crate::config::{Config, ConfigBuilder, ReplyFormat};
use crate::credentials::{Credentials, ProvideCredentials};
use crate::error::{CredentialsError, Limit, TransportError, TransportErrorKind};
use crate::operation::{Effect, Method};
use crate::service::{DEMO, Endpoints};
use crate::signing::SignatureVersion;
use crate::transport::{ReplyLimits, Transport};

static SERVICE: Service = Service {
    product: "edas",
    version: "2017-08-01",
    user_agent: "demo-client/1",
    endpoints: Endpoints {
        rule: "edas.{region}.aliyuncs.com",
        ..DEMO.endpoints
    },
    ..DEMO
};

static ABORT: Operation = Operation {
    name: "AbortAndRollbackChangeOrder",
    method: Method::Put,
    path: "/pop/v5/changeorder/change_order_abort_and_rollback",
    effect: Effect::Write,
};

static NESTED: Operation = Operation {
    name: "GetPart",
    method: Method::Get,
    path: "/things/{id}/part",
    effect: Effect::Read,
};

/// Larger than the budget of a future, to show that the reply is no part of it.
#[derive(Debug)]
struct Reply {
    code: Option<i32>,
    #[allow(dead_code, reason = "only there for its size")]
    ballast: [u64; 256],
}

impl Default for Reply {
    fn default() -> Self {
        Self {
            code: None,
            ballast: [0; 256],
        }
    }
}
crate::object!(Reply { code: "Code" });

impl Response for Reply {
    const XML_NAME: &'static str = "Reply";
}

/// What the fake transport does with a request.
#[derive(Clone, Copy, Debug)]
enum Behaviour {
    Answer(&'static str),
    Hang,
    Fail(TransportErrorKind),
    /// A status, and the pause that the service asks for, in milliseconds.
    Refuse(u16, Option<u64>),
}

#[derive(Clone, Debug)]
struct Fake {
    /// What it does first, one after the other.
    script: Arc<Mutex<VecDeque<Behaviour>>>,
    behaviour: Behaviour,
    seen: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl Fake {
    fn new(behaviour: Behaviour) -> Self {
        Self {
            script: Arc::default(),
            behaviour,
            seen: Arc::default(),
        }
    }

    fn first(self, script: impl IntoIterator<Item = Behaviour>) -> Self {
        self.script.lock().unwrap().extend(script);
        self
    }

    fn last(&self) -> http::Request<Bytes> {
        self.seen.lock().unwrap().last().cloned().unwrap()
    }
}

impl Transport for Fake {
    fn send(
        &self,
        request: http::Request<Bytes>,
        _: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        self.seen.lock().unwrap().push(request);
        let scripted = self.script.lock().unwrap().pop_front();
        let behaviour = scripted.unwrap_or(self.behaviour);
        Box::pin(async move {
            match behaviour {
                Behaviour::Answer(body) => {
                    Ok(http::Response::new(Bytes::from_static(body.as_bytes())))
                }
                Behaviour::Hang => std::future::pending().await,
                Behaviour::Refuse(status, retry_after) => {
                    let mut reply = http::Response::builder().status(status);
                    if let Some(pause) = retry_after {
                        reply = reply.header("x-acs-retry-after", pause);
                    }
                    Ok(reply.body(Bytes::from_static(b"{}")).unwrap())
                }
                Behaviour::Fail(kind) => Err(TransportError::new(kind)),
            }
        })
    }
}

fn config(fake: &Fake) -> ConfigBuilder {
    let credentials = Credentials::new("LTAI-FAKE-0123456789ab", "FakeSecretForVectorsOnly+/=0123");
    Config::builder()
        .region("cn-hangzhou")
        .credentials(credentials.unwrap())
        .transport(fake.clone())
}

fn client(config: ConfigBuilder) -> Client {
    Client::new(&SERVICE, config.build()).unwrap()
}

fn answering() -> Fake {
    Fake::new(Behaviour::Answer(r#"{"Code": 200}"#))
}

mod intercept;
mod outcome;
mod paging;
mod request;
mod retries;
mod spans;
mod waiting;
