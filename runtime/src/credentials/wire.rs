//! The way to those who hand out credentials. It is not the client's own: other time limits, and neither redirects nor
//! proxies where these would see secrets.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST, HeaderMap, HeaderValue, USER_AGENT};
use http::{Request, StatusCode};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::json::Json;
use crate::error::CredentialsError;
use crate::transport::{ReplyLimits, ReqwestTransport, Transport};

/// How large a reply may be, in bytes.
const MAX_REPLY: usize = 1 << 20;

const AGENT: &str = concat!("acs-runtime/", env!("CARGO_PKG_VERSION"), " credentials");

/// Which way a request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Encrypted only, through the proxy if one is set.
    Encrypted,
    /// As the address says, through the proxy if one is set.
    Plain,
    /// To this machine, past every proxy.
    Local,
    /// To the machine's metadata service, past every proxy, with short limits.
    Metadata,
}

impl Way {
    /// Those of Alibaba Cloud's Python SDK.
    pub(super) fn limits(self) -> TimeLimits {
        let (connect, read) = match self {
            Self::Metadata => (1, 1),
            Self::Encrypted | Self::Plain | Self::Local => (5, 10),
        };
        TimeLimits {
            connect: Duration::from_secs(connect),
            read: Duration::from_secs(read),
        }
    }

    fn connect(self) -> Result<Arc<dyn Transport>, CredentialsError> {
        let limit = self.limits().connect;
        let transport = match self {
            Self::Encrypted => ReqwestTransport::new(limit, false),
            Self::Plain => ReqwestTransport::new(limit, true),
            Self::Local | Self::Metadata => ReqwestTransport::direct(limit, true),
        };
        let transport = transport
            .map_err(|error| CredentialsError::new("HTTP cannot be set up").caused_by(error))?;
        Ok(Arc::new(transport))
    }
}

/// How long a request may take: until the connection stands, and from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeLimits {
    pub(super) connect: Duration,
    pub(super) read: Duration,
}

/// Connections, made when they are needed.
#[derive(Clone, Default)]
pub(super) struct Wire {
    made: Arc<[OnceLock<Arc<dyn Transport>>; 4]>,
}

impl Wire {
    /// The same transport whichever way.
    #[cfg(test)]
    pub(super) fn given(transport: &Arc<dyn Transport>) -> Self {
        let made = std::array::from_fn(|_| OnceLock::from(Arc::clone(transport)));
        Self {
            made: Arc::new(made),
        }
    }

    fn transport(&self, way: Way) -> Result<Arc<dyn Transport>, CredentialsError> {
        let [encrypted, plain, local, metadata] = &*self.made;
        let made = match way {
            Way::Encrypted => encrypted,
            Way::Plain => plain,
            Way::Local => local,
            Way::Metadata => metadata,
        };
        if let Some(transport) = made.get() {
            return Ok(Arc::clone(transport));
        }
        let transport = way.connect()?;
        Ok(Arc::clone(made.get_or_init(|| transport)))
    }

    /// Sends the request. `who` says in errors who was asked; the address with its query stays out of them.
    pub(super) async fn send(
        &self,
        way: Way,
        who: &str,
        request: http::Result<Request<Bytes>>,
    ) -> Result<Reply, CredentialsError> {
        let mut request = request.map_err(|_| {
            CredentialsError::new(format!(
                "no request to {who} can be made of what is configured"
            ))
        })?;
        complete(&mut request);
        let limits = way.limits();
        request.extensions_mut().insert(limits);
        let transport = self.transport(way)?;
        let whole = limits.connect + limits.read;
        let reply = timeout(whole, transport.send(request, ReplyLimits::new(MAX_REPLY))).await;
        let reply = reply.map_err(|_| {
            let seconds = whole.as_secs();
            CredentialsError::new(format!("{who} did not answer within {seconds} s"))
        })?;
        let reply = reply.map_err(|error| {
            CredentialsError::new(format!("{who} cannot be reached")).caused_by(error)
        })?;
        Ok(Reply {
            who: who.to_owned(),
            status: reply.status(),
            body: reply.into_body(),
        })
    }
}

/// Adds the headers that each request has.
fn complete(request: &mut Request<Bytes>) {
    let host = request.uri().authority().map(|authority| {
        let text = authority.as_str();
        // A password before it is for nobody else.
        let host = text.rsplit_once('@').map_or(text, |(_, host)| host);
        HeaderValue::from_str(host)
    });
    let headers: &mut HeaderMap = request.headers_mut();
    if let Some(Ok(host)) = host {
        headers.insert(HOST, host);
    }
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    for name in [AUTHORIZATION.as_str(), "x-aliyun-ecs-metadata-token"] {
        if let Some(value) = headers.get_mut(name) {
            value.set_sensitive(true);
        }
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wire")
    }
}

/// What came back. It may hold secrets, so that it has no `Debug`.
pub(super) struct Reply {
    who: String,
    status: StatusCode,
    body: Bytes,
}

impl Reply {
    /// The reply itself, if its status is 200.
    pub(super) fn succeeded(self) -> Result<Self, CredentialsError> {
        if self.status == StatusCode::OK {
            Ok(self)
        } else {
            Err(self.refused())
        }
    }

    /// The JSON object of a reply with the status 200.
    pub(super) fn json(&self) -> Result<Json, CredentialsError> {
        let text = self.text()?;
        Json::parse(&text).map_err(|problem| {
            let (who, length) = (&self.who, self.body.len());
            CredentialsError::new(format!("the reply of {who}, of {length} bytes, {problem}"))
        })
    }

    /// The text of a reply with the status 200.
    pub(super) fn text(&self) -> Result<Zeroizing<String>, CredentialsError> {
        if self.status != StatusCode::OK {
            return Err(self.refused());
        }
        let text = std::str::from_utf8(&self.body)
            .map_err(|_| CredentialsError::new(format!("the reply of {} is no text", self.who)))?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// Says status, error code and request id. The message stays out: one about a wrong signature repeats the
    /// request, token included.
    fn refused(&self) -> CredentialsError {
        let mut problem = format!("{} answered with HTTP {}", self.who, self.status.as_u16());
        let body = std::str::from_utf8(&self.body).unwrap_or_default();
        if let Ok(json) = Json::parse(body) {
            let word = |names: &[&str]| {
                let mut found = names.iter().filter_map(|name| json.text(name));
                found.find(|text| is_word(text)).map(str::to_owned)
            };
            if let Some(code) = word(&["Code", "code", "error"]) {
                problem += &format!(", code {code}");
            }
            if let Some(id) = word(&["RequestId", "requestId"]) {
                problem += &format!(", request {id}");
            }
        }
        CredentialsError::new(problem)
    }
}

/// Whether a text looks like a code or an id, not like a secret or a sentence.
pub(super) fn is_word(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.len() <= 80 && text.bytes().all(fits)
}
