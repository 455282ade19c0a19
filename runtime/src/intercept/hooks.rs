//! The interceptors of a call, asked in turn.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;

use super::{BoxError, Context, Interceptor, Outcome, UnsignedRequest};
use crate::error::RequestError;

/// Those of the client, then those of the call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hooks<'a> {
    pub(crate) of_client: &'a [Arc<dyn Interceptor>],
    pub(crate) of_call: &'a [Arc<dyn Interceptor>],
}

impl<'a> Hooks<'a> {
    pub(crate) fn is_empty(self) -> bool {
        self.of_client.is_empty() && self.of_call.is_empty()
    }

    fn each(self) -> impl Iterator<Item = &'a dyn Interceptor> {
        self.of_client.iter().chain(self.of_call).map(|it| &**it)
    }

    pub(crate) fn before_signing(
        self,
        context: &Context<'_>,
        request: &mut UnsignedRequest<'_>,
    ) -> Result<(), RequestError> {
        self.each()
            .try_for_each(|hook| hook.before_signing(context, request))
            .map_err(|error| refused(context, error))
    }

    pub(crate) fn before_sending(
        self,
        context: &Context<'_>,
        request: &mut Request<Bytes>,
    ) -> Result<(), RequestError> {
        self.each()
            .try_for_each(|hook| hook.before_sending(context, request))
            .map_err(|error| refused(context, error))
    }

    pub(crate) fn after_attempt(self, context: &Context<'_>, outcome: &Outcome<'_>) {
        self.each()
            .for_each(|hook| hook.after_attempt(context, outcome));
    }

    pub(crate) fn after_call(self, context: &Context<'_>, outcome: &Outcome<'_>) {
        self.each()
            .for_each(|hook| hook.after_call(context, outcome));
    }
}

fn refused(context: &Context<'_>, error: BoxError) -> RequestError {
    RequestError::new(context.operation().name, "an interceptor refused the call").caused_by(error)
}
