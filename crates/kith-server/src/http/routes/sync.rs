//! Sync over REST: the same answer as to the event `sync`.

use axum::extract::State;
use axum::response::Json;
use kith_wire::{ErrorBody, SyncPage, SyncRequest};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Body};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(sync))
}

/// One page of the difference between the client's state and the server's.
#[utoipa::path(post, path = "/sync", tag = "sync", request_body = SyncRequest, security(("bearer" = [])),
    responses((status = 200, body = SyncPage), (status = "default", body = ErrorBody)))]
async fn sync(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Body(request): Body<SyncRequest>,
) -> Result<Json<SyncPage>, ApiError> {
    Ok(Json(app.kith.sync(actor, request).await?))
}
