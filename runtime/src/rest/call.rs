//! One call of an operation.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderMap;
use http::Response;

use super::answer::Answer;
use super::api::{Operation, Parameter, Place};
use super::cases::{self, Verdict};
use super::client::Client;
use super::error::CallError;
use super::multipart::Multipart;
use super::prepared::Prepared;
use super::reply::Reply;
use super::server::Base;
use super::style::{self, Escape, Written};
use super::upload::Upload;
use crate::BoxFuture;
use crate::error::{DecodeError, Error, text};
use crate::exchange::{self, End, Failed, Peer, Subject};
use crate::intercept::{Hooks, Interceptor};
use crate::retry::RetryPolicy;
use crate::settings::Settings;
use crate::transport::Body;
use crate::value::{ReadError, Value};

/// A call that is being put together; what the calls of a generated client wrap.
///
/// What makes no request (a path parameter that is empty, an object inside a list of a query) is found when the call is
/// sent. A clone of a call with a streamed body shares the stream, so that only one of the two can be sent.
///
/// `Debug` shows the names of the parameters without their values, which can be secrets.
#[derive(Clone)]
pub struct Call {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    // Boxed, so that calls and futures that carry one stay small.
    pub(super) inputs: Box<Inputs>,
}

/// What the caller passed, by its place in the request.
#[derive(Clone)]
pub(super) struct Inputs {
    /// Where the call goes, or why it goes nowhere.
    pub(super) base: Result<Base, String>,
    /// Encoded as they stand in the path.
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<Pairs>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) cookies: Vec<Pairs>,
    pub(super) payload: Payload,
    pub(super) media_type: Option<String>,
    /// Names of the parameters that are set.
    names: Vec<&'static str>,
    /// What makes no request, by what it is a problem of: a later value of that takes it away.
    problems: Vec<(Part, String)>,
    retry: Option<RetryPolicy>,
    interceptors: Vec<Arc<dyn Interceptor>>,
}

/// What a parameter of query or cookies became: the members of an object can be called like another parameter.
#[derive(Clone)]
pub(super) struct Pairs {
    parameter: &'static str,
    pub(super) pairs: Vec<Written>,
}

/// A part of a request that can be set again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Parameter(Place, &'static str),
    Body,
}

#[derive(Clone)]
pub(super) enum Payload {
    None,
    Upload(Upload),
    Multipart(Multipart),
}

