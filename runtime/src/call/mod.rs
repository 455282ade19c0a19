//! One call of an operation.

mod arguments;
mod customize;
mod seal;
mod signed;

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

use crate::BoxFuture;
use crate::client::Client;
use crate::error::Error;
use crate::exchange::{self, End, Peer, Subject};
use crate::intercept::{Hooks, Interceptor};
use crate::named::Reply;
use crate::operation::Operation;
use crate::reply;
use crate::retry::RetryPolicy;
use crate::service::Service;
use crate::settings::Settings;
use crate::value::{Response, Value};

use arguments::Arguments;
use signed::Signing;

pub use customize::CustomizeCall;

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
    pub(crate) fn exchange(self) -> BoxFuture<'static, Result<Exchanged, Error>> {
        Box::pin(async move {
            let attempts = exchange::attempts(Signing::new(&self));
            let (outcome, end) = exchange::call(&self, attempts).await;
            match outcome {
                Ok(received) => Ok(Exchanged {
                    reply: received.reply,
                    call: self,
                    end,
                }),
                Err(failed) => {
                    end.tell(&self, None, Some(&failed.error));
                    Err(failed.error)
                }
            }
        })
    }
}

impl Subject for Call {
    fn settings(&self) -> &Settings {
        &self.client.inner.settings
    }

    fn operation(&self) -> Operation {
        *self.operation
    }

    fn peer(&self) -> Peer<'_> {
        let client = &self.client.inner;
        Peer {
            name: client.service.product,
            system: Some("alibaba_cloud"),
            region: client.region.as_deref(),
            host: &client.host,
            url: &client.url,
        }
    }

    fn hooks(&self) -> Hooks<'_> {
        Hooks {
            of_client: &self.client.inner.settings.interceptors,
            of_call: &self.arguments.interceptors,
        }
    }

    fn retry_policy(&self) -> Option<RetryPolicy> {
        self.arguments.retry
    }

    fn parameter_names(&self) -> Vec<&str> {
        self.arguments.names()
    }

    fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        reply::request_id(headers)
    }

    fn service(&self) -> Option<&'static Service> {
        Some(self.client.service())
    }
}

/// A call that was answered.
pub(crate) struct Exchanged {
    reply: http::Response<bytes::Bytes>,
    call: Call,
    end: End,
}

impl Exchanged {
    /// Reads the reply into a value of whatever type, which is the end of the call.
    pub(crate) fn read(&self, reply: &mut dyn Reply) -> Result<(), Error> {
        let service = self.call.client.service();
        let read = reply::read(service, self.call.operation, &self.reply, reply.value_mut());
        self.end
            .tell(&self.call, Some(&self.reply), read.as_ref().err());
        if let Err(error) = read {
            self.end.failed(&error);
            return Err(error);
        }
        reply::fill_request_id(reply.request_id_slot(), self.reply.headers());
        Ok(())
    }

    /// The error of a reply that has nothing where the caller needs something.
    pub(crate) fn lacks(&self, path: String, expected: &'static str) -> Error {
        let error = reply::lacking(self.call.operation, &self.reply, path, expected);
        self.end.failed(&error);
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
