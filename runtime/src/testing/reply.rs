//! What a scripted operation answers.

use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};

use crate::error::{TransportError, TransportErrorKind};
use crate::json::to_json;
use crate::named;
use crate::value::{Response as TypedReply, Value};
use crate::xml::to_xml;

/// How a scripted operation answers: a reply, or a fault on the way.
///
/// Every type of reply is turned into one: `Reply::from(reply)`, or by handing it where a `Reply` is wanted.
#[derive(Clone, Debug)]
pub struct Reply {
    answer: Answer,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum Answer {
    Http {
        status: u16,
        headers: Vec<(String, String)>,
        body: Body,
    },
    Fault(TransportErrorKind),
    Never,
}

#[derive(Clone, Debug)]
enum Body {
    /// With its content type, and nothing that it does not say.
    Raw(String, Bytes),
    Json(Bytes),
    /// A value in both forms; the request says which it wants.
    Value {
        json: Bytes,
        xml: Bytes,
    },
}

impl Reply {
    /// A success with this JSON text, which need not be valid.
    #[must_use]
    pub fn json(text: impl Into<String>) -> Self {
        Self::http(200, Body::Json(text.into().into()))
    }

    /// Any reply: status, content type, body. It has no request id, as all others have, unless a header says one.
    #[must_use]
    pub fn raw(status: u16, content_type: impl Into<String>, body: impl Into<Bytes>) -> Self {
        Self::http(status, Body::Raw(content_type.into(), body.into()))
    }

    /// An error in the form of Alibaba Cloud's error replies: HTTP status, code, message. A status of 200 makes it a
    /// failure that only the body tells.
    ///
    /// ```
    /// # use acs_runtime::testing::Reply;
    /// let missing = Reply::error(404, "InvalidChangeOrder.NotFound", "there is no such change order");
    /// let busy = Reply::error(429, "Throttling.User", "slow down").header("x-acs-retry-after", "1500");
    /// ```
    #[must_use]
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let error = Failure {
            code: code.to_owned(),
            message: message.to_owned(),
        };
        Self::http(status, Body::of("Error", &error))
    }

    /// The reply of an operation that is called by its name.
    #[must_use]
    pub fn named(reply: &dyn named::Reply) -> Self {
        Self::http(200, Body::of(reply.xml_name(), reply.value()))
    }

    /// A connection that is refused: the request certainly did not reach the service.
    #[must_use]
    pub fn refused() -> Self {
        Self::fault(TransportErrorKind::Connect)
    }

    /// A connection that breaks before a reply came: the request may have reached the service.
    #[must_use]
    pub fn broken() -> Self {
        Self::fault(TransportErrorKind::Exchange)
    }

    /// A reply whose body stops before its end.
    #[must_use]
    pub fn cut() -> Self {
        Self::fault(TransportErrorKind::BodyCut)
    }

    /// No reply at all, so that a time limit of the client runs out. For the connect limit, which a transport keeps,
    /// there is `Reply::fault(TransportErrorKind::ConnectTimeout)`.
    #[must_use]
    pub fn never() -> Self {
        Self {
            answer: Answer::Never,
            delay: Duration::ZERO,
        }
    }

    /// Another fault on the way.
    #[must_use]
    pub fn fault(kind: TransportErrorKind) -> Self {
        Self {
            answer: Answer::Fault(kind),
            delay: Duration::ZERO,
        }
    }

    /// The same with another HTTP status; a fault has none.
    #[must_use]
    pub fn status(mut self, new: u16) -> Self {
        if let Answer::Http { status, .. } = &mut self.answer {
            *status = new;
        }
        self
    }

    /// The same with one more header; a fault has none.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Answer::Http { headers, .. } = &mut self.answer {
            headers.push((name.into(), value.into()));
        }
        self
    }

    /// The same, but only after so long.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    fn http(status: u16, body: Body) -> Self {
        let headers = Vec::new();
        Self {
            answer: Answer::Http {
                status,
                headers,
                body,
            },
            delay: Duration::ZERO,
        }
    }

    /// What the transport gives back to a request that wants XML, or does not.
    pub(super) async fn play(
        self,
        wants_xml: bool,
        request_id: String,
    ) -> Result<Response<Bytes>, TransportError> {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        match self.answer {
            Answer::Never => std::future::pending().await,
            Answer::Fault(kind) => Err(TransportError::new(kind)),
            Answer::Http {
                status,
                headers,
                body,
            } => {
                let reply = body.reply(status, wants_xml, &request_id);
                reply
                    .and_then(|reply| with_headers(reply, &headers))
                    .map_err(|error| {
                        TransportError::new(TransportErrorKind::Other)
                            .before_sending()
                            .caused_by(error)
                    })
            }
        }
    }
}

impl Body {
    fn of(xml_name: &str, value: &dyn Value) -> Self {
        Self::Value {
            json: to_json(value).into(),
            xml: to_xml(xml_name, value).into(),
        }
    }

    /// The reply with this status, in the form that is wanted, and with this id unless it is to have none.
    fn reply(
        self,
        status: u16,
        wants_xml: bool,
        request_id: &str,
    ) -> Result<Response<Bytes>, http::Error> {
        let (kind, body, has_id) = match self {
            Self::Raw(kind, bytes) => (kind, bytes, false),
            Self::Value { xml, .. } if wants_xml => ("text/xml;charset=utf-8".into(), xml, true),
            Self::Json(json) | Self::Value { json, .. } => {
                ("application/json;charset=utf-8".into(), json, true)
            }
        };
        let mut reply = Response::builder().status(status);
        if has_id {
            reply = reply.header("x-acs-request-id", request_id);
        }
        if !kind.is_empty() {
            reply = reply.header(CONTENT_TYPE, kind);
        }
        reply.body(body)
    }
}

/// The reply with these headers in place of those that have the same names.
fn with_headers(
    mut reply: Response<Bytes>,
    headers: &[(String, String)],
) -> Result<Response<Bytes>, http::Error> {
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes())?;
        let value = HeaderValue::from_str(value)?;
        reply.headers_mut().insert(name, value);
    }
    Ok(reply)
}

impl<R: TypedReply> From<R> for Reply {
    fn from(reply: R) -> Self {
        Self::http(200, Body::of(R::XML_NAME, &reply))
    }
}

#[derive(Debug, Default)]
struct Failure {
    code: String,
    message: String,
}

crate::object!(Failure {
    code: "Code",
    message: "Message"
});