impl Call {
    pub(super) fn new(client: Client, operation: &'static Operation) -> Self {
        let base = client.base_of(operation);
        Self {
            client,
            operation,
            inputs: Box::new(Inputs {
                base,
                path: Vec::new(),
                query: Vec::new(),
                headers: Vec::new(),
                cookies: Vec::new(),
                payload: Payload::None,
                media_type: None,
                names: Vec::new(),
                problems: Vec::new(),
                retry: None,
                interceptors: Vec::new(),
            }),
        }
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Sets a parameter; a later value of the same parameter wins.
    ///
    /// The value is written in the parameter's style. An absent value and an empty list or object set nothing, a null
    /// is the empty text. Floats have a point or an exponent, like in JSON.
    pub fn argument(&mut self, parameter: &Parameter, value: &dyn Value) {
        let inputs = &mut *self.inputs;
        let name = parameter.name;
        let result = match parameter.place {
            Place::Path => inputs.path_argument(parameter, value),
            Place::Header => inputs.header_argument(parameter, value),
            Place::Query => {
                let escape = if parameter.reserved {
                    Escape::Reserved
                } else {
                    Escape::Percent
                };
                written(parameter, value, escape).map(|pairs| {
                    replace(&mut inputs.query, parameter, pairs);
                })
            }
            Place::Cookie => written(parameter, value, Escape::Percent).map(|pairs| {
                replace(&mut inputs.cookies, parameter, pairs);
            }),
        };
        if !inputs.names.contains(&name) {
            inputs.names.push(name);
        }
        let part = Part::Parameter(parameter.place, name);
        match result {
            Ok(()) => inputs.accept(part),
            Err(problem) => inputs.refuse(part, format!("the parameter {name}: {problem}")),
        }
    }

    /// Sets a header in place of the one that the request would have otherwise.
    pub fn header(&mut self, name: &str, value: impl Into<String>) {
        let name = name.to_ascii_lowercase();
        let is_same = |part: &Part| match part {
            Part::Parameter(Place::Header, known) => known.eq_ignore_ascii_case(&name),
            _ => false,
        };
        self.inputs.problems.retain(|(part, _)| !is_same(part));
        set_header(&mut self.inputs.headers, name, value.into());
    }

    /// Calls this address, whatever the description and the configuration say.
    pub fn base_url(&mut self, url: &str) {
        self.inputs.base = Base::parse(url);
    }

    /// Sets how often this call is sent, whatever the client's configuration says.
    pub fn retry(&mut self, policy: RetryPolicy) {
        self.inputs.retry = Some(policy);
    }

    /// Adds an interceptor for this call alone, behind those of the client.
    pub fn intercept(&mut self, interceptor: impl Interceptor + 'static) {
        self.inputs.interceptors.push(Arc::new(interceptor));
    }

    /// Sends the call and reads its reply: one of `success` and `failure` makes a typed value of it.
    ///
    /// # Errors
    /// [`CallError::Reply`] with what `failure` made of the reply when its status is described as a failure, and
    /// [`CallError::Other`] for everything else: arguments that make no request, credentials that are not there, a
    /// broken connection, a time limit, a status that is not described, a reply that cannot be read.
    pub async fn send<S, E>(
        self,
        success: fn(Answer<'_>) -> Result<S, ReadError>,
        failure: fn(Answer<'_>) -> Result<E, ReadError>,
    ) -> Result<Reply<S>, CallError<E>> {
        match self.exchange().await {
            Ok(exchanged) => exchanged.read(success, failure),
            Err(error) => Err(CallError::Other(error)),
        }
    }

    /// Sends the call and reads its reply, while this thread waits; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    /// As [`send`](Self::send), and as [`block_on`](crate::blocking::block_on).
    #[cfg(feature = "blocking")]
    pub fn send_blocking<S, E>(
        self,
        success: fn(Answer<'_>) -> Result<S, ReadError>,
        failure: fn(Answer<'_>) -> Result<E, ReadError>,
    ) -> Result<Reply<S>, CallError<E>> {
        let name = self.operation.name;
        match crate::blocking::run(name, self.exchange().as_mut()) {
            Ok(Ok(exchanged)) => exchanged.read(success, failure),
            Ok(Err(error)) | Err(error) => Err(CallError::Other(error)),
        }
    }

    /// Sends the call and receives the raw reply. What a call costs is in here: compiled once, and boxed, so that the
    /// future of a call stays small.
    fn exchange(self) -> BoxFuture<'static, Result<Exchanged, Error>> {
        Box::pin(async move {
            let attempts = exchange::attempts(Prepared::new(&self));
            let (outcome, end) = exchange::call(&self, attempts).await;
            match outcome {
                Ok(received) => Ok(Exchanged {
                    reply: received.reply,
                    stream: received.stream,
                    error: None,
                    call: self,
                    end,
                }),
                Err(Failed {
                    error,
                    reply: Some(reply),
                }) => Ok(Exchanged {
                    reply: *reply,
                    stream: None,
                    error: Some(error),
                    call: self,
                    end,
                }),
                Err(Failed { error, reply: None }) => {
                    end.tell(&self, None, Some(&error));
                    Err(error)
                }
            }
        })
    }
}

/// Sets what a parameter became, in place of what it was before.
fn replace(all: &mut Vec<Pairs>, parameter: &Parameter, pairs: Vec<Written>) {
    let parameter = parameter.name;
    match all.iter_mut().find(|known| known.parameter == parameter) {
        Some(known) => known.pairs = pairs,
        None => all.push(Pairs { parameter, pairs }),
    }
}

fn written(
    parameter: &Parameter,
    value: &dyn Value,
    escape: Escape,
) -> Result<Vec<Written>, &'static str> {
    style::pairs(
        parameter.name,
        value,
        parameter.style,
        parameter.explode,
        escape,
    )
}

fn set_header(headers: &mut Vec<(String, String)>, name: String, value: String) {
    headers.retain(|(known, _)| *known != name);
    headers.push((name, value));
}

impl Inputs {
    fn path_argument(
        &mut self,
        parameter: &Parameter,
        value: &dyn Value,
    ) -> Result<(), &'static str> {
        let name = parameter.name;
        let escape = if parameter.reserved {
            Escape::Reserved
        } else {
            Escape::Percent
        };
        let text = style::text(name, value, parameter.style, parameter.explode, escape)?;
        // What is absent is found to be missing when the path is filled.
        self.path.retain(|(known, _)| *known != name);
        self.path.extend(text.map(|text| (name, text)));
        Ok(())
    }

    fn header_argument(
        &mut self,
        parameter: &Parameter,
        value: &dyn Value,
    ) -> Result<(), &'static str> {
        let Parameter {
            name,
            style,
            explode,
            ..
        } = *parameter;
        let text = style::text(name, value, style, explode, Escape::None)?;
        let name = name.to_ascii_lowercase();
        match text {
            Some(text) => set_header(&mut self.headers, name, text),
            None => self.headers.retain(|(known, _)| *known != name),
        }
        Ok(())
    }

    /// Whether the caller set what has this name at this place.
    pub(super) fn has(&self, place: Place, name: &str) -> bool {
        let among = |all: &[Pairs]| {
            let mut pairs = all.iter().flat_map(|of_one| &of_one.pairs);
            pairs.any(|pair| pair.name == name)
        };
        match place {
            Place::Header => {
                let mut headers = self.headers.iter();
                headers.any(|(known, _)| known.eq_ignore_ascii_case(name))
            }
            Place::Query => among(&self.query),
            Place::Cookie => among(&self.cookies),
            Place::Path => false,
        }
    }

    /// Why a part cannot be sent.
    pub(super) fn refuse(&mut self, part: Part, problem: String) {
        self.accept(part);
        self.problems.push((part, problem));
    }

    /// Takes back why a part cannot be sent, since it is set again.
    pub(super) fn accept(&mut self, part: Part) {
        self.problems.retain(|(known, _)| *known != part);
    }

    /// The first thing that makes no request.
    pub(super) fn problem(&self) -> Option<&str> {
        self.problems.first().map(|(_, problem)| problem.as_str())
    }
}

impl Subject for Call {
    fn settings(&self) -> &Settings {
        &self.client.inner.settings
    }

