//! Clusters, as far as something can be done with them from outside.

use axum::extract::{Path, State};
use axum::response::Response;

use super::{Shared, done};

pub(super) async fn fail_import(State(service): Shared, Path(id): Path<String>) -> Response {
    done(service.world().fail_import(&id))
}
