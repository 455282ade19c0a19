//! The script as a transport.

use bytes::Bytes;
use http::header::ACCEPT;
use http::{Request, Response};

use super::Script;
use crate::BoxFuture;
use crate::error::{TransportError, TransportErrorKind};
use crate::transport::{ReplyLimits, Transport};

impl Transport for Script {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: ReplyLimits,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let accept = request.headers().get(ACCEPT);
        let wants_xml = accept.is_some_and(|kind| kind == "application/xml");
        let (reply, number) = self.answer(request);
        // An id of its own for each, and the same ones in each run.
        let id = format!("00000000-0000-4000-8000-{number:012}");
        Box::pin(async move {
            let reply = reply.play(wants_xml, id).await?;
            if reply.body().len() > limits.max_bytes {
                return Err(TransportError::new(TransportErrorKind::TooLarge));
            }
            Ok(reply)
        })
    }
}