    fn operation(&self) -> crate::Operation {
        self.operation.common()
    }

    fn peer(&self) -> Peer<'_> {
        let (url, host) = match &self.inputs.base {
            Ok(base) => (base.url.as_str(), base.host.as_str()),
            Err(_) => ("", ""),
        };
        Peer {
            name: self.client.inner.api.title,
            system: None,
            region: None,
            host,
            url,
        }
    }

    fn hooks(&self) -> Hooks<'_> {
        Hooks {
            of_client: &self.client.inner.settings.interceptors,
            of_call: &self.inputs.interceptors,
        }
    }

    fn retry_policy(&self) -> Option<RetryPolicy> {
        self.inputs.retry
    }

    fn parameter_names(&self) -> Vec<&str> {
        self.inputs.names.clone()
    }

    fn request_id(&self, _: &HeaderMap) -> Option<String> {
        None
    }

    #[cfg(feature = "alibaba")]
    fn service(&self) -> Option<&'static crate::service::Service> {
        None
    }
}

/// A call that was answered.
struct Exchanged {
    reply: Response<Bytes>,
    stream: Option<Body>,
    /// When the reply is no success.
    error: Option<Error>,
    call: Call,
    end: End,
}

impl Exchanged {
    /// Reads the reply, which is the end of the call.
    fn read<S, E>(
        self,
        success: fn(Answer<'_>) -> Result<S, ReadError>,
        failure: fn(Answer<'_>) -> Result<E, ReadError>,
    ) -> Result<Reply<S>, CallError<E>> {
        let Self {
            reply,
            stream,
            error,
            call,
            end,
        } = self;
        let verdict = cases::judge_whole(call.operation, &reply);
        let unreadable = RefCell::default();
        let read = match (verdict, error) {
            (Verdict::Success(index), None) => {
                let case = &call.operation.success[index];
                Answer::new(&call, &reply, stream, &unreadable, case, index)
                    .and_then(success)
                    .map(Ok)
            }
            (Verdict::Failure(index), Some(error)) => {
                let case = &call.operation.failure[index];
                match Answer::new(&call, &reply, None, &unreadable, case, index).and_then(failure) {
                    Ok(failure) => Ok(Err((error, failure))),
                    // The status says it all, and more than that nothing is no JSON.
                    Err(_) if reply.body().is_empty() => {
                        end.tell(&call, None, Some(&error));
                        return Err(CallError::Other(error));
                    }
                    Err(unread) => Err(unread),
                }
            }
            (_, error) => {
                let error = error.unwrap_or_else(|| cases::undescribed(call.operation, &reply));
                end.tell(&call, None, Some(&error));
                return Err(CallError::Other(error));
            }
        };
        match read {
            Ok(Ok(value)) => {
                end.tell(&call, Some(&reply), None);
                let name = call.operation.name;
                Ok(Reply::new(name, reply, value, unreadable.take()))
            }
            Ok(Err((error, value))) => {
                end.tell(&call, None, Some(&error));
                let reply = Reply::new(call.operation.name, reply, value, unreadable.take());
                Err(CallError::Reply(Box::new(reply)))
            }
            Err(cause) => {
                let error = undecodable(call.operation, &reply, cause);
                end.failed(&error);
                end.tell(&call, Some(&reply), Some(&error));
                Err(CallError::Other(error))
            }
        }
    }
}

/// The error of a reply that is not what is described.
fn undecodable(operation: &Operation, reply: &Response<Bytes>, cause: ReadError) -> Error {
    let content_type = reply.headers().get(http::header::CONTENT_TYPE);
    let content_type = content_type.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
    DecodeError {
        operation: operation.name,
        status: reply.status().as_u16(),
        content_type,
        request_id: None,
        retry_after: cases::retry_after(reply.headers(), SystemTime::now()),
        excerpt: text::excerpt(reply.body()),
        cause,
    }
    .into()
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.name)
            .field("parameters", &self.inputs.names)
            .finish_non_exhaustive()
    }
}
