//! The one operation, and what stands at every other address.

use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::put;

use crate::incoming::Incoming;
use crate::refusal::Refusal;
use crate::reply::Format;
use crate::verify::Verifier;

const PATH: &str = "/pop/v5/changeorder/change_order_abort_and_rollback";
const ACTION: &str = "AbortAndRollbackChangeOrder";
const VERSION: &str = "2017-08-01";

/// The operation's body is empty; a client that sends one is still told what is wrong with its signature.
const MAX_BODY: usize = 1 << 20;

pub(crate) fn router(verifier: Verifier) -> Router {
    Router::new()
        .route(PATH, put(answer))
        .method_not_allowed_fallback(unknown)
        .fallback(unknown)
        .with_state(Arc::new(verifier))
}

async fn answer(State(verifier): State<Arc<Verifier>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let format = Format::accepted(&parts.headers);
    let outcome = match to_bytes(body, MAX_BODY).await {
        Ok(body) => check(&verifier, &Incoming::new(&parts, &body)),
        Err(_) => Err(Refusal::unreadable_body()),
    };
    match outcome {
        Ok(()) => format.sample(),
        Err(refusal) => format.refusal(&refusal, &parts.headers),
    }
}

async fn unknown(headers: HeaderMap) -> Response {
    Format::accepted(&headers).refusal(&Refusal::unknown_action(), &headers)
}

/// Whether the request asks for the operation, comes from an account, and has what the operation needs.
fn check(verifier: &Verifier, request: &Incoming<'_>) -> Result<(), Refusal> {
    let asked = (
        request.header("x-acs-action"),
        request.header("x-acs-version"),
    );
    if asked != (Some(ACTION), Some(VERSION)) {
        return Err(Refusal::unknown_action());
    }
    verifier.verify(request)?;
    match request.parameter("ChangeOrderId") {
        None | Some("") => Err(Refusal::missing_parameter("ChangeOrderId")),
        Some(_) => Ok(()),
    }
}
