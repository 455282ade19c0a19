//! One call of an operation.

mod arguments;
mod customize;
mod execute;
mod signed;
mod spans;

use std::fmt;
use std::sync::Arc;

use tokio::time::Instant;
use tracing::{Instrument, Span};

use crate::BoxFuture;
use crate::client::Client;
use crate::error::Error;
use crate::intercept::{Context, Interceptor, Outcome};
use crate::named::Reply;
use crate::operation::Operation;
use crate::reply;
use crate::retry::RetryPolicy;
use crate::value::{Response, Value};

pub use customize::CustomizeCall;

pub(crate) use arguments::Arguments;

/// A call that is being put together; what the builders of a generated client wrap.
///
/// `Debug` shows the names of the parameters without their values, which can be secrets.
#[derive(Clone)]
pub struct Call {
    client: Client,
    operation: &'static Operation,
    // Boxed, so that builders and futures that carry a call stay small.
    arguments: Box<Arguments>,
}

impl Call {
    pub(crate) fn new(client: Client, operation: &'static Operation) -> Self {
        Self {
            client,
            operation,
            arguments: Box::default(),
        }
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The client that the call goes through.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The value of a query parameter that is set.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let mut query = self.arguments.query.iter();
        let (_, value) = query.find(|(known, _)| known == name)?;
        Some(value)
    }

    /// Fills `{name}` of the path. The value is percent-encoded as one segment; an empty one, `.` and `..` are refused
    /// when the call is sent.
    pub fn path(&mut self, name: &'static str, value: String) {
        self.arguments.path.push((name, value));
    }

    /// Sets a query parameter; the later value of a name wins.
    pub fn query(&mut self, name: &'static str, value: String) {
        arguments::set(&mut self.arguments.query, name.into(), value);
    }

    /// Sets a query parameter that is a list, one pair for each item; the later list of a name wins.
    pub fn query_list(&mut self, name: &'static str, values: Vec<String>) {
        arguments::set_list(&mut self.arguments.query, name, values);
    }

    /// Sets query parameters whose names are only known now.
    pub fn query_pairs(&mut self, pairs: Vec<(String, String)>) {
        for (name, value) in pairs {
            arguments::set(&mut self.arguments.query, name.into(), value);
        }
    }

    /// Sets a header, with its name in lower case; it wins over one that the call would have by itself.
    pub fn header(&mut self, name: &'static str, value: String) {
        arguments::set(
            &mut self.arguments.headers,
            name.to_ascii_lowercase().into(),
            value,
        );
    }

    /// Sets a parameter of an urlencoded form, the body of the request; the later value of a name wins.
    pub fn form(&mut self, name: &'static str, value: String) {
        arguments::set(self.arguments.form(), name.into(), value);
    }

    /// Sets a parameter of a form that is a list, one pair for each item; the later list of a name wins.
    pub fn form_list(&mut self, name: &'static str, values: Vec<String>) {
        arguments::set_list(self.arguments.form(), name, values);
    }

    /// States that the body is a form, even if it stays empty.
    pub fn form_body(&mut self) {
        self.arguments.form();
    }

    /// Makes this value the body, as JSON.
    pub fn json(&mut self, body: &dyn Value) {
        self.arguments.json(body);
    }

    /// Sets how often this call is sent, whatever the client's configuration says.
    pub fn retry(&mut self, policy: RetryPolicy) {
        self.arguments.retry = Some(policy);
    }

    /// Adds an interceptor for this call alone, behind those of the client.
    pub fn intercept(&mut self, interceptor: impl Interceptor + 'static) {
        self.arguments.interceptors.push(Arc::new(interceptor));
    }

    /// Sends the call and reads its reply.
    ///
    /// # Errors
    /// Any variant of [`Error`] but [`Error::Config`]: arguments that make no request, no credentials, a broken
    /// connection, a time limit, the service's own refusal, a reply that cannot be read.
    pub async fn send<R: Response>(self) -> Result<R, Error> {
        let exchange = self.exchange().await?;
        let mut reply = R::default();
        exchange.read(&mut reply)?;
        Ok(reply)
    }

    /// Sends the call and receives the raw reply. What a call costs is in here: compiled once, and boxed, so that the
    /// future of a call stays small.
    pub(crate) fn exchange(self) -> BoxFuture<'static, Result<Exchange, Error>> {
        let Self {
            client,
            operation,
            arguments,
        } = self;
        Box::pin(async move {
            let observed = !arguments.hooks(&client.inner).is_empty();
            let since = observed.then(Instant::now);
            let span = spans::of_operation(&client.inner, operation);
            let ended = execute::execute(&client.inner, operation, &arguments)
                .instrument(span.clone())
                .await;
            let end = End {
                client,
                operation,
                arguments,
                attempts: ended.attempts,
                since,
                span,
            };
            spans::end(&end.span, ended.outcome.as_ref());
            match ended.outcome {
                Ok(reply) => Ok(Exchange { reply, end }),
                Err(error) => {
                    end.tell(None, Some(&error));
                    Err(error)
                }
            }
        })
    }
}

/// What is left to do when a call was answered, or was not.
struct End {
    client: Client,
    operation: &'static Operation,
    arguments: Box<Arguments>,
    attempts: u32,
    /// When the call began; only kept for interceptors.
    since: Option<Instant>,
    /// Goes on until the reply is read, which can fail, too.
    span: Span,
}

impl End {
    /// Tells the interceptors.
    fn tell(&self, reply: Option<&http::Response<bytes::Bytes>>, error: Option<&Error>) {
        let Some(since) = self.since else {
            return;
        };
        let client = &self.client.inner;
        let context = Context {
            client,
            operation: self.operation,
            arguments: &self.arguments,
            attempt: self.attempts,
        };
        let outcome = Outcome {
            reply,
            error,
            elapsed: since.elapsed(),
        };
        self.arguments.hooks(client).after_call(&context, &outcome);
    }
}

/// A call that was answered.
pub(crate) struct Exchange {
    reply: http::Response<bytes::Bytes>,
    end: End,
}

impl Exchange {
    /// Reads the reply into a value of whatever type, which is the end of the call.
    pub(crate) fn read(&self, reply: &mut dyn Reply) -> Result<(), Error> {
        let service = self.end.client.service();
        let read = reply::read(service, self.end.operation, &self.reply, reply.value_mut());
        self.end.tell(Some(&self.reply), read.as_ref().err());
        if let Err(error) = read {
            spans::failed(&self.end.span, &error);
            return Err(error);
        }
        reply::fill_request_id(reply.request_id_slot(), self.reply.headers());
        Ok(())
    }

    /// The error of a reply that has nothing where the caller needs something.
    pub(crate) fn lacks(&self, path: String, expected: &'static str) -> Error {
        let error = reply::lacking(self.end.operation, &self.reply, path, expected);
        spans::failed(&self.end.span, &error);
        error
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.name)
            .field("parameters", &self.arguments.names())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
